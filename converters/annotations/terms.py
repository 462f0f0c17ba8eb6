"""Terms that a document sets: short names, definitions, scopes.

==========  ======================================  ===============================
via         sample                                  term, what it is set for
==========  ======================================  ===============================
short       职工基本医疗保险（以下简称职工医保）    职工医保, 职工基本医疗保险
definition  本办法所称夜市，是指…                   夜市, 是指 to the full stop
scope       各区县（含高新区，下同）                各区县, 含高新区
==========  ======================================  ===============================

A short name that is defined in the same breath (…（以下简称预付卡）是指…) is one term, `short`. Standard library only.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from operator import itemgetter

from converters.annotations.abbreviations import Abbreviation, find_abbreviations
from converters.annotations.running import UNREAD
from converters.model import Block, Term, Via
from converters.printed.attributions import is_attribution
from converters.printed.authorities import authorities
from converters.printed.brackets import brackets
from converters.printed.characters import CLOSING, OPENING


def find_terms(blocks: Sequence[Block]) -> Iterator[Term]:
    """Find the terms of one document, in the order of the text."""
    for block in blocks:
        text = block.text
        if ("称" in text or "指" in text or "下同" in text) and block.kind not in UNREAD:
            found = sorted((*_short(text), *_defined(text), *_scoped(text)), key=itemgetter(0))
            yield from (Term(block.line_at(start), term, meaning, via) for start, term, meaning, via in found)


_Found = tuple[int, str, str | None, Via]
"""Where a term stands, the term, what it is set for, and how."""


# ------------------------------------------------------------------ short names


def _short(text: str) -> Iterator[_Found]:
    for abbreviation in find_abbreviations(text):
        start = text.index(abbreviation.term, abbreviation.name_start)
        yield start, abbreviation.term, abbreviation.full or _long(text, abbreviation), Via.SHORT


def _long(text: str, short: Abbreviation) -> str | None:
    """Find what a short name stands for: the 《title》 before it, or the noun phrase that has its characters in order.

    One name for several (以下统称) has no phrase of its own: where the list begins is not told.
    """
    if _SEVERAL_RE.search(text, short.start, short.name_start):
        return None
    before = text[max(0, short.start - _LONGEST_PHRASE) : short.start]
    if title := _TITLE_RE.search(before):
        return title["title"]
    before = before.rstrip("，,：:" + OPENING)
    phrase = _PHRASE_RE.split(before)[-1]
    if len(phrase) < len(before) and before[-len(phrase) - 1] in CLOSING:
        phrase = phrase.lstrip("和及与、")
    first = len(phrase) - len(short.term) if phrase.endswith(short.term) else _spread(short.term, phrase)
    return None if first is None else phrase[_lead(phrase, first) :] or None


_LONGEST_PHRASE = 120

_SEVERAL_RE = re.compile("[统合]称|分别")

_TITLE_RE = re.compile("《(?P<title>[^《》]+)》(?:[（(][^（）()《》]*|[（(][^（）()《》]*[）)][（(]?)?$")
"""《…》（以下简称, 《…》（云政发〔2024〕3号，以下简称"""

_PHRASE_RE = re.compile("[，。；：、！？“”《》（）()]|是指")
"""Where a noun phrase cannot go on."""


def _spread(term: str, phrase: str) -> int | None:
    """Where a phrase begins that has the characters of a term in their order; None when it has not."""
    place, first = -1, None
    for char in term:
        place = phrase.find(char, place + 1)
        if place < 0:
            return None
        first = place if first is None else first
    return first


def _lead(phrase: str, first: int) -> int:
    """Where the noun phrase begins that reaches to `first`: behind the last verb or particle before it."""
    before = ((lead, phrase.rfind(lead, 0, first)) for lead in authorities().leads)
    return max((at + len(lead) for lead, at in before if at >= 0 and not _INSIDE_RE.match(phrase, at)), default=0)


_INSIDE_RE = re.compile(
    "(?:具有|参加|属于|负责)[^的]+的|经(?=[济营验费])|对(?=[外象])|报(?=[告刊社])|在(?=线)|(?<=[行作])为"
)
"""具有检测资质的专业机构, 云州经济特区: the verb begins what describes the noun, or is only a part of a word."""


# ------------------------------------------------------------------ definitions

_DEFINITION_RE = re.compile(
    """
    (?: ^ | (?<=[。；：]) | (?<=，)(?=“) )
    (?: 第[^条]{1,8}条(?:之[一二三四五六七八九十])? [ \u3000]? )?                    # 第三条　本办法所称…
    (?P<number> [（(\\[［〔]?[0-9０-９一二三四五六七八九十]{1,3}[）)、.．\\]］〕] [ ]? )?        # （一）夜市，是指…
    (?P<said> “?(?:本|前|《[^《》]{1,60}》)[^，。；：所《》]{0,12}(?:所称|中|所指)的?         # 本办法所称, 《条例》所称
      | (?:这里)?所称的? | 前[款条]规定的 )?
    (?P<term> “[^“”]{1,40}” | [^，。；：（）()“”《》]{1,40}? )
    (?: [（(][^（）()]{1,80}[）)] )?
    [，：]? (?P<verb> 是指 | 系指 | 指的是 | (?<=[，：”])指 | (?<=，)(?:包括|包含|即|是|为) )
    (?! 导(?!致) | 定(?![期点量向时]) | 出(?![现生资口租具让售]) | 引(?![发起进]) | 标(?![准志识])  # 重点是指导企业
      | 明(?!确) | 使(?!用) | [挥派示责望令] )                                                   # is none
    """,
    re.VERBOSE,
)
_MEANS_RE = re.compile("指(?:(?<=[是系，：”].)|的是)|称(?<=所.)[^，。]+，(?:包[括含]|[即为是])")
"""What every definition holds, and not what is only about 指导 and 指标"""

_NOT_A_TERM_RE = re.compile("重点|任务|目的|工作|也就$|主要|其$|这$|即$")


def _defined(text: str) -> Iterator[_Found]:
    matches = list(_DEFINITION_RE.finditer(text)) if _MEANS_RE.search(text) else []
    for match, following in zip_longest(matches, matches[1:]):
        term = match["term"].strip("“”「」")
        end = following.start() if following else len(text)
        meaning = text[match.end() : end].partition("。")[0].strip("，：； ")
        told = meaning or text.endswith("：", match.end())  # what it means is listed below
        named = "所称" in (match["said"] or "") or not _NOT_A_TERM_RE.search(term)
        if _tells(match) and told and named and not any(find_abbreviations(match[0])):
            yield match.start("term") + match["term"].index(term), term, meaning or None, Via.DEFINITION


def _tells(match: re.Match[str]) -> bool:
    """Whether the verb of a definition says enough: （一）夜市：指…; 本办法所称夜市，包括…; else 是指."""
    said, verb = match["said"] or "", match["verb"]
    return "所称" in said or ("指" in verb and bool(len(verb) > 1 or match["number"] or said))


# ----------------------------------------------------------------------- scopes

_SCOPE_RE = re.compile("(?P<what>.+?)[，,；;、]?下同")
_HEAD_RE = re.compile("(?:(?<=[）》”])[和及与])?(?P<phrase>(?:[^，。；：、！？“”《》（）()]|（[^（）]{1,4}）){1,40})$")
"""The words before a bracket: 税务部门征收的失业保险费（含…"""


def _scoped(text: str) -> Iterator[_Found]:
    for pair in brackets(text) if "下同" in text else ():
        match = _SCOPE_RE.fullmatch(pair.inner)
        head = _HEAD_RE.search(text, max(0, pair.start - 41), pair.start) if match else None
        if match and head and not is_attribution(pair.inner) and not any(find_abbreviations(pair.inner)):
            term = head["phrase"][_lead(head["phrase"], len(head["phrase"])) :].strip()
            if term:
                yield text.rindex(term, 0, pair.start), term, match["what"].rstrip(CLOSING + "，"), Via.SCOPE
