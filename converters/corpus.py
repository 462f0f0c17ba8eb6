"""Documents of many raw files → one corpus: copies joined, citations resolved, corpus.json written."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher

from converters.issue.masthead import Issue
from converters.model import Block, Citation, Code, Difference, Document, Enclosed, Finding, Witness
from converters.printed.characters import without_blanks
from converters.printed.docnos import docno_key
from converters.proof.collate import collate
from converters.workers import Spread, one_by_one

SCHEMA = 1
"""Version of the form of corpus.json."""


@dataclass(frozen=True, slots=True)
class Source:
    """One raw file, read."""

    file: str
    sha256: str
    encoding: str
    issue: Issue | None
    page: str | None
    """Docname of the issue's page; None for a file that is no issue."""
    furniture: tuple[tuple[int, int], ...]
    """Lines that belong to no document, as first and last."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What corpus.json holds."""

    sources: tuple[Source, ...]
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]


_SAME_DOCUMENT, _ENOUGH = 0.85, 1200
"""The least likeness of two copies, in so many characters from the beginning."""


def join_copies(documents: Iterable[Document]) -> tuple[list[Document], list[Finding]]:
    """Make one document of several copies: the first that stands in an issue leads, the others are its witnesses.

    Two documents that share an id and little of their words are no copies: the second keeps a suffix and is reported.
    """
    rivals: dict[str, list[list[Document]]] = {}
    ordered: list[tuple[str, list[Document]]] = []
    findings: list[Finding] = []
    for document in documents:
        known = rivals.setdefault(document.id, [])
        copies = next((copies for copies in known if _alike(copies[0], document)), None)
        if copies is not None:
            copies.append(document)
            continue
        name = f"{document.id}-{len(known) + 1}" if known else document.id
        if known:
            first = known[0][0]
            facts = (document.id, first.source, name)
            findings.append(Finding(document.source, document.lines[0], Code.DUPLICATE_DOCUMENT, facts))
        known.append([document])
        ordered.append((name, known[-1]))
    joined = [_joined(name, copies) for name, copies in ordered]
    findings += [finding for document in joined for w in document.witnesses for finding in _doubts(document, w)]
    return joined, findings


def _joined(name: str, copies: Sequence[Document]) -> Document:
    lead = next((copy for copy in copies if copy.page is not None), copies[0])
    return replace(lead, id=name, witnesses=tuple(_witness(lead, copy) for copy in copies if copy is not lead))


def _alike(one: Document, other: Document) -> bool:
    first, second = ("".join(block.text for block in document.blocks)[:_ENOUGH] for document in (one, other))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    # the first two are upper bounds of the third, which is dear
    return all(ratio() > _SAME_DOCUMENT for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))


def _doubts(lead: Document, witness: Witness) -> Iterator[Finding]:
    """Where a witness reads differently, and where an editor has corrected it, which no page shows."""
    for block in witness.blocks:
        for e in block.emendations:
            corrected = (block.text[e.start : e.end], e.right, f"{lead.source}:{lead.lines[0]}")
            yield Finding(witness.source, block.line_at(e.start), Code.HIDDEN_CORRECTION, corrected)
    for d in witness.differences:
        if not d.minor:
            facts = (d.before, d.reading, d.after, f"{witness.source}:{d.witness_line}", d.witness)
            yield Finding(lead.source, d.line, Code.WITNESS, facts)


def _witness(lead: Document, copy: Document) -> Witness:
    return Witness(copy.source, copy.lines, copy.blocks, copy.column, copy.page, collate(lead.blocks, copy.blocks))


def resolve(documents: Sequence[Document]) -> list[Document]:
    """Give every citation its target where exactly one document of the corpus fits by 文号, or else by title."""
    by_docno: dict[str, set[str]] = {}
    by_title: dict[str, set[str]] = {}
    for document in documents:
        if document.docno:
            by_docno.setdefault(docno_key(document.docno), set()).add(document.id)
        for title in (document.title, *(enclosed.title for enclosed in document.enclosed)):
            by_title.setdefault(without_blanks(title), set()).add(document.id)

    def target(citation: Citation) -> Citation:
        title, docno = citation.key
        found = by_docno.get(docno, set()) if docno else by_title.get(title or "", set())
        return replace(citation, target=next(iter(found))) if len(found) == 1 else citation

    return [
        replace(
            document, citations=tuple(map(target, document.citations)), repeals=tuple(map(target, document.repeals))
        )
        for document in documents
    ]


