"""The lines of one document → its blocks and fields."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pypinyin import lazy_pinyin

from converters import forms
from converters.blocks import block, cut, numbered
from converters.contents import Frame
from converters.dates import read_date
from converters.heads import Head, is_title_like, plain
from converters.layout import Layout
from converters.lines import Line
from converters.looks import LEVELS, Form, look
from converters.model import Block, Code, Document, DocumentKind, Enclosed, Finding, Kind
from converters.numbering import plausible
from converters.paragraphs import Paragraph, join
from converters.rows import find_rows
from converters.structure import structure
from converters.tables import rows_of_list, rows_of_table
from converters.text import BLANK, HAN, Log

_TITLED_RE = re.compile("《([^《》]*(?:〈[^〈〉]*〉[^《》]*)*)》")
_ENCLOSING_RE = re.compile("(?:印发|转发|公布|发布|批转)(?:《?)(?P<title>.+?)(?:》?)的(?:通知|通告|公告|决定)$")
_MOST_TITLE_LINES = 4
_KINDS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (DocumentKind.ORDER, re.compile("令$")),
    (DocumentKind.REPORT, re.compile("报告$")),
    (DocumentKind.APPOINTMENT, re.compile("任命|任免|免职|聘任|任职|免去|职务的|聘用")),
    (DocumentKind.COMMENDATION, re.compile("(?:表扬|表彰|奖励|嘉奖|记功|通报表|授予).*(?:通报|决定|通知)$")),
    (DocumentKind.ANNOUNCEMENT, re.compile("(?:通告|公告|布告)$")),
    (DocumentKind.OPINION, re.compile("意见(?:（[^（）]*）)?$")),
    (DocumentKind.NOTICE, re.compile("通知$")),
)
"""The kind is read off the title; the first that matches."""


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of one document and its head; the head's positions count from the region's first line."""

    file: str
    lines: tuple[Line, ...]
    head: Head


def regions(lines: Sequence[Line], heads: Sequence[Head], file: str) -> Iterator[Region]:
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
        yield Region(file, tuple(lines[start:end]), shifted)


def read_document(region: Region, frame: Frame, layout: Layout, log: Log) -> tuple[Document, list[Finding]]:
    """One document with all its blocks; never raises on bad text."""
    head_blocks, body = _head(region, log)
    title = _title(head_blocks)
    looks = [look(line) for line in body]
    plausible(body, looks, layout)
    _find_opening(body, looks)
    _find_signatures(body, looks, title)
    _find_titles(body, looks, title)
    find_rows(body, looks)
    paragraphs = list(join(body, layout, looks))
    blocks = [*head_blocks, *_body(paragraphs, log)]
    blocks, findings = structure(_finished(blocks), region.file)
    findings += [
        Finding(
            region.file, p.lines[0].no, Code.UNSURE_BREAK, "whether a paragraph ends inside these lines cannot be told"
        )
        for p in paragraphs
        if not p.sure
    ]
    return _document(region, frame, blocks), findings


# ---- the head ----


def _head(region: Region, log: Log) -> tuple[list[Block], tuple[Line, ...]]:
    lines, head = region.lines, region.head
    first, last = head.title
    blocks = [
        block(Kind.FILING_NO if forms.FILING_RE.fullmatch(line.tight) else Kind.PARAGRAPH, [line], log)
        for line in lines[:first]
    ]
    whole = block(Kind.TITLE, lines[first:last], log)
    if head.fused:
        split = len(whole.text) - head.fused
        blocks += [cut(whole, 0, split), cut(whole, split, kind=Kind.DOCNO)]
    else:
        blocks.append(whole)
        if head.docno is not None:
            blocks.append(block(Kind.DOCNO, [lines[head.docno]], log))
    return blocks, lines[head.body :]


def _title(blocks: Sequence[Block]) -> str:
    return next(b.text for b in blocks if b.kind is Kind.TITLE)


# ---- what lines of the body are, told by their neighbours ----


def _find_opening(lines: Sequence[Line], looks: list[Form]) -> None:
    """The speaker and the salutation of a report: before any running text."""
    for i, line in enumerate(lines[:_MOST_OPENING_LINES]):
        if forms.is_sentence(line.tight) and not forms.SALUTATION_RE.fullmatch(line.tight):
            return
        if forms.SIGNATORY_RE.fullmatch(line.tight) and not (i + 1 < len(looks) and looks[i + 1] is Form.DATE):
            looks[i] = Form.SPEAKER
        elif forms.SALUTATION_RE.fullmatch(line.tight):
            looks[i] = Form.SALUTATION


