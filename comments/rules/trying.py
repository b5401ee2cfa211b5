"""What a rule that is being written would find in a sample."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from comments.rules.cases import Case
from comments.rules.forms import RuleForm
from comments.rules.kinds import condition_of
from comments.rules.sentences import why_found
from comments.rules.wordlists import OverrunError, Part


@dataclass(frozen=True)
class Tried:
    """`html` is the sample with what was found marked; `why` is blank where nothing was."""

    html: SafeString
    why: str = ""
    took_too_long: bool = False


def try_rule(form: RuleForm) -> Tried | None:
    """None where there is nothing to try it on; `form` is valid."""
    body = form.cleaned_data.get("sample", "")
    if not body:
        return None
    condition = condition_of(form.kind, form.parameters)
    try:
        found = condition(Case(body, discussion=0, writer={"author_id": None}, said_at=timezone.now()))
    except OverrunError:
        return Tried(SafeString(""), took_too_long=True)
    if found is None:
        return Tried(_marked(body, ()))
    return Tried(_marked(body, found.parts), why_found(form.kind, [part.words for part in found.parts], found.figure))


def _marked(body: str, parts: tuple[Part, ...]) -> SafeString:
    pieces: list[tuple[str, str]] = []
    place = 0
    for part in parts:
        if part.start >= place:
            pieces.append((body[place : part.start], part.words))
            place = part.end
    html = format_html_join("", "{}<mark>{}</mark>", pieces)
    return html + format_html_join("", "{}", [(body[place:],)])
