"""Bytes of a raw file → text. GB 18030 and GBK, Big5, UTF-8 and UTF-16, with and without a byte order mark."""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("gb18030", "big5", "utf_16_le", "utf_16_be")
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))


class UnreadableError(ValueError):
    """The file cannot be read at all; the message says why."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a raw file."""

    text: str
    """With line ends as LF, without a byte order mark."""
    encoding: str
    """Name of the encoding, as Python spells it."""


def decode(data: bytes) -> Decoded:
    """Read a raw file.

    Raises UnreadableError for an empty file, for binary data and for an encoding that cannot be told.

    >>> decode("第一条".encode("gb18030") * 9).encoding
    'gb18030'
    """
    text, encoding = _text(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableError("the file is empty")
    without = text.encode("latin-1", "replace").translate(None, _CONTROLS)  # told faster than by a pattern
    if (len(text) - len(without)) * 200 > len(text):
        raise UnreadableError("the file is not text: it is full of control characters")
    return Decoded(text, encoding)


def _text(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding), encoding.removesuffix("-sig")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    best = from_bytes(data, cp_isolation=list(_LEGACY)).best()
    if best is None:
        raise UnreadableError("the encoding cannot be told: not UTF-8, UTF-16, GB 18030 or Big5")
    return _strict(data, best.encoding), best.encoding.replace("_", "-")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(f"broken {encoding}: {error.reason} at byte {error.start}") from error
