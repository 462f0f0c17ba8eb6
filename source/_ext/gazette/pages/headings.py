"""Headings and printed numbers: the number is a link to its own place, the heading says what rank it has."""

import re

from docutils import nodes

from ..markup import element, make
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


def numbered(children: list[nodes.Node], anchor: str | None, classes: str) -> list[nodes.Node]:
    """Make the printed number at the beginning of inline content a link to its own anchor."""
    if not children or not isinstance(children[0], nodes.Text) or not anchor:
        return children
    text = str(children[0])
    match = NUMBER_RE.match(text)
    if not match:
        return children
    rest = nodes.Text(text[match.end() :])
    return [_bookmark(anchor, nodes.Text(match[0]), classes=classes), rest, *children[1:]]


def heading(section: nodes.section, depth: int, *, ids: list[str]) -> element:
    """Make the heading of a section, ``h1`` to ``h6``; its classes are those of the section and its rank."""
    title, classes = section[0], " ".join(section["classes"])
    text = title.astext()
    rank = next((name for pattern, name in RANKS if pattern.match(text)), "")
    inline = numbered(list(title.children), section["ids"][0], "no")
    if len(inline) == len(title.children):
        inline = _linked(inline, section["ids"][0])
    if BREAKABLE.intersection(section["classes"]):
        inline = [part for node in inline for part in _breakable(node)]
    return make(f"h{min(depth, 6)}", *inline, ids=ids, classes=f"{classes} {rank}")


def _linked(inline: list[nodes.Node], anchor: str) -> list[nodes.Node]:
    """Make all of a heading without a number its link, unless it holds links of its own."""
    if any(node.next_node(nodes.reference, include_self=True) for node in inline if isinstance(node, nodes.Element)):
        return inline
    return [_bookmark(anchor, *inline, classes="no")]


def _bookmark(anchor: str, *children: nodes.Node, classes: str) -> element:
    return make("a", *children, classes=classes, rel="bookmark", href=f"#{anchor}")


def _breakable(node: nodes.Node) -> list[nodes.Node]:
    if isinstance(node, nodes.Text):
        parts: list[nodes.Node] = []
        for piece in pieces(str(node)):
            parts += [make("wbr"), nodes.Text(piece)]
        return parts[1:]
    if isinstance(node, element):
        node[:] = [part for child in node.children for part in _breakable(child)]
    return [node]
