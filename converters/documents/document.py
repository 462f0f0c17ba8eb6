"""The lines of one document → its blocks, and so the document."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from converters.documents.blocks import block, cut, in_decimals, numbered
from converters.documents.decimals import find_decimals
from converters.documents.fields import read_fields
from converters.documents.joining import Paragraph, join
from converters.documents.numbering import find_numbers
from converters.documents.roles import find_roles
from converters.documents.structure import structure
from converters.documents.tables import list_entries, rows_of_list, rows_of_table
from converters.issue.frame import Frame
from converters.issue.headrules import Head
from converters.lines.cells import LEAST_CELLS, ROLE_PATTERN, names_of
from converters.lines.layout import Breaks, Layout
from converters.lines.lines import Line, Lines
from converters.lines.looks import DIVISIONS, NUMBERED, PLAIN, Form
from converters.lines.rows import find_rows
from converters.model import Block, Code, Document, Finding, Kind
from converters.printed import forms
from converters.printed.characters import BLANK, BLANKS_RE, HAN, behind_blanks
from converters.printed.dates import DATE_PATTERN
from converters.printed.numerals import HAN_NUMERAL
from converters.text import Log


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of one document and its head; the head's positions count from the region's first line."""

    file: str
    lines: Lines
    head: Head
    breaks: Breaks


def regions(lines: Lines, heads: Sequence[Head], breaks: Breaks, file: str) -> Iterator[Region]:
    """Cut the lines of a file at the heads. Lines before the first head belong to its document."""
    starts = [0, *(head.first for head in heads[1:]), len(lines)]
    for head, start, end in zip(heads, starts, starts[1:], strict=False):
        shifted = replace(
            head,
            first=head.first - start,
            title=(head.title[0] - start, head.title[1] - start),
            docno=None if head.docno is None else head.docno - start,
            body=head.body - start,
        )
        yield Region(file, lines.between(start, end), shifted, breaks.between(start, end))


def read_document(region: Region, frame: Frame, layout: Layout, log: Log) -> tuple[Document, list[Finding]]:
    """One document with all its blocks; never raises on bad text."""
    head_blocks, body = _head(region, log)
    title = _title(head_blocks)
    looks = [line.form for line in body]
    find_numbers(body, looks, layout)
    decimals = find_decimals(body, looks, layout.column)
    find_roles(body, looks, title)
    find_rows(body, looks, layout.column)
    paragraphs = list_entries(list(join(body, layout, looks)))
    blocks = [*head_blocks, *_body(paragraphs, decimals, log)]
    _finish(blocks)
    findings = structure(blocks, region.file, decimals)
    findings += [Finding(region.file, p.lines[0].no, Code.UNSURE_BREAK) for p in paragraphs if not p.sure]
    span = (region.lines[0].no, region.lines[-1].end)
    return read_fields(blocks, region.file, span, region.head.entry, frame), findings


# ---- the head ----


def _head(region: Region, log: Log) -> tuple[list[Block], Lines]:
    lines, head = region.lines, region.head
    first, last = head.title
    blocks = []
    for i in [i for i in range(head.body) if not first < i < last]:
        if i == first:
            whole = block(Kind.TITLE, lines[first:last], log)
            blocks += list(_head_line(whole, head))
        elif i == head.docno:
            blocks.append(block(Kind.DOCNO, [lines[i]], log))
        else:
            style = "speaker" if i >= last and lines[i].form is PLAIN else None  # who issues it
            blocks.append(block(_SIMPLE.get(lines[i].form, Kind.PARAGRAPH), [lines[i]], log, style=style))
    return blocks, lines.between(head.body, len(lines))


def _head_line(whole: Block, head: Head) -> Iterator[Block]:
    """The title, and the 文号 that stands on one of its lines."""
    start, end = behind_blanks(whole.text, _lead(whole.text, head.led)), len(whole.text) - head.fused
    if head.led:
        yield cut(whole, 0, start, kind=Kind.DOCNO)
    yield cut(whole, start, end)
    if head.fused:
        yield cut(whole, end, kind=Kind.DOCNO)


def _title(blocks: Sequence[Block]) -> str:
    return next(b.text for b in blocks if b.kind is Kind.TITLE)


# ---- the body ----


