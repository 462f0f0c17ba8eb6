"""Editors' notes: MyST in ``source/notes/<id>.md``, shown beside the words of the document that they are about.

One directive for each note::

    :::{law:note} 第三条第一款
    :type: 释义
    :author: 编者
    :date: 2026-11-01
    :authority: 《中华人民共和国民法典》第十七条
    :words: 登记的材料
    Text, with roles, lists, tables and links.
    :::

The argument is a place as people write it, or an anchor (``a3-k1``, ``title``). ``type`` is one of 释义 文字 效力 施行
编者. Notes are numbered in the order of the file and keep their numbers as addresses (``n1`` on the page of the
document), so new ones are added at its end; ``:number: 7`` sets a number where an earlier note was taken out.
``words`` are those that the note is about: it is an error when its place does not hold them, as after a correction that
makes one 款 of two (:mod:`gazette.law.misplaced`).

A :class:`law_note` holds the text of a note, then ``paragraph.authority`` and ``paragraph.byline``. Its attributes:
``ids`` (its address), ``target`` (anchor of what it is about), ``kind``, ``author``, ``date``, ``authority``, ``words``
and, where it is shown, ``label`` (第三条第一款“登记的材料”); ``apart`` on the page of notes. Beside its text it stands
after the paragraph or heading that has the anchor.
"""

from datetime import date as Date  # noqa: N812 - ``date`` is an option here
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from ..addresses import ANCHOR_RE, DOCUMENTS, NOTES
from ..days import chinese
from .answers import Answer, Fate
from .domain import LawDomain, law_domain
from .places import Place
from .records import NoteKind, NoteRecord, Page

__all__ = ["document_of", "is_foot", "law_note", "left_out", "records", "setup_notes"]

logger = logging.getLogger(__name__)


def document_of(docname: str) -> str | None:
    """Give the page that notes are on; None for pages that are no notes.

    >>> document_of("notes/jizhengfa/2019/19")
    'doc/jizhengfa/2019/19'
    """
    return DOCUMENTS + docname.removeprefix(NOTES) if docname.startswith(NOTES) else None


class law_note(nodes.admonition):  # noqa: N801 - docutils names its nodes so
    """An editor's note; a builder that knows none writes an admonition."""


def _iso_date(argument: str) -> str:
    return Date.fromisoformat(argument.strip()).isoformat()


