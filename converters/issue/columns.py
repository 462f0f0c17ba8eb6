"""Columns of a gazette: the headings under which it prints documents (栏目), such as 市政府办公厅文件 and 人事任免."""

import re
from collections.abc import Container, Iterable, Sequence

from converters.lines.folios import FOLIO
from converters.lines.lines import Line
from converters.printed import forms
from converters.printed.characters import BLANK, DASHES, HAN, PLACES
from converters.printed.numerals import HAN_NUMERAL

_PLACE = (
    f"[{PLACES}镇直委]|国务院|中共|中央|人民政府|政府|办公[厅室]|部门|单位|人大(?:常委会)?|管委会|规范性|综合性?|上级|重要|会议|"
    "街道|乡镇"
)
_COLUMN_NAME = (
    f"(?:(?:{_PLACE})[、和]?){{1,6}}(?:文件|文献|决议决定|决定决议|决[议定]、决[定议])(?:选登|选载)?|(?:{_PLACE}){{0,3}}(?:规章|法规|地方性法规|法规规章|政策法规)"
    f"|[{PLACES}]?第?{HAN_NUMERAL}届(?:人大|政协)(?:常委会)?第?{HAN_NUMERAL}次会议文件"
    f"|(?:{_PLACE}|干部){{0,3}}(?:人事|干部|机构)(?:任免|任命|变动|信息|编制)"
    f"|(?:{_PLACE}|政务){{0,3}}(?:大事记|政策解读|文件解读|领导讲话|重要讲话|统计(?:数据|资料|信息)|会议纪要|政务(?:动态|信息|要闻)|通知公告|人大会议文件)"
)
_COLUMN_NAME_RE = re.compile(f"(?:{_COLUMN_NAME}){{1,2}}")
"""市政府办公厅文件, 人事任免, 大事记; 市政府文件　规范性文件, a column and what of it, at the head of a page"""

COLUMN_ENDS = f"件献登载章规免命动息制记读话据料要态闻告】〗〕]］{forms.STARS}{DASHES}"
"""The last characters of the names of columns, marked or not: asked first, because every line is asked."""


def column_name(line: Line, named: Container[str] = ()) -> str | None:
    """The name of a column of the gazette that a line is, marked or not: 【市政府文件】, ▲人事任免, —公告—, 部门文件.

    `named` are the columns that the contents have, whatever they are called.
    """
    if line.tight[-1] not in COLUMN_ENDS and not named:
        return None
    marked = forms.COLUMN_RE.fullmatch(line.tight)
    name = marked["name"] if marked else line.tight.lstrip(forms.STARS).strip(DASHES)
    return name if marked or name in named or is_column_name(name) else None


def paged_columns(
    lines: Sequence[Line], short: Iterable[tuple[int, str]], named: Container[str] | None
) -> dict[int, str]:
    """Where heads of pages give the name of a column beside the number of the page, 市政府文件　5, and that name.

    `short` are the lines that may be one, (place, words); `named` the names that are known, None for any.
    """
    numbered = (i for i, tight in short if "0" <= tight[-1] <= "9" or "0" <= tight[0] <= "9")
    heads = {i: match["name"] for i in numbered if (match := _PAGED_RE.fullmatch(lines[i].words))}
    return {i: name for i, name in heads.items() if (is_column_name(name) if named is None else name in named)}


_PAGED_RE = re.compile(f"(?:{FOLIO}[{BLANK}]+(?P<behind>))?(?P<name>[{HAN}]{{2,16}})(?(behind)|[{BLANK}]+{FOLIO})")


def is_column_name(name: str) -> bool:
    """Whether words are what columns are called, so that they are known for one without a mark or a list of contents.

    >>> [is_column_name(name) for name in ("市政府办公厅文件", "大事记", "政策依据")]
    [True, True, False]
    """
    return bool(_COLUMN_NAME_RE.fullmatch(name))
