"""What is checked: an article as readers would get it, its text read once and its links followed once."""

from collections import defaultdict
from functools import cached_property

from articles.checklist.addresses import Destination, Own, read_address
from articles.checklist.judges import JUDGES, believe
from articles.checklist.reading import ReadBody, read_body
from articles.models import Picture
from articles.unsaved import Unsaved


class Subject:
    def __init__(self, unsaved: Unsaved) -> None:
        self.unsaved = unsaved
        self.article = unsaved.article

    @cached_property
    def body(self) -> ReadBody:
        return read_body(self.article.body_html)

    @cached_property
    def pictures(self) -> dict[int | None, Picture]:
        """Those of the library within the text, by their keys."""
        return {picture.pk: picture for picture in self.unsaved.pictures}

    @cached_property
    def destinations(self) -> dict[str, Destination]:
        """Where each address in the text leads, at the moment when the article appears."""
        found: dict[str, Destination] = {}
        kinds: defaultdict[str, list[Own]] = defaultdict(list)
        for address in {link.address for link in self.body.links}:
            read = read_address(address, self.article.get_absolute_url())
            if isinstance(read, Destination):
                found[address] = read
            else:
                kinds[read.name].append(read)
        for name, owns in kinds.items():
            found |= JUDGES.get(name, believe)(owns, self.unsaved)
        return found
