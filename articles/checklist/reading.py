"""The links and pictures in an article's HTML, as a reader meets them."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_PICTURE_PAGE = re.compile(r"/pictures/(\d{1,18})/")


@dataclass
class ReadLink:
    address: str
    words: str = ""


@dataclass
class ReadPicture:
    """`key` is the library's, or None; `caption` leaves the credit out and is None outside of a figure."""

    key: int | None
    address: str
    alt: str
    caption: str | None = None


@dataclass
class ReadBody:
    links: list[ReadLink] = field(default_factory=list)
    pictures: list[ReadPicture] = field(default_factory=list)


def read_body(html: str) -> ReadBody:
    """Of HTML that has passed the sanitising door; the link around a picture is none of the text's."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.read


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.read = ReadBody()
        self._link: ReadLink | None = None
        self._holds_picture = False
        self._figure: list[ReadPicture] | None = None
        self._is_caption = self._is_credit = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        match tag:
            case "a":
                self._link, self._holds_picture = ReadLink(attributes.get("href", "")), False
            case "img":
                self._add_picture(attributes)
            case "figure":
                self._figure = []
            case "figcaption":
                self._is_caption = True
            case "small":
                self._is_credit = True

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "a" if self._link:
                if self._link.address and not self._holds_picture:
                    self.read.links.append(self._link)
                self._link = None
            case "figure":
                self._figure = None
            case "figcaption":
                self._is_caption = False
            case "small":
                self._is_credit = False

    def handle_data(self, data: str) -> None:
        if self._link:
            self._link.words += data
        if self._is_caption and not self._is_credit:
            for picture in self._figure or []:
                picture.caption = (picture.caption or "") + data

    def _add_picture(self, attributes: dict[str, str]) -> None:
        page = _PICTURE_PAGE.fullmatch(self._link.address) if self._link else None
        picture = ReadPicture(int(page[1]) if page else None, attributes.get("src", ""), attributes.get("alt", ""))
        self.read.pictures.append(picture)
        if page:
            self._holds_picture = True
        if self._figure is not None:
            picture.caption = ""
            self._figure.append(picture)
