"""Where documents begin: title, 文号 and 备案号 over a text, found by their looks and by the contents of the issue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from converters import forms
from converters.contents import Entry, Frame
from converters.lines import Line
from converters.looks import Form, look

_MOST_TITLE_LINES = 8
_REPORTS = ("政府工作报告", "工作报告")
_NO_TITLE = {
    Form.PRINTED,
    Form.NOTE,
    Form.FILING,
    Form.DOCNO,
    Form.DATE,
    Form.ANNEX,
    Form.ANNEX_LIST,
    Form.PART,
    Form.CHAPTER,
    Form.SECTION,
    Form.ARTICLE,
    Form.LEVEL1,
    Form.LEVEL2,
    Form.LEVEL3,
    Form.LEVEL4,
    Form.CELLS,
}
_ABOUT = ("关于", "印发", "转发", "公布", "批转", "发布")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of one document; positions are indices into the lines that were searched."""

    first: int
    """First line, the 备案号 above the title included."""
    title: tuple[int, int]
    """First line of the title and the line behind its last."""
    docno: int | None
    """Line of the 文号 or of the order's number."""
    body: int
    """First line behind the head."""
    entry: Entry | None
    """The document's line in the contents."""
    guessed: bool = False
    """Whether nothing told the head but that it stands first."""
    fused: int = 0
    """How many characters (white space apart) of the last title line are the 文号, where both stand on one line."""


def find_heads(lines: Sequence[Line], frame: Frame) -> list[Head]:
    """The heads of all documents, in order, none overlapping another."""
    found: dict[int, Head] = {}
    for i in range(len(lines)):
        head = _order(lines, i) or _numbered(lines, i, frame) or _fused(lines, i) or _report(lines, i)
        if head and head.title[0] not in found:
            found[head.title[0]] = head
    heads = [_with_entry(lines, head, frame) for head in found.values()]
    for entry in frame.entries:
        head = None if any(entry is other.entry for other in heads) else _listed(lines, entry)
        if head and not any(other.first <= head.title[0] < other.body for other in found.values()):
            found[head.title[0]] = head
    if not found and lines:
        found[0] = _untitled(lines)
    heads = [_with_filing(lines, found[key]) for key in sorted(found)]
    return [_with_entry(lines, head, frame) for head in _apart(heads)]


def _apart(heads: Sequence[Head]) -> list[Head]:
    kept: list[Head] = []
    for head in heads:
        if not kept or head.first >= kept[-1].body:
            kept.append(head)
    return kept


def is_title_like(line: Line) -> bool:
    """Whether a line can be part of a title: no form of its own, no running text."""
    tight = line.tight
    if forms.PUBLIC_RE.fullmatch(tight):
        return False
    return look(line) not in _NO_TITLE and not forms.is_sentence(tight) and len(tight) <= 80 and "——" not in tight[:2]


def _title_before(lines: Sequence[Line], end: int, frame: Frame) -> int | None:
    """Index of the first line of the title that ends just before `end`."""
    run = end
    while run > 0 and end - run < _MOST_TITLE_LINES and is_title_like(lines[run - 1]):
        run -= 1
    if run == end:
        return None
    listed = {entry.title for entry in frame.entries}
    for start in range(run, end):
        if "".join(line.tight for line in lines[start:end]) in listed:
            return start
    return next((start for start in range(run, end) if _opens_title(lines, start, end)), None)


