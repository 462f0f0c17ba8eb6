"""The doctree of a document, regrouped for HTML: from MyST's sections to the parts of a rule.

MyST gives nested sections and flat paragraphs, each with its anchor and its class (the standard tree that every builder
shares). For HTML alone, and last of all transforms, they become elements (:mod:`gazette.markup`), in the shape that a
reader of the printed gazette expects:

* headings without wrapping sections, the printed number a link to itself;
* a run-in heading on one line with the paragraph that it leads;
* an article as one ``section``: 款 (``div.k``), each with its 项 (``ol.x``) and 目 (``ol.m``), the number of the
  article run in and yet a real heading;
* title, 文号 and 备案号 taken out: the head of the page shows them, under the same anchors (``document["lifted"]``).
"""

from collections.abc import Iterable
from itertools import takewhile

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..markup import Child, Element, body_of, inline, kept, make
from .articles import article
from .headings import heading, numbered
from .notes import law_note

IS_DOCUMENT = "doc/"
"""What the names of documents' pages begin with."""
LIFTED = ("title", "docno", "filing")
"""Anchors of the blocks that the head of the page shows."""
PARAGRAPHS = {
    "addressee": "flush",
    "salutation": "flush",
    "docno": "flush",
    "filing": "flush",
    "signature": "sign",
    "date": "sign",
    "note": "remark",
}
"""Classes of MyST that are called otherwise in the style sheet; all others keep their name."""
CLOSING = {"signature", "date", "printed", "note", "annex-list"}
"""Classes of paragraphs that close a text: MyST has them in its last article, but they are not part of that."""
NUMBERED = {"item", "subitem"}
"""Classes of paragraphs that begin with a printed number."""


class AnchorsAreNotLabels(SphinxTransform):
    """Keep the anchors of documents out of Sphinx's project-wide labels.

    MyST makes every ``{#a3}`` an explicit target, and Sphinx a label that is unique in the project. An anchor is unique
    in its document only, and the law domain knows it there.
    """

    default_priority = 800

    def apply(self, **_kwargs: object) -> None:
        """Make explicit names implicit."""
        if self.env.docname.startswith(IS_DOCUMENT):
            self.document.nametypes = dict.fromkeys(self.document.nametypes, False)


class DocumentStructure(SphinxPostTransform):
    """Regroup the tree of a document, once all references stand."""

    formats = ("html",)
    default_priority = 900

    def run(self, **_kwargs: object) -> None:
        """Replace the children of the document by the body of its page."""
        if not self.env.docname.startswith(IS_DOCUMENT):
            return
        page = _Page()
        body = page.flow(self.document.children, 1)
        self.document["lifted"] = page.lifted
        self.document[:] = [body_of(body)]


class _Page:
    """Turns the blocks of a document, in their order, into elements."""

    def __init__(self) -> None:
        self.lifted: list[str] = []
        """Anchors of what the head of the page shows."""
        self._tables = 0

    def flow(self, children: Iterable[nodes.Node], depth: int) -> list[Child]:
        """Turn what stands in a section into what stands on the page; ``depth`` is that of a heading among it."""
        out: list[Child] = []
        for child in children:
            if _is_note(child) and out:
                _note(child, out)
            else:
                out += self._block(child, depth)
        return out

    def _block(self, node: nodes.Node, depth: int) -> list[Child]:
        if isinstance(node, nodes.section):
            return self._section(node, depth)
        if isinstance(node, nodes.paragraph):
            return [] if self._lift(node) else [_paragraph(node)]
        return [self._table(node) if isinstance(node, nodes.table) else kept("", "", node)]

    def _section(self, section: nodes.section, depth: int) -> list[Child]:
        classes = section["classes"]
        if "article" in classes:
            end = next((index for index, child in enumerate(section.children) if _closes(child)), len(section))
            inner, after = section.children[1:end], section.children[end:]
            return [article(section, inner, depth, self.flow), *self.flow(after, depth)]
        rest = section.children[1:]
        if "title" in classes:
            self._lift(section)
            return self.flow(rest, depth + 1)
        led = next((node for node in rest if not _is_note(node)), None)
        if "run-in" in classes and isinstance(led, nodes.paragraph) and not (led["ids"] or led["classes"]):
            rest.remove(led)
            head = make("div", heading(section, depth, ids=[]), _paragraph(led), ids=section["ids"], classes="run")
        else:
            head = heading(section, depth, ids=section["ids"])
        notes = list(takewhile(_is_note, rest))
        out: list[Child] = [head]
        for note in notes:
            _note(note, out)
        return [*out, *self.flow(rest[len(notes) :], depth + 1)]

    def _table(self, table: nodes.table) -> Element:
        """Drop a head without words (Markdown asks for one, the gazette has none); a wide table scrolls by itself."""
        for head in table.findall(nodes.thead):
            if not head.astext().strip():
                head.parent.remove(head)
                break
        self._tables += 1
        region = {"role": "region", "tabindex": "0", "aria-label": f"表{self._tables}"}
        return make("div", kept("", "", table), classes="scroll-x", html=region)

    def _lift(self, node: nodes.Element) -> bool:
        """Note what the head of the page shows of a block, and tell whether it is anything."""
        found = [anchor for anchor in node["ids"] if anchor in LIFTED]
        self.lifted += found
        return bool(found)


def _note(note: nodes.Node, before: list[Child]) -> None:
    """Hold a note together with the block that it is about, so that it can stand beside it."""
    host = before[-1]
    if not (isinstance(host, Element) and {"noted", "run"}.intersection(host.classes)):
        before[-1] = host = make("div", host, classes="noted")
    host.children.append(kept("", "", note))


def _closes(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and not CLOSING.isdisjoint(node["classes"])


def _is_note(node: nodes.Node) -> bool:
    return isinstance(node, law_note)


def _paragraph(node: nodes.paragraph) -> Element:
    words = inline(node.children)
    if NUMBERED.intersection(node["classes"]) and node["ids"]:
        words = numbered(words, node["ids"][0], "no")
    return Element("p", words, node["ids"], [PARAGRAPHS.get(name, name) for name in node["classes"]], {})


def drop_toc(app: Sphinx, _doctree: nodes.document) -> None:
    """Forget Sphinx's own contents of a document, which each page would render: ours are read off the body."""
    if app.env.docname.startswith(IS_DOCUMENT):
        app.env.tocs[app.env.docname] = nodes.bullet_list("")


def setup_structure(app: Sphinx) -> None:
    """Register both transforms."""
    app.add_transform(AnchorsAreNotLabels)
    app.connect("doctree-read", drop_toc, priority=600)  # after Sphinx has collected it
    app.add_post_transform(DocumentStructure)
