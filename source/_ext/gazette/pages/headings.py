"""Headings and printed numbers: the number is a link to its own place, the heading says what rank it has."""

import re
from collections.abc import Callable, Sequence

from docutils import nodes

from ..law.numerals import DECIMAL_RES, NUMBER_RE, PRINTED
from ..markup import Body, encode, start
from .titles import pieces

RANKS = (
    *((form, f"l{rank}") for rank, form in enumerate(DECIMAL_RES, 1)),
    (re.compile(f"{PRINTED}、"), "l1"),
    (re.compile(f"[（(]{PRINTED}[）)]"), "l2"),
    (re.compile(r"[0-9]+[.．、]"), "l3"),
    (re.compile(r"[（(][0-9]+[）)]"), "l4"),
)
"""Class of a heading by the form of its number: 一、（一）1.（1）; or 1, 1.1, 1.1.1, 1.1.1.1."""
BREAKABLE = {"enclosed", "annex"}
"""Classes of headings that are set as titles, broken between words only."""


def numbered(
    body: Body, words: Sequence[nodes.Node], anchor: str, classes: str, spell: Callable[[str], str] = encode
) -> str:
    """Write inline content, the printed number at its beginning as a link to the anchor, where there is one."""
    number, rest = _cut(words) if anchor else ("", "")
    if not number:
        return body.inline(words, spell)
    return bookmark(anchor, spell(number), classes) + spell(rest) + body.inline(words[1:], spell)


def _cut(words: Sequence[nodes.Node]) -> tuple[str, str]:
    """Cut the first text at the end of its number; both are empty where it has none.

    >>> _cut([nodes.Text("附录一　绿道名录")]), _cut([nodes.Text("附件2")]), _cut([nodes.Text("绿道名录")])
    (('附录一', '\u3000绿道名录'), ('附件2', ''), ('', ''))
    """
    first = words[0] if words else None
    match = NUMBER_RE.match(first) if isinstance(first, nodes.Text) else None
    return (match[0], match.string[match.end() :]) if match else ("", "")


def heading(body: Body, section: nodes.section, depth: int, ids: Sequence[str], name: str = "") -> str:
    """Write the heading of a section, ``h1`` to ``h6``; its classes are those of the section and its rank.

    One without a number is all link, unless it holds links of its own. What an annex is called stands in ``data-name``,
    for scripts and for the search, which know no more of it than its anchor.
    """
    title, anchor = section[0], section["ids"][0]
    spell = _breakable if BREAKABLE.intersection(section["classes"]) else encode
    words = numbered(body, title.children, anchor, "no", spell)
    if not _cut(title.children)[0] and title.next_node(nodes.reference) is None:
        words = bookmark(anchor, words, "no")
    tag, classes = f"h{min(depth, 6)}", " ".join([*section["classes"], *rank_of(title.astext())])
    return f"{start(tag, ids, classes, name)}{words}</{tag}>"


def rank_of(words: str) -> list[str]:
    """Give the class of a heading by the form of its number, or none.

    >>> rank_of("（一）目标"), rank_of("目标")
    (['l2'], [])
    """
    return [name for pattern, name in RANKS if pattern.match(words)][:1]


def bookmark(anchor: str, words: str, classes: str = "") -> str:
    """Write a link of a number to its own place."""
    named = f' class="{classes}"' if classes else ""
    return f'<a{named} href="#{anchor}" rel="bookmark">{words}</a>'


def _breakable(words: str) -> str:
    return "<wbr>".join(map(encode, pieces(words)))