def _body(paragraphs: Sequence[Paragraph], decimals: Container[int], log: Log) -> Iterator[Block]:
    i = 0
    while i < len(paragraphs):
        paragraph = paragraphs[i]
        if paragraph.form in _LISTED:
            end = next(
                (j for j in range(i, len(paragraphs)) if paragraphs[j].form is not paragraph.form), len(paragraphs)
            )
            make = rows_of_table if paragraph.form is Form.CELLS else rows_of_list
            yield from make([p.lines for p in paragraphs[i:end]], log)
            i = end
            continue
        if paragraph.lines[0].no in decimals:
            yield in_decimals(paragraph, log)
        else:
            yield from _blocks(paragraph, paragraphs[i - 1].form if i else None, log)
        i += 1


_SIMPLE = {
    Form.PRINTED: Kind.PRINTED, Form.NOTE: Kind.NOTE, Form.FILING: Kind.FILING_NO,
    Form.DATE: Kind.DATE, Form.ANNEX: Kind.ANNEX,
}  # fmt: skip


_LISTED, _NUMBERED = frozenset((Form.CELLS, Form.ROW)), DIVISIONS | NUMBERED


def _blocks(paragraph: Paragraph, before: Form | None, log: Log) -> list[Block]:
    form = paragraph.form
    if form in _NUMBERED:
        return numbered(paragraph, log)
    if form is not PLAIN and (special := _special(paragraph, before, log)):
        return special
    style = "annex-list" if form is Form.ANNEX_LIST else None
    if form is Form.APART and forms.PUBLIC_RE.fullmatch(paragraph.lines[0].tight):
        style = "plain"  # no 款 of an article above
    lines = _with_names(paragraph.lines, log)
    apart = lines is not paragraph.lines or (
        form is Form.NOTE and paragraph.lines[0].tight.startswith(("主题词", "主办"))
    )
    whole = block(_SIMPLE.get(form, Kind.PARAGRAPH), lines, log, style=style, names=apart)
    whole.split = _lead(whole.text, paragraph.lines[0].lead)
    return [whole]


def _with_names(lines: tuple[Line, ...], log: Log) -> tuple[Line, ...]:
    """出席：范　里　于大海, or what goes on so, without the white space inside names; other lines as they are."""
    line = lines[0]
    if len(lines) > 1 or line.words == line.tight or not (match := _LABELLED_RE.fullmatch(line.words)):
        return lines
    start, names = match.start("names"), names_of(match["names"])
    if not names or (not start and len(names) < LEAST_CELLS):
        return lines
    closed = [(0, start), *((start + one, start + two) for one, two in names)]
    gaps = [gap.span() for one, two in closed for gap in BLANKS_RE.finditer(line.words, one, two)]
    return (Line.of(line.no, line.text.without(gaps, "space", log), line.indent, line.gap),)


_LABELLED_RE = re.compile(f"(?:{ROLE_PATTERN}[{BLANK}]*)?(?P<names>[{HAN}·（）{BLANK}]+)")


def _special(paragraph: Paragraph, before: Form | None, log: Log) -> list[Block]:
    """The blocks of what is no running text, where they are of more than one kind, or of a style; else none."""
    form = paragraph.form
    alone = len(paragraph.lines) == 1  # a stray mark may stand below
    if (
        alone
        and form is Form.DATE
        and (signed := forms.DATE_LINE_RE.fullmatch(paragraph.lines[0].tight))
        and signed["who"]
    ):
        line = paragraph.lines[0]
        who, day = _parts(line, _lead(line.words, len(signed["who"])))
        return [block(Kind.SIGNATURE, [who], log, names=True), block(Kind.DATE, [day], log)]
    if alone and form is Form.ANNEX and (titled := forms.ANNEX_TITLED_RE.fullmatch(paragraph.lines[0].words)):
        label, words = _parts(paragraph.lines[0], titled.end("label"))
        return [block(Kind.ANNEX, [label], log), block(Kind.TITLE, [words], log, style="annex-title")]
    if form is Form.SIGNATURE and alone and (apart := _signed_apart(paragraph.lines[0])):
        return [block(Kind.SIGNATURE, [part], log) for part in apart]
    if form is Form.SIGNATURE:
        spread = forms.organs(paragraph.lines[0].words.split()) == [paragraph.lines[0].tight]
        return [block(Kind.SIGNATURE, paragraph.lines, log, names=not spread)]
    if form is Form.SPEAKER:
        return [block(Kind.PARAGRAPH, paragraph.lines, log, names=True, style="speaker")]
    if form is Form.SALUTATION:
        return [block(Kind.ADDRESSEE, paragraph.lines, log, style="salutation")]
    if form is Form.TITLE:
        title = "annex-title" if before is Form.ANNEX else "enclosed"
        return [block(Kind.TITLE, paragraph.lines, log, style=title)]
    return []


