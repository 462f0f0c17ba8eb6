"""The doctree of a document, regrouped for HTML: from MyST's sections to the parts of a rule.

MyST gives nested sections and flat paragraphs, each with its anchor and its class (the standard tree that every builder
shares). For HTML alone, and last of all transforms, they are written (:mod:`gazette.markup`) in the shape that a
reader of the printed gazette expects:

* headings without wrapping sections, the printed number a link to itself;
* a run-in heading on one line with the paragraph that it leads;
* an article as one ``section``: 款 (``div.k``), each with its 项 (``ol.x``) and 目 (``ol.m``), the number of the
  article run in and yet a real heading;
* title, 文号 and 备案号 taken out: the head of the page shows them, under the same anchors (``document["lifted"]``).
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import takewhile

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..addresses import DOCUMENTS
from ..law.domain import law_domain
from ..law.notes import law_note
from ..law.outline import Outline
from ..law.records import NO_UNITS
from ..markup import Body, start
from .articles import article
from .contents import PageSection
from .headings import heading, numbered, rank_of
from .view import cited_lines

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
        if self.env.docname.startswith(DOCUMENTS):
            self.document.nametypes = dict.fromkeys(self.document.nametypes, False)


class DocumentStructure(SphinxPostTransform):
    """Write the body of a document, once all references stand; a unit that is cited says by whom, at its end."""

    formats = ("html",)
    default_priority = 900

    def run(self, **_kwargs: object) -> None:
        """Replace the children of the document by the body of its page."""
        if not self.env.docname.startswith(DOCUMENTS):
            return
        domain, docname = law_domain(self.env), self.env.docname
        known = domain.graph.pages.get(docname)
        page = _Page(Body(cited_lines(domain, docname)), known.outline if known else NO_UNITS)
        html = "".join(page.flow(self.document.children, 1))
        self.document["lifted"], self.document["units"] = page.lifted, page.units
        self.document[:] = [page.body.node(html)]
        if page.body.lines:
            _close_kept(self.document, page.body.lines)


def _close_kept(document: nodes.document, lines: Mapping[str, nodes.Element]) -> None:
    """Put lines behind those units that Sphinx writes."""
    for node in list(document.findall(nodes.Element)):
        for line in (lines[anchor] for anchor in node["ids"] if anchor in lines):
            node.parent.insert(node.parent.index(node) + 1, line)


class _Page:
    """Writes the blocks of a document, in their order."""

    def __init__(self, body: Body, outline: Outline) -> None:
        self.body = body
        self._outline = outline
        self.lifted: list[str] = []
        """Anchors of what the head of the page shows."""
        self.units: list[PageSection] = []
        """What the contents may show."""
        self._tables = 0

    def flow(self, children: Iterable[nodes.Node], depth: int) -> list[str]:
        """Write what stands in a section, as blocks; ``depth`` is that of a heading among it."""
        out: list[str] = []
        for child in children:
            if _is_note(child) and out:
                out[-1] = _noted(out[-1], self.body.keep(child))
            else:
                out += self._block(child, depth)
        return out

    def _block(self, node: nodes.Node, depth: int) -> list[str]:
        if isinstance(node, nodes.section):
            return self._section(node, depth)
        if isinstance(node, nodes.paragraph):
            return [] if self._lift(node) else [self._paragraph(node)]
        return [self._table(node) if isinstance(node, nodes.table) else self.body.keep(node)]

    def _section(self, section: nodes.section, depth: int) -> list[str]:
        classes = section["classes"]
        if "article" in classes:
            return self._article(section, depth)
        rest = section.children[1:]
        if "title" in classes:
            self._lift(section)
            return self.flow(rest, depth + 1)
        led = next((node for node in rest if not _is_note(node)), None)
        if "run-in" in classes and isinstance(led, nodes.paragraph) and not (led["ids"] or led["classes"]):
            rest.remove(led)
        else:
            led = None
        self._note_unit(section, depth, "run" if led else "")
        notes = list(takewhile(_is_note, rest))
        head = self._head(section, depth, led, [self.body.keep(note) for note in notes])
        return [head, *self.flow(rest[len(notes) :], depth + 1)]

    def _head(self, section: nodes.section, depth: int, led: nodes.paragraph | None, notes: Iterable[str]) -> str:
        """Write a heading, on one line with the paragraph that it leads, and the notes on it."""
        ids, closing = section["ids"], self.body.closing(section["ids"])
        if led is None:
            outline = self._outline
            name = outline.cite(ids[0]) if "annex" in section["classes"] else outline.called.get(ids[0], "")
            return reduce(_noted, notes, heading(self.body, section, depth, ids, name) + closing)
        line = heading(self.body, section, depth, []) + self._paragraph(led)
        return f"{start('div', ids, 'run')}{line}{''.join(notes)}{closing}{_END}"

    def _note_unit(self, section: nodes.section, depth: int, kind: str) -> None:
        words = section[0].astext()
        rank = rank_of(words, "".join(section["ids"][:1]))
        classes = [*([kind] if kind else section["classes"]), *rank]
        if classes and section["ids"]:
            self.units.append(PageSection(section["ids"][0], classes[0], "".join(rank), min(depth, 6), words))

    def _article(self, section: nodes.section, depth: int) -> list[str]:
        blocks = [child for child in section.children[1:] if isinstance(child, nodes.Element)]
        end = next((index for index, child in enumerate(blocks) if _closes(child)), len(blocks))
        before = len(self.units)
        written = article(self.body, section, blocks[:end], depth, self.flow)
        self.units[before:] = [PageSection(section["ids"][0], "article")]  # what stands in it is not of the page
        return [written, *self.flow(blocks[end:], depth)]

    def _paragraph(self, node: nodes.paragraph) -> str:
        ids, classes = node["ids"], node["classes"]
        anchor = ids[0] if ids and NUMBERED.intersection(classes) else ""
        words = numbered(self.body, node.children, anchor, "no")
        named = start("p", ids, " ".join([PARAGRAPHS.get(name, name) for name in classes]))
        return f"{named}{words}</p>\n{self.body.closing(ids)}"

    def _table(self, table: nodes.table) -> str:
        """Drop a head without words (Markdown asks for one, the gazette has none); a wide table scrolls by itself."""
        for head in table.findall(nodes.thead):
            if not head.astext().strip():
                head.parent.remove(head)
                break
        self._tables += 1
        region = f'aria-label="表{self._tables}" class="scroll-x" role="region" tabindex="0"'
        return f"<div {region}>{self.body.keep(table)}</div>\n"

    def _lift(self, node: nodes.Element) -> bool:
        """Note what the head of the page shows of a block, and tell whether it is anything."""
        found = [anchor for anchor in node["ids"] if anchor in LIFTED]
        self.lifted += found
        return bool(found)


_HOSTS = ('<div class="noted"', '<div class="run"')
_END = "</div>\n"


def _noted(block: str, note: str) -> str:
    """Hold a note together with the block that it is about, so that it can stand beside it."""
    if block.startswith(_HOSTS):
        return block.removesuffix(_END) + note + _END
    return f'<div class="noted">{block}{note}{_END}'


def _closes(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph) and not CLOSING.isdisjoint(node["classes"])


def _is_note(node: nodes.Node) -> bool:
    return isinstance(node, law_note)


def drop_toc(app: Sphinx, _doctree: nodes.document) -> None:
    """Forget Sphinx's own contents of a document, which each page would render: ours are read off the body."""
    if app.env.docname.startswith(DOCUMENTS):
        app.env.tocs[app.env.docname] = nodes.bullet_list("")


def setup_structure(app: Sphinx) -> None:
    """Register both transforms."""
    app.add_transform(AnchorsAreNotLabels)
    app.connect("doctree-read", drop_toc, priority=600)  # after Sphinx has collected it
    app.add_post_transform(DocumentStructure)
