"""Validity: from which day a document applies, and to which, by its own words.

Only the document's own clause counts, or that of the text it prints: 本办法自…起施行; 现予公布，自…起施行. Not when a
measure in it begins (自2020年2月1日起，禁用区内禁止…), not what it says of others, not what stands in quotation marks.
Standard library only.

Terms are counted as 民法典 201 and 202 say: the day of printing does not count, so that 自印发之日起30日后 is the 31st
day after it; a term of years ends the day before the corresponding one, so that 自2020年1月1日起, 有效期3年 ends on 31
December 2022.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from converters.annotations.running import UNREAD
from converters.model import Block, Kind
from converters.printed.authorities import authorities, without_brackets
from converters.printed.characters import HAN, without_blanks
from converters.printed.dates import DATE_PATTERN, MONTH_PATTERN, after, first_day, last_day
from converters.printed.numerals import ARABIC, DIGIT, HAN_NUMERAL, NUMERAL, parse


@dataclass(frozen=True, slots=True)
class Validity:
    """First and last day in force, as ISO dates; None where the text does not tell."""

    effective: str | None = None
    expires: str | None = None


class Days(NamedTuple):
    """Days of a document, ISO dates, that its clauses speak of without telling them."""

    printed: str | None = None
    """自印发之日起: of printing, or of signature where no printing is told."""
    passed: str | None = None
    """自通过之日起: on which a meeting passed it."""


def find_validity(blocks: Sequence[Block], days: Days, titles: Sequence[str] = ()) -> Validity:
    """Return the validity of one document.

    `titles` are its own and those it encloses. The first clause decides; one in an annex, or in another text than the
    first that it encloses, does so only where none stands before, and none of these differs.
    """
    day = _Dates(*(date.fromisoformat(told) if told else None for told in days))
    own = {without_brackets(without_blanks(title)) for title in titles}
    told = [(i, clause) for i, block in enumerate(blocks) if _tells(block) for clause in _clauses(block, day, own)]
    if not told:
        return Validity()
    beside = _beside(blocks)
    text, others = [clause for i, clause in told if i < beside], [clause for i, clause in told if i >= beside]
    if not text and len({c.start for c in others if c.start}) < 2 > len({c.end for c in others if c.end}):
        text = others
    effective = next((c.start for c in text if c.start), None)
    expires = next((end for c in text if (end := _end(c, effective))), None)
    return Validity(_iso(effective), _iso(expires))


def _beside(blocks: Sequence[Block]) -> int:
    """Where the first annex begins, or the second enclosed text."""
    annexes = (i for i, block in enumerate(blocks) if block.kind is Kind.ANNEX)
    enclosed = [i for i, block in enumerate(blocks) if block.kind is Kind.TITLE and block.style == "enclosed"]
    return min([next(annexes, len(blocks)), *enclosed[1:2]])


class _Dates(NamedTuple):
    """The same days as dates."""

    printed: date | None
    passed: date | None


@dataclass(frozen=True, slots=True)
class _Clause:
    """What one clause says of the first and the last day."""

    start: date | None = None
    end: date | None = None
    years: int = 0
    months: int = 0


# ---------------------------------------------------------------- clauses of its own

_ARTICLE_RE = re.compile(f"^第{NUMERAL}条(?:之{HAN_NUMERAL})?[ \u3000]*")
_NUMBER_RE = re.compile(
    f"^(?:[（(]{NUMERAL}[）)]|{HAN_NUMERAL}[、.．]|"
    f"{ARABIC}(?:(?:[.．]{DIGIT}{{1,2}}(?!{DIGIT}))+[、.．]?|[、.．]))[ \u3000]*"
)
"""What stands before the first sentence of a block: 第四十二条; （三）, 五、, 6.3"""

_PROMULGATES_RE = re.compile("现(?:将[^，。；]{0,160})?(?:予以?)?(?:公布|印发|发布|颁布|转发)")
"""现予公布，自…起施行; 现印发给你们，自…起施行"""

_CARRIES_RE = re.compile("由|经|已|的解释|有效|未尽|如|与|除")
"""What may follow 本办法 before the clause that has the date: 本办法由市商务局负责解释，自…起施行."""

_ASIDE_RE = re.compile("（(?P<words>[^（）]*)）$")
"""自2020年1月1日起施行（有效期3年）, 有效期3年（2020年1月1日至2022年12月31日）"""

_LINK_RE = re.compile("^的?[均并]?")
"""本办法均自…起施行; behind who explains it, 并自…起施行"""

_TELLS_RE = re.compile("施行|实施|执行|生效|试行|实行|有效")
_SPEAKS_RE = re.compile("[现《本以上](?:(?<=现)|(?<![^，].))")
"""Without which a sentence speaks of no document of its own: the subject of a clause, or 现, by which it is printed"""
_THIS = ("本", "以上", "上述")
_SENTENCE_END_RE = re.compile("[。；！？]")
_OTHER_KINDS = ("令", "文件")
_LONGEST_KIND = 12


def _tells(block: Block) -> bool:
    """Whether a block can tell a day or a term from which, or to which, something applies."""
    text = block.text
    dated = "日" in text or "月" in text or "年" in text
    return dated and _TELLS_RE.search(text) is not None and block.kind not in UNREAD


def _clauses(block: Block, days: _Dates, titles: set[str]) -> Iterator[_Clause]:
    """Find what a block says of the document's validity."""
    text = _ARTICLE_RE.sub("", block.text)
    own = text.startswith("自") and "。" not in text.rstrip("。")
    quoted, told = 0, False
    for sentence in _SENTENCE_END_RE.split(_NUMBER_RE.sub("", text)):
        own = (own or told) and sentence.startswith(("自", "有效期", "试行期"))
        if not own and not _SPEAKS_RE.search(sentence):  # as most of a long block
            quoted += sentence.count("“") - sentence.count("”")
            continue
        for clause in sentence.split("，"):
            inside, quoted = quoted > 0, quoted + clause.count("“") - clause.count("”")
            subject = 0 if inside else _subject(clause, titles)
            if own or subject:
                said = clause[subject:].strip()
                rest = _LINK_RE.sub("", _ASIDE_RE.sub("", said))
                found = None if inside else _read(rest, days)
                if found:
                    told = True
                    yield found
                    aside = _ASIDE_RE.search(said)
                    yield from filter(None, [_read(aside["words"], days)] if aside else ())
                own = bool(found) or (own and not subject) or bool(subject and _CARRIES_RE.match(rest))
            own = own or bool(_PROMULGATES_RE.search(clause))


