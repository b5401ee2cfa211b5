"""The name of somebody who has gone, found in what others wrote, so that it can be taken out.

That is where others' text addresses them: a mention, and the line above a quotation of theirs. What
else somebody calls them is that writer's own word.
"""

import re
from dataclasses import dataclass

from accounts.actions.closing import former_name
from accounts.models import Erasure
from comments.quotations.writing import escape


@dataclass(frozen=True)
class Former:
    """Whom others knew by this handle and name."""

    handle: str
    name: str

    @classmethod
    def of(cls, erasure: Erasure) -> "Former":
        return cls(erasure.handle, erasure.name)

    @property
    def link(self) -> str:
        """How stored HTML begins to mention them."""
        return f'<a href="/people/{self.handle}/">@'

    def without_introduction(self, text: str, number: int) -> str:
        """The Markdown without their name where it tells whose words follow, or leads to the comment `number`."""
        name = escape(former_name())
        text = re.sub(rf"\[(?:\\.|[^\]\\\n]){{0,300}}\](?=\(/comments/{number}/)", lambda _found: f"[{name}]", text)
        said = rf"^([ >]*)@?(?:{self._names})(?= (?:said|says|wrote|writes):?[ ]*$)"
        return re.sub(said, lambda found: f"{found[1]}{name}", text, flags=re.IGNORECASE | re.MULTILINE)

    def without_mention(self, text: str) -> str:
        """The Markdown with nobody's name after the `@` that meant them."""
        name = escape(former_name())
        return re.sub(rf"(?<![\w@./+:-])@(?:{self._names})(?![\w-])", lambda _found: name, text, flags=re.IGNORECASE)

    @property
    def _names(self) -> str:
        """As typed, and with the signs that Markdown needs; the longer before what it begins with."""
        forms = {form for name in (self.handle, self.name) if name for form in (name, escape(name))}
        return "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
