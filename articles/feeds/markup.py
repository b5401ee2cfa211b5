"""Writing XML: elements with text that XML can hold."""

import re
from xml.etree import ElementTree

ATOM = "http://www.w3.org/2005/Atom"
THREADING = "http://purl.org/syndication/thread/1.0"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
SLASH = "http://purl.org/rss/1.0/modules/slash/"
COMMENT_API = "http://wellformedweb.org/CommentAPI/"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

Element = ElementTree.Element

# What XML 1.0 has no way to say (2.2), in any spelling.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

for _prefix, _space in (
    ("atom", ATOM),
    ("thr", THREADING),
    ("content", CONTENT),
    ("dc", DUBLIN_CORE),
    ("slash", SLASH),
    ("wfw", COMMENT_API),
):
    ElementTree.register_namespace(_prefix, _space)


def add(parent: Element, name: str, text: object = "", **attributes: object) -> Element:
    """A child with that text; attributes that are None are left out. Namespaces as ElementTree writes them."""
    said = {key: sayable(value) for key, value in attributes.items() if value is not None}
    child = ElementTree.SubElement(parent, name, said)
    child.text = sayable(text)
    return child


def sayable(value: object) -> str:
    """Without what no XML may hold, in whatever comes from a form or an archive."""
    return _UNSAYABLE.sub("", str(value))


def document(root: Element) -> bytes:
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return _with_atom_as_default(written) if root.tag.startswith(f"{{{ATOM}}}") else written


def _with_atom_as_default(written: bytes) -> bytes:
    """Without the prefix, for programs that know elements by their bare names.

    ElementTree's own way is closed to documents that have attributes without a namespace, as all have. No text and no
    attribute holds a “<”, and the root's first attribute is the prefix's.
    """
    bare = written.replace(b"<atom:", b"<").replace(b"</atom:", b"</")
    return bare.replace(b" xmlns:atom=", b" xmlns=", 1)
