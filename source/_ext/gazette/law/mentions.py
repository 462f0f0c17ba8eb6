"""What running text mentions: documents, and places in them or in the text itself. Pure: no Sphinx, no docutils.

:class:`Scanner` reads the paragraphs of one document in order, since a short name (以下简称《办法》) holds from where
it is given. It finds and classifies; what a mention leads to is decided by :mod:`gazette.law.answers`, which alone
knows the places that exist. The forms, in the order in which they are tried at one position:

===========  ==================================================  =====================================
form         sample                                              what it is
===========  ==================================================  =====================================
title        《信用办法》（云政发〔2019〕19号）第三条            a document, by title and 文号
docno        云政发〔2019〕19号第三条, 国务院令第565号           a document, by 文号
own          本办法第十条, 本规定附件2                           a place in the text itself
pointer      前款, 前两款, 本条第一款, 前款第二、四项            a place told from where it stands
alias        依照条例第三条 after （以下简称条例）               a document, by its short name
bare         第三条至第五条, 附件1, 见附录二                     a place in the text itself
decimal      按照4.1的规定, 见2.1.2, 本预案3.2.1                 the same, where sections are numbered so
===========  ==================================================  =====================================
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..characters import HAN
from .chains import CHAIN_HEAD, Link, rank_of, read_chain, units
from .decimals import read_decimals
from .mention import Context, Doubt, Mention, Pointer
from .numerals import number
from .places import Place, Rank, Step, fold
from .refs import DOCNO_PATTERN, ORDER_PATTERN, Docno, Ref, docno_of, inner_marks, title_key

__all__ = ["Scanner"]

_RULE_WORDS = "办法|规定|条例|规则|细则|意见|通知|方案|决定|规划|措施|制度|规范|标准|章程|公告|纲要|计划|政策|法"
_TITLE_RE = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
_RULE_TITLE_RE = re.compile(rf"(?:{_RULE_WORDS}|命令|法典|宪法)(?:（[^（）]*）)?$")
_STRAY_TITLE_RE = re.compile(r"《([^》]{1,120})》")
_BRACKET_RE = re.compile(r"（(?:[^（）]|（[^（）]{0,60}）){1,120}）")
_ALIAS_RE = re.compile(r"(?:简称|统称|以下称)(?:为|作)?[《“]?(?P<alias>[^《》“”（），。；]{2,30})[》”]?）$")
_OF_IT_RE = re.compile(r"(?:文件)?(?:中?的|中)?(?=第|附[件录表])")
_DOCNO_RE = re.compile(f"{DOCNO_PATTERN}|{ORDER_PATTERN}")
_OWN = rf"[{HAN}]{{0,4}}?(?:{_RULE_WORDS})(?={CHAIN_HEAD}|附件)"
_OWN_RE = re.compile(f"本{_OWN}")
_POINTED = (Rank.ARTICLE, Rank.PARAGRAPH, Rank.ITEM, Rank.SUBITEM, Rank.CHAPTER, Rank.SECTION)
_POINTER_RE = re.compile(
    rf"(?<![目之以提当此空史生跟向往面])(?P<which>[前上本])(?P<count>[一二两三四五])?(?:{units(*_POINTED)})"
)
_LED_RE = re.compile("(?:依照|按照|根据|依据|违反|符合|适用|执行|参照|遵守|违背)$")
"""Words after which 第三条 is a place."""
_FREE_BEFORE_RE = re.compile("(?:^|[，。；：、（“《》）除有由对与和及或者在按依至到照见指])$")
_FREE_AFTER_RE = re.compile(
    "$|[，。；：、（）“”]|规定|所|的|列|中|内|情形|情况|要求|和|或|及|与|以|至|执行|办理|处|予|依|适用|条件|标准|范围|内容"
    "|行为|事项|之|有关|外"
)
"""What may stand before and after a place; 建成第三条生产线 is none."""
_LAW_BEFORE_RE = re.compile(rf"[{HAN}]*(?:{_RULE_WORDS})$")
_LONGEST_NAME = 32
_LEAD_IN_RE = re.compile(
    r".*(?:根据|依据|按照|依照|贯彻|落实|执行|遵照|参照|违反|符合|适用|关于|印发|转发|废止|原|和|与|及|或|以|对|将|见|由"
    r"|在|按|日|经|被|取代|代替|发布|公布|修改)"
)
_LOCAL_RE = re.compile("(自治区|[省市县区州盟旗])(?:人民)?政府令")
_ANNEX_BEFORE = ("见", "按", "（", "入")
_TOKEN_RE = re.compile(
    rf"[《第附本前上](?:(?<=[《第附])|(?<=[本前上])(?=[一二两三四五]?[条款项目章节])|(?<=本)(?={_OWN}))"
)
"""What a form may begin with, but for a 文号; 本, 前 and 上 stand everywhere, and begin few."""
_MAY_RE = re.compile("[《〈本前上第附号號]")
"""A text without one of these mentions nothing."""
_DECIMAL_TOKEN_RE = re.compile(rf"{_TOKEN_RE.pattern}|(?<![0-9.A-Za-z第-])[0-9]{{1,2}}\.[0-9]")
_DECIMAL_MAY_RE = re.compile(f"{_MAY_RE.pattern}|[0-9０-９][.．][0-9０-９]")
"""The same, where sections are numbered in decimals."""
_SENTENCE_END_RE = re.compile("[。；！？]")


class _Line(NamedTuple):
    """A paragraph as the readers see it."""

    text: str
    """Folded."""
    docnos: Mapping[int, tuple[int, Docno]]
    """Where a 文号 begins → where it ends, and its value."""
    numbers: tuple[int, ...]
    """Where they begin, in order."""
    articled: bool
    foreign: bool = False
    """Whether a place of another document was named before in this sentence."""
    read: int = 0
    """Where the mention before ends."""


_Found = tuple[list[Mention], int]
_Reader = Callable[[_Line, int], _Found | None]


class Scanner:
    """Reads the paragraphs of one document, in the order of the text."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._aliases: dict[str, Ref] = {}
        self._may, self._token = (_DECIMAL_MAY_RE, _DECIMAL_TOKEN_RE) if context.decimals else (_MAY_RE, _TOKEN_RE)
        decimal = (self._decimal,) if context.decimals else ()
        self._readers: Mapping[str, tuple[_Reader, ...]] = {
            "《": (self._title,),
            "本": (self._own, self._pointer),
            "前": (self._pointer,),
            "上": (self._pointer,),
            "第": (self._bare, *decimal),
            "附": (self._bare,),
            **dict.fromkeys("0123456789", decimal),
        }
        """By the character that a form begins with; a 文号 begins with any."""

    def scan(self, text: str, *, articled: bool) -> tuple[Mention, ...]:
        """Find the mentions in a paragraph, in order, none overlapping another.

        ``articled`` says whether it stands in a numbered article; only there can 前款 and a bare 第三条 mean a place.
        """
        if not self._may.search(text):
            return ()
        folded = fold(text)
        docnos = self._docnos(folded)
        line = _Line(folded, docnos, tuple(sorted(docnos)), articled)
        found: list[Mention] = []
        position = 0
        while (start := self._next_token(line, position)) is not None:
            if _SENTENCE_END_RE.search(line.text, position, start):
                line = line._replace(foreign=False)
            mentions, position = self._read(line, start)
            if mentions:
                found += mentions
                foreign = line.foreign or any(m.ref.place and (m.ref.title or m.ref.docno) for m in mentions)
                line = line._replace(foreign=foreign, read=position)
        return tuple(found)

    def _next_token(self, line: _Line, position: int) -> int | None:
        match = self._token.search(line.text, position)
        at = bisect_left(line.numbers, position)
        starts = [*line.numbers[at : at + 1], *([match.start()] if match else [])]
        return min(starts, default=None)

    def _read(self, line: _Line, start: int) -> _Found:
        readers = (self._docno,) if start in line.docnos else self._readers[line.text[start]]
        for reader in readers:
            found = reader(line, start)
            if found is not None:
                return found[0], max(found[1], start + 1)
        return [], start + 1

    def _docnos(self, text: str) -> dict[int, tuple[int, Docno]]:
        found = {}
        for match in _DOCNO_RE.finditer(text) if "号" in text else ():
            docno = docno_of(match)
            if docno is not None:
                organ = self._organ(docno)
                found[match.start() + len(docno.organ) - len(organ)] = (match.end(), self._issued(docno, organ))
        return found

    def _organ(self, docno: Docno) -> str:
        """Cut off what precedes an organ code in running text: 贯彻鲁政字 → 鲁政字."""
        printed = str(docno)
        for cut in range(len(docno.organ)):
            if printed[cut:] in self._context.docnos:
                return docno.organ[cut:]
        return _LEAD_IN_RE.sub("", docno.organ, count=1) or docno.organ

    def _issued(self, docno: Docno, organ: str) -> Docno:
        local, seat = _LOCAL_RE.fullmatch(organ), self._context.seat
        return docno._replace(organ=f"{seat}人民政府令" if local and seat.endswith(local[1]) else organ)

    # The forms, as in the table above.

    def _title(self, line: _Line, start: int, docno: Docno | None = None, since: int | None = None) -> _Found | None:
        match = self._title_match(line.text, start)
        if match is None:
            return None
        title = _inner_marks(match[1])
        tail = _tail(line, match.end())
        ref = self._document(title, docno or tail.docno)
        if tail.alias:
            self._aliases[title_key(tail.alias)] = ref
        first = start if since is None else since
        loose = ref == Ref(title) and not self._cites(title)
        if tail.end == tail.cover:
            return self._with_places(line, first, tail.end, ref, loose=loose)
        named = [Mention(first, tail.cover, ref, loose=loose)]
        for begin in line.numbers[bisect_left(line.numbers, tail.cover) :]:
            if begin < tail.end:
                end, docno_there = line.docnos[begin]
                same = docno_there == ref.docno
                named.append(Mention(begin, end, ref if same else Ref(docno=docno_there), counted=not same))
        return self._with_places(line, tail.end, tail.end, ref, before=named)

    def _title_match(self, text: str, start: int) -> re.Match[str] | None:
        """Match a title; one with a stray 《 inside is taken only where the document is known to cite it."""
        stray = _STRAY_TITLE_RE.match(text, start)
        if stray and "《" in stray[1] and title_key(stray[1]) in (self._context.titles or ()):
            return stray
        return _TITLE_RE.match(text, start)

    def _cites(self, title: str) -> bool:
        if self._context.titles is None:
            return _RULE_TITLE_RE.search(title) is not None
        return title_key(title) in self._context.titles

    def _document(self, title: str, docno: Docno | None) -> Ref:
        """Name a document as fully as this text has named it so far."""
        key = title_key(title)
        if docno is not None:
            return self._aliases.setdefault(key, Ref(title, docno))
        return self._aliases.get(key) or Ref(self._context.own.get(key, title))

    def _docno(self, line: _Line, start: int) -> _Found | None:
        end, docno = line.docnos.get(start, (0, None))
        if docno is None:
            return None
        if line.text.startswith("《", end) and (found := self._title(line, end, docno, start)):
            return found
        return self._with_places(line, start, end, Ref(docno=docno))

    def _own(self, line: _Line, start: int) -> _Found | None:
        match = _OWN_RE.match(line.text, start)
        if match is None:
            return None
        links, end = read_chain(line.text, match.end(), start)
        return [_mention(link, Ref()) for link in links if link.steps], end

    def _pointer(self, line: _Line, start: int) -> _Found | None:
        match = _POINTER_RE.match(line.text, start) if line.articled else None
        if match is None:
            return None
        rank = rank_of(match)
        pointer = Pointer(rank, 0 if match["which"] == "本" else number(match["count"] or "一") or 1)
        links, end = read_chain(line.text, match.end(), start, below=rank)
        if not links:
            away = pointer.back or rank in (Rank.CHAPTER, Rank.SECTION)  # 本条 alone leads nowhere
            return ([Mention(start, end, Ref(), pointer)], end) if away else None
        return [_mention(link, Ref())._replace(pointer=pointer) for link in links], end

    def _bare(self, line: _Line, start: int) -> _Found | None:
        links, end = read_chain(line.text, start)
        if not links:
            return None
        if links[0].steps and links[0].steps[0].rank is Rank.ANNEX:
            told = line.text[start + 2 : end].strip() or line.text[max(start - 1, 0) : start] in _ANNEX_BEFORE
            there = self._has_annex(line.text[start : start + 2], links[0].steps[0])
            return ([_mention(link, Ref(), loose=True) for link in links] if told and there else []), end
        return self._bare_article(line, start)

    def _has_annex(self, word: str, step: Step) -> bool:
        """Tell whether an annex is called so: 附录1 is not 附件1."""
        annexes = self._context.annexes
        return word == "附件" if annexes is None else f"{word}{step.arabic}" in annexes

    def _bare_article(self, line: _Line, start: int) -> _Found | None:
        before = line.text[line.read : start]
        alias = max((name for name in self._aliases if before.endswith(name)), key=len, default="")
        if alias:
            return self._with_places(line, start - len(alias), start, self._aliases[alias])
        law = _LAW_BEFORE_RE.search(before[-_LONGEST_NAME:])
        name = _LEAD_IN_RE.sub("", law[0], count=1) if law else ""
        if not line.articled and not name:
            return None
        links, end = read_chain(line.text, start, start - len(name))
        doubt = Doubt.UNMARKED if name else _doubt(line, start, end, alone=len(links) == 1)
        return [_mention(link, Ref(name or None), doubt=doubt) for link in links], end

    def _decimal(self, line: _Line, start: int) -> _Found | None:
        links, end = read_decimals(line.text, start)
        own = bool(links) and links[0].start < start
        doubt = Doubt.FOREIGN if line.foreign and not own else None
        return ([_mention(link, Ref(), doubt=doubt) for link in links], end) if links else None

    def _with_places(
        self, line: _Line, start: int, end: int, ref: Ref, *, before: list[Mention] | None = None, loose: bool = False
    ) -> _Found:
        """Give the document, or the places of it that are named right after it."""
        of_it = _OF_IT_RE.match(line.text, end)
        links, chain_end = read_chain(line.text, of_it.end(), start) if of_it else ((), end)
        if not links:
            return before or [Mention(start, end, ref, loose=loose)], end
        return [*(before or ()), *(_mention(link, ref, loose=loose) for link in links)], chain_end


