"""A page kept with slots in it, for what differs from reader to reader and from change to change.

A template draws it once, with marks in place of those facts; it is cut at the marks, and filling it
is joining pieces. Each piece is compressed by itself, once, so that a page is put together packed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex
from struct import pack
from zlib import DEFLATED, MAX_WBITS, Z_FULL_FLUSH, compressobj, crc32

# A frame is packed once for very many readers.
_LEVEL = 9
# A gzip file's head, without a time and without a name (RFC 1952), and the empty block that ends its data.
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END = b"\x03\x00"
# A stored block's length has two bytes (RFC 1951, 3.2.4).
_STORED_AT_MOST = 0xFFFF


class Marks:
    """Words to stand for what is not known yet: letters and digits that no escaping changes and nobody can guess."""

    def __init__(self) -> None:
        self.secret = token_hex(16)

    def __getitem__(self, slot: str) -> str:
        return f"x{self.secret}{slot.encode().hex()}x"

    def cut(self, html: str) -> tuple[list[str], list[str]]:
        """The pieces between the marks, and the slots' names, one fewer. Raises ValueError where a mark was maimed."""
        pieces, slots = [], []
        for number, piece in enumerate(re.split(f"x{self.secret}([0-9a-f]+)x", html)):
            slots.append(bytes.fromhex(piece).decode()) if number % 2 else pieces.append(piece)
        if any(self.secret[:8] in piece.lower() for piece in pieces):
            raise ValueError("Something in the page's templates changed a mark instead of showing it as it is.")
        return pieces, slots


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page as it is, and as a run of deflate blocks that can follow any other and be followed by any."""

    plain: bytes
    packed: bytes

    @classmethod
    def of(cls, html: str | bytes, level: int = _LEVEL) -> "Piece":
        plain = html.encode() if isinstance(html, str) else html
        compress = compressobj(level, DEFLATED, -MAX_WBITS)
        return cls(plain, compress.compress(plain) + compress.flush(Z_FULL_FLUSH))

    @classmethod
    def loose(cls, html: str) -> "Piece":
        """Packed without being compressed: for a few words, and for secrets, which the page's length then hides."""
        plain = html.encode()
        if len(plain) > _STORED_AT_MOST:
            return cls.of(html)
        return cls(plain, pack("<BHH", 0, len(plain), len(plain) ^ _STORED_AT_MOST) + plain)


@dataclass(frozen=True, slots=True)
class Frame:
    """`pieces` with a slot between each two of them, by name; a name may come up more than once."""

    pieces: tuple[Piece, ...]
    slots: tuple[str, ...]

    @classmethod
    def cut_from(cls, html: str, marks: Marks) -> "Frame":
        pieces, slots = marks.cut(html)
        return cls(tuple(map(Piece.of, pieces)), tuple(slots))

    @property
    def weight(self) -> int:
        return sum(len(piece.plain) + len(piece.packed) for piece in self.pieces)

    def filled(self, values: Mapping[str, Piece]) -> bytes:
        return b"".join([piece.plain for piece in self._all(values)])

    def packed(self, values: Mapping[str, Piece]) -> bytes:
        """The page as gzip."""
        pieces = self._all(values)
        checksum = length = 0
        for piece in pieces:
            checksum, length = crc32(piece.plain, checksum), length + len(piece.plain)
        end = _END + pack("<LL", checksum, length & 0xFFFFFFFF)
        return b"".join([_GZIP_HEAD, *[piece.packed for piece in pieces], end])

    def _all(self, values: Mapping[str, Piece]) -> list[Piece]:
        """Raises KeyError where a slot has no value."""
        pieces = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            pieces += (values[slot], piece)
        return pieces