def _signed_apart(line: Line) -> list[Line]:
    """Each organ of a line that signs by itself, where OCR spread their characters and they stand wide apart."""
    groups = [match.span() for match in _GROUP_RE.finditer(line.words)]
    parts = [line.part(start, end) for start, end in groups]
    spread = all(" " in part.words and forms.organs(part.words.split()) == [part.tight] for part in parts)
    return parts if spread else []


_GROUP_RE = re.compile("[^ \u3000\t]+(?: [^ \u3000\t]+)*")


def _parts(line: Line, end: int) -> tuple[Line, Line]:
    """Cut a line in two, white space between them left out."""
    return line.part(0, end), line.part(end, len(line.words))


def _lead(text: str, size: int) -> int:
    """Offset behind the first `size` characters, white space apart; 0 where there are no more."""
    seen = 0
    for i, char in enumerate(text):
        if seen == size:
            return i
        seen += char not in BLANK
    return 0


def _finish(blocks: Sequence[Block]) -> None:
    """Tell apart what only the place in the document tells: addressees, a report's head, the items of an annex list."""
    last: Block | None = None
    titled = started = noted = False
    numbered = any(b.kind is Kind.DOCNO for b in blocks)
    for b in blocks:
        titled = titled or b.kind is Kind.TITLE
        if b.kind is Kind.PARAGRAPH and b.style is None and titled and not started:
            _open(b, numbered=numbered)
            started = b.style != "subtitle"  # whom it addresses is told once, and the text follows
        elif last and last.style == "annex-list" and (b.level == 3 or (b.level == 1 and _LISTED_RE.match(last.text))):
            _unnumber(b, Kind.PARAGRAPH)
            b.style = "annex-list"
        elif noted and b.level == 3:
            _unnumber(b, Kind.NOTE)
        elif b.level == "article" and last and _is_caption(last):
            last.style = "plain"  # 罚则: a heading without a number, no 款 of the article above
        started = started or b.level is not None
        noted = b.kind is Kind.NOTE and (noted or bool(_NOTED_RE.match(b.text)))
        last = b


def _unnumber(b: Block, kind: Kind) -> None:
    """Take the number of an entry for words: it numbers nothing of the document."""
    b.kind, b.level, b.number, b.heading, b.split = kind, None, None, None, 0


_NOTED_RE = re.compile("[（(]?注：(?:1[.．、]|$)")
"""注：1.面积以实测为准。 over 2.…: all of them are notes"""
_LISTED_RE = re.compile(f"(?:附[件表]?[:：])?{HAN_NUMERAL}、")
_CAPTION_RE = re.compile(f"[{HAN}]{{2,20}}")


def _is_caption(b: Block) -> bool:
    return b.kind is Kind.PARAGRAPH and b.style is None and bool(_CAPTION_RE.fullmatch(b.text))


_PREAMBLE_RE = re.compile(
    f"[。《]|^{forms.OPENS_TEXT}|(?:如下|[下以]列[^：]{{0,8}}|[决确]定|任命|任免|免去|[人名]）)：$"
)
"""What addressees never say"""


def _open(b: Block, *, numbered: bool) -> None:
    """A paragraph between the head, which has a 文号 or not, and the first running text."""
    history = b.text if b.text[0] == "（" else f"（{b.text.rstrip('）')}）" if _HISTORY_RE.match(b.text) else ""
    if b.text.startswith("——") or forms.OCCASION_RE.fullmatch(b.text) or forms.PASSED_RE.fullmatch(history):
        b.style = "subtitle"
    elif b.text[0] == "各" and forms.ADDRESSEE_RE.fullmatch(f"{b.text}："):  # the colon was lost
        b.kind = Kind.ADDRESSEE
    elif b.text.endswith(("：", ":")) and len(b.text) < _LONGEST_ADDRESSEES and not _PREAMBLE_RE.search(b.text):
        b.kind = Kind.ADDRESSEE if numbered or forms.ADDRESSEE_RE.fullmatch(b.text) else b.kind


_LONGEST_ADDRESSEES = 200
_HISTORY_RE = re.compile(f"(?:根据)?{DATE_PATTERN}[^。]*$")