def _inner_marks(title: str) -> str:
    """Give titles inside a title the marks 〈〉; a stray 《 is nobody's."""
    if title.count("《") == title.count("》"):
        return inner_marks(title)
    return title.replace("《", "")


class _Tail(NamedTuple):
    """What the brackets after a title say."""

    docno: Docno | None
    alias: str | None
    cover: int
    """Where the link on the title ends: after （文号）, else after 》."""
    end: int


def _tail(line: _Line, start: int) -> _Tail:
    tail = _Tail(None, None, start, start)
    while bracket := _BRACKET_RE.match(line.text, tail.end):
        end, docno = line.docnos.get(bracket.start() + 1, (0, None))
        alias = _ALIAS_RE.search(bracket[0])
        if (docno is None or tail.docno) and (alias is None or tail.alias):
            break
        tail = _Tail(
            docno=tail.docno or docno,
            alias=alias["alias"] if alias else tail.alias,
            cover=bracket.end() if end == bracket.end() - 1 else tail.cover,
            end=bracket.end(),
        )
    return tail


def _mention(link: Link, ref: Ref, *, loose: bool = False, doubt: Doubt | None = None) -> Mention:
    return Mention(
        start=link.start,
        end=link.end,
        ref=ref._replace(place=Place(link.steps) if link.steps else None),
        since=Place(link.since) if link.since else None,
        counted=link.counted,
        loose=loose,
        doubt=doubt,
    )


def _doubt(line: _Line, start: int, end: int, *, alone: bool) -> Doubt | None:
    before = line.text[max(start - 2, 0) : start]
    sure = not alone or _LED_RE.search(before)
    if not sure and not (_FREE_BEFORE_RE.search(before) and _FREE_AFTER_RE.match(line.text, end)):
        return Doubt.CONTEXT
    return Doubt.FOREIGN if line.foreign else None