_MOST_OPENING_LINES = 8


def _find_signatures(lines: Sequence[Line], looks: list[Form], title: str) -> None:
    """Organs or signatories straight above a date: names that sign. A date that closes nothing stays plain."""
    for i, form in enumerate(looks):
        if form is not Form.DATE:
            continue
        above = i - 1
        while above >= 0 and i - above <= _MOST_SIGNATORIES and _signs(lines[above], title):
            looks[above] = Form.SIGNATURE
            above -= 1


_MOST_SIGNATORIES = 12


def _signs(line: Line, title: str) -> bool:
    tight = line.tight
    if len(tight) > 40 or forms.is_sentence(tight) or forms.COMPANY_RE.fullmatch(tight):
        return False
    return bool(forms.ORGAN_RE.fullmatch(tight) or forms.SIGNATORY_RE.fullmatch(tight)
                or all(forms.ORGAN_RE.fullmatch(word) for word in line.text.s.split())
                or (len(tight) > 3 and title.startswith(tight)))  # fmt: skip


def _find_titles(lines: Sequence[Line], looks: list[Form], title: str) -> None:
    """Titles of enclosed texts and of annexes: behind a signed date or an annex label, or named before by 《…》."""
    known = {"".join(t.split()) for t in _TITLED_RE.findall("".join(line.tight for line in lines[:40]))}
    if match := _ENCLOSING_RE.search(title):
        known.add(match["title"].strip("《》"))
    i = 0
    while i < len(lines):
        before = i - 1
        while before > 0 and forms.PUBLIC_RE.fullmatch(lines[before].tight):
            before -= 1
        opens = i > 0 and (
            looks[before] is Form.ANNEX
            or (looks[before] is Form.DATE and before > 0 and looks[before - 1] is Form.SIGNATURE)
        )
        end = _title_end(lines, looks, i, known, opens)
        for j in range(i, end):
            looks[j] = Form.TITLE
        i = max(end, i + 1)


def _title_end(lines: Sequence[Line], looks: Sequence[Form], start: int, known: set[str], opens: bool) -> int:
    """Index behind the last line of a title that begins at `start`; `start` itself where none does."""
    whole, longest = "", start
    for i in range(start, min(start + _MOST_TITLE_LINES, len(lines))):
        if looks[i] not in (Form.PLAIN, Form.ROW) or not is_title_like(lines[i]):
            break
        whole += lines[i].tight
        if whole in known:
            return i + 1
        longest = i + 1
    if not opens:
        return start
    return next(
        (i for i in range(longest, start, -1) if forms.ends_like_title(lines[i - 1].tight)), min(longest, start + 1)
    )


# ---- the body ----


def _body(paragraphs: Sequence[Paragraph], log: Log) -> Iterator[Block]:
    i = 0
    while i < len(paragraphs):
        paragraph = paragraphs[i]
        if paragraph.form in (Form.CELLS, Form.ROW):
            end = next(
                (j for j in range(i, len(paragraphs)) if paragraphs[j].form is not paragraph.form), len(paragraphs)
            )
            make = rows_of_table if paragraph.form is Form.CELLS else rows_of_list
            yield from make([p.lines for p in paragraphs[i:end]], log)
            i = end
            continue
        yield from _blocks(paragraph, paragraphs[i - 1].form if i else None, log)
        i += 1


_SIMPLE = {
    Form.PRINTED: Kind.PRINTED, Form.NOTE: Kind.NOTE, Form.FILING: Kind.FILING_NO, Form.DOCNO: Kind.PARAGRAPH,
    Form.DATE: Kind.DATE, Form.ANNEX: Kind.ANNEX, Form.TITLE: Kind.TITLE,
}  # fmt: skip


