"""The body of a page as HTML, written as strings, with holes for what Sphinx writes.

docutils' nodes are what pages are read into, for every builder. What only HTML knows of a document, hundreds of
elements on a page, is written straight from them, as docutils would write it. What only Sphinx knows how to write
(tables, lists, notes) is :class:`kept`.

A doctree holds the body in one node, :class:`page_body`, whose children are all that is kept: so transforms and
listeners find it as in any doctree, whatever they put in its place is written, and every builder of HTML writes the
page.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeGuard

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

__all__ = ["Body", "anchors", "encode", "kept", "page_body", "setup_markup", "start"]


class kept(nodes.General, nodes.TextElement):  # noqa: N801 - docutils names its nodes so
    """Holds nodes that Sphinx writes; ``html`` is what it wrote. A text element, since it may hold references."""


class page_body(nodes.General, nodes.Element):  # noqa: N801
    """The body of a page: ``html``, and its ``holes``, the nodes that are kept; these are its children, too."""


def encode(words: str) -> str:
    """Escape as docutils does; looking for five characters is faster than translating every one."""
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return words.replace('"', "&quot;").replace("@", "&#64;")


def start(tag: str, ids: Sequence[str] = (), classes: str = "", name: str = "") -> str:
    """Begin an element, as docutils does: with its anchor, and behind it those that it had earlier.

    >>> start("p", ["a1", "a2"], "k"), start("h2", ["f1"], name="附录一")
    ('<p class="k" id="a1"><span id="a2"></span>', '<h2 data-name="附录一" id="f1">')
    """
    named = _named(tag, classes) + (f' data-name="{encode(name)}"' if name else "")
    if not ids:
        return f"{named}>"
    earlier = "".join([f'<span id="{anchor}"></span>' for anchor in ids[1:]]) if len(ids) > 1 else ""
    return f'{named} id="{ids[0]}">{earlier}'


@lru_cache(maxsize=1024)
def _named(tag: str, classes: str) -> str:
    return f'<{tag} class="{encode(classes)}"' if classes else f"<{tag}"


class Body:
    """The body of a page while it is written."""

    def __init__(self, lines: Mapping[str, nodes.Element] | None = None) -> None:
        """Begin, with the words of the lines that close units, by anchor."""
        self._kept: list[kept] = []
        self.lines = dict(lines or {})
        """Those that are not written yet."""

    def keep(self, node: nodes.Node) -> str:
        """Leave a node to Sphinx; gives the hole that it will fill."""
        self._kept.append(kept("", "", node))
        return f"\0{len(self._kept) - 1}\0"

    def closing(self, ids: Sequence[str]) -> str:
        """Write the line that closes a unit, if there is one."""
        line = self.lines.pop(ids[0], None) if ids and self.lines else None
        return f"{start('p', (), ' '.join(line['classes']))}{self.inline(line.children)}</p>\n" if line else ""

    def inline(self, children: Iterable[nodes.Node], spell: Callable[[str], str] = encode) -> str:
        """Write inline nodes, words as ``spell`` spells them; what is more than a plain link or span is kept."""
        return "".join(
            [spell(node) if isinstance(node, nodes.Text) else self._inline(node, spell) for node in children]
        )

    def _inline(self, node: nodes.Node, spell: Callable[[str], str]) -> str:
        if _is_link(node):
            named = _named("a", " ".join([*node["classes"], "reference", "internal"]))
            href = node["refuri"] or "#" if "refuri" in node else f"#{node['refid']}"
            title = f' title="{encode(node["reftitle"])}"' if "reftitle" in node else ""
            return f'{named} href="{encode(href)}"{title}>{self.inline(node.children, spell)}</a>'
        if type(node) is nodes.inline and tuple(node["classes"]) in _SPANS:
            return f"{start('span', node['ids'], ' '.join(node['classes']))}{self.inline(node.children, spell)}</span>"
        return self.keep(node)

    def node(self, html: str) -> page_body:
        """Make the node of the body."""
        return page_body("", *self._kept, html=html, holes=self._kept)


def _is_link(node: nodes.Node) -> TypeGuard[nodes.reference]:
    if type(node) is not nodes.reference:
        return False
    return bool(node.get("internal")) and not node["ids"] and _LINK.issuperset(node.attributes)


_LINK = {
    "ids", "classes", "names", "dupnames", "backrefs", "internal", "refuri", "refid", "reftitle", "law_page",
    "law_anchor",
}  # fmt: skip
"""Attributes of a reference that is written as a link like any other."""
_SPANS = {(), ("corr",), ("lead",)}
"""Classes of inline nodes that are written as they are."""


def anchors(doctree: nodes.document) -> set[str]:
    """Give all anchors of a page."""
    found = {str(anchor) for node in doctree.findall(nodes.Element) for anchor in node["ids"]}
    return found.union(*(_ID_RE.findall(body["html"]) for body in doctree.findall(page_body)))


_ID_RE = re.compile(' id="([^"]*)"')
_HOLE_RE = re.compile("\0([0-9]+)\0")


def visit_page_body(_translator: HTML5Translator, _node: nodes.Element) -> None:
    """Let Sphinx write first what is kept."""


def depart_page_body(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write the body round it."""
    translator.body.append(_HOLE_RE.sub(lambda hole: str(node["holes"][int(hole[1])]["html"]), node["html"]))


def visit_kept(translator: HTML5Translator, _node: nodes.Element) -> None:
    """Begin to collect what Sphinx writes."""
    translator.context.append(translator.body)
    translator.body = []


def depart_kept(translator: HTML5Translator, node: nodes.Element) -> None:
    """Keep it for its place."""
    node["html"] = "".join(translator.body)
    translator.body = translator.context.pop()


def setup_markup(app: Sphinx) -> None:
    """Register the nodes for every builder that writes HTML."""
    app.add_node(page_body, html=(visit_page_body, depart_page_body))
    app.add_node(kept, html=(visit_kept, depart_kept))
