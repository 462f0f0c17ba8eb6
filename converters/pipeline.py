"""The way from raw files to a corpus, in one place: read it top to bottom."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from converters.contents import Frame, Issue, read_frame
from converters.decode import UnreadableError, decode
from converters.documents import read_document, regions
from converters.heads import find_heads
from converters.lines import read_lines
from converters.model import Code, Document, Finding
from converters.paragraphs import measure
from converters.text import Log


@dataclass(frozen=True, slots=True)
class Source:
    """One raw file, read."""

    file: str
    sha256: str
    encoding: str
    text: str
    issue: Issue | None
    furniture: frozenset[int]
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    log: Log


def read_source(file: str, data: bytes) -> Source:
    """One raw file → its documents. Raises UnreadableError for what cannot be read at all."""
    raw = decode(data)
    log = Log()
    lines = read_lines(raw.text, log)
    frame: Frame = read_frame(lines)
    body = [line for line in lines if line.no not in frame.furniture]
    layout = measure(body)
    read = [read_document(region, frame, layout, log) for region in regions(body, find_heads(body, frame), file)]
    return Source(
        file, hashlib.sha256(data).hexdigest(), raw.encoding, raw.text, frame.issue, frame.furniture,
        tuple(document for document, _ in read), tuple(finding for _, findings in read for finding in findings), log,
    )  # fmt: skip
