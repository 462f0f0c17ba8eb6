"""Tie the law domain to Sphinx: read each page once, work the references out, write again what they change.

=======================  ==========================================================================================
``env-get-outdated``     documents whose record in corpus.json changed are read again, even if their MyST did not
``doctree-read``         the page's record is made; mentions in running text become references
``env-updated``          references are worked out; pages of which others decide otherwise now are written again
``env-check-consistency``  notes on what does not exist are errors
post-transform           a unit that is cited says by whom (HTML)
``html-page-context``    ``law``: what the page of a document shows beside its text (:class:`gazette.view.LawView`)
=======================  ==========================================================================================
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from . import corpus, notes, terms
from .answers import Fate
from .domain import LawDomain
from .mentions import Known, Scanner
from .outline import Outline
from .reading import Reading, anchors, known, names, outline, read_mentions, sections, unit_of
from .records import Page, Task
from .refs import Ref, parse_docno
from .tasks import charges
from .terms import Paragraph

__all__ = ["setup_links"]

logger = logging.getLogger(__name__)


def law(env: BuildEnvironment) -> LawDomain:
    """Give the domain."""
    domain = env.domains["law"]
    if not isinstance(domain, LawDomain):
        raise TypeError(f"the domain law is {domain!r}")
    return domain


def corpus_record(app: Sphinx, document_id: str) -> corpus.Document | None:
    """Give a document's record in corpus.json; None where there is no such file, or no such record."""
    path = Path(app.srcdir) / "corpus.json"
    return corpus.load(path).by_id.get(document_id) if path.exists() else None


def record_digest(record: corpus.Document | None) -> str:
    """Tell states of a record apart."""
    return "" if record is None else hashlib.sha256(repr(record).encode()).hexdigest()


def outdated(app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]) -> list[str]:
    """Give the pages whose record in corpus.json is not the one that they were read with."""
    pages = law(env).pages.values()
    return sorted(p.docname for p in pages if p.id and record_digest(corpus_record(app, p.id)) != p.record)


def read(app: Sphinx, doctree: nodes.document) -> None:
    """Make the record of a page, and references of its mentions."""
    env = app.env
    docname = env.docname
    meta = env.metadata[docname]
    if docname == f"doc/{meta.get('id')}":
        law(env).note(_document(app, docname, meta, doctree))
    elif document := notes.document_of(docname):
        meta.setdefault("orphan", True)
        law(env).note(_notes(docname, document, doctree))
    elif any(node.get("refdomain") == "law" for node in doctree.findall(addnodes.pending_xref)):
        law(env).note(_plain(docname, env.titles[docname].astext(), doctree))


def _document(app: Sphinx, docname: str, meta: Mapping[str, Any], doctree: nodes.document) -> Page:
    record = corpus_record(app, str(meta["id"]))
    title, units = str(meta["title"]), outline(doctree)
    texts = [section[0].astext() for section in sections(doctree, "enclosed")]
    paragraphs = _paragraphs(doctree, units)
    reading = Reading(docname, units, Scanner(known(record, title, _list(meta.get("issuers")), texts)))
    read_mentions(doctree, reading)
    dates = [_text(meta.get(name)) for name in ("effective", "printed", "signed")]
    return Page(
        docname=docname,
        on=docname,
        id=str(meta["id"]),
        title=title,
        docno=_text(meta.get("docno")),
        short=texts[0] if texts else title,
        names=names(title, doctree),
        outline=units,
        anchors=anchors(doctree),
        day=dates[2] or dates[1] or dates[0],
        begins=next(filter(None, dates), None),
        cited=tuple(reading.cited),
        repeals=_repeals(record),
        terms=terms.records(record.terms if record else (), paragraphs, units),
        tasks=tuple(_tasks(doctree, paragraphs)),
        record=record_digest(record),
    )


