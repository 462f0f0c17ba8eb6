"""The way from raw files to a corpus, in one place: read it top to bottom."""

import hashlib
from collections.abc import Iterable

from converters.contents import read_frame
from converters.corpus import Corpus, Source, join_copies, resolve
from converters.decode import decode
from converters.documents import read_document, regions
from converters.heads import find_heads
from converters.lines import read_lines
from converters.model import Document, Finding
from converters.paragraphs import measure
from converters.text import Log

Read = tuple[Source, list[Document], list[Finding]]
"""One raw file, read: itself, its documents, what an editor should look at."""


def read_source(file: str, data: bytes) -> Read:
    """One raw file → its documents. Raises UnreadableError for what cannot be read at all, and for nothing else."""
    raw = decode(data)
    log = Log()
    lines = read_lines(raw.text, log)
    frame = read_frame(lines)
    body = [line for line in lines if line.no not in frame.furniture]
    layout = measure(body)
    documents, findings = [], []
    for region in regions(body, find_heads(body, frame), file):
        document, doubts = read_document(region, frame, layout, log)
        documents.append(document)
        findings += doubts
    source = Source(file, hashlib.sha256(data).hexdigest(), raw.encoding, frame.issue, _spans(frame.furniture))
    return source, documents, findings


def convert(reads: Iterable[Read]) -> Corpus:
    """Join the raw files to one corpus: copies become witnesses, citations find their targets."""
    every = list(reads)
    documents, clashes = join_copies(document for _, found, _ in every for document in found)
    findings = [finding for _, _, doubts in every for finding in doubts] + clashes
    return Corpus(tuple(source for source, _, _ in every), tuple(resolve(documents)), tuple(findings))


def _spans(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return tuple(spans)
