"""文号 in running text: where one begins and ends, how it is written, and when two are the same.

Standard library only.

=====================  ================================================================
form                   sample
=====================  ================================================================
code, year, number     鲁政字〔2022〕230号, 国发[2019]第3号, 鲁政发〔2020〕24-1号, 云政〔1999〕综12号
year, code, number     （88）云财字第12号, [1993]云价字163号
order                  国务院令第565号, 市政府令第277号, 农业部公告第246号
order, number first    国务院第565号令, 建设部110号令
by year                税务总局公告2019年第12号, 商务部令2012年第9号
by year, number first  税务总局2019年第12号公告
=====================  ================================================================
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from converters.printed.authorities import authorities
from converters.printed.characters import CLOSE, DASHES, HAN, OPEN, OPENING, PLACES
from converters.printed.dates import YEAR_PATTERN, read_year
from converters.printed.numerals import HALF_WIDTH, HAN_NUMERALS, NUMERAL, parse

_YEAR = f"[ ]?{OPEN}[ ]?(?P<year>(?:19|20)?[0-9]{{2}})[ ]?{CLOSE}[ ]?"
_SERIAL = f"[0-9]{{1,5}}(?:[{DASHES}][0-9]{{1,2}})?"
_N = f"(?:[0-9]{{1,5}}|[{HAN_NUMERALS}]{{1,8}})"
_CODE = f"(?:(?![初终再执破赔]字)[{HAN}]){{1,11}}[字发函](?<!证字)"
"""What a year stood before until the nineties; cases of courts, （2009）民初字第3号, are numbered so, too"""

_CORE_RE = re.compile(
    f"""
    (?=[ 第综0-9{HAN_NUMERALS}{re.escape(OPENING)}])  # how they all begin: few places are asked for more
    (?:
    {_YEAR} (?P<numbers> [第综]?[ ]?{_SERIAL} (?:[ ]?[、，][ ]?{_SERIAL})*) [ ]?号         # 〔2022〕230号
  | {OPEN}(?P<before>(?:19|20)[0-9]{{2}}|[4-9][0-9]){CLOSE} (?P<code>{_CODE})                      # （88）云财字第12号
    第?[ ]?(?P<serial>{_SERIAL}) [ ]?号
  | (?<=令) [ ]?第?[ ]? (?P<order>{_N}) [ ]?号                                          # 令第565号
  | (?<=公告) [ ]?第[ ]? {_N} [ ]?号                                                    # 公告第246号
  | (?:第[ ]? | (?<=[部局委会院府席])) (?P<reversed>{_N}) [ ]?号令                       # 第565号令, 建设部110号令
  | (?:(?<=[公通]告)|(?<=令)) [ ]?(?:19|20)[0-9]{{2}}[ ]?年[ ]?第[ ]?[0-9]{{1,4}}[ ]?号  # 公告2019年第12号
  | (?:19|20)[0-9]{{2}}[ ]?年[ ]?第[ ]?[0-9]{{1,4}}[ ]?号(?:公告|通告|令)               # 2019年第12号公告
    )
    """,
    re.VERBOSE,
)
_NEXT_RE = re.compile(
    f"(?:[、和与及]|，(?=[ ]?{OPEN}))[ ]?(?:{_YEAR})?第?(?P<number>{_SERIAL})[ ]?号(?![楼线院门路栋])"
)
"""What goes on with the same code: 〔2019〕1号、2号; 〔2018〕3号，〔2019〕4号"""

_NUMBER_RE = re.compile(f"[第综]?[ ]?{_SERIAL}")
_DASH_RE = re.compile(f"[{DASHES}]")
_ISSUER_RE = re.compile(
    f"(?:国务院|[{HAN}#]{{2,}}(?:人民政府|委员会|办公厅|办公室|部)|[{HAN}#]{{3,}}[厅局]|"
    f"[{HAN}]{{0,4}}[{PLACES}]政府|[我你本该贵][省市县区州局厅委办部院署行会])(?=[{HAN}]{{2,}}$)"
)
"""The organ's name printed before its code: 财政厅|鲁财综〔2019〕3号, 经省政府|鲁政函〔2019〕9号"""

