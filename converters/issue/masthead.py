"""Cover and colophon: the lines by which an issue names itself, and what they say of it.

A line of a cover is a row of pieces, each in a form of its own: name, year, number, day, 半月刊, who edits it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from converters.lines.lines import Line
from converters.printed import numerals
from converters.printed.characters import DASHES, HAN, PLACES, without_blanks
from converters.printed.dates import DATE_PATTERN, YEAR_PATTERN, read_date
from converters.printed.numerals import ARABIC, NUMERAL

SERIAL = "(?:公报|政报)"
SURVEYED = "统计|普查|状况|资源|质量|调查"
NAME = f"[{HAN}]{{2,24}}{SERIAL}(?<!(?:{SURVEYED})公报)"
"""How gazettes are called: 云州市人民政府公报, 云州政报; 云州市水资源公报 is a document"""

_MONTH = f"(?:年(?:{NUMERAL}月)?)?"
_YEAR = f"{YEAR_PATTERN}{_MONTH}"
_NUMBER = f"第{NUMERAL}[期号]|[Nn][Oo][.．:：]?{ARABIC}"
_TOTAL = f"[（(]?(?:总|累计)(?:第|[期号][:：]?第?)?{NUMERAL}[期号]?[）)]?"
_DAY = f"(?:{DATE_PATTERN}|{NUMERAL}月{NUMERAL}日)(?:出版|发行)?"
_PERIODICAL = (
    "[（(]?(?:半月|双?月|旬|双?周|半年|季|年)刊[）)]?"
    "|[（(]?(?:(?:不定期|内部资料|免费[赠交][阅流]|[妥注][善意]保[管存])[，,]?){1,3}[）)]?"
)
_SPONSOR = f"(?:主管|主办){{1,2}}(?:单位)?[:：][{HAN}]{{2,24}}"
_MAKER = f"[{HAN}《》]{{2,24}}(?:主管|主办|承办|编辑|编印|编|出版|承印|印制)+"
_BEFORE_NUMBER = "·.．/／—-"
_DOTTED = f"{YEAR_PATTERN}[{_BEFORE_NUMBER}]{ARABIC}(?![0-9])"
_PIECE = f"(?:{'|'.join((NAME, _DAY, _TOTAL, _NUMBER, _DOTTED, _YEAR, _PERIODICAL, _SPONSOR, _MAKER))})"
_MASTHEAD_RE = re.compile(f"[（(]?{_PIECE}(?:[（(，,·/|—-]?{_PIECE}[）)]?){{0,6}}")

_PIECE_RE, _NAME_RE = re.compile(_PIECE), re.compile(NAME)
_ISSUE_RE = re.compile(
    f"(?:(?P<year>{YEAR_PATTERN})年?[{_BEFORE_NUMBER}]?)?"
    f"(?:第(?P<number>{NUMERAL})[期号](?!令)|[Nn][Oo][.．:：]?(?P<no>{ARABIC})|(?<=[{_BEFORE_NUMBER}])(?P<dotted>{ARABIC})$)"
)
_TOTAL_RE = re.compile(f"(?:总|累计)(?:第|[期号][:：]?第?)?(?P<total>{NUMERAL})[期号]?")
_YEAR_RE = re.compile(f"({YEAR_PATTERN}){_MONTH}")
_DATED_RE = re.compile(f"({DATE_PATTERN})(?:出版|发行)?")
_LABELLED_DAY_RE = re.compile(f"(?:出版|发行)(?:日期|时间)?[:：]({DATE_PATTERN})")
_DAY_RE = re.compile(f"({NUMERAL}月{NUMERAL}日)(?:出版|发行)?")

_LABELS = (
    "主管|主办|承办|协办|编辑|编印|编委|编审|主编|副主编|责任?编|总编|审核|校对|出版|印刷|发行|印数|印张|开本|刊期|定价|工本费|"
    "刊号|准印|准印证|邮发|国内统一|国际标准|内部刊号|内部资料|连续出版物|订阅|赠阅|公报查阅|查阅点|广告"
)
_CONTACTS = (
    "地址|编辑部地址|邮编|邮政编码|电话|联系电话|投稿电话|传真|网址|网站|电子邮[箱件]|电子信箱|邮箱|微信|微信公众号"
)
_LABELLED_RE = re.compile(
    f"(?:{_LABELS})[{HAN}、]{{0,10}}[:：].*|[{HAN}]{{0,6}}(?:刊号|准印证|邮发代号)[{HAN}]{{0,4}}[:：]?.{{2,40}}"
    f"|[《〈「]{NAME}[》〉」]是[^，。]{{2,40}}(?:主[管办]|编印).*"
)
_CONTACT_RE = re.compile(f"(?:{_CONTACTS})[:：].*")
_ABOUT_RE = re.compile(
    f"[《〈「]{NAME}[》〉」](?:简介|编辑部|编委会.*|是?由[^，。]{{2,40}}(?:主[管办]|编印).*)|本(?:刊|{SERIAL})[{HAN}]{{0,8}}(?:登载|刊登|刊载|公布)的.*|微?网站?|封[二三底]"
    f"|[《〈「]?{NAME}[》〉」]?(?:{YEAR_PATTERN}年度?)?(?:征[订稿]|订阅|赠阅)(?:启事|通知|说明)"
    f"|[《〈「]?{NAME}[》〉」]?编(?:委会|辑委员会)(?:组成人员|成员)?(?:名单)?"
    f"|[《〈「]?(?:{NAME}[》〉」]?)?{YEAR_PATTERN}年度?(?:{NAME}[》〉」]?)?"
    f"[（(]?(?:(?:第?{NUMERAL}[期号]?[至~～{DASHES}])?第?{NUMERAL}[期号])?[）)]?(?:总(?:目[录次]|索引)|(?:目录)?索引)"
)
"""How the gazette speaks of itself: 《云州市人民政府公报》简介, …征订启事, 云州市人民政府公报2024年总目录"""

_LATIN_RE = re.compile("[ -~’‘“”–—…·．（）　]*[A-Za-z]{2}[ -~’‘“”–—…·．（）　]*")

_IMPRINT = ("(?:主管)?主办(?:单位)?", "编辑(?:出版)?(?:单位)?", "内部刊号")


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a gazette, as its cover and running heads name it; what is not printed is None."""

    title: str
    year: int
    number: int
    total: int | None = None
    """总第…期"""
    published: str | None = None
    """ISO date of publication."""
    sponsor: str | None = None
    """主办"""
    editor: str | None = None
    """编辑出版"""
    internal_no: str | None = None
    """内部刊号"""


