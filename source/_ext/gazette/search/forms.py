"""What other scripts have in the place of a character, so that a text need stand in Simplified only.

Scripts have a character for each of Simplified, nearly always the one that OpenCC gives for it alone. So a text in
another script is that in Simplified, those characters, and the places where the page has another.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import opencc

from ..addresses import SCRIPTS
from .fold import Fold, fold_of

__all__ = ["Common", "Forms", "Places", "common", "simple_fold"]

_IN_A_NUMBER = 4
"""How many characters of 16 bits a number of 64 bits holds."""
_UTF_16 = f"utf-16-{sys.byteorder[0]}e"


class Common(dict[str, str]):
    """Character of Simplified → its form in a script, filled as characters come.

    >>> Common("s2tw")["号"]
    '號'
    """

    def __init__(self, configured: str) -> None:
        """Take the name of a configuration of OpenCC; without one, characters are as in Simplified."""
        super().__init__()
        self._convert = opencc.OpenCC(configured).convert if configured else str

    def __missing__(self, char: str) -> str:
        form = self._convert(char)
        self[char] = form = form if len(form) == 1 else char
        return form


@cache
def common(lang: str) -> Common:
    """Give the common forms of a script, by the language of its pages."""
    return Common(next((script.forms for script in SCRIPTS if script.lang == lang), ""))


@cache
def simple_fold() -> Fold:
    """Work out once what folds by itself."""
    return fold_of(())


class Places(NamedTuple):
    """What a document has in the place of its characters."""

    pairs: Iterable[str]
    """A character of Simplified and what another script has in its place, where the two do not fold to one anyway."""
    rare: Mapping[int, str]
    """Where a script has another form than the common one: the forms of all scripts but Simplified."""


class Forms:
    """Compares texts in several scripts, Simplified first."""

    def __init__(self, langs: Sequence[str]) -> None:
        self._common = [common(lang) for lang in langs[1:]]
        self._looked: set[int | str] = set()
        self._rare: set[int | str] = set()
        self._pairs: dict[int | str, Sequence[str]] = {}

    def places(self, texts: Sequence[str]) -> Places:
        """Compare the texts of a document, which are of the same length."""
        if len(texts) == 1:
            return Places((), {})
        words = _words(texts)
        found: set[int | str] = set(words)
        for word in found - self._looked:
            self._look(word, *_forms(word, len(texts)))
        rare = found & self._rare
        places = sorted(at for char in {_forms(word, 1) for word in rare} for at in _at(texts[0], char))
        pairs = {pair for word in found & self._pairs.keys() for pair in self._pairs[word]}
        return Places(pairs, {at: _forms(words[at], len(texts))[1:] for at in places if words[at] in rare})

    def _look(self, word: int | str, char: str, *forms: str) -> None:
        """Look once at what texts have in one place."""
        fold = simple_fold()
        self._looked.add(word)
        if any(of[char] != form for of, form in zip(self._common, forms, strict=True)):
            self._rare.add(word)
        if pairs := [char + form for form in forms if form != char and fold(form) != fold(char)]:
            self._pairs[word] = pairs


def _words(texts: Sequence[str]) -> Sequence[int] | Sequence[str]:
    """Give what texts have in each place: of up to four one number, of which a set is made in a third of the time."""
    if len(texts) > _IN_A_NUMBER:
        return list(map("".join, zip(*texts, strict=True)))
    words = memoryview(bytearray(8 * len(texts[0])))
    units = words.cast("H")
    for at, text in enumerate(texts):
        coded = memoryview(text.encode(_UTF_16)).cast("H")
        if len(coded) != len(text):  # a character of two units
            return list(map("".join, zip(*texts, strict=True)))
        units[at::4] = coded
    return words.cast("Q")


def _forms(word: int | str, count: int) -> str:
    return (word if isinstance(word, str) else word.to_bytes(8, sys.byteorder).decode(_UTF_16))[:count]


def _at(text: str, char: str) -> Iterator[int]:
    at = text.find(char)
    while at >= 0:
        yield at
        at = text.find(char, at + 1)
