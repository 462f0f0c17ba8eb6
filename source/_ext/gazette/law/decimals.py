"""Places in outlines that are numbered in decimals, as running text names them. Pure; works on folded text.

================================  =======================================================
said to be the text's own         本预案3.2.1的要求, 本方案第4.1节
led by a word, and said to be it  按照4.1的规定, 依照4.1、4.2所列, 执行4.1节
where to look                     见4.1。（详见2.1至2.3）, 本预案4.1。
no measure, led by a word         按照2.1.2启动
named at the head of a clause     ，4.2.1条所称, 由4.1规定
================================  =======================================================

A number alone proves nothing: 按照1.5倍, 见2.5米.
"""

import re

from ..characters import HAN
from .chains import AND, TO, UNITS, Link
from .places import Rank, Step

__all__ = ["read_decimals"]

_NUMBER = r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![0-9.])"
_MOST = 9
_UNIT = "|".join(UNITS[rank] for rank in (Rank.SECTION, Rank.ARTICLE, Rank.PARAGRAPH, Rank.ITEM))
_CHAIN_RE = re.compile(
    rf"第?{_NUMBER}(?:(?:{AND}|{TO})第?{_NUMBER}){{0,{_MOST}}}"
    f"(?P<unit>{_UNIT}|部分)?"
)
_NUMBER_RE = re.compile(f"(?P<to>{TO})?第?({_NUMBER})")
_BEFORE_RE = re.compile(
    rf"""(?:(?P<own>本(?:(?![本按依根])[{HAN}]){{0,6}}?(?:预案|方案|规划|计划|办法|规定|意见|规范|标准|细则|手册))
        |(?P<led>按照?|依照?|根据|依据|参照|遵照|违反|符合|适用|执行)|(?P<see>(?<![意可预偏])见)
        |[，。；：、（“除有由对与和及或在])[ ]?$""",
    re.VERBOSE,
)
_LONGEST = 16
_SAID_RE = re.compile("[ ]?的?(?:有关|相关)?(?:规定|所[列述指称]|要求|程序|流程|职责|分工|原则)")
_END_RE = re.compile("$|[，。；：、）”]")


def read_decimals(text: str, position: int) -> tuple[tuple[Link, ...], int]:
    """Read the chain of such numbers that begins at a position, and where it ends; no links where it names no place.

    >>> links, end = read_decimals("工作机构按照本预案2.1、2.2的规定设立", 9)
    >>> [(link.start, link.end, [step.number for step in link.steps]) for link in links], end
    ([(6, 12, [2, 1]), (13, 16, [2, 2])], 16)
    >>> read_decimals("系数按照1.5的比例执行", 4)
    ((), 4)
    """
    match, before = _CHAIN_RE.match(text, position), _BEFORE_RE.search(text[max(position - _LONGEST, 0) : position])
    numbers = list(_NUMBER_RE.finditer(text, position, match.end())) if match and before else []
    if not match or not before or not _is_named(match, before, numbers[-1][2]):
        return (), position
    links: list[Link] = []
    for number in numbers:
        steps = tuple(Step(Rank.DECIMAL, int(part)) for part in number[2].split("."))
        links.append(Link(number.start(2), number.end(), steps, links[-1].steps if number["to"] else None))
    links[0] = links[0]._replace(start=position - len(before[0]) if before["own"] else position)
    links[-1] = links[-1]._replace(end=match.end())
    return tuple(links), match.end()


def _is_named(match: re.Match[str], before: re.Match[str], last: str) -> bool:
    """Tell whether numbers name places, by what stands before and behind them."""
    if match["unit"] or _SAID_RE.match(match.string, match.end()):
        return True
    where = before["own"] or before["see"]
    return bool(where and _END_RE.match(match.string, match.end())) or (bool(before.lastgroup) and last.count(".") > 1)