def _notes(docname: str, document: str, doctree: nodes.document) -> Page:
    found = notes.records(doctree)
    reading = Reading(docname, outline(doctree), Scanner(Known()), {note.anchor: note.target for note in found})
    read_mentions(doctree, reading)
    return replace(_bare_page(docname, document, document, doctree, reading), notes=found)


def _plain(docname: str, title: str, doctree: nodes.document) -> Page:
    """Make the record of a page that is no law, but has roles of the domain."""
    reading = Reading(docname, outline(doctree), Scanner(Known()), only_roles=True)
    read_mentions(doctree, reading)
    return _bare_page(docname, docname, title, doctree, reading)


def _bare_page(docname: str, on: str, title: str, doctree: nodes.document, reading: Reading) -> Page:
    return Page(
        docname=docname,
        on=on,
        id="",
        title=title,
        docno=None,
        short=title,
        names=(),
        outline=reading.outline,
        anchors=anchors(doctree),
        cited=tuple(reading.cited),
    )


def _text(value: object) -> str | None:
    """Read a value of the front matter, which Sphinx keeps as text."""
    return None if value in (None, "", "None", "null") else str(value)


def _list(value: object) -> list[str]:
    if isinstance(value, str) and value.startswith("["):
        value = json.loads(value)
    return [str(v) for v in value] if isinstance(value, list) else []


def _repeals(record: corpus.Document | None) -> tuple[Ref, ...]:
    found = record.repeals if record else ()
    return tuple(dict.fromkeys(Ref(r.title, parse_docno(r.docno) if r.docno else None) for r in found))


def _paragraphs(doctree: nodes.document, units: Outline) -> list[Paragraph]:
    return [(unit_of(node, units), node.astext()) for node in doctree.findall(nodes.paragraph)]


def _tasks(doctree: nodes.document, paragraphs: Iterable[Paragraph]) -> Iterator[Task]:
    headings = {s["ids"][0]: s[0].astext() for name in ("heading", "run-in") for s in sections(doctree, name)}
    for anchor, words in paragraphs:
        for charge in charges(words):
            yield Task(anchor, charge.body, charge.role, _line(headings.get(anchor, words)))


_LINE = 40


def _line(words: str) -> str:
    return words if len(words) <= _LINE else f"{words[: _LINE - 1]}…"


def updated(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Work the references out, print what became of the mentions, and give the pages that this changes."""
    domain = law(env)
    changed = domain.changed()
    counts = domain.graph.counts()
    linked = sum(count for fate, count in counts.items() if fate.linked)
    if counts:
        logger.info(
            "citations: %d linked (%d own text, %d corpus, %d outside), %d left as text, %d ambiguous",
            linked,
            counts[Fate.OWN],
            counts[Fate.CORPUS],
            counts[Fate.OUTSIDE],
            counts[Fate.TEXT],
            counts[Fate.AMBIGUOUS],
        )
    for page, cited, answer in domain.graph.all_answers():
        if answer.fate in (Fate.TEXT, Fate.AMBIGUOUS) and not cited.role:
            logger.verbose("%s#%s: %s: %s: %s", page.docname, cited.anchor, answer.fate, cited.words, answer.reason)
    return [docname for docname in changed if docname in env.found_docs]


def check(_app: Sphinx, env: BuildEnvironment) -> None:
    """Report notes on what does not exist."""
    domain = law(env)
    documents = {p.docname: p for p in domain.pages.values() if p.id}
    for page, note, message in notes.misplaced((domain.pages[name] for name in sorted(domain.pages)), documents):
        logger.error("%s: %s", note.anchor, message, location=(page.docname, note.line), type="law", subtype="note")


def setup_links(app: Sphinx) -> None:
    """Register the domain and the handlers."""
    app.add_domain(LawDomain)
    app.connect("env-get-outdated", outdated)
    app.connect("doctree-read", read, priority=600)  # after Sphinx has read front matter and titles
    app.connect("env-updated", updated)
    app.connect("env-check-consistency", check)