def _opens_title(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether the lines read as …机关 + 关于… from `start` on."""
    whole = "".join(line.tight for line in lines[start:end])
    if not forms.ends_like_title(whole):
        return False
    if lines[start].marked:
        return True
    organ = forms.ORGAN_RE.match(lines[start].tight)
    about = any(word in whole for word in _ABOUT)
    return bool(organ and not organ[0].endswith(("公司", "集团", "银行"))) or (
        about and whole.startswith(("关于", "印发"))
    )


def _numbered(lines: Sequence[Line], i: int, frame: Frame) -> Head | None:
    """A title over a 文号 on a line of its own."""
    if not forms.DOCNO_RE.fullmatch(lines[i].tight):
        return None
    start = _title_before(lines, i, frame)
    return None if start is None else Head(start, (start, i), i, i + 1, None)


def _fused(lines: Sequence[Line], i: int) -> Head | None:
    """A title with its 文号 run on behind it, on one line."""
    match = forms.DOCNO_TAIL_RE.fullmatch(lines[i].tight)
    if not match or forms.is_sentence(match["title"]) or not forms.ORGAN_RE.match(lines[i].tight):
        return None
    return Head(i, (i, i + 1), i, i + 1, None, fused=len(match["docno"]))


def _order(lines: Sequence[Line], i: int) -> Head | None:
    """济南市人民政府令 over 第277号."""
    if (
        i + 1 < len(lines)
        and forms.ORDER_RE.fullmatch(lines[i].tight)
        and forms.ORDER_NUMBER_RE.fullmatch(lines[i + 1].tight)
    ):
        return Head(i, (i, i + 1), i + 1, i + 2, None)
    return None


def _report(lines: Sequence[Line], i: int) -> Head | None:
    """政府工作报告 with the session or the speaker under it."""
    below = [line.tight for line in lines[i + 1 : i + 4]]
    told = any(tight.startswith(("——", "（")) or forms.SIGNATORY_RE.fullmatch(tight) for tight in below)
    if lines[i].tight.endswith(_REPORTS) and len(lines[i].tight) <= 24 and told and is_title_like(lines[i]):
        return Head(i, (i, i + 1), None, i + 1, None)
    return None


def _listed(lines: Sequence[Line], entry: Entry) -> Head | None:
    """A title of the contents, found again in the text, on up to five lines."""
    for i, line in enumerate(lines):
        if line.tight and entry.title.startswith(line.tight):
            whole = ""
            for j in range(i, min(i + 5, len(lines))):
                whole += lines[j].tight
                if whole == entry.title:
                    return Head(i, (i, j + 1), None, j + 1, entry)
    return None


def _untitled(lines: Sequence[Line]) -> Head:
    """A file in which no head is known: its first lines are the title, as far as they look like one."""
    end = 0
    while end < min(len(lines), _MOST_TITLE_LINES) and is_title_like(lines[end]):
        end += 1
        if forms.ends_like_title(lines[end - 1].tight):
            break
    end = end or 1
    return Head(0, (0, end), None, end, None, guessed=True)


def _with_filing(lines: Sequence[Line], head: Head) -> Head:
    """The 备案号 that stands straight above the title belongs to the head."""
    above = head.first - 1
    if above >= 0 and forms.FILING_RE.fullmatch(lines[above].tight):
        return replace(head, first=above)
    return head


def _with_entry(lines: Sequence[Line], head: Head, frame: Frame) -> Head:
    """Find the document's line in the contents: by its 文号, its order number or its title."""
    title = "".join(line.tight for line in lines[slice(*head.title)])
    number = lines[head.docno].tight if head.docno is not None else None
    for entry in frame.entries:
        same_number = (
            number and entry.docno and (plain(entry.docno) == plain(number) or entry.docno.endswith("令" + number))
        )
        if (
            same_number
            or (head.fused and entry.docno and plain(title).endswith(plain(entry.docno)))
            or (number is None and entry.title == title)
        ):
            return replace(head, entry=entry)
    return head


def plain(docno: str) -> str:
    """A 文号 in its normal form: brackets 〔〕, half-width digits, no 第 behind the year, no leading zero.

    >>> plain("济政发[2019]第019号")
    '济政发〔2019〕19号'
    """
    full = docno.translate(str.maketrans("０１２３４５６７８９[]()（）【】［］", "0123456789〔〕〔〕〔〕〔〕〔〕"))
    before, bracket, number = full.partition("〕")
    return before + bracket + number.removeprefix("第").lstrip("0") if bracket else full
