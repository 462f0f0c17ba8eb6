"""What stands inside a paragraph as Typst markup: text, links, changes of face."""
# ruff: noqa: ARG002 -- docutils hands a node to every visitor, whether it looks at it or not

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from docutils import nodes
from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

from ..addresses import DOCUMENTS, slug
from ..corpus import Document
from ..law.notes import is_foot, law_note
from .text import docno_key, markup, running, string, value

logger = logging.getLogger(__name__)


Anchors = Callable[[str], Container[str]]
"""Docname → anchors of the page; none where it is the page of no document."""


class InlineTranslator(SphinxTranslator):
    """Collects markup in ``body``."""

    def __init__(self, document: nodes.document, builder: Builder, record: Document, linked: Anchors) -> None:
        super().__init__(document, builder)
        self.record = record
        self.linked = linked
        self.body: list[str] = []
        self.anchors = frozenset(anchor for node in document.findall(nodes.Element) for anchor in node["ids"])
        self.mentions = mentions(record)
        self.notes = take_notes(document)

    @property
    def source(self) -> str:
        """The Typst markup written so far."""
        return "".join(self.body)

    # -- for what holds text ---------------------------------------------------------------------------------------

    def inner(self, children: Iterable[nodes.Node]) -> str:
        """Render nodes apart from what is written so far."""
        outer, self.body = self.body, []
        for child in children:
            child.walkabout(self)
        inner, self.body = self.source, outer
        return inner

    def dest(self, ids: Sequence[str]) -> str:
        """Write invisible anchors."""
        return f"#dest(at, {', '.join(map(string, ids))});" if ids else ""

    def anchor(self, node: nodes.Element) -> str:
        """Write the anchor of a heading: a string, or several."""
        ids = node["ids"]
        return string(ids[0]) if len(ids) == 1 else value(ids)

    def words(self, node: nodes.Element, number: str = "") -> str:
        """Render the words of a paragraph or heading, without the number that they begin with, and the notes on it."""
        copy = node.deepcopy()
        first = next(copy.findall(nodes.Text), None)
        if number and first is not None and first.parent is not None:
            first.parent.replace(first, nodes.Text(first.removeprefix(number).lstrip(" 　")))
        return self.inner(copy.children) + self.footnotes(node)

    def text(self, node: nodes.Element) -> str:
        """Render a paragraph with its anchors before it."""
        return self.dest(node["ids"]) + self.words(node)

    # -- editors' notes --------------------------------------------------------------------------------------------

    def footnotes(self, node: nodes.Node) -> str:
        """Write the notes on a paragraph or heading; their marks go to its end."""
        return "".join(
            f"{self.dest(note['ids'])}#note({string(note['kind'])})[{self.note(note)}];"
            for note in self.notes.get(id(node), ())
        )

    def note(self, node: law_note) -> str:
        """Render the content of a note: what it is about, its text, then its authority and whose it is on one line."""
        blocks: list[str] = []
        foot: list[str] = []
        for child in node.children:
            text = self.inner(child.children if isinstance(child, nodes.paragraph) else [child])
            (foot if isinstance(child, nodes.paragraph) and is_foot(child) else blocks).append(text)
        about = running(f"“{words}”　") if (words := node.get("words")) else ""
        return about + "#parbreak();".join([*blocks, *(["　".join(foot)] if foot else [])])

    def visit_law_note(self, node: law_note) -> None:
        """Write a note on something without words of its own, such as a table."""
        self.body.append(f"#remark({string(node['kind'])})[{self.dest(node['ids'])}{self.note(node)}]\n")
        raise nodes.SkipNode

    # -- text ------------------------------------------------------------------------------------------------------

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 -- docutils' name
        """Write text as text, and remember for the index where another document's 文号 stands."""
        for part in self.mentions.split(node.astext()) if self.mentions else [node.astext()]:
            cited = self.mentions is not None and self.mentions.fullmatch(part)
            self.body.append(docno(part, markup(part)) if cited else running(part))

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802 -- docutils' name
        """Nothing follows text."""

    # -- changes of face -------------------------------------------------------------------------------------------

    def visit_inline(self, node: nodes.inline) -> None:
        """Open leading words in 黑体, or our reading of a misprint; other classes mean nothing on paper."""
        opening = next((self.INLINES[name](node) for name in node["classes"] if name in self.INLINES), "")
        self.body.append(self.dest(node["ids"]) + opening)

    def depart_inline(self, node: nodes.inline) -> None:
        """Close what was opened."""
        self.body.append("];" if self.INLINES.keys() & set(node["classes"]) else "")

    INLINES: ClassVar[Mapping[str, Callable[[nodes.inline], str]]] = MappingProxyType(
        {"lead": lambda _: "#run-in[", "corr": lambda node: f"#corrected({string(node['printed'])})["}
    )
    """Class → what opens it; a correction (``corr``) has the printed reading in ``printed``."""

    def visit_strong(self, node: nodes.strong) -> None:
        """Open 黑体: Chinese has no bold."""
        self.body.append("#run-in[")

    def visit_emphasis(self, node: nodes.emphasis) -> None:
        """Open 楷体: Chinese has no italics."""
        self.body.append("#kai[")

    def visit_superscript(self, node: nodes.superscript) -> None:
        """Raise, as in m²."""
        self.body.append("#super[")

    def visit_subscript(self, node: nodes.subscript) -> None:
        """Lower, as in CO₂."""
        self.body.append("#sub[")

    def depart_strong(self, node: nodes.Element) -> None:
        """Close a change of face or height."""
        self.body.append("];")

    depart_emphasis = depart_superscript = depart_subscript = depart_strong

    def visit_plain(self, node: nodes.Element) -> None:
        """Set the content as it would be without the node."""

    visit_literal = depart_literal = visit_container = depart_container = visit_plain
    visit_block_quote = depart_block_quote = visit_plain

    # -- links -----------------------------------------------------------------------------------------------------

    def visit_reference(self, node: nodes.reference) -> None:
        """Open a link: inside the document, to another one, to the site, or out."""
        opening = self.link(node)
        self.body.append(self.dest(node["ids"]) + opening)
        node["typst-link"] = bool(opening)

    def depart_reference(self, node: nodes.reference) -> None:
        """Close a link."""
        self.body.append("];" if node["typst-link"] else "")

    def link(self, node: nodes.reference) -> str:
        """Give the opening of a link, or "" where it leads nowhere."""
        uri = node.get("refuri", "") or "#" + node.get("refid", "")
        page, _, anchor = uri.partition("#")
        anchor = anchor or "title"
        if page in ("", f"/{self.record.docname}/"):
            return f"#to(at, {string(anchor)})[" if anchor in self.anchors else ""
        docname = page.strip("/")
        if anchor in self.linked(docname):
            return f"#see(at, {string(slug(docname.removeprefix(DOCUMENTS)))}, {string(anchor)}, {string(uri)})["
        return f"#out({string(uri)})["

    # -- the rest --------------------------------------------------------------------------------------------------

    def visit_skipped(self, node: nodes.Node) -> None:
        """Print nothing."""
        raise nodes.SkipNode

    visit_comment = visit_target = visit_system_message = visit_raw = visit_index = visit_skipped
    visit_substitution_definition = visit_pending = visit_skipped

    def unknown_visit(self, node: nodes.Node) -> None:
        """Print the content of an unknown node and say so."""
        logger.warning("no Typst for %s", node.__class__.__name__, location=node, type="gazette", subtype="typst")

    def unknown_departure(self, node: nodes.Node) -> None:
        """Nothing closes an unknown node."""


def mentions(record: Document) -> re.Pattern[str] | None:
    """Give the pattern of the 文号 of other documents that this one cites."""
    cited = {citation.docno for citation in record.citations if citation.docno and citation.docno != record.docno}
    longest = sorted(cited, key=lambda docno: (-len(docno), docno))
    return re.compile(f"({'|'.join(map(re.escape, longest))})") if longest else None


def docno(docno: str, body: str, *, own: bool = False) -> str:
    """Write a 文号 that the index finds; ``body`` is what is printed."""
    args = f"{string(docno)}, {string(docno_key(docno))}{', own: true' if own else ''}"
    return f"#docno({args})[{body}];"


def take_notes(document: nodes.document) -> dict[int, list[law_note]]:
    """Take the notes that stand after paragraphs and headings out of the tree; give them by what they are on."""
    found: dict[int, list[law_note]] = {}
    for note in list(document.findall(law_note)):
        above = note.parent.index(note) - 1
        host = note.parent[above] if above >= 0 else None
        if isinstance(host, nodes.TextElement):
            found.setdefault(id(host), []).append(note)
            note.parent.remove(note)
    return found