class NoteDirective(SphinxDirective):
    """``law:note``."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "type": directives.unchanged,
        "author": directives.unchanged_required,
        "date": _iso_date,
        "authority": directives.unchanged_required,
        "words": directives.unchanged_required,
        "number": directives.positive_int,
    }

    def run(self) -> list[nodes.Node]:
        """Make the note, or say what is wrong with it."""
        target, kind = self._target(), self.options.get("type")
        if kind not in set(NoteKind):
            raise self.error(f"a note needs a :type:, one of {' '.join(NoteKind)}" + (f", not {kind}" if kind else ""))
        if document_of(self.env.docname) is None:
            raise self.error(f"notes stand in {NOTES}<id of the document>.md")
        if self.env.temp_data.get("law_note"):
            raise self.error("a note within the one above: does that lack its last line, :::?")
        note = law_note("", target=target, kind=kind, ids=[f"n{self._number()}"])
        note.attributes |= {name: self.options.get(name) for name in ("author", "date", "authority", "words")}
        self.set_source_info(note)
        self.env.temp_data["law_note"] = True
        note += self.parse_content_to_nodes()
        self.env.temp_data["law_note"] = False
        note += self._foot()
        return [note]

    def _target(self) -> str:
        argument = self.arguments[0].strip()
        place = Place.parse(argument)
        if place is None and not ANCHOR_RE.fullmatch(argument):
            raise self.error(f"neither a place nor an anchor: {argument!r}")
        return argument if place is None or ANCHOR_RE.fullmatch(argument) else place.anchor

    def _number(self) -> int:
        """Count the notes of the file; a number given twice is an error."""
        taken: Any = self.env.temp_data.setdefault("law_notes", set())
        number: int = self.options.get("number", max(taken, default=0) + 1)
        if number in taken:
            raise self.error(f"a second note with the number {number}")
        taken.add(number)
        return number

    def _foot(self) -> list[nodes.Node]:
        foot: list[nodes.Node] = []
        if authority := self.options.get("authority"):
            inline, messages = self.parse_inline(f"依据：{authority}")
            foot += [nodes.paragraph("", "", *inline, classes=["authority"]), *messages]
        day = self.options.get("date")
        if byline := "，".join(filter(None, (self.options.get("author"), day and chinese(Date.fromisoformat(day))))):
            foot.append(nodes.paragraph("", byline, classes=["byline"]))
        for node in foot:
            self.set_source_info(node)
        return foot


def records(doctree: nodes.document) -> tuple[NoteRecord, ...]:
    """Give the notes of a page as values, in order of their numbers."""
    found = [_record(note) for note in doctree.findall(law_note)]
    return tuple(sorted(found, key=lambda note: int(note.anchor[1:])))


def _record(note: law_note) -> NoteRecord:
    body = [child for child in note.children if isinstance(child, nodes.Element) and not is_foot(child)]
    return NoteRecord(
        anchor=note["ids"][0],
        target=note["target"],
        kind=NoteKind(note["kind"]),
        author=note["author"],
        date=note["date"],
        authority=note["authority"],
        words=note["words"],
        text="\n".join(child.astext() for child in body),
        line=note.line,
    )


def is_foot(node: nodes.Element) -> bool:
    """Tell whether a part of a note is its authority, or whose it is and of which day."""
    return bool({"authority", "byline"}.intersection(node["classes"]))


def left_out(source: Path) -> list[str]:
    """Name the files of notes on documents that the source does not hold: notes outlive the choice of raw gazettes."""
    names = sorted(path.relative_to(source / NOTES).as_posix() for path in (source / NOTES).rglob("*.md"))
    return [NOTES + name for name in names if not (source / DOCUMENTS / name).exists()]


def leave_out(app: Sphinx, config: Config) -> None:
    """Let Sphinx read no such notes."""
    for name in left_out(Path(app.srcdir)):
        config.exclude_patterns.append(name)
        logger.info("%s is left out: the corpus has no such document", name)


class NotesBesideText(SphinxPostTransform):
    """Put the notes on a document where they belong in it, for every builder."""

    default_priority = 4
    """Before Sphinx resolves references (10): those in notes are then told from the page on which they stand."""

    def run(self, **_kwargs: object) -> None:
        """Copy the notes from their own page."""
        docname = self.env.docname
        domain = law_domain(self.env)
        if docname not in domain.graph.pages:
            return
        if docname.startswith(NOTES):
            self._on_own_page(domain, docname)
        elif notes := domain.graph.notes.get(docname):
            self._beside(domain, docname, notes)
        if domain.builder.format not in ("html", "typst"):  # these two know what a note is
            for note in self.document.findall(law_note):
                note.insert(0, nodes.title("", f"{note['kind']}　{note['label']}"))

    def _beside(self, domain: LawDomain, docname: str, notes: Page) -> None:
        """Put copies of the notes into the page that they are on."""
        places = {
            anchor: node for node in self.document.findall(nodes.Element) for anchor in map(str, node.get("ids", ()))
        }
        doctree = self.env.get_doctree(notes.docname)
        for note in sorted(doctree.findall(law_note), key=lambda note: int(note["ids"][0][1:])):
            if host := places.get(note["target"]) or places.get("title"):  # an error; but lists lead to its address
                place_after(host, self._copy(note, domain, docname))

    def _on_own_page(self, domain: LawDomain, docname: str) -> None:
        """Lead from the page of the notes to what they are about."""
        for note in self.document.findall(law_note):
            note["label"] = label = self._label(domain, docname, note)
            note["apart"] = True
            page = domain.graph.pages[docname].on
            if page in domain.graph.pages:
                answer = Answer(Fate.CORPUS, page, note["ids"][0], label=label)
                link = domain.link(domain.builder, docname, answer, nodes.Text(f"见{label}"))
                note.append(nodes.paragraph("", "", *([link] if link else ()), classes=["place"]))

    def _copy(self, note: law_note, domain: LawDomain, docname: str) -> law_note:
        copy = note.deepcopy()
        copy["label"] = self._label(domain, docname, note)
        for node in copy.findall(nodes.Element):
            if node is not copy:
                node["ids"], node["names"] = [], []
            if isinstance(node, addnodes.pending_xref):
                node["refdoc"] = docname
        return copy

    @staticmethod
    def _label(domain: LawDomain, docname: str, note: law_note) -> str:
        document = domain.graph.pages.get(domain.graph.pages[docname].on)
        cite = document.outline.cite(note["target"]) if document else ""
        words = f"“{note['words']}”" if note["words"] else ""
        return (cite or UNNUMBERED.get(note["target"], "")) + words


UNNUMBERED = {
    "title": "标题",
    "docno": "文号",
    "filing": "备案号",
    "addressee": "主送机关",
    "signature": "落款",
    "date": "成文日期",
    "printed": "印发日期",
    "enclosed": "所附文本",
    "note": "原注",
}
"""What anchors without a number are called."""


def place_after(host: nodes.Element, note: nodes.Element) -> None:
    """Put a note after a paragraph, or after the first paragraph of an article, or after any other heading."""
    if isinstance(host, nodes.section):
        inner = [child for child in host.children if isinstance(child, nodes.paragraph)]
        article = "article" in host["classes"] and inner
        place_after(inner[0] if article else host.next_node(nodes.title) or host, note)
        return
    parent = host.parent
    at = parent.index(host) + 1
    while at < len(parent) and isinstance(parent[at], law_note):
        at += 1
    parent.insert(at, note)


def visit_html(translator: HTML5Translator, node: law_note) -> None:
    """Open the note: beside the text, foldable without script; on its own page, a section."""
    label = node.get("label", "")
    if node.get("apart"):
        heading = f"<h2>{translator.encode(node['kind'])}　{translator.encode(label)}</h2>\n"
        translator.body.append(translator.starttag(node, "section", "") + heading)
        return
    attributes: dict[str, Any] = {"CLASS": "note", "aria-label": f"{node['kind']}：{label}"}
    translator.body.append(
        translator.starttag(node, "aside", "", **attributes)
        + f"<details><summary><b>{translator.encode(node['kind'])}</b>{translator.encode(label)}</summary>\n"
    )


def depart_html(translator: HTML5Translator, node: law_note) -> None:
    """Close it."""
    translator.body.append("</section>\n" if node.get("apart") else "</details></aside>\n")


def setup_notes(app: Sphinx) -> None:
    """Register the directive, the node, the transform and which files are read."""
    app.add_node(law_note, html=(visit_html, depart_html))
    app.add_directive_to_domain("law", "note", NoteDirective)
    app.add_post_transform(NotesBesideText)
    app.connect("config-inited", leave_out)
