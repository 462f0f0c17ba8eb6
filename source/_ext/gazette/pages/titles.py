"""Titles for display: cut at the rule's own name, and at the places where a line may break."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise

import budoux
from markupsafe import Markup, escape

from ..characters import HAN
from ..corpus import Document


@dataclass(frozen=True, slots=True)
class Title:
    """A title in three parts; before and after may be empty. Together they are the title as printed."""

    before: str
    """济南市人民政府关于印发"""
    name: str
    """济南市社会信用管理办法（试行）"""
    after: str
    """的通知"""


def split(document: Document) -> Title:
    """Cut a document's title at the name that people use.

    The text that it encloses (关于印发《办法》的通知), with its marks, else what follows the issuers. An order's own
    head (济南市人民政府令) stands before the name of what it promulgates.
    """
    if document.name == document.title:
        return issued(document)
    marked = f"《{document.name}》"
    before, name, after = document.title.partition(marked if marked in document.title else document.name)
    return Title(before, name, after) if name else Title(document.title, document.name, "")


def issued(document: Document) -> Title:
    """Cut a document's title after its issuers: 济南市人民政府|关于…的意见; without them all of it is the name."""
    head, mark, rest = document.title.partition("关于")
    if mark and _are_issuers(head, document.issuers):
        return Title(head, mark + rest, "")
    return Title("", document.title, "")


def catchwords(document: Document) -> str:
    """Give the words by which a document is looked up: its name without issuers, 关于 and the place of the issuer.

    云州市公共数据开放办法 is looked up as 公共数据开放办法, 云州市人民政府关于划定禁放区域的通告 as 划定禁放区域的通告.
    """
    name = document.name if document.name != document.title else issued(document).name
    place = _PLACE_RE.match(document.issuers[0]) if document.issuers else None
    for known in (*document.issuers, "关于", place[1] if place else ""):
        name = name.removeprefix(known) or name
    return name


def _are_issuers(head: str, issuers: tuple[str, ...]) -> bool:
    rest = re.sub("[ 　、]", "", head)
    for issuer in issuers:
        rest = rest.replace(issuer, "", 1)
    return head != "" and rest == ""


@lru_cache(maxsize=8192)
def breakable(text: str, title: str = "") -> Markup:
    """Mark with ``<wbr>`` where a line may break; ``title`` is the title that the text is part of.

    A 文号 is marked, too, and what holds a dash: there browsers would break.

    >>> str(breakable("济南市社会信用管理办法"))
    '济南市<wbr>社会<wbr>信用<wbr>管理<wbr>办法'
    >>> str(breakable("关于贯彻鲁政字〔2022〕230号文件的通知"))
    '关于<wbr>贯彻<wbr><span class="nobr">鲁政字〔2022〕230号</span><wbr>文件的<wbr>通知'
    """
    return Markup("<wbr>").join(
        _WHOLE.format(piece) if "〔" in piece or "—" in piece else escape(piece) for piece in pieces(text, title)
    )


@lru_cache(maxsize=8192)
def pieces(text: str, title: str = "") -> tuple[str, ...]:
    """Cut a title into words that stay on one line.

    A 文号 (〔2022〕230号) stays with its organ code, and the place that the title begins with whole wherever it stands;
    no line begins or ends with a dash.

    >>> pieces("发展行动计划（2023—2025年）"), pieces("自行车和养老助餐办法")
    (('发展', '行动', '计划', '（2023—2025年）'), ('自行车', '和养老助餐办法'))
    """
    if len(text) <= _SHORT:
        return (text,) if text else ()
    cuts = [0, *accumulate(map(len, _parser().parse(text)))]
    place = _PLACE_RE.match(title or text)
    for match in re.finditer(place[1], text) if place else ():
        cuts = [cut for cut in cuts if not match.start() < cut < match.end()] + [match.start(), match.end()]
    inner = [cut for cut in sorted({*cuts, len(text)}) if cut in (0, len(text)) or _may_break(text, cut)]
    return tuple(text[start:end] for start, end in pairwise(_between_words(text, inner)))


def _between_words(text: str, cuts: list[int]) -> list[int]:
    """Drop the cuts beside a single character, which the segmenter leaves where it cuts a word: 自行|车, 养|老助|餐.

    A line may end before 和, at a space, after 关于, and after a single character where all would be too long.
    """
    kept = [0]
    for before, cut, after in zip(cuts, cuts[1:], cuts[2:], strict=False):
        single_before = cut - before == 1 and text[before] != " " and after - kept[-1] <= _SHORT
        single_after = after - cut == 1 and text[cut] not in _AND
        if text[before:cut] == "关于" or not (single_before or single_after):
            kept.append(cut)
    return [*kept, len(text)]


def _may_break(text: str, cut: int) -> bool:
    in_code = "〔" in text[cut : cut + _CODE]
    return text[cut] not in _NOT_FIRST and text[cut - 1] not in _NOT_LAST and not in_code


_WHOLE = Markup('<span class="nobr">{}</span>')
_CODE = 3
"""Characters of an organ's code as a rule: 鲁政字."""
_AND = "和与及或并 "
_SHORT = 8
"""Characters that fit a line everywhere."""
_NOT_LAST = "《〈（〔“‘〕—－-～·"
_NOT_FIRST = "的》〉）〔〕”’、，。；：！？—－-～·"
_PLACE_RE = re.compile(f"[《〈]?([{HAN}]{{2,4}}?[省市县区])")


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_simplified_chinese_parser()
