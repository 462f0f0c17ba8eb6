"""Headings and printed numbers: the number is a link to its own place, the heading says what rank it has."""

from collections.abc import Callable, Sequence

from docutils import nodes

from ..law.numerals import levelled, printed_number
from ..markup import Body, encode, start
from .titles import pieces

BREAKABLE = {"enclosed", "annex"}
"""Classes of headings that are set as titles, broken between words only."""


def numbered(
    body: Body, words: Sequence[nodes.Node], anchor: str, classes: str, spell: Callable[[str], str] = encode
) -> str:
    """Write inline content, the printed number at its beginning as a link to the anchor, where there is one."""
    number, rest = _cut(words, anchor) if anchor else ("", "")
    if not number:
        return body.inline(words, spell)
    return bookmark(anchor, spell(number), classes) + spell(rest) + body.inline(words[1:], spell)


def _annex(body: Body, words: Sequence[nodes.Node], anchor: str) -> str:
    """Write the heading of an annex: its title goes below the number, as on paper, where they do not fit one line."""
    number, rest = _cut(words, anchor)
    title = rest.lstrip("\u3000 ")
    gap = rest.removesuffix(title)
    whole = f'<span class="nobr">{_breakable(title)}{body.inline(words[1:], _breakable)}</span>'
    return bookmark(anchor, _breakable(number), "no") + gap + (whole if title or words[1:] else "")


def _cut(words: Sequence[nodes.Node], anchor: str) -> tuple[str, str]:
    """Cut the first text at the end of its number; both are empty where it has none.

    >>> _cut([nodes.Text("附录一　绿道名录")], "f1"), _cut([nodes.Text("附件2")], "f2"), _cut([nodes.Text("名")], "f3")
    (('附录一', '\u3000绿道名录'), ('附件2', ''), ('', ''))
    """
    first = words[0] if words else None
    number = printed_number(first, anchor) if isinstance(first, nodes.Text) else ""
    return (number, first.removeprefix(number)) if isinstance(first, nodes.Text) and number else ("", "")


def heading(body: Body, section: nodes.section, depth: int, ids: Sequence[str], name: str = "") -> str:
    """Write the heading of a section, ``h1`` to ``h6``; its classes are those of the section and its rank.

    One without a number is all link, unless it holds links of its own. What an annex is called stands in ``data-name``,
    for scripts and for the search, which know no more of it than its anchor.
    """
    title, anchor = section[0], section["ids"][0]
    spell = _breakable if BREAKABLE.intersection(section["classes"]) else encode
    number, _ = _cut(title.children, anchor)
    if number and "annex" in section["classes"]:
        words = _annex(body, title.children, anchor)
    else:
        words = numbered(body, title.children, anchor, "no", spell)
    if not number and title.next_node(nodes.reference) is None:
        words = bookmark(anchor, words, "no")
    tag, classes = f"h{min(depth, 6)}", " ".join([*section["classes"], *rank_of(title.astext(), anchor)])
    return f"{start(tag, ids, classes, name)}{words}</{tag}>"


def rank_of(words: str, anchor: str) -> list[str]:
    """Give the class of a heading by the form of its number, or none: 一、（一）1.（1）; or 1, 1.1, 1.1.1, 1.1.1.1.

    >>> rank_of("（一）目标", "h1-1"), rank_of("目标", "")
    (['l2'], [])
    """
    found = levelled(words, anchor)
    return [f"l{found[1]}"] if found else []


def bookmark(anchor: str, words: str, classes: str = "") -> str:
    """Write a link of a number to its own place."""
    named = f' class="{classes}"' if classes else ""
    return f'<a{named} href="#{anchor}" rel="bookmark">{words}</a>'


def _breakable(words: str) -> str:
    return "<wbr>".join(map(encode, pieces(words)))
