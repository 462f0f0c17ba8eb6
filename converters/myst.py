"""Blocks → MyST Markdown. It is read again before it is let out: :mod:`converters.proof.readback`.

Raw text never acts as markup: words reach a file through `escape`, or `_escape_inline` behind other words.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from itertools import accumulate, pairwise

from converters.anchors import is_decimal
from converters.corpus import PLAIN_FIELDS
from converters.issue.masthead import Issue
from converters.model import Block, Document, Kind
from converters.printed.characters import behind_blanks

_INLINE_RE = re.compile(r"[\\`*_\[\]<>{}$|~&#^]")
_START_RE = re.compile(r"[-+=:%(]|[0-9]{1,9}[.)]")


def escape(words: str) -> str:
    r"""Words as Markdown that reads them back unchanged, wherever they stand.

    >>> escape("1.{role}`x` $a$ 甲_乙")
    '1\\.\\{role\\}\\`x\\` \\$a\\$ 甲\\_乙'
    """
    escaped = _escape_inline(words)
    start = _START_RE.match(escaped)
    return f"{escaped[: start.end() - 1]}\\{escaped[start.end() - 1 :]}" if start else escaped


def _escape_inline(words: str) -> str:
    """Words that stand behind others on their line, where no mark begins a block."""
    return _INLINE_RE.sub(_with_backslash, words)


def _with_backslash(match: re.Match[str]) -> str:
    return "\\" + match[0]


def markdown(document: Document, issue: str | None) -> str:
    """The MyST file of a document, which :func:`converters.proof.readback.check` has yet to read again.

    `issue` is the docname of its issue's page.
    """
    parts = [_front_matter(_record(document, issue))]
    rows: list[Block] = []
    blocks, row = document.blocks, Kind.ROW
    for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        if block.kind is row:
            rows.append(block)
            continue
        if rows:
            parts.append(_table(rows))
            rows = []
        parts.append(_block(before, block, after))
    if rows:
        parts.append(_table(rows))
    return "\n".join(filter(None, parts))


# ---- front matter ----


def _record(document: Document, issue: str | None) -> dict[str, object]:
    record: dict[str, object] = {
        "orphan": True,
        **{name: getattr(document, name) for name in PLAIN_FIELDS},
        "issue": issue,
    }
    record["witnesses"] = [{"source": w.source, "lines": w.lines} for w in document.witnesses]
    record["enclosed"] = [
        {"title": e.title, "lines": e.lines, "chapters": e.chapters, "articles": e.articles} for e in document.enclosed
    ]
    record["annexes"] = document.annexes
    record["responsible"] = document.responsible
    return record


def _front_matter(record: dict[str, object]) -> str:
    """YAML whose values are JSON, so that nothing in a title can be read as YAML."""
    return "---\n" + "\n".join([f"{key}: {_json(value)}" for key, value in record.items()]) + "\n---\n"


_json = json.JSONEncoder(ensure_ascii=False).encode  # `json.dumps` makes an encoder for each value


# ---- blocks ----


def _attributes(block: Block) -> str:
    anchor, style = block.anchor, _style(block)
    if anchor:
        return f"{{#{anchor} .{style}}}\n" if style else f"{{#{anchor}}}\n"
    return f"{{.{style}}}\n" if style else ""


_STYLES = {
    Kind.TITLE: "title", Kind.DOCNO: "docno", Kind.FILING_NO: "filing", Kind.ADDRESSEE: "addressee",
    Kind.SIGNATURE: "signature", Kind.DATE: "date", Kind.PRINTED: "printed", Kind.NOTE: "note", Kind.ANNEX: "annex",
    Kind.ITEM: "item", Kind.HEADING: "heading",
}  # fmt: skip


def _style(block: Block) -> str | None:
    if block.kind is Kind.HEADING and (block.split or isinstance(block.level, str)):
        return block.level if isinstance(block.level, str) else "run-in"
    if block.level == "subitem":
        return "subitem"
    return None if block.style == "plain" else block.style or _STYLES.get(block.kind)


def _block(before: Block | None, block: Block, after: Block | None) -> str:
    """A block as it stands between others; nothing where it stands in the heading before it."""
    if block.style == "annex-title" and before is not None and before.kind is Kind.ANNEX:
        return ""
    attributes = _attributes(block)
    if not block.depth:
        return f"{attributes}{_paragraph(block)}\n"
    heading = f"{attributes}{'#' * block.depth} {_heading(block, after)}\n"
    runs_on = block.split and block.split < len(block.text)
    return f"{heading}\n{_words(block, block.split)}\n" if runs_on else heading


def _words(block: Block, start: int = 0, end: int | None = None) -> str:
    """A part of a block's words as Markdown; what is corrected stands in the role ``corr``: right<printed>."""
    if not block.emendations:
        return escape(block.content.s[start:end])
    end = len(block.text) if end is None else end
    out: list[str] = []
    place = start
    for emendation in block.emendations:
        if start <= emendation.start and emendation.end <= end:
            before = block.text[place : emendation.start]
            printed = block.text[emendation.start : emendation.end]
            out += [_escape_inline(before) if out else escape(before), f"{{corr}}`{emendation.right}<{printed}>`"]
            place = emendation.end
    rest = block.text[place:end]
    return "".join(out) + (_escape_inline(rest) if out else escape(rest))


