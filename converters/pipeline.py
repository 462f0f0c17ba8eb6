"""The way from raw files to a corpus, in one place: read it top to bottom."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from converters.annotations.annotate import annotate
from converters.corpus import Corpus, Source, join_copies, resolve
from converters.documents.document import Region, read_document, regions
from converters.documents.fields import slug
from converters.issue.entries import key
from converters.issue.frame import Frame, read_frame
from converters.issue.headrules import Head
from converters.issue.heads import find_heads
from converters.issue.masthead import Issue
from converters.issue.webpage import heads_alone
from converters.lines.decode import decode
from converters.lines.fixers import is_markdown
from converters.lines.folios import rules
from converters.lines.layout import Dialect, Layout, dialect, lay_out, measure_part
from converters.lines.lines import read_lines
from converters.lines.mending import mend
from converters.lines.regrouping import regroup
from converters.lines.sidebyside import find_side_by_side
from converters.model import Code, Document, Finding
from converters.proof.account import Account, account, find_guesses
from converters.proof.corrections import Correction, emend
from converters.proof.faults import find_faults
from converters.text import Log
from converters.workers import Spread, one_by_one, without_collector


@dataclass(frozen=True, slots=True)
class Reading:
    """One raw file, read."""

    source: Source
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    """What an editor should look at."""
    account: Account
    dialect: Dialect
    """How the file is set; told from its text."""


@without_collector()
def read_source(file: str, data: bytes, corrections: Sequence[Correction] = (), spread: Spread = one_by_one) -> Reading:
    """One raw file → its documents, with an editor's `corrections` of it marked.

    The documents of the file are independent of each other and may be `spread` over processes.

    Raises UnreadableError for what cannot be read at all, and for nothing else.
    """
    raw, log = decode(data), Log()
    markdown = is_markdown(raw.text)
    lines = mend(read_lines(raw.text, log, markdown=markdown), raw.text)
    frame = read_frame(lines, raw.text.removesuffix("\n").count("\n") + 1)
    body = regroup(heads_alone(lines.without(frame.furniture), frame.told, log), raw.text, log)
    breaks, layout = lay_out(body)
    heads = find_heads(body, frame)
    set_as, beside = dialect(raw.text, layout, lines, markdown=markdown), [*find_side_by_side(body)]
    waiting = [*regions(body, heads, breaks, file)][::-1]
    del lines, body  # which take as much memory as what is made of them, and are given up document by document
    parts = spread(partial(_read_part, frame=frame, layout=layout), (waiting.pop() for _ in range(len(waiting))))
    for part in parts:
        log.add(part.log)
    documents, stale = emend([part.document for part in parts], corrections, raw.text, file)
    kept = account(raw.text, (part.document.blocks for part in parts), frame.furniture, log)
    findings = (
        *_doubtful_heads(heads, [part.document for part in parts], frame, file),
        *(Finding(file, first, Code.SIDE_BY_SIDE, (str(last),)) for first, last in beside),
        *(finding for part in parts for finding in part.doubts),
        *stale,
        *find_faults(documents, raw.text, file),
        *find_guesses(kept, file),
    )
    apart = _spans(frame.furniture | rules(raw.text))
    source = Source(file, hashlib.sha256(data).hexdigest(), raw.encoding, frame.issue, _page(frame.issue), apart)
    return Reading(source, tuple(documents), findings, kept, set_as)


@dataclass(frozen=True, slots=True)
class _Part:
    """One document of a file, what was doubtful in it, and what became of its characters."""

    document: Document
    doubts: list[Finding]
    log: Log


def _read_part(region: Region, frame: Frame, layout: Layout) -> _Part:
    log = Log()
    document, doubts = read_document(region, frame, measure_part(region.lines, region.breaks, layout), log)
    return _Part(annotate(document), doubts, log)


def _doubtful_heads(heads: Sequence[Head], documents: Sequence[Document], frame: Frame, file: str) -> Iterator[Finding]:
    """Documents that the contents list and the text lacks, and a text that nothing tells to be a document."""
    printed = {key(enclosed.title) for document in documents for enclosed in document.enclosed}
    found = {id(head.entry) for head in heads}
    for entry in frame.entries:
        if id(entry) not in found and key(entry.title) not in printed:
            yield Finding(file, entry.line, Code.MISSING_DOCUMENT, (entry.title,))
    if heads and heads[0].guessed:
        yield Finding(file, 1, Code.NO_DOCUMENT)


def _page(issue: Issue | None) -> str | None:
    return f"gazette/{slug(issue.title)}/{issue.year}/{issue.number}" if issue else None


def convert(readings: Sequence[Reading]) -> Corpus:
    """Join the raw files to one corpus: copies become witnesses, citations find their targets."""
    documents, clashes = join_copies(document for reading in readings for document in reading.documents)
    findings = [finding for reading in readings for finding in reading.findings] + clashes
    return Corpus(tuple(reading.source for reading in readings), tuple(resolve(documents)), tuple(findings))


def _spans(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return tuple(spans)
