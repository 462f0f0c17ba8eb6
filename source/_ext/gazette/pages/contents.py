"""目录 of a page: its chapters and headings, and the articles under each, as its body is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..law.numerals import printed_number

DIVISIONS = {"part", "chapter", "section", "enclosed", "annex"}
"""Classes of headings that always stand in the contents."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the contents."""

    anchor: str
    number: str
    """第一章, 一; empty for a heading without number."""
    words: str
    level: int
    """1 for the outermost."""
    articles: tuple[tuple[str, str], ...]
    """Anchors of the articles below it, before the next line, and their numbers: 12, 12-1."""


@dataclass(frozen=True, slots=True)
class PageSection:
    """An article, or what has a heading, as it stands on a page."""

    anchor: str
    kind: str
    """``article``, ``chapter`` …: its first class."""
    rank: str = ""
    """l1 to l4: the form of its number."""
    depth: int = 0
    """That of its heading."""
    words: str = ""
    """Those of its heading."""


def contents(units: Iterable[PageSection]) -> list[Heading]:
    """Make the contents of the units of a page; of sections 一、（一）1. only the two outermost ranks that occur."""
    units = list(units)
    shown = set(sorted({unit.rank for unit in units if unit.rank})[:2])
    lines: list[tuple[PageSection, list[str]]] = []
    for unit in units:
        if unit.kind == "article":
            if lines:
                lines[-1][1].append(unit.anchor)
        elif unit.rank in shown or unit.kind in DIVISIONS:
            lines.append((unit, []))
    depths = sorted({unit.depth for unit, _ in lines})
    return [_heading(unit, depths.index(unit.depth) + 1, articles) for unit, articles in lines]


def _heading(unit: PageSection, level: int, articles: list[str]) -> Heading:
    number = printed_number(unit.words, unit.anchor)
    words = unit.words[len(number) :].lstrip(" 　：").rstrip(" 　。：；")
    return Heading(
        unit.anchor, number.rstrip("、.．"), words, level, tuple((anchor, _arabic(anchor)) for anchor in articles)
    )


def _arabic(anchor: str) -> str:
    """``a12z1`` → 12-1; ``f2-a3`` → 3."""
    return anchor.rpartition("a")[2].partition("-")[0].replace("z", "-")
