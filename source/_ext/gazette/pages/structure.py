"""The doctree of a document, regrouped for HTML: from MyST's sections to the parts of a rule.

MyST gives nested sections and flat paragraphs, each with its anchor and its class (the standard tree that every builder
shares). For HTML alone, and last of all transforms, they become what a reader of the printed gazette expects:

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

from ..markup import element, make
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
        blocks = self.document.findall(nodes.Element)
        self.document["lifted"] = [anchor for block in blocks for anchor in _lifted(block)]
        self.document[:] = flow(self.document.children, 1)
        regions = (node for node in self.document.findall(element) if "scroll-x" in node["classes"])
        for number, region in enumerate(regions, 1):
            region["html"]["aria-label"] = f"表{number}"


def flow(children: Iterable[nodes.Node], depth: int) -> list[nodes.Node]:
    """Turn what stands in a section into what stands on the page; ``depth`` is that of a heading among it."""
    out: list[nodes.Node] = []
    for child in children:
        if _is_note(child) and out:
            _note(child, out)
        else:
            out += _block(child, depth)
    return out


def _note(note: nodes.Node, before: list[nodes.Node]) -> None:
    """Hold a note together with the block that it is about, so that it can stand beside it."""
    host = before[-1]
    if not (isinstance(host, element) and {"noted", "run"}.intersection(host["classes"])):
        before[-1] = host = make("div", host, classes="noted")
    host.append(note)


def _block(node: nodes.Node, depth: int) -> list[nodes.Node]:
    if isinstance(node, nodes.section):
        return _section(node, depth)
    if isinstance(node, nodes.paragraph):
        return [] if _lifted(node) else [_paragraph(node)]
    return [_table(node)] if isinstance(node, nodes.table) else [node]


def _section(section: nodes.section, depth: int) -> list[nodes.Node]:
    classes = section["classes"]
    if "article" in classes:
        end = next((index for index, child in enumerate(section.children) if _closes(child)), len(section))
        after = section.children[end:]
        section[:] = section.children[:end]
        return [article(section, depth, flow), *flow(after, depth)]
    rest = section.children[1:]
    if "title" in classes:
        return flow(rest, depth + 1)
    led = next((node for node in rest if not _is_note(node)), None)
    if "run-in" in classes and led is not None and _is_plain(led):
        rest.remove(led)
        head = make("div", heading(section, depth, ids=[]), led, ids=section["ids"], classes="run")
    else:
        head = heading(section, depth, ids=section["ids"])
    notes = list(takewhile(_is_note, rest))
    return [*flow([head, *notes], depth), *flow(rest[len(notes) :], depth + 1)]


def _closes(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and not CLOSING.isdisjoint(node["classes"])


def _is_note(node: nodes.Node) -> bool:
    return isinstance(node, law_note)


def _is_plain(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and not node["ids"] and not node["classes"]


def _paragraph(node: nodes.paragraph) -> nodes.paragraph:
    if NUMBERED.intersection(node["classes"]) and node["ids"]:
        node[:] = numbered(node.children, node["ids"][0], "no")
    node["classes"] = [PARAGRAPHS.get(name, name) for name in node["classes"]]
    return node


def _table(table: nodes.table) -> element:
    """Drop a head without words (Markdown asks for one, the gazette printed none); a wide table scrolls by itself."""
    for head in table.findall(nodes.thead):
        if not head.astext().strip():
            head.parent.remove(head)
            break
    return make("div", table, classes="scroll-x", role="region", tabindex="0")


def _lifted(node: nodes.Element) -> list[str]:
    return [anchor for anchor in node["ids"] if anchor in LIFTED]


def drop_toc(app: Sphinx, _doctree: nodes.document) -> None:
    """Forget Sphinx's own contents of a document, which each page would render: ours are read off the body."""
    if app.env.docname.startswith(IS_DOCUMENT):
        app.env.tocs[app.env.docname] = nodes.bullet_list("")


def setup_structure(app: Sphinx) -> None:
    """Register both transforms."""
    app.add_transform(AnchorsAreNotLabels)
    app.connect("doctree-read", drop_toc, priority=600)  # after Sphinx has collected it
    app.add_post_transform(DocumentStructure)
