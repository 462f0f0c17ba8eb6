"""Places in running text: 第三条、第五条至第八条, 第二条第一款第（一）、（三）项, 前款第二、四项.

:func:`read_chain` reads such a chain from where it begins and says which characters lead to which place. A number
that follows others takes what stands above it from them: in 第二条第一款、第三款 the last is 第二条第三款.
Pure; works on folded text (:func:`gazette.law.places.fold`).
"""

import re
from typing import NamedTuple

from .numerals import NUMERAL, number
from .places import ANNEX, Rank, Step

__all__ = ["AND", "CHAIN_HEAD", "TO", "UNITS", "Link", "rank_of", "read_chain", "units"]


class Link(NamedTuple):
    """Characters that lead to a place."""

    start: int
    end: int
    steps: tuple[Step, ...]
    """Below the document or pointer that stands before the chain; empty for that itself."""
    since: tuple[Step, ...] | None = None
    """For the end of a range (至第五条): where it begins."""
    counted: bool = True
    """False for a head that only carries the list after it: 第二条 in 第二条第（一）、（三）项."""


_NUMBER = f"（?{NUMERAL}）?"
AND = "、|以及|或者|[和及与或]"
TO = "至|到"
_MOST = 40
"""Numbers in one list, at most: what is longer is no list of places."""
CHAIN_HEAD = rf"第{_NUMBER}(?:(?:(?:{AND}|{TO})第?)?{_NUMBER}){{0,{_MOST}}}[条款项目章节编]"
"""What a chain begins with, for the patterns that look for one."""
UNITS = {
    Rank.ARTICLE: "条(?![例件约文款目块])",
    Rank.PARAGRAPH: "款(?![项式物])",
    Rank.ITEM: "项(?!目)",
    Rank.SUBITEM: "目(?![标录前的])",
    Rank.CHAPTER: "章(?!程)",
    Rank.SECTION: "节(?![约能点课])",
    Rank.PART: "编(?![制号码])",
}
"""What stands behind a number, unless more behind it makes another word: 条例, 款项, 节课."""


def units(*ranks: Rank) -> str:
    """Give a pattern of the words for units of some ranks; :func:`rank_of` tells which of them has matched."""
    return "|".join(f"(?P<{rank}>{UNITS[rank]})" for rank in ranks)


def rank_of(match: re.Match[str]) -> Rank:
    """Give the rank of the unit in a match of such a pattern."""
    return Rank(next(name for name, found in match.groupdict().items() if found and name in UNITS))


_GROUP_RE = re.compile(
    rf"""第(?P<numbers>{_NUMBER}(?:(?:{AND}|{TO})第?{_NUMBER}|（{NUMERAL}）){{0,{_MOST}}})
        (?:{units(*UNITS)})(?:之(?P<branch>[一二三四五六七八九十]+)(?!分))?""",
    re.VERBOSE,
)
_NUMBER_RE = re.compile(rf"(?P<join>{AND}|{TO})?第?(?P<number>（?(?P<value>{NUMERAL})）?)")
_JOIN_RE = re.compile(rf"(?:{AND}|(?P<range>{TO}))(?=第)")
_ANNEX_RE = re.compile(f"{ANNEX}(?![0-9A-Za-z])")


class _Numeral(NamedTuple):
    start: int
    end: int
    step: Step
    ranged: bool


class _Group(NamedTuple):
    """Numbers of one rank: 第三条, 第（一）、（三）项."""

    start: int
    end: int
    rank: Rank
    numerals: tuple[_Numeral, ...]


def read_chain(
    text: str, position: int, start: int | None = None, below: Rank | None = None
) -> tuple[tuple[Link, ...], int]:
    """Read the chain that begins at a position.

    ``start`` is where the words before it begin that belong to its first link (本办法 of 本办法第三条); ``below`` a
    rank that ends the chain (after 前条, 第三条 is a place of its own). Gives the links and where the chain ends; no
    links, and the position, when there is none.
    """
    chain = _Chain(position if start is None else start)
    while group := _read_group(text, position):
        if (below and not group.rank.below(below)) or not chain.take(group):
            break
        position = group.end
        join = _JOIN_RE.match(text, position)
        if join and _read_group(text, join.end()):
            chain.join(ranged=join["range"] is not None)
            position = join.end()
    chain.join(ranged=False)
    return tuple(chain.links), chain.end if chain.links else position


def _read_group(text: str, position: int) -> _Group | None:
    if annex := _ANNEX_RE.match(text, position):
        step = Step(Rank.ANNEX, number(annex["n"] or "1") or 1, int(annex["branch"] or 0))
        numeral = _Numeral(position, annex.end(), step, ranged=False)
        return _Group(position, annex.end(), Rank.ANNEX, (numeral,))
    match = _GROUP_RE.match(text, position)
    if match is None:
        return None
    rank = rank_of(match)
    numerals = tuple(_numerals(match, rank))
    return _Group(match.start(), match.end(), rank, numerals) if all(n.step.number for n in numerals) else None


def _numerals(match: re.Match[str], rank: Rank) -> list[_Numeral]:
    found = [
        _Numeral(
            m.start("number"),
            m.end("number"),
            Step(rank, number(m["value"]) or 0),
            ranged=m["join"] is not None and re.fullmatch(TO, m["join"]) is not None,
        )
        for m in _NUMBER_RE.finditer(match.string, match.start("numbers"), match.end("numbers"))
    ]
    if match["branch"]:
        last = found[-1]
        step = Step(rank, last.step.number, number(match["branch"]) or 0)
        found[-1] = _Numeral(last.start, last.end, step, ranged=last.ranged)
    return found


class _Chain:
    """The chain as read so far: finished links, and the one that the next group may still make more exact."""

    def __init__(self, start: int) -> None:
        self.links: list[Link] = []
        self.end = start
        self._path: tuple[Step, ...] = ()
        self._start: int | None = start
        self._open = False
        self._since: tuple[Step, ...] | None = None

    def take(self, group: _Group) -> bool:
        """Add a group; False when it cannot stand here (第二款 after 第三项, with nothing between)."""
        above = self._above(group.rank)
        if self._open and len(above) < len(self._path):
            return False
        if self._start is None:
            self._start = group.start
        if len(group.numerals) == 1:
            self._path, self._open = (*above, group.numerals[0].step), True
        else:
            self._spread(group, above)
        self.end = group.end
        return True

    def join(self, *, ranged: bool) -> None:
        """Finish the open link; with ``ranged`` the next one ends a range that begins here."""
        if self._open and self._start is not None:
            self.links.append(Link(self._start, self.end, self._path, self._since))
        self._since = self._path if ranged else None
        self._start, self._open = None, False

    def _above(self, rank: Rank) -> tuple[Step, ...]:
        if rank is Rank.ANNEX:
            return ()
        return tuple(s for s in self._path if s.rank is Rank.ANNEX or rank.below(s.rank))

    def _spread(self, group: _Group, above: tuple[Step, ...]) -> None:
        if self._start is not None and self._start < group.start:
            self.links.append(Link(self._start, group.start, above, counted=False))
        for numeral in group.numerals:
            path = (*above, numeral.step)
            self.links.append(Link(numeral.start, numeral.end, path, self._path if numeral.ranged else self._since))
            self._path, self._since = path, None
        self._start, self._open = None, False
