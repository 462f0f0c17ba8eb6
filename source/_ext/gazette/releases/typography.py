"""What is the same character, however it was typeset. Pure.

Two versions of a text differ in words or in typography. Typography is what the same words can have another way without
saying anything else: spaces, full and half width, the shape of quotation marks and brackets, dashes and dots, a glyph
in an older form. ， for 、 is not among it: that is a matter for the lawyer.
"""

import re
import unicodedata
from functools import cache

import opencc

__all__ = ["PUNCTUATION", "fold", "key"]

_SPACE_RE = re.compile("[\t\n\r \u00a0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]")
_ALIKE = (
    "\"“”„‟〝〞＂'‘’「」『』",
    "(（﹙",
    ")）﹚",
    "[〔［【﹝〖",
    "]〕］】﹞〗",
    "<《〈＜‹«",
    ">》〉＞›»",
    "-—–―─－‐‑−",
    "~～〜∼",
    "·•・‧∙⋅･",
    ":：∶︰",
    "。｡",
    "、､",
    "〇○◯",
)
"""Characters of one row are one character; a pair of marks keeps its two sides apart, but for quotation marks."""
_KEYS = {ord(character): row[0] for row in _ALIKE for character in row}
_ASCII_WIDE = range(0xFF01, 0xFF5F)
_COMPATIBLE = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
"""Radicals and compatibility ideographs, which stand for an ideograph each."""
PUNCTUATION = frozenset('，。、；：！？,.;:!?"()[]<>-·…')
"""Keys at which a sentence can be cut."""


@cache
def key(character: str) -> str:
    """Give what a character counts as; empty for a space.

    >>> "".join(map(key, "（２０２３）　“戶”——於"))
    '(2023)"户"--于'
    """
    if _SPACE_RE.match(character):
        return ""
    code = ord(character)
    if code in _KEYS:
        return _KEYS[code]
    if code in _ASCII_WIDE:
        return key(chr(code - 0xFEE0))
    if any(code in block for block in _COMPATIBLE):
        character = unicodedata.normalize("NFKC", character)
    return _simplified().convert(character) if "\u3400" <= character <= "\u9fff" else character


def fold(text: str) -> str:
    """Give the words of a text without their typography; equal for two texts that say the same.

    >>> fold("依照 《办法》 第３条") == fold("依照〈办法〉第3条")
    True
    """
    return "".join(map(key, text))


@cache
def _simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