_YEAR_HAN_RE = re.compile(f"{OPEN}(?P<year>{YEAR_PATTERN}){CLOSE}第?(?P<number>{NUMERAL})号")
"""A head may print its 文号 in Chinese digits: 〔二〇〇五〕十二号"""

_WIDE_RE = re.compile("[０-９]")
_FORMER_RE = re.compile(f"原(?=[{HAN}][政府委办])")
"""原云政发〔2006〕18号: what was in force, and not a code of 原阳"""
_LISTED_RE = re.compile(f"[{HAN_NUMERALS}]{{1,3}}、")
"""二、 before 以云政发〔2006〕18号: a list number, and not the end of another 文号"""
_NO_HAN_RE = re.compile(f"[^{HAN}]")
_LONGEST_CODE, _LONGEST_ORGAN = 12, 24
_GO_ON = frozenset((*OPENING, "、"))
"""Behind which a 文号 begins, so that no character before it can be a particle"""


class Docno(NamedTuple):
    """One 文号 and its place in a text."""

    text: str
    """As printed, without spaces, brackets 〔〕."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset behind 号."""


def find_docnos(text: str) -> tuple[Docno, ...]:
    """Every 文号 of a text, in order; a list that shares one code gives each of its numbers.

    >>> [d.text for d in find_docnos("根据国发〔2019〕3号和鲁政发[2019] 4、5号文件")]
    ['国发〔2019〕3号', '鲁政发〔2019〕4号', '鲁政发〔2019〕5号']
    >>> [d.text for d in find_docnos("原云政发〔2006〕18号同时废止")]
    ['云政发〔2006〕18号']
    """
    if "号" not in text:
        return ()
    if _WIDE_RE.search(text):
        text = text.translate(HALF_WIDTH)
    return tuple(docno for match in _CORE_RE.finditer(text) for docno in _read(text, match))


@lru_cache(maxsize=4096)  # asked of every citation, and again of every head and document
def docno_key(docno: str, city: str = "") -> str:
    """One spelling for one 文号, to look it up by: no 第 after 〕, no leading zero, 令第…号, organ as the file has it.

    >>> docno_key("国发〔2019〕第03号"), docno_key("国务院第五百六十五号令"), docno_key("市政府令第58号", "云州市")
    ('国发〔2019〕3号', '国务院令第565号', '云州市人民政府令第58号')
    """
    docno = _YEAR_HAN_RE.sub(_in_digits, docno.translate(HALF_WIDTH))
    if match := _CORE_RE.search(docno):
        if match["code"]:
            return f"〔{match['before']}〕{match['code']}{match['serial'].lstrip('0')}号"
        organ = docno[: match.start()]
        if match["year"]:
            printed = match["numbers"].partition("、")[0]
            series = "综" * printed.startswith("综")
            number, dash, part = _DASH_RE.sub("-", printed.lstrip("第综 ")).partition("-")
            return f"{organ}〔{match['year']}〕{series}{int(number)}{dash}{part}号"
        if number := match["order"] or match["reversed"]:
            order = organ if match["order"] else f"{organ}令"
            return f"{_ordering(order, city)}第{parse(number) or number}号"
    return docno


def _ordering(order: str, city: str) -> str:
    """Spell whose order it is: 市政府令 is that of the city of the text, and of none where the text is a county's."""
    local = _LOCAL_RE.fullmatch(order)
    return f"{city}人民政府令" if local and city.endswith(local[1]) else authorities().aliases.get(order, order)


_LOCAL_RE = re.compile(f"(自治区|[{PLACES}])(?:人民)?政府令")


