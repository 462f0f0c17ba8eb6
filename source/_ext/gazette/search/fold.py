"""What counts as the same when words are looked for: one script, half width, lower case, letters and digits only.

A character folds to one character or to none, so a place in folded text is a place in the text. Which characters are
one is worked out for the corpus at hand: OpenCC's characters for what readers type in any Traditional script, and every
pair of forms that the pages themselves show, so that whatever a page of any script says is found in every script.
Distinct characters of Simplified fall together where a Traditional script has one form for both (着 and 著): a query
then finds more, never less. Numerals are not folded; the query tries both forms.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

import opencc

__all__ = ["Fold", "fold_of"]

_FULL, _HALF = range(0xFF01, 0xFF5F), 0xFEE0
_ZERO = {"○": "〇"}
"""The circle that gazettes print for zero is no letter to Unicode."""
_TO_SIMPLIFIED = ("t2s", "tw2s", "hk2s")
_HAN = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))


def plain(char: str) -> str:
    """Give a character in half width and lower case; nothing for what is neither letter nor digit.

    >>> [plain(char) for char in "Ａ９，、省○"]
    ['a', '9', '', '', '省', '〇']
    """
    code = ord(char)
    half = chr(code - _HALF) if code in _FULL else _ZERO.get(char, char)
    small = half.lower()
    half = small if len(small) == 1 else half
    return half if unicodedata.category(half)[0] in "LN" else ""


class Fold(dict[int, str]):
    """A table for ``str.translate``, filled as characters come.

    >>> Fold({"號": "号"})("國發〔２０１９〕５號，A")
    '國發20195号a'
    """

    def __init__(self, forms: Mapping[str, str]) -> None:
        """Take character → the one that stands for its forms."""
        super().__init__()
        self.forms = forms

    def __missing__(self, code: int) -> str:
        char = plain(chr(code))
        self[code] = folded = self.forms.get(char, char)
        return folded

    def __call__(self, text: str) -> str:
        """Fold a text."""
        return text.translate(self)


def fold_of(pairs: Iterable[tuple[str, str]]) -> Fold:
    """Make the table from pairs of characters that are one, besides those of OpenCC.

    What stands for a class of forms is its first character that OpenCC takes for Simplified.
    """
    classes = _Classes()
    known = _simplified()
    for form, simple in known:
        classes.join(form, simple)
    for one, other in sorted(set(pairs)):
        if (a := plain(one)) and (b := plain(other)):
            classes.join(a, b)
    return Fold(classes.heads({form for form, _ in known}))


@lru_cache(maxsize=1)
def _simplified() -> tuple[tuple[str, str], ...]:
    """Give pairs of a character and what OpenCC makes of it, alone, on the way to Simplified."""
    characters = [chr(code) for code in _HAN]
    text = "\n".join(characters)
    found = {
        (char, simple)
        for name in _TO_SIMPLIFIED
        for char, simple in zip(characters, opencc.OpenCC(name).convert(text).split("\n"), strict=True)
        if char != simple and len(simple) == 1
    }
    return tuple(sorted(found))


class _Classes:
    """Characters that are one, however many steps apart."""

    def __init__(self) -> None:
        self._next: dict[str, str] = {}

    def _head(self, char: str) -> str:
        while (above := self._next.get(char, char)) != char:
            char = above
        return char

    def join(self, one: str, other: str) -> None:
        """Let two characters be one."""
        a, b = sorted((self._head(one), self._head(other)))
        self._next[a] = a
        self._next[b] = a

    def heads(self, later: Collection[str]) -> dict[str, str]:
        """Give the character that stands for each: the first of its class, those of `later` after all others."""
        members: defaultdict[str, list[str]] = defaultdict(list)
        for char in self._next:
            members[self._head(char)].append(char)
        first = {head: min(chars, key=lambda char: (char in later, char)) for head, chars in members.items()}
        return {char: first[head] for head, chars in members.items() for char in chars if char != first[head]}
