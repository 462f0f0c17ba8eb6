"""The record that the page of a website has of a document: 索引号, 发文字号, 成文日期, each with its value.

Its parts stand in the cells of a table, one below the other, or several on a line: 文号：… 索引号：….
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from converters.lines.lines import Line
from converters.printed import forms
from converters.printed.characters import BLANK, without_blanks
from converters.printed.dates import read_date

_RECORD = (
    "(?:信息)?索引号?|(?:主题|组配|信息)分类|体裁(?:分类)?|服务对象|公文种类|发[文布]机[关构]|公开(?:方式|类别|范围|时限|形式|属性|主体|目录|责任部门)|政策解读|"
    "信息来源|发文(?:字|文)号|(?:浏览|阅读|访问|点击|评论)(?:次?数|量|人次)?|法规类型|所属(?:行业|区域|类别)|"
    "有效性|(?:信息)?时效性|公文时效|效力状态|内容概述|归档(?:日期|时间)|视力保护色|下载地址"
)
_BESIDE = (
    "(?:文件|信息|公文|发文)?(?:名称|标题)|(?:文|发布文|文件编|(?:规范性文件)?(?:统一编|(?:统一)?登记|备案))号|分类|"
    "发[文布](?:单位|部门)|发文内容|页面功能|主题词|关键[词字]|"
    "(?:成文|生成|发文|发布|发表|公布|印发|生效|实施|施行|失效|(?:失效[/／])?废止|更新|公开)(?:日期|时间)|日期|时间|来源|稿源|作者|编辑|责任编辑|审核|字[体号]"
)
RECORD_RE = re.compile(f"[•·-]?(?:{_RECORD})(?P<value>[:：].*|)")
BESIDE_RE = re.compile(f"[•·-]?(?:{_BESIDE})[:：](?P<value>.*)")
LABEL_RE = re.compile(f"(?:{_RECORD}|{_BESIDE})[:：]")
"""索引号：… of a page's record; 发布日期：… stands in others, too"""

_LABELS = {
    **dict.fromkeys(("发文字号", "发文文号", "发布文号", "文号", "文件编号"), "docno"),
    **{f"{of}{name}": "title" for of in ("", "文件", "信息", "公文", "发文") for name in ("名称", "标题")},
    **{f"发{of}{name}": "issuer" for of in "文布" for name in ("机关", "机构", "单位", "部门")},
    "公开主体": "issuer",
    **{f"{of}{name}": "filing" for of in ("", "规范性文件") for name in ("统一编号", "统一登记号", "登记号", "备案号")},
    **dict.fromkeys(("成文日期", "成文时间"), "signed"),
    **dict.fromkeys(("印发日期", "印发时间"), "printed"),
    **{f"{of}{day}": "effective" for of in ("施行", "实施", "生效") for day in ("日期", "时间")},
}
"""Which field of a document a label tells"""
_OTHER = "other"

_DAY_RE = re.compile("(?P<year>[12][0-9]{3})[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})(?![0-9])")
"""2024-05-06, 2024/5/6, 2024年05月06日"""


@dataclass(frozen=True, slots=True)
class Record:
    """What a record tells of a document, which may not print it; None where it does not."""

    below: int = 0
    """1-based raw line below the record, which is the document's."""
    issuers: tuple[str, ...] = ()
    filing_no: str | None = None
    """As printed."""
    signed: str | None = None
    printed: str | None = None
    effective: str | None = None


def read_record(lines: Sequence[Line], below: int) -> Record:
    """The record that stands on lines; a value may stand on the line below its label."""
    told: dict[str, str] = {}
    field = ""
    for line in lines:
        for name, part in values(line):
            value = part.tight
            field = name or field
            if value and field and field not in told:
                told[field] = value
            field = "" if value else field
    days = {name: _day(told.get(name, "")) for name in ("signed", "printed", "effective")}
    filing = forms.FILING_RE.fullmatch(told.get("filing", ""))
    organs = forms.organs(told.get("issuer", "").split("、"))
    return Record(below, tuple(organs), filing["number"] if filing else None, **days)


def _day(value: str) -> str | None:
    match = _DAY_RE.match(value)
    return read_date("{year}年{month}月{day}日".format(**match.groupdict())) if match else None


def values(line: Line) -> Iterator[tuple[str, Line]]:
    """The values on a line, each with the field that its label tells; with none, which is empty, where it has none."""
    if line.cells:
        yield from _values_of_cells(line)
        return
    places = [i for i, char in enumerate(line.words) if char not in BLANK]
    labels = [match.span() for match in LABEL_RE.finditer(line.tight)]
    if not labels:
        yield "", line
    for (start, end), (after, _) in pairwise([*labels, (len(places), 0)]):
        behind = places[after] if after < len(places) else len(line.words)
        yield _field(line.tight[start:end]), line.part(places[end - 1] + 1, behind)


def _values_of_cells(line: Line) -> Iterator[tuple[str, Line]]:
    """The same of a row, whose labels stand in cells of their own or before their values."""
    field = ""
    for cell in line.cells:
        part = Line.of(line.no, cell, line.indent, line.gap)
        label = LABEL_RE.match(part.tight) or LABEL_RE.fullmatch(f"{part.tight}：")
        if not label:
            yield field, part
            field = ""
        elif label.end() < len(part.tight):
            yield next(values(part))
        else:
            field = _field(label[0])


def _field(label: str) -> str:
    return _LABELS.get(without_blanks(label).rstrip(":："), _OTHER)