def _in_digits(match: re.Match[str]) -> str:
    return f"〔{read_year(match['year'])}〕{parse(match['number']) or match['number']}号"


def _read(text: str, match: re.Match[str]) -> Iterator[Docno]:
    """Read the 文号 of one match with those that go on from it; none when nothing before it can be its organ."""
    if match["code"]:
        yield Docno(f"〔{match['before']}〕{_tight(text[match.end('before') + 1 : match.end()])}", *match.span())
        return
    start = _organ_start(text, match.start(), _LONGEST_CODE if match["year"] else _LONGEST_ORGAN)
    if not match["year"]:
        start = _jointly(text, start, match.start())
    organ = text[start : match.start()]
    licensed = organ.endswith(authorities().licences) and not organ.endswith(_CERTIFYING)
    if (len(organ) < 2 and organ != _COURT) or organ.removeprefix("本") in ("公告", "通告") or licensed:
        return
    if not match["year"]:
        yield Docno(_tight(text[start : match.end()]), start, match.end())
        return
    code, year, first = _tight(organ), match["year"], start
    for number in _NUMBER_RE.finditer(match["numbers"]):
        place = match.start("numbers")
        end = match.end() if place + number.end() == match.end("numbers") else place + number.end()
        yield Docno(f"{code}〔{year}〕{_tight(number[0])}号", first, end)
        first = end
    following = _NEXT_RE.match(text, match.end())
    while following:
        year = following["year"] or year
        yield Docno(f"{code}〔{year}〕{following['number']}号", following.start() + 1, following.end())
        following = _NEXT_RE.match(text, following.end())


_BY = "以"
"""市政府以第68号令公布: the number of an order without the name of one"""
_COURT = "法"
"""The only code of one character: 法〔2022〕12号, of the Supreme People's Court"""
_CERTIFYING = ("认证", "公证")
"""How codes of organs end that have 证 in the name of their task: 国市监认证〔2019〕61号 is no licence"""


def _organ_start(text: str, end: int, longest: int) -> int:
    """Where the organ's name or code begins that ends at an offset; the offset itself when there is none."""
    run = _NO_HAN_RE.split(text[max(0, end - longest - 16) : end])[-1].rpartition("号")[2]
    start = end - len(run)
    known = authorities()
    run = known.joined.sub(lambda name: "#" * len(name[0]), run)
    before = "" if _LISTED_RE.fullmatch(text, 0, start) else text[start - 1 : start]
    cue = known.cue.match(run)
    cut = cue.end() if cue else 0
    if before.isdigit() and run[:1] in ("年", "月", "日"):
        cut = max(cut, 1)
    if (cut or before not in _GO_ON) and (particle := known.particle.match(run)):
        cut = max(cut, particle.end())
    if run.endswith(_BY):
        return end
    cut += bool(_FORMER_RE.match(run, cut))
    if issuer := _ISSUER_RE.match(run, cut):
        cut = issuer.end() if longest == _LONGEST_CODE else cut
    return start + cut if end - start - cut <= longest else end


def _jointly(text: str, start: int, end: int) -> int:
    """Where the organs begin that have issued an order together, all of them alone in its bracket; else `start`."""
    joint = _JOINT_RE.search(text, max(0, end - _LONGEST_JOINT), end)
    if not joint or authorities().cue.match(joint[1]):
        return start
    *others, _ = _APART_RE.split(joint[1])
    apart = bool(others) and all(len(organ) > 1 and organ[-1] in _ORGAN_ENDS for organ in others)
    return joint.start(1) if apart or start == end else start


_LONGEST_JOINT = 100
_JOINT_RE = re.compile(f"{OPEN}([{HAN} 、]*(?:令|公告))$")
_APART_RE = re.compile("[ 、]")
_ORGAN_ENDS = frozenset("部委局署办会院行厅府")


def _tight(text: str) -> str:
    return "".join(text.split())