def is_masthead(line: Line) -> bool:
    """Whether a line names the issue: its name, year, number, day of publication, or who makes it."""
    return bool(_MASTHEAD_RE.fullmatch(line.tight)) or is_imprint(line)


def names_issue(tight: str) -> bool:
    """Whether words name a gazette and its issue, as heads of pages do: 《云州市人民政府公报》2024年第5期."""
    return bool(_MASTHEAD_RE.fullmatch(_bare(tight)))


def _bare(tight: str) -> str:
    """Words without the marks that may stand around the name of the gazette."""
    return tight.replace("《", "").replace("》", "")


def is_imprint(line: Line) -> bool:
    """Whether a line says who makes the gazette and how it is registered: 主办：…, 准印证号：…."""
    return bool(_LABELLED_RE.fullmatch(line.tight)) or is_own(line.tight)


def is_own(tight: str) -> bool:
    """Whether words head, or are, what the gazette says of itself and is no document: 简介, 2024年总目录.

    >>> is_own("《云州市人民政府公报》简介"), is_own("云州市人民政府公报2024年总目录"), is_own("云州市总目录")
    (True, True, False)
    """
    return bool(_ABOUT_RE.fullmatch(tight))


def is_contact(line: Line) -> bool:
    """Whether a line says where the makers are found: 地址：…; such lines stand in notices too."""
    return bool(_CONTACT_RE.fullmatch(line.tight))


