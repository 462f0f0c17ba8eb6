"""目录 of a page: its chapters and headings, and the articles under each, read off the body that HTML shows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..markup import Child, Element, text, walk
from .headings import NUMBER_RE, RANKS

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


def contents(body: Iterable[Child]) -> list[Heading]:
    """Read the contents off the body; of sections 一、（一）1. only the two outermost ranks that occur."""
    units = list(_units(body))
    shown = set(sorted({unit.rank for unit in units if unit.rank})[:2])
    lines: list[tuple[_Unit, list[str]]] = []
    for unit in units:
        if unit.kind == "article":
            if lines:
                lines[-1][1].append(unit.anchor)
        elif unit.rank in shown or unit.kind in DIVISIONS:
            lines.append((unit, []))
    depths = sorted({unit.depth for unit, _ in lines})
    return [_heading(unit, depths.index(unit.depth) + 1, articles) for unit, articles in lines]


@dataclass(frozen=True, slots=True)
class _Unit:
    anchor: str
    kind: str
    rank: str
    depth: int
    text: str


def _units(body: Iterable[Child]) -> Iterator[_Unit]:
    for block in body:
        unit = block.children[0] if isinstance(block, Element) and block.classes == ["noted"] else block
        if not (isinstance(unit, Element) and unit.ids and unit.classes) or unit.tag == "p":
            continue
        kind = unit.classes[0]
        if kind == "article":
            yield _Unit(unit.ids[0], kind, "", 0, "")
            continue
        head = next((part for part in walk([unit]) if part.tag in _HEADINGS), unit)
        rank = next((name for _, name in RANKS if name in head.classes), "")
        depth = int(head.tag[1:]) if head.tag in _HEADINGS else 0
        yield _Unit(unit.ids[0], kind, rank, depth, text(head))


_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}


def _heading(unit: _Unit, level: int, articles: list[str]) -> Heading:
    match = NUMBER_RE.match(unit.text)
    number = match[0] if match else ""
    words = unit.text[len(number) :].strip(" 　").rstrip("。：；")
    return Heading(
        unit.anchor, number.rstrip("、.．"), words, level, tuple((anchor, _arabic(anchor)) for anchor in articles)
    )


def _arabic(anchor: str) -> str:
    """``a12z1`` → 12-1; ``f2-a3`` → 3."""
    return anchor.rpartition("a")[2].partition("-")[0].replace("z", "-")