def _subject(clause: str, titles: set[str]) -> int:
    """How much of a clause names the document itself: 本办法, 本实施意见（试行）, its own 《title》; 0 for nothing.

    本市标准 and 本项目计划 do not: only general words may stand between 本 and the kind of document.
    """
    if clause.startswith("《") and (end := clause.find("》")) > 0:
        return end + 1 if without_brackets(without_blanks(clause[1:end])) in titles else 0
    if not clause.startswith(_THIS):
        return 0
    this = 1 if clause[0] == "本" else 2
    kinds = (clause[this:end] for end in range(min(len(clause), _LONGEST_KIND), this, -1))
    known = authorities()
    return next((this + len(k) for k in kinds if k in _OTHER_KINDS or (known.is_bare(k) and known.has_authority(k))), 0)


# ------------------------------------------------------------------- their forms

_WHEN = f"(?:{DATE_PATTERN}|{MONTH_PATTERN})"
_COUNT = "(?:[0-9０-９]{1,4}|[一二两三四五六七八九十百]{1,5})"
_APPLIES = "(?:正式|开始|全面)?(?:施行|实施|执行|生效|试行|实行)"
_PERIOD = "(?:(?:有效期|试行期|暂行期|施行期|实施期|执行期)限?|期限)(?:暂定)?[为是]?"
_ITSELF = "(?:本?(?:文件|通知|公告|通告|意见|办法|规定))?"
_ISSUE_DAY = f"(?:{_ITSELF}(?:印发|发布|公布|颁布|下发|发文|颁发|签发)(?:施行)?之?日|即日)"

