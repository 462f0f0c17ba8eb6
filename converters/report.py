"""The editor's report: raw files with their dialect and documents, findings with the raw line beside the result."""

from collections.abc import Iterator, Sequence
from html import escape

from converters.model import Document, Finding
from converters.pipeline import Reading

_STYLE = """
body { font: 16px/1.7 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid #ccc; padding: .4rem .6rem; text-align: left; vertical-align: top; }
code { background: #f4f2ec; } td:first-child { white-space: nowrap; } .raw { font-family: serif; }
"""


def to_html(readings: Sequence[Reading], findings: Sequence[Finding]) -> str:
    """The report as one HTML page without script; `findings` are those of all files, in any order."""
    parts = "".join(_file(reading, [f for f in findings if f.file == reading.source.file]) for reading in readings)
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Conversion report</title>'
        f"<style>{_STYLE}</style>\n<h1>Conversion report</h1>\n{parts}</html>\n"
    )


def _file(reading: Reading, findings: Sequence[Finding]) -> str:
    rows = "".join(_row(reading, finding) for finding in sorted(findings, key=lambda f: (f.line, f.code)))
    documents = "".join(
        f"<li>{escape(document.title)} <code>{escape(document.id)}</code>" for document in reading.documents
    )
    table = f"<table><tr><th>Line<th>Finding<th>Raw line<th>Result{rows}</table>" if rows else "<p>Nothing is unsure."
    return (
        f"<h2>{escape(reading.source.file)}</h2>\n<p>{escape(reading.dialect)}; {escape(reading.source.encoding)}; "
        f"every character accounted for: {'yes' if reading.account.balanced else 'NO'}\n<ol>{documents}</ol>\n{table}\n"
    )


def _row(reading: Reading, finding: Finding) -> str:
    lines = reading.account.raw.split("\n")
    raw = lines[finding.line - 1] if 0 < finding.line <= len(lines) else ""
    result = "<br>".join(escape(words) for words in _results(reading.documents, finding.line))
    return (
        f"\n<tr><td>{finding.line}<td><code>{finding.code}</code> {escape(finding.message)}"
        f'<td class="raw">{escape(raw)}'
        f'<td class="raw">{result}'
    )


def _results(documents: Sequence[Document], line: int) -> Iterator[str]:
    for document in documents:
        for block in document.blocks:
            if block.lines[0] <= line <= block.lines[1]:
                yield block.text