# ---- corpus.json ----


def to_json(corpus: Corpus, spread: Spread = one_by_one) -> str:
    """The corpus as JSON, keys in the order of the contract, one line a block; its documents may be `spread`."""
    sources = _listed(_dump(_source(source)) for source in corpus.sources)
    documents = _listed(spread(_dump_document, corpus.documents))
    return f'{{"schema": {SCHEMA}, "sources": {sources}, "documents": {documents}}}\n'


_dump = json.JSONEncoder(ensure_ascii=False).encode
"""JSON on one line: only so does the standard library write it quickly."""


def _dump_document(document: Document) -> str:
    before, after = _dump(_document(document)).split('"blocks": null', 1)
    blocks = _dump([_block(block) for block in document.blocks])[1:-1].replace(_SEAM, _SEAM.replace(" ", "\n", 1))
    return f'{before}"blocks": {_listed([blocks])}{after}'


_SEAM = '}, {"anchor": '
"""Between two blocks, and nowhere else: inside a string the quotation mark would be escaped."""


def _listed(items: Iterable[str]) -> str:
    """A JSON array with its items on lines of their own."""
    return "[\n" + ",\n".join(items) + "\n]"


def _source(source: Source) -> dict[str, object]:
    record = asdict(source)
    del record["page"]
    return record


PLAIN_FIELDS = (
    "id", "title", "docno", "filing_no", "kind", "issuers", "addressees", "signed", "printed", "effective", "expires",
    "column", "page", "source", "lines",
)  # fmt: skip
"""What corpus.json and the front matter of a document say of it alike, in this order."""


def _document(document: Document) -> dict[str, object]:
    """A document's record, but for its blocks."""
    return {
        **_fields(document, PLAIN_FIELDS),
        "witnesses": [
            {
                "source": w.source,
                "lines": w.lines,
                "blocks": [_block(block) for block in w.blocks],
                "column": w.column,
                "page": w.page,
                "differences": [_fields(difference, Difference.__slots__) for difference in w.differences],
            }
            for w in document.witnesses
        ],
        "enclosed": [_fields(enclosed, Enclosed.__slots__) for enclosed in document.enclosed],
        "annexes": document.annexes,
        "blocks": None,
        "citations": [_fields(citation, _CITATION) for citation in document.citations],
        "repeals": [_fields(citation, _CITATION) for citation in document.repeals],
        "corrections": list(_corrections(document.blocks)),
        "terms": [{"line": t.line, "term": t.term, "for": t.meaning, "via": t.via} for t in document.terms],
        "responsible": document.responsible,
    }


_BLOCK, _CITATION = ("anchor", "kind", "level", "number", "heading", "lines"), ("line", "title", "docno", "target")


def _fields(record: object, names: Iterable[str]) -> dict[str, object]:
    return {name: getattr(record, name) for name in names}


def _block(block: Block) -> dict[str, object]:
    """A block; a section numbered in decimals, 2.1.2, has the level that its number tells."""
    fields = _fields(block, _BLOCK)
    if block.level is None and block.number:
        fields["level"] = min(len(_DIGITS_RE.findall(block.number)), _DEEPEST) or None
    return fields


_DIGITS_RE, _DEEPEST = re.compile("[0-9０-９]+"), 4


def _corrections(blocks: Sequence[Block]) -> Iterator[dict[str, object]]:
    """The confirmed corrections, each with the nearest anchor at or before it."""
    anchor = None
    for block in blocks:
        anchor = block.anchor or anchor
        for e in block.emendations:
            printed = block.text[e.start : e.end]
            yield {
                "line": block.line_at(e.start), "anchor": anchor, "printed": printed, "right": e.right,
                "reason": e.reason, "evidence": e.evidence,
            }  # fmt: skip
