"""目录 of a page: its chapters and headings, and the articles under each, read off the body that HTML shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes

from ..markup import element
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


def contents(body: nodes.Element) -> list[Heading]:
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


def _units(body: nodes.Element) -> Iterator[_Unit]:
    for block in body.children:
        node = block[0] if isinstance(block, element) and block["classes"] == ["noted"] else block
        if isinstance(node, element) and node["ids"] and node["classes"]:
            kind = node["classes"][0]
            head = next((part for part in node.findall(element) if _is_heading(part)), node)
            rank = next((name for _, name in RANKS if name in head["classes"]), "")
            depth = int(head["tag"][1:]) if _is_heading(head) else 0
            yield _Unit(node["ids"][0], kind, rank, depth, "" if kind == "article" else head.astext())


def _is_heading(node: element) -> bool:
    return node["tag"] in {"h2", "h3", "h4", "h5", "h6"}


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
