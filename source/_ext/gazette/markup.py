"""The body of a page as HTML elements, and how they are written.

docutils' nodes are what pages are read into, for every builder. What only HTML knows of a document, hundreds of
elements on a page, are :class:`Element`: plain objects, made and written in a tenth of the time that nodes take. The
text among them is docutils' own, and what only Sphinx knows how to write (tables, lists, notes) is :class:`kept`.

A doctree holds them in one node, :class:`page_body`, whose children are all that is kept: so transforms and listeners
find it as in any doctree, whatever they put in its place is written, and every builder of HTML writes the page.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from docutils import nodes
from lxml import etree
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

__all__ = [
    "Child", "Element", "anchors", "body_elements", "body_of", "finished", "inline", "kept", "make",
    "page_body", "parse", "setup_markup", "text", "walk", "write",
]  # fmt: skip

VOID = {"wbr"}
ENDS_LINE = {"section", "div", "ol", "p"}
"""Elements after which the source of the page breaks its line; after others a break could show as a space."""


@dataclass(slots=True, eq=False)
class Element:
    """An HTML element."""

    tag: str
    children: "list[Child]"
    ids: list[str]
    """Its anchor, and those that it had earlier."""
    classes: list[str]
    html: dict[str, str]
    """All other attributes."""


class kept(nodes.General, nodes.TextElement):  # noqa: N801 - docutils names its nodes so
    """Holds nodes that Sphinx writes; ``html`` is what it wrote. A text element, since it may hold references."""

    @property
    def html(self) -> str:
        """What Sphinx wrote for it: known when the page is."""
        return str(self["html"])


class page_body(nodes.General, nodes.Element):  # noqa: N801
    """The body of a page: ``elements``, a list of :data:`Child`; its children are what is kept among them."""


Child: TypeAlias = Element | nodes.Text | kept
"""What stands in an element."""


def make(
    tag: str,
    *children: Child,
    ids: list[str] | None = None,
    classes: str = "",
    html: dict[str, str] | None = None,
) -> Element:
    """Make an element.

    >>> text(make("a", nodes.Text("第三条"), html={"rel": "bookmark", "href": "#a3"}))
    '第三条'
    """
    return Element(tag, list(children), ids or [], classes.split(), html or {})


def inline(children: Iterable[nodes.Node]) -> list[Child]:
    """Turn inline nodes into elements; what is more than a plain link or span is kept for Sphinx."""
    return [child if isinstance(child, nodes.Text) else _inline(child) for child in children]


def _inline(node: nodes.Node) -> Child:
    if type(node) is nodes.reference and node.get("internal") and _LINK.issuperset(node.attributes):
        html = {"href": node["refuri"] or "#" if "refuri" in node else f"#{node['refid']}"}
        if "reftitle" in node:
            html["title"] = node["reftitle"]
        return Element("a", inline(node.children), node["ids"], [*node["classes"], "reference", "internal"], html)
    if type(node) is nodes.inline and (found := _SPANS.get(tuple(node["classes"]))):
        return Element(found[0], inline(node.children), node["ids"], [*found[1]], {})
    return kept("", "", node)


_LINK = {
    "ids", "classes", "names", "dupnames", "backrefs", "internal", "refuri", "refid", "reftitle", "law_page",
    "law_anchor",
}  # fmt: skip
"""Attributes of a reference that is written as a link like any other."""
_SPANS: dict[tuple[str, ...], tuple[str, list[str]]] = {
    (): ("span", []),
    ("corr",): ("span", ["corr"]),
    ("small",): ("small", []),
}
"""Classes of inline nodes, and as which element, with which classes, docutils writes them."""


def walk(children: Iterable[Child]) -> Iterator[Element]:
    """Give all elements, in their order; not what Sphinx writes."""
    for child in children:
        if isinstance(child, Element):
            yield child
            yield from walk(child.children)


def text(*children: Child) -> str:
    """Give the words."""
    return "".join(text(*child.children) if isinstance(child, Element) else str(child.astext()) for child in children)


# ---- writing ----


def write(children: Iterable[Child]) -> str:
    """Write elements as HTML, as docutils writes nodes.

    >>> write([make("a", nodes.Text("A & B"), ids=["a1"], classes="x", html={"href": "#a1"}), make("wbr")])
    '<a class="x" href="#a1" id="a1">A &amp; B</a><wbr>'
    """
    parts: list[str] = []
    _write(children, parts)
    return "".join(parts)


def _write(children: Iterable[Child], parts: list[str]) -> None:
    for child in children:
        if isinstance(child, Element):
            parts.append(_start(child))
            _write(child.children, parts)
            parts.append(_end(child.tag))
        else:
            parts.append(_encoded(child) if isinstance(child, nodes.Text) else child.html)


def _start(element: Element) -> str:
    classes = " ".join(dict.fromkeys(element.classes))
    said = f' class="{_value(classes)}"' if classes else ""
    if element.ids:
        said += f' id="{_value(element.ids[0])}"'
    if element.html:  # most have none, and these two are in order
        named = element.html | ({"class": classes} if classes else {}) | ({"id": element.ids[0]} if element.ids else {})
        said = "".join([f' {name}="{_value(named[name])}"' for name in sorted(named)])
    earlier = "".join([f'<span id="{anchor}"></span>' for anchor in element.ids[1:]]) if element.ids[1:] else ""
    return f"<{element.tag}{said}>{earlier}"


@lru_cache
def _end(tag: str) -> str:
    return "" if tag in VOID else f"</{tag}>" + ("\n" if tag in ENDS_LINE else "")


@lru_cache(maxsize=8192)
def _value(value: str) -> str:
    """Spell the value of an attribute; anchors and classes are the same ones on many pages."""
    return _encoded(_WHITE_RE.sub(" ", value))


_WHITE_RE = re.compile("[\n\r\t\v\f]")


def _encoded(words: str) -> str:
    """Escape as docutils does; looking for five characters is faster than translating every one."""
    for char, entity in _ENTITIES:
        words = words.replace(char, entity)
    return words


_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("@", "&#64;"))


# ---- in doctrees ----


def body_of(elements: list[Child]) -> page_body:
    """Make the node that holds elements."""
    found: list[kept] = []
    _find_kept(elements, found)
    return page_body("", *found, elements=elements)


def body_elements(doctree: nodes.document) -> list[Child]:
    """Give the elements of a page; none where it has nodes only."""
    body = doctree.children[0] if doctree.children else None
    elements: list[Child] = body["elements"] if isinstance(body, page_body) else []
    return elements


def anchors(doctree: nodes.document) -> set[str]:
    """Give all anchors of a page."""
    found = {str(anchor) for node in doctree.findall(nodes.Element) for anchor in node["ids"]}
    return found.union(*(element.ids for element in walk(body_elements(doctree))))


def _find_kept(children: Iterable[Child], found: list[kept]) -> None:
    for child in children:
        if isinstance(child, Element):
            _find_kept(child.children, found)
        elif isinstance(child, kept):
            found.append(child)


def visit_page_body(_translator: HTML5Translator, _node: nodes.Element) -> None:
    """Let Sphinx write first what is kept."""


def depart_page_body(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write the elements round it."""
    translator.body.append(write(node["elements"]))