_FROM_RE = re.compile(
    f"""
    [自从于]?[ ]?
    (?: (?P<date>{_WHEN})(?:（含[^（）]{{0,4}}）|0时|[{HAN}]{{2,6}}(?=起))? | {_ISSUE_DAY} | (?P<passed>通过之?日) ) 起?
    (?: 满?[ ]?(?P<count>{_COUNT})[ ]?(?P<unit>日|天|个月|年)[之以]?后 )?
    (?: 起?{_APPLIES} | 起?计?算 | 试行(?P<years>{_COUNT})年 )
    """,
    re.VERBOSE,
)
"""自2020年2月1日起施行; 自2020年2月1日抄见气量起执行; 自印发之日起施行; 自公布之日起30日后施行; 自通过之日起施行;
自印发之日起试行一年; behind 有效期为5年，, 自2020年2月1日起计算"""

_TIME = "(?:施行|实施|执行|生效)(?:日期|时间)"
_DAY_RE = re.compile(f"{_TIME}[为是：](?P<date>{DATE_PATTERN})")
"""本办法施行日期为2020年2月1日"""

_BETWEEN_RE = re.compile(
    f"(?:{_PERIOD}|{_TIME}[为是：]?)?[自从]?(?:(?P<date>{_WHEN})|{_ISSUE_DAY})起?(?:{_APPLIES})?[至到—](?P<until>{_WHEN})止?(?:期间)?(?:有效|{_APPLIES})?"
)
"""自2020年1月1日起至2024年12月31日止执行; 有效期自2020年1月1日至2024年12月31日; 自印发之日起执行至2024年12月31日"""

_TERM_RE = re.compile(
    f"""
      (?:{_PERIOD}|有效|{_APPLIES}) (?:至|到|截至|截止|截止到|截至到|截止至) (?P<until>{_WHEN})止?
    | (?:{_PERIOD}|试行|暂定) (?: (?P<issued>自?{_ISSUE_DAY}起) | 自?(?:施行|实施|执行)之?日起 )? [ ]?
      (?P<count>{_COUNT})[ ]?(?P<unit>年|个月)
    | (?: 至(?P<last>{_WHEN})(?:止|有效) | 至?(?P<ends>{_WHEN})[止后]?(?:自[行动])?(?:废止|失效) )
    """,
    re.VERBOSE,
)
"""有效期至2024年12月31日; 有效期为五年; 有效期自印发之日起五年; 至2024年12月31日止; 2024年12月31日自行废止"""


def _read(clause: str, days: _Dates) -> _Clause | None:
    """Read what a clause says once its subject is taken off; None for a clause of another kind."""
    if match := _FROM_RE.fullmatch(clause):
        start = first_day(match["date"]) if match["date"] else days.passed if match["passed"] else days.printed
        if match["date"] and "月" not in match["date"]:
            return None  # 自2023年起实施 names no day
        if match["count"]:
            start = _later(start, match["count"], match["unit"])
        return _Clause(start, years=parse(match["years"] or ""))
    if match := _DAY_RE.fullmatch(clause):
        return _Clause(first_day(match["date"]))
    if match := _BETWEEN_RE.fullmatch(clause):
        return _Clause(first_day(match["date"]) if match["date"] else days.printed, last_day(match["until"]))
    if match := _TERM_RE.fullmatch(clause):
        if until := match["until"] or match["last"] or match["ends"]:
            return _Clause(end=last_day(until))
        count = parse(match["count"])
        term = _Clause(years=count) if match["unit"] == "年" else _Clause(months=count)
        return _Clause(end=_end(term, days.printed)) if match["issued"] else term
    return None


def _later(start: date | None, count: str, unit: str) -> date | None:
    """Return the day after a term that runs from the day after `start`: 自公布之日起30日后."""
    number = parse(count)
    if start is None or not number:
        return None
    terms = {"年": {"years": number}, "个月": {"months": number}}
    last = after(start, **terms.get(unit, {"days": number}))
    return last + timedelta(1) if last else None


def _end(clause: _Clause, effective: date | None) -> date | None:
    if clause.end or not (clause.years or clause.months) or effective is None:
        return clause.end
    corresponding = after(effective, years=clause.years, months=clause.months)
    return corresponding - timedelta(1) if corresponding else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