def _beginning(block: Block, end: int | None = None) -> str:
    """A block's words up to an end; an ideographic space stands behind 第一章, and 2.1.2, which ends with no mark.

    None does where one correction takes the number and what follows.
    """
    number = len(block.number or "")
    named = block.level in ("part", "chapter", "section") and block.heading
    apart = number and (named or is_decimal(block.anchor or ""))
    if not apart or any(emendation.start < number < emendation.end for emendation in block.emendations):
        return _words(block, 0, end)
    return f"{_words(block, 0, number)}\u3000{_words(block, behind_blanks(block.text, number), end)}"


def _paragraph(block: Block) -> str:
    if block.split and block.kind is Kind.PARAGRAPH:
        return f"[{_beginning(block, block.split)}]{{.lead}}{_words(block, block.split)}"
    return _beginning(block)


def _heading(block: Block, after: Block | None) -> str:
    """The words of a heading; number and words of 附件 stand apart by an ideographic space."""
    if after is not None and after.style == "annex-title" and block.kind is Kind.ANNEX:
        return f"{_words(block)}\u3000{_words(after)}"
    return _beginning(block, block.split or None)


def _table(rows: Sequence[Block]) -> str:
    """Rows as a table; rows of one cell or with a running number as a list."""
    if all(len(row.cells) < 2 or _is_numbered(row) for row in rows):
        items = "\n".join(f"- {_words(row)}" for row in rows)
        return f"{{.rows}}\n{items}\n"
    width = max(len(row.cells) for row in rows)
    grid = [_padded(_cells(row), width) for row in rows]
    head = grid.pop(0) if rows[0].style == "head" else [""] * width
    body = "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * width, *grid])
    return f"{{.{'table' if rows[0].style else 'names'}}}\n{body}\n"


def _padded(cells: list[str], width: int) -> list[str]:
    """Cells, and empty ones before them; behind a number alone, which stands before what is to be filled in."""
    empty = [""] * (width - len(cells))
    return [*cells, *empty] if len(cells) == 1 and cells[0].isdecimal() else [*empty, *cells]


def _cells(row: Block) -> list[str]:
    """The cells of a row as Markdown."""
    ends = list(accumulate((len(cell.s) for cell in row.cells), initial=0))
    return [_words(row, start, end) for start, end in pairwise(ends)]


def _is_numbered(row: Block) -> bool:
    return len(row.cells) == 2 and bool(re.fullmatch("[0-9０-９]{1,3}[.．、]", row.cells[0].s))


# ---- the issue ----


def write_issue(name: str, issue: Issue, source: str, documents: Sequence[Document]) -> str:
    """The MyST page of an issue: its contents, column by column, with links to the documents.

    `name` is the docname of the page; `documents` stand in printed order.
    """
    record = {"orphan": True, "id": name, **asdict(issue), "source": source}
    parts = [_front_matter(record), f"# {escape(issue.title)}{issue.year}年第{issue.number}期\n"]
    column: str | None = None
    for document in documents:
        if document.column != column:
            column = document.column
            parts.append(f"\n## {escape(column or '其他')}\n")
        number = f"（{_escape_inline(document.docno)}）" if document.docno else ""
        page = f" {document.page}" if document.page else ""
        parts.append(f"- [{_escape_inline(document.title)}](/doc/{document.id}.md){number}{page}")
    return "\n".join(parts) + "\n"