def _blocks(paragraph: Paragraph, before: Form | None, log: Log) -> list[Block]:
    form = paragraph.form
    if form in (Form.PART, Form.CHAPTER, Form.SECTION, Form.ARTICLE) or form in LEVELS:
        return numbered(paragraph, log)
    if form is Form.SIGNATURE:
        return [block(Kind.SIGNATURE, paragraph.lines, log, names=True)]
    if form is Form.SPEAKER:
        return [block(Kind.PARAGRAPH, paragraph.lines, log, names=True, style="speaker")]
    if form is Form.SALUTATION:
        return [block(Kind.ADDRESSEE, paragraph.lines, log, style="salutation")]
    if form is Form.TITLE:
        title = "annex-title" if before is Form.ANNEX else "enclosed"
        return [block(Kind.TITLE, paragraph.lines, log, style=title)]
    style = "annex-list" if form is Form.ANNEX_LIST else None
    whole = block(_SIMPLE.get(form, Kind.PARAGRAPH), paragraph.lines, log, style=style)
    return [replace(whole, split=_lead(whole.text, paragraph.lines[0].lead))]


def _lead(text: str, size: int) -> int:
    """Offset behind an unnumbered bold lead of `size` characters; 0 where there is none."""
    seen = 0
    for i, char in enumerate(text):
        if seen == size:
            return i if size else 0
        seen += char not in BLANK
    return 0


def _finished(blocks: Sequence[Block]) -> list[Block]:
    """Tell apart what only the place in the document tells: addressees, a report's head, the items of an annex list."""
    out: list[Block] = []
    started = False
    for found in blocks:
        b, last = found, out[-1] if out else None
        if found.kind is Kind.PARAGRAPH and found.style is None and not started:
            b = _opening(found, out)
            started = b.kind is Kind.PARAGRAPH and b.style is None
        elif found.level == 3 and last and last.style == "annex-list":
            b = cut(found, 0, kind=Kind.PARAGRAPH, level=None, number=None, heading=None, style="annex-list")
        started = started or b.level is not None
        out.append(b)
    return out


_PREAMBLE_RE = re.compile("[。《]|^(?:为|根据|按照|依据|现|经)|如下：$")
"""What addressees never say: the words that open the text itself"""


def _opening(b: Block, before: Sequence[Block]) -> Block:
    """A paragraph between the head and the first running text."""
    if b.text.startswith("——"):
        return cut(b, 0, style="subtitle")
    numbered_head = any(other.kind is Kind.DOCNO for other in before)
    if b.text.endswith(("：", ":")) and numbered_head and len(b.text) < 200 and not _PREAMBLE_RE.search(b.text):
        return cut(b, 0, kind=Kind.ADDRESSEE)
    return b


# ---- the fields ----


def _document(region: Region, frame: Frame, blocks: Sequence[Block]) -> Document:
    title = _title(blocks)
    number = next((b.text for b in blocks if b.kind is Kind.DOCNO), None)
    docno = None if number is None else title + number.strip("（）") if title.endswith("令") else plain(number)
    filing = next(
        (forms.FILING_RE.fullmatch("".join(b.text.split())) for b in blocks if b.kind is Kind.FILING_NO), None
    )
    addressee = next((b.text for b in blocks if b.kind is Kind.ADDRESSEE and b.style is None), None)
    signed, delivered = _dates(blocks)
    printed = next((m for b in blocks if b.kind is Kind.PRINTED and (m := forms.PRINTED_RE.fullmatch(b.text))), None)
    entry = region.head.entry
    kind = _kind(title)
    return Document(
        id=_id(docno, title, signed or delivered, region.lines[0].no),
        title=title, docno=docno, filing_no=filing["number"].translate(_DASHES) if filing else None, kind=kind,
        issuers=_issuers(title, kind, blocks), addressees=addressee.rstrip("：:") if addressee else None,
        signed=signed, printed=read_date(printed["date"]) if printed else None, effective=None, expires=None,
        column=entry.column if entry else _column(frame, region.lines[-1].no), page=entry.page if entry else None,
        source=region.file, lines=(region.lines[0].no, region.lines[-1].no), blocks=tuple(blocks),
        enclosed=tuple(_enclosed(blocks)), annexes=tuple(_annexes(blocks)),
    )  # fmt: skip


_DASHES = str.maketrans("—–－", "---")


def _column(frame: Frame, line: int) -> str | None:
    """The column in which a document stands, told by heads inside the text: the last before its end, else the first."""
    before = [name for no, name in frame.columns if no <= line]
    return before[-1] if before else (frame.columns[0][1] if frame.columns else None)


