"""Which parts of two versions are the same part: articles, and paragraphs within them. Pure.

First what says the same, in order; then what says the same elsewhere (moved); then what is most alike between two
such anchors; last what is alike elsewhere (moved and changed). What is left was added or removed.

>>> old = [Part("甲乙丙丁戊己庚辛"), Part("本办法自公布之日起施行。")]
>>> new = [Part("子丑寅卯辰巳午未"), Part("甲乙丙丁戊己庚辛"), Part("本办法自印发之日起施行。")]
>>> [(pair.old, pair.new) for pair in align(old, new)]
[(None, 0), (0, 1), (1, 2)]
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

__all__ = ["Pair", "Part", "align"]

ALIKE = 0.4
"""Share of pairs of characters that two versions of one part have in common, at least."""
MOVED = 0.5
"""The same for parts that stand elsewhere."""
SAME_NAME = 0.2
"""What two parts gain that have the same anchor."""
MOST = 40_000
"""Pairs of parts that are compared in one gap, at most: beyond, only equal words pair."""
LONG = 8
"""Characters from which the same words elsewhere are no accident."""


@dataclass(frozen=True)
class Part:
    """A part of a version."""

    words: str
    """Folded (:func:`gazette.releases.typography.fold`)."""
    name: str = ""
    """Its anchor; empty for what has none."""

    @cached_property
    def pairs(self) -> Counter[str]:
        """Its neighbouring characters, two by two."""
        return Counter(map(str.__add__, self.words, self.words[1:])) if len(self.words) > 1 else Counter([self.words])

    def like(self, other: "Part") -> float:
        """Give the share of pairs of characters that two parts have in common (Dice), from 0 to 1.

        >>> Part("公共数据开放").like(Part("数据开放")), Part("甲").like(Part("乙"))
        (0.75, 0.0)
        """
        return 2 * (self.pairs & other.pairs).total() / (self.pairs.total() + other.pairs.total())

    def fits(self, other: "Part") -> float:
        """Say how well two parts in one gap fit: alike, of the same name; two dates or signatures always do."""
        if self.name != other.name or not self.name:
            return self.like(other)
        return self.like(other) + (SAME_NAME if _DIGIT_RE.search(self.name) else 1)


_DIGIT_RE = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A part of both versions, by their indices; None where a version lacks it."""

    old: int | None
    new: int | None
    moved: bool = False
    """Whether it stands elsewhere than before, as seen from the parts around it."""


def align(old: Sequence[Part], new: Sequence[Part]) -> list[Pair]:
    """Pair the parts of two versions.

    Gives every part once, in the order of the new version; what was removed follows what it followed before.
    """
    words, others = [part.words for part in old], [part.words for part in new]
    found = _equal(words, others)
    found |= _moved(words, others, found)
    found |= dict(_between(old, new, found))
    found |= _elsewhere(old, new, found)
    steady = _steady(found)
    rows = [Pair(i, j, i not in steady) for i, j in found.items()]
    rows += [Pair(None, j) for j in sorted(set(range(len(new))) - set(found.values()))]
    rows.sort(key=lambda pair: pair.new or 0)
    return list(_with_removed(rows, range(len(old)), found, steady))


def _with_removed(
    rows: Sequence[Pair], old: Iterable[int], found: Mapping[int, int], steady: Set[int]
) -> Iterator[Pair]:
    """Put what was removed behind the nearest part before it that stayed in its place."""
    behind: dict[int | None, list[Pair]] = {}
    last: int | None = None
    for i in old:
        if i in steady:
            last = i
        elif i not in found:
            behind.setdefault(last, []).append(Pair(i, None))
    yield from behind.get(None, ())
    for row in rows:
        yield row
        if row.old is not None:
            yield from behind.get(row.old, ())


def _equal(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}


def _moved(old: Sequence[str], new: Sequence[str], found: dict[int, int]) -> dict[int, int]:
    """Pair the same words elsewhere, where each version has them once."""
    taken = set(found.values())
    free = {text: j for j, text in enumerate(new) if j not in taken}
    counts = Counter(old) + Counter(new)
    return {
        i: free[text]
        for i, text in enumerate(old)
        if i not in found and text in free and len(text) >= LONG and counts[text] == 2
    }


def _between(old: Sequence[Part], new: Sequence[Part], found: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Pair what is alike between two parts that stayed in their places."""
    steady = _steady(found)
    taken = set(found.values())
    walls = [(-1, -1), *((i, found[i]) for i in sorted(steady)), (len(old), len(new))]
    for (i1, j1), (i2, j2) in pairwise(walls):
        rows = [i for i in range(i1 + 1, i2) if i not in found]
        columns = [j for j in range(j1 + 1, j2) if j not in taken]
        if len(rows) * len(columns) <= MOST:
            yield from _best(rows, columns, [[old[i].fits(new[j]) for j in columns] for i in rows])


def _best(rows: list[int], columns: list[int], scores: list[list[float]]) -> Iterator[tuple[int, int]]:
    """Choose the pairs, in order, that fit best together: alignment as of sequences, by dynamic programming."""
    height, width = len(rows), len(columns)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in reversed(range(height)):
        for j in reversed(range(width)):
            taken = scores[i][j] + best[i + 1][j + 1] if scores[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    i = j = 0
    while i < height and j < width:
        if scores[i][j] >= ALIKE and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            yield rows[i], columns[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _elsewhere(old: Sequence[Part], new: Sequence[Part], found: dict[int, int]) -> dict[int, int]:
    """Pair what is left, the most alike first."""
    rows = [i for i in range(len(old)) if i not in found and len(old[i].words) >= LONG]
    columns = sorted(set(range(len(new))) - set(found.values()))
    if len(rows) * len(columns) > MOST:
        return {}
    pairs: dict[int, int] = {}
    for score, i, j in sorted((-old[i].like(new[j]), i, j) for i in rows for j in columns):
        if -score >= MOVED and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _steady(found: dict[int, int]) -> set[int]:
    """Give the parts that stayed in their places: the longest row of pairs in the same order in both versions."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for i in sorted(found):
        at = bisect_left(tails, found[i])
        tails[at:] = [found[i]] if at == len(tails) else [found[i], *tails[at + 1 :]]
        ends[at:] = [i] if at == len(ends) else [i, *ends[at + 1 :]]
        before[i] = ends[at - 1] if at else None
    steady: set[int] = set()
    last: int | None = ends[-1] if ends else None
    while last is not None:
        steady.add(last)
        last = before[last]
    return steady
