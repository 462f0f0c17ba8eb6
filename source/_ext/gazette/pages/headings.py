"""Headings and printed numbers: the number is a link to its own place, the heading says what rank it has."""

import re

from docutils import nodes

from ..markup import Child, Element, inline, kept, make, text, walk
from .titles import pieces

_HAN = "[一二三四五六七八九十百千〇零]+"
NUMBER_RE = re.compile(
    rf"""第{_HAN}[编章节条](?:之{_HAN})?     # 第三章, 第十二条之一
       | {_HAN}、                            # 一、
       | [（(](?:{_HAN}|[0-9]+)[）)]         # （一）, （1）
       | [0-9]+(?:\.(?![0-9])|[．、])        # 1.
       | 附件[0-9]*                          # 附件2
    """,
    re.VERBOSE,
)
"""A printed number at the beginning of a heading or an item."""
RANKS = (
    (re.compile(f"{_HAN}、"), "l1"),
    (re.compile(f"[（(]{_HAN}[）)]"), "l2"),
    (re.compile(r"[0-9]+[.．、]"), "l3"),
    (re.compile(r"[（(][0-9]+[）)]"), "l4"),
)
"""Class of a heading by the form of its number: 一、（一）1.（1）."""
BREAKABLE = {"enclosed", "annex"}
"""Classes of headings that are set as titles, broken between words only."""


def numbered(children: list[Child], anchor: str | None, classes: str) -> list[Child]:
    """Make the printed number at the beginning of inline content a link to its own anchor."""
    if not children or not isinstance(children[0], nodes.Text) or not anchor:
        return children
    words = str(children[0])
    match = NUMBER_RE.match(words)
    if not match:
        return children
    rest = nodes.Text(words[match.end() :])
    return [_bookmark(anchor, nodes.Text(match[0]), classes=classes), rest, *children[1:]]


def heading(section: nodes.section, depth: int, *, ids: list[str]) -> Element:
    """Make the heading of a section, ``h1`` to ``h6``; its classes are those of the section and its rank."""
    title, classes = section[0], " ".join(section["classes"])
    words = inline(title.children)
    said = text(*words)
    rank = next((name for pattern, name in RANKS if pattern.match(said)), "")
    found = numbered(words, section["ids"][0], "no")
    if found is words:
        found = _linked(words, section["ids"][0])
    if BREAKABLE.intersection(section["classes"]):
        found = [part for child in found for part in _breakable(child)]
    return make(f"h{min(depth, 6)}", *found, ids=ids, classes=f"{classes} {rank}")


def _linked(words: list[Child], anchor: str) -> list[Child]:
    """Make all of a heading without a number its link, unless it holds links of its own."""
    linked = any(element.tag == "a" for element in walk(words))
    if linked or any(isinstance(child, kept) and child.next_node(nodes.reference) for child in words):
        return words
    return [_bookmark(anchor, *words, classes="no")]


def _bookmark(anchor: str, *children: Child, classes: str) -> Element:
    return make("a", *children, classes=classes, html={"rel": "bookmark", "href": f"#{anchor}"})


def _breakable(child: Child) -> list[Child]:
    if isinstance(child, nodes.Text):
        parts: list[Child] = []
        for piece in pieces(str(child)):
            parts += [make("wbr"), nodes.Text(piece)]
        return parts[1:]
    if isinstance(child, Element):
        child.children = [part for inner in child.children for part in _breakable(inner)]
    return [child]
