"""Confirmed names should come out as confirmed, wherever they stand: in running text, titles, labels, lists.

The dictionaries know each of them; what can still go wrong is a phrase that begins before the name and ends within it.
A longer term of the project that holds the name (示范镇 for 范镇) is a decision, too, and no fault. Whether the phrase
or the name is meant, only an editor can tell (各种大同小异, 种大同), so that a fault is a warning.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from converters.variants.boundary import BOUNDARY
from converters.variants.chain import Lexicon
from converters.variants.scripts import SCRIPTS

_WIDTH = 8
"""Characters of context on either side."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A confirmed name that came out otherwise."""

    hans: str
    expected: str
    found: str
    context: str
    """Simplified, as the editor searches it."""

    def __str__(self) -> str:
        """Say it to an editor."""
        return f"confirmed-name: {self.hans} is {self.found}, not {self.expected}: …{self.context}…"


class Guard:
    """Looks for confirmed names in texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Work out what each name must be in every script."""
        self.lexicon = lexicon
        places = {term.hans: term.form for term in lexicon.terms.terms.values() if term.place}
        names = places | dict(lexicon.terms.people.confirmed)
        glyphs = [lexicon.glyph_chain(script) for script in SCRIPTS]
        self._expected = {hans: [glyph(form) for glyph in glyphs] for hans, form in names.items()}
        # beginning with the longest, so that a name is not taken for a shorter one that it begins with
        longest = sorted(map(re.escape, names), key=len, reverse=True)
        self._names_re = re.compile("|".join(longest) or "(?!)")
        self._longer = {
            hans: [(term, term.index(hans)) for term in lexicon.terms.terms if hans in term and term != hans]
            for hans in names
        }

    def faults(self, text: str, converted: Sequence[str]) -> Iterator[Fault]:
        """Give the faults of a text, from its conversions in the order of the scripts."""
        for found in self._names_re.finditer(text):
            hans, (at, end) = found[0], found.span()
            for form, result in zip(self._expected[hans], converted, strict=True):
                if result[at:end] != form and not self._is_part(text, hans, at):
                    yield Fault(hans, form, result[at:end], _around(text, at, end))

    def _is_part(self, text: str, hans: str, at: int) -> bool:
        return any(text.startswith(term, at - offset) for term, offset in self._longer[hans] if at >= offset)


def _around(text: str, at: int, end: int) -> str:
    """Give a place with what stands around it in its paragraph."""
    before = text[max(0, at - _WIDTH) : at].rpartition(BOUNDARY)[2]
    return before + text[at:end] + text[end : end + _WIDTH].partition(BOUNDARY)[0]