def is_latin(line: Line) -> bool:
    """Whether a line has Latin words and no Chinese: GAZETTE OF THE …, beside the Chinese of a cover."""
    return bool(_LATIN_RE.fullmatch(line.words))


def read_issue(cover: Sequence[Line], running: Issue | None) -> Issue | None:
    """Read title, year and number off cover and colophon, or else off a running head; None where they are not told."""
    tights = [bare for tight in _whole(cover) if _MASTHEAD_RE.fullmatch(bare := _bare(tight))]
    pieces = (piece for tight in tights for piece in _PIECE_RE.findall(tight))
    title = next(filter(_NAME_RE.fullmatch, pieces), None)
    year, number = _year_and_number(tights)
    total = next((match["total"] for tight in tights if (match := _TOTAL_RE.search(tight))), "")
    count = numerals.parse(total) or None
    if not (title and year and number):
        return running and replace(running, total=running.total or count)
    dated = (_DATED_RE.search(tight) for tight in tights)
    labelled = (_LABELLED_DAY_RE.fullmatch(line.tight) for line in cover)
    published = next((read_date(match[1]) for match in (*dated, *labelled) if match), None)
    day = next((match[1] for tight in tights if (match := _DAY_RE.match(tight))), None)
    published = published or (read_date(f"{year}年{day}") if day else None)
    sponsor, editor, internal_no = (_labelled(cover, label) for label in _IMPRINT)
    return Issue(title, year, number, count, published, sponsor, editor, internal_no)


def _whole(cover: Sequence[Line]) -> Iterator[str]:
    """The words of the lines; 公报, or 人民政府公报, on a line of its own goes with what stands above it.

    The head of the contents may name the issue, too: 云州市人民政府公报　2024年第5期　目录.
    """
    before = ""
    for line in cover:
        parted = line.tight.endswith(("公报", "政报")) and _PARTED_RE.fullmatch(f"{before}/{line.tight}")
        yield before + line.tight if parted else line.tight.removesuffix("目录")
        before = line.tight


_PARTED_RE = re.compile(f"(?:.*/|.*[{PLACES}]/人民政府|.*人民代表大会/常务委员会|中华人民共和国/国务院){SERIAL}")
"""Where the name of a gazette that is set over two lines breaks"""


def _year_and_number(tights: Sequence[str]) -> tuple[int | None, int | None]:
    """Year and number of the issue; the year may stand on a line of its own, or only in the day of publication."""
    year = number = None
    for tight in tights:
        match = _ISSUE_RE.search(_TOTAL_RE.sub("", tight).strip("（）()"))
        if match and (number is None or not year):
            number, year = match["number"] or match["no"] or match["dotted"], match["year"] or year
    alone = next((match[1] for tight in tights if (match := _YEAR_RE.fullmatch(tight))), None)
    dated = next((read_date(match[1]) for tight in tights if (match := _DATED_RE.search(tight))), None)
    printed = year or alone
    found = read_date(f"{printed}年1月1日") if printed else dated
    return (int(found[:4]) if found else None), (numerals.parse(number) if number else None)


def _labelled(cover: Sequence[Line], label: str) -> str | None:
    """What the imprint says behind a label, but for what stands apart on the same line: 主管主办：云州市人民政府."""
    line = next((line for line in cover if re.fullmatch(f"{label}[:：].+", line.tight)), None)
    return without_blanks(_APART_RE.split(_LABEL_RE.sub("", line.words, count=1))[0]) if line else None


_LABEL_RE, _APART_RE = re.compile(r"^[^:：]+[:：]\s*"), re.compile(r"\s{2,}")
