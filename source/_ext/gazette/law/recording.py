"""Make the record of a page that Sphinx has read, and references of what its text mentions."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes

from .. import corpus, corpusfile, redirects
from ..addresses import DOCUMENTS
from ..digests import digest_of
from . import notes, terms
from .mention import Context
from .mentions import Scanner
from .numerals import printed_number
from .parts import Part, Parts, find_parts
from .reading import Reading, context, names, read_mentions
from .records import Ending, Page, Repeal, Task
from .refs import Ref, parse_docno
from .tasks import charges
from .terms import Paragraph

__all__ = ["read_page", "states"]


def corpus_records(srcdir: Path) -> Mapping[str, corpus.Document]:
    """Give the records in corpus.json by id; none where there is no such file."""
    path = srcdir / corpusfile.FILE
    return corpusfile.load(path).by_id if path.exists() else {}


def states(srcdir: Path, ids: Iterable[str]) -> dict[str, str]:
    """Give, by id, a digest of what is known of documents beside their MyST: of their records and redirects."""
    records, anchors = corpus_records(srcdir), redirects.load(srcdir).anchors
    return {id_: _state(records.get(id_), anchors.get(f"{DOCUMENTS}{id_}/")) for id_ in ids}


def _state(record: corpus.Document | None, moved: Mapping[str, str] | None) -> str:
    return digest_of(record and record.said, moved)


def read_page(srcdir: Path, docname: str, meta: Mapping[str, Any], title: str, doctree: nodes.document) -> Page | None:
    """Make the record of a page and, in its doctree, references of its mentions; None for a page without law."""
    if docname == f"{DOCUMENTS}{meta.get('id')}":
        return _document(srcdir, docname, meta, doctree)
    if document := notes.document_of(docname):
        return _notes(docname, document, doctree)
    if any(node.get("refdomain") == "law" for node in doctree.findall(addnodes.pending_xref)):
        return _plain(docname, title, doctree)
    return None


def _document(srcdir: Path, docname: str, meta: Mapping[str, Any], doctree: nodes.document) -> Page:
    id_ = str(meta["id"])
    record = corpus_records(srcdir).get(id_)
    title, parts = str(meta["title"]), find_parts(doctree)
    short = corpus.called(title, str(meta.get("kind")), parts.enclosed)
    units, paragraphs = parts.outline(short), [(part.at, part.words) for part in parts.paragraphs]
    reading = Reading(docname, parts, Scanner(context(record, title, _list(meta.get("issuers")), parts)))
    read_mentions(reading)
    dates = [_text(meta.get(name)) for name in ("effective", "printed", "signed")]
    return Page(
        docname=docname,
        on=docname,
        id=id_,
        title=title,
        docno=_text(meta.get("docno")),
        filing_no=_text(meta.get("filing_no")),
        short=short,
        names=names(title, parts),
        outline=units,
        anchors=frozenset(parts.anchors),
        day=dates[2] or dates[1] or dates[0],
        begins=next(filter(None, dates), None),
        cited=tuple(reading.cited),
        repeals=_repeals(record, parts),
        terms=terms.records(record.terms if record else (), paragraphs, units),
        tasks=tuple(_tasks(parts, paragraphs)),
        state=_state(record, redirects.load(srcdir).anchors.get(f"{docname}/")),
    )


def _notes(docname: str, document: str, doctree: nodes.document) -> Page:
    found = notes.records(doctree)
    roots = {note.anchor: note.target for note in found}
    reading = Reading(docname, find_parts(doctree, roots), Scanner(Context()), roots)
    read_mentions(reading)
    return replace(_page(docname, document, "", reading), notes=found)


def _plain(docname: str, title: str, doctree: nodes.document) -> Page:
    """Make the record of a page that is no law, but has roles of the domain."""
    reading = Reading(docname, find_parts(doctree), Scanner(Context()), only_roles=True)
    read_mentions(reading)
    return _page(docname, docname, title, reading)


def _page(docname: str, on: str, title: str, reading: Reading) -> Page:
    return Page(
        docname=docname,
        on=on,
        title=title,
        short=title,
        outline=reading.parts.outline(),
        anchors=frozenset(reading.parts.anchors),
        cited=tuple(reading.cited),
    )


def _text(value: object) -> str | None:
    """Read a value of the front matter, which Sphinx keeps as text."""
    return None if value in (None, "", "None", "null") else str(value)


def _list(value: object) -> list[str]:
    if isinstance(value, str) and value.startswith("["):
        value = json.loads(value)
    return [str(v) for v in value] if isinstance(value, list) else []


def _repeals(record: corpus.Document | None, parts: Parts) -> tuple[Repeal, ...]:
    found: dict[Ref, Ending] = {}
    paragraphs = list(parts.paragraphs)
    for repeal in record.repeals if record else ():
        ref = Ref(repeal.title, parse_docno(repeal.docno) if repeal.docno else None)
        found.setdefault(ref, _ending(paragraphs, repeal.docno or repeal.title or ""))
    return tuple(Repeal(ref, ending) for ref, ending in found.items())


_ENDING_RE = re.compile("|".join(Ending))


def _ending(paragraphs: Iterable[Part], name: str) -> Ending:
    """Read how a document is ended: from its sentence, else from the headings above, as in lists of what has lapsed."""
    for node, _, said in paragraphs:
        before, named, after = said.partition(name)
        if not named:
            continue
        sentence = after.partition("。")[0]
        words = [sentence, before.rpartition("。")[2], *_headings_above(node)]
        for text in words:
            if match := _ENDING_RE.search(text):
                return Ending(match[0])
    return Ending.REPEAL


def _headings_above(node: nodes.Node) -> Iterator[str]:
    while (node := node.parent) is not None:
        if isinstance(node, nodes.section):
            yield node[0].astext()


def _tasks(parts: Parts, paragraphs: Iterable[Paragraph]) -> Iterator[Task]:
    headings = {s["ids"][0]: s[0].astext() for name in ("heading", "run-in") for s in parts.of_class(name)}
    for anchor, words in paragraphs:
        for charge in charges(words):
            yield Task(anchor, charge.body, charge.role, _line(_unnumbered(headings.get(anchor, words), anchor)))


def _unnumbered(words: str, anchor: str) -> str:
    return words.removeprefix(printed_number(words, anchor)).lstrip(" 　")


_LINE = 40


def _line(words: str) -> str:
    return words if len(words) <= _LINE else f"{words[: _LINE - 2]}……"