def _kind(title: str) -> DocumentKind:
    bare = re.sub("《[^》]*》", "", title) or title
    enclosing = _ENCLOSING_RE.search(title)
    for kind, pattern in _KINDS:
        if pattern.search(bare) and not (kind is DocumentKind.APPOINTMENT and enclosing):
            return kind
    return DocumentKind.OTHER


def _dates(blocks: Sequence[Block]) -> tuple[str | None, str | None]:
    """The day of signature, and the day on which a report was given (in its subtitle)."""
    signed = next(
        (read_date(m[0]) for b in blocks if b.kind is Kind.DATE and (m := forms.DATE_RE.search(b.text))), None
    )
    told = (b for b in blocks if b.style == "subtitle")
    delivered = next((read_date(m[0]) for b in told if (m := forms.DATE_RE.search(b.text))), None)
    return signed, delivered


def _issuers(title: str, kind: DocumentKind, blocks: Sequence[Block]) -> tuple[str, ...]:
    """Who issues: the organs in the signature, or before 关于 in the title; a report's is the speaker's government."""
    if kind is DocumentKind.REPORT:
        speaker = next((b.text.replace(" ", "") for b in blocks if b.style == "speaker"), "")
        place = re.match(f"([{HAN}]{{2,8}}?[市省县区州])[市省县区州]长", speaker)
        return (f"{place[1]}人民政府",) if place else ()
    signed = []
    for b in blocks:
        if b.kind is Kind.SIGNATURE:
            signed += [word for word in b.text.split(" ") if forms.ORGAN_RE.fullmatch(word)]
        elif signed:
            break
    if signed:
        return tuple(signed)
    if kind is DocumentKind.ORDER:
        return (title.removesuffix("令"),)
    before = re.split("关于|印发|转发|公布|任命|任免|批转|发布", title)[0]
    return tuple(match[0] for match in re.finditer(forms.ORGAN_PATTERN + "(?=$|[^局厅委会])", before)) or ()


def _id(docno: str | None, title: str, day: str | None, line: int) -> str:
    """济政发〔2019〕19号 → jizhengfa/2019/19; without a 文号 the title and the day."""
    if docno and (match := re.fullmatch("(.+)〔([0-9]{4})〕([0-9]+)号", docno)):
        return f"{slug(match[1])}/{match[2]}/{match[3]}"
    if docno and (match := re.fullmatch("(.+令)第([0-9]+|.+)号", docno)):
        return f"{slug(match[1])}/{slug(match[2])}"
    return f"{slug(title) or 'document'}/{day or f'line-{line}'}"


def slug(words: str) -> str:
    """Pinyin without tones, letters and digits only, as addresses have it.

    >>> slug("济政发"), slug("政府工作报告")
    ('jizhengfa', 'zhengfugongzuobaogao')
    """
    syllables = "".join(lazy_pinyin(words, errors=lambda chars: chars.lower()))
    return re.sub("[^a-z0-9]", "", syllables.replace("ü", "v"))[:_LONGEST_SLUG]


_LONGEST_SLUG = 200


def _enclosed(blocks: Sequence[Block]) -> Iterator[Enclosed]:
    starts = [i for i, b in enumerate(blocks) if b.style == "enclosed"]
    for start, after in zip(starts, [*starts[1:], len(blocks)], strict=False):
        ends = (Kind.ANNEX, Kind.PRINTED, Kind.NOTE)
        end = next((i for i in range(start, after) if blocks[i].kind in ends), after)
        inside = blocks[start:end]
        chapters = sum(b.level == "chapter" for b in inside)
        articles = sum(b.level == "article" for b in inside)
        yield Enclosed(inside[0].text, (inside[0].lines[0], inside[-1].lines[1]), chapters, articles)


def _annexes(blocks: Sequence[Block]) -> Iterator[str]:
    """Titles of the annexes: as printed over them, and those that are only announced."""
    listed = [
        re.sub("^附件[：:]|^[0-9]+[.．、]|^附件[：:][0-9]+[.．、]", "", b.text)
        for b in blocks
        if b.style == "annex-list"
    ]
    listed = [re.sub("^[0-9]+[.．、]", "", title) for title in listed]
    printed = [b.text for b in blocks if b.style == "annex-title"]
    yield from listed if len(listed) >= len(printed) else printed