def visit_kept(translator: HTML5Translator, _node: nodes.Element) -> None:
    """Begin to collect what Sphinx writes."""
    translator.context.append(translator.body)
    translator.body = []


def depart_kept(translator: HTML5Translator, node: nodes.Element) -> None:
    """Keep it for its place."""
    node["html"] = "".join(translator.body)
    translator.body = translator.context.pop()


# ---- reading ----


def finished(doctree: nodes.document) -> list[Child]:
    """Give the elements of a page that is written, with what Sphinx wrote as elements, too."""
    elements = body_elements(doctree)
    return _opened(elements) if elements and doctree.children[0].children else elements


def _opened(children: Iterable[Child]) -> list[Child]:
    found: list[Child] = []
    for child in children:
        if isinstance(child, kept):
            found += parse(child.html)
        else:
            found.append(replace(child, children=_opened(child.children)) if isinstance(child, Element) else child)
    return found


def parse(html: str) -> list[Child]:
    """Read HTML as elements."""
    return _parsed(etree.fromstring(f"<div>{html}</div>", etree.HTMLParser())[0][0])


def _parsed(element: etree._Element) -> list[Child]:
    found: list[Child] = [nodes.Text(element.text)] if element.text else []
    for child in element:
        if isinstance(child.tag, str):  # a comment's is none
            html = {str(name): str(value) for name, value in child.attrib.items()}
            ids, classes = html.pop("id", ""), html.pop("class", "")
            found.append(Element(child.tag, _parsed(child), [ids] if ids else [], classes.split(), html))
        if child.tail:
            found.append(nodes.Text(child.tail))
    return found


def setup_markup(app: Sphinx) -> None:
    """Register the nodes for every builder that writes HTML."""
    app.add_node(page_body, html=(visit_page_body, depart_page_body))
    app.add_node(kept, html=(visit_kept, depart_kept))
