"""The editor's report: raw files with their dialect and documents, findings with the raw line beside the result."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import escape
from operator import itemgetter

from converters.model import Finding
from converters.pipeline import Reading

_STYLE = """
body { font: 16px/1.7 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid #ccc; padding: .4rem .6rem; text-align: left; vertical-align: top; }
code { background: #f4f2ec; } td:first-child { white-space: nowrap; } .raw { font-family: serif; }
"""


def to_html(readings: Sequence[Reading], findings: Sequence[Finding]) -> str:
    """The report as one HTML page without script; `findings` are those of all files, in any order."""
    by_file: dict[str, list[Finding]] = {reading.source.file: [] for reading in readings}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    parts = "".join(_file(reading, by_file[reading.source.file]) for reading in readings)
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Conversion report</title>'
        f"<style>{_STYLE}</style>\n<h1>Conversion report</h1>\n{parts}</html>\n"
    )


def _file(reading: Reading, findings: Sequence[Finding]) -> str:
    lines = reading.account.raw.split("\n")
    blocks = [(*block.lines, block.text) for document in reading.documents for block in document.blocks]
    blocks.sort(key=itemgetter(0))
    rows = "".join(_row(lines, blocks, finding) for finding in sorted(findings, key=lambda f: (f.line, f.code)))
    documents = "".join(
        f"<li>{escape(document.title)} <code>{escape(document.id)}</code>" for document in reading.documents
    )
    table = f"<table><tr><th>Line<th>Finding<th>Raw line<th>Result{rows}</table>" if rows else "<p>Nothing is unsure."
    return (
        f"<h2>{escape(reading.source.file)}</h2>\n<p>{escape(reading.dialect)}; {escape(reading.source.encoding)}; "
        f"every character accounted for: {'yes' if reading.account.balanced else 'NO'}\n<ol>{documents}</ol>\n{table}\n"
    )


_Printed = tuple[int, int, str]
"""First and last raw line of a block, and its words."""


def _row(lines: Sequence[str], blocks: Sequence[_Printed], finding: Finding) -> str:
    raw = lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""
    result = "<br>".join(escape(words) for words in _results(blocks, finding.line))
    return (
        f"\n<tr><td>{finding.line}<td><code>{finding.code}</code> {escape(finding.message)}"
        f'<td class="raw">{escape(raw)}'
        f'<td class="raw">{result}'
    )


def _results(blocks: Sequence[_Printed], line: int) -> Iterator[str]:
    """The words of the blocks that a raw line went into; only neighbours share lines."""
    end = bisect_right(blocks, line, key=itemgetter(0))
    first = end
    while first and blocks[first - 1][1] >= line:
        first -= 1
    yield from (words for _, _, words in blocks[first:end])
