"""Repeals: which of its citations a document ends.

A citation is repealed where the text says so of it: 《…》同时废止, 废止《…》, or an entry of a list under such words.
Not where it speaks of repeal in general (修改或废止), of a part (《…》第三条废止) or of the past (已废止).
Standard library only.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from converters.annotations.citations import Cited
from converters.annotations.listed import is_entry
from converters.annotations.running import words
from converters.model import Block, Kind
from converters.printed.characters import HAN
from converters.printed.numerals import LIST_NUMBER

_ENDS = "(?:废止|停止(?:执行|施行|使用)|终止执行|不再(?:执行|施行)|(?:宣布)?失效|作废)"
_HINT_RE = re.compile("废止|停止|终止|不再|失效|作废")
"""What all of them hold"""

_BRACKET = "(?:文件?)?(?:（[^（）]{0,200}）)?"
"""What may stand behind a title, or a 文号"""
_ISSUED = "[^《》。；，、]{0,40}(?:印发|发布|公布|颁布|下发|制定|出台)的"

_ENDS_RE = re.compile(f"{_ENDS}(?![前后的时或]|之[前后日])")

_SUBJECT_RE = re.compile(
    f"""
    ）? {_BRACKET} (?:等)? (?:[0-9０-９一二三四五六七八九十百]{{1,4}}[件部项个份])?    # 等3件
    (?:的?(?:行政|市政府|政府)?(?:规范性|政策性)?(?:文件|规章|文))?              # 文件
    [，]? (?:(?:自|从|于)[^，。；《》]{{1,40}}?[起日时])? [，]?                  # 自本办法施行之日起
    (?:同时|届时|同步|一并|即行|自[行动]|相应|随之|均|全部|也|亦|予以|立即|现|正式|即)*
    """,
    re.VERBOSE,
)
"""Between what is repealed and 废止."""

_FORMER_RE = re.compile(
    f"(?:原(?P<kind>[{HAN}]{{2,8}}?)|该(?:文件|通知|意见|办法|规定)){_SUBJECT_RE.pattern}$", re.VERBOSE
)
"""现对《…暂行办法》（…）作了修订，原暂行办法同时废止: what stands above, named once; 该文件停止执行: the last"""

_OBJECT_RE = re.compile(f"[：:]?{LIST_NUMBER}?(?:了|原|{_ISSUED})?")
"""Between 废止 and what is repealed; 下列文件废止：1.《…》；2.《…》 on one line too."""

_LINK_RE = re.compile(
    f"{_BRACKET}(?:[；，、]?{LIST_NUMBER}|[；、，]?)(?:和|与|及|以及|并)?(?:其|原|{_ISSUED}|原?[^《》。；，、的]{{2,16}})?"
)
"""Between two members of a list."""

_LINKED_RE = re.compile(f"{_BRACKET}(?:[、和与及以《])")
"""How such a passage begins; a comma alone does not make a list: 依据《甲法》，《乙办法》同时废止."""

_LISTED_RE = re.compile(f"{_LINKED_RE.pattern}|{_BRACKET}(?:[；，]?{LIST_NUMBER}|；(?=《[^《》]*》{_BRACKET}[；。]))")
"""The same behind 废止：, where an entry of a list ends with a semicolon, and the next may have a number"""

_NOT_NOW_RE = re.compile("(?:[不未已或拟]|不[得予]|或者|(?:修改|修订|清理|调整)[和、及与]|建议|[申提]请|关于|要求)$")
"""What before 废止 takes the claim away."""

_NAMES_RE = re.compile(f"{_BRACKET}(?:等[^。；，]{{0,20}})?的(?:决定|通知|公告|通告|说明|议案)")
"""废止《…》的决定 is the title of another document."""

_THESE = "(?:[下以]列|以下|如下)"
_HEADS_LIST_RE = re.compile(
    f"(?:{_THESE}[^：]{{0,60}}{_ENDS}|{_ENDS}[^：]{{0,40}}{_THESE}[^：]{{0,20}})：?$|[对将][^：]{{0,60}}{_ENDS}：$"
    f"|{_ENDS}[^：]{{0,40}}(?:目录|清单|文件|规章|法规)(?:（[^（）]{{0,20}}）)?：?$"
)
"""下列文件自本决定公布之日起废止：, 废止下列12件文件，自公布之日起停止执行, 二、对下列规章予以废止,
对2部规章予以废止：, 附件2 失效的规范性文件目录（28件）"""

_OTHER_LIST_RE = re.compile("修改|修订|保留|继续有效|继续执行|继续实施|拟|建议|不得")
_LONGEST_HEAD, _LONGEST_GAP, _LONGEST_FORMER = 200, 240, 60


def find_repeals(blocks: Sequence[Block], citations: Sequence[Cited]) -> tuple[Cited, ...]:
    """Return those citations that the document itself ends, in order.

    `citations` are those of the same blocks. A title of the document is no repeal: what 关于废止…的决定 ends stands in
    its text. What a text names by its title only, and its list with the 文号, is one repeal.
    """
    if not citations or not _HINT_RE.search("".join([block.text for block in blocks])):
        return ()
    by_block = {index: list(group) for index, group in groupby(citations, key=lambda c: c.block)}
    found: list[Cited] = []
    listing = False
    for index, block in enumerate(blocks):
        cited = _outermost(by_block[index]) if index in by_block else []
        if not (cited or listing or _HINT_RE.search(block.text)):
            continue
        listing = _lists_repeals(block, cited, listing)
        if listing and (entry := _entry(block, cited)):
            found += entry
        elif block.kind is not Kind.TITLE:
            ended = {c.start for c in _repealed(block.text, cited)}
            found += [c for c in cited if c.start in ended]
    numbered = {c.title for c in found if c.docno}
    return tuple(c for c in found if c.docno or c.title not in numbered)


def _outermost(citations: Sequence[Cited]) -> list[Cited]:
    """Leave out what stands inside another citation: the 文号 of an amendment, in the bracket of the law."""
    kept: list[Cited] = []
    for citation in citations:
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return kept


def _lists_repeals(block: Block, cited: Sequence[Cited], before: bool) -> bool:
    """Whether the block heads, or goes on with, a list of what is repealed."""
    if block.kind is Kind.ROW or _entry(block, cited):
        return before
    text = words(block).removesuffix("。")[-_LONGEST_HEAD:]
    tail = text[max(text.rfind("。"), text.rfind("；")) + 1 :]
    return bool(_HINT_RE.search(tail) and _HEADS_LIST_RE.search(tail) and not _OTHER_LIST_RE.search(tail))


def _entry(block: Block, cited: Sequence[Cited]) -> Sequence[Cited]:
    """What a block names as an entry of a list, at times several with one number; nothing where it is none."""
    named = list(_chain(block.text, cited, 0, 1)) if cited else []
    return next((some for some in (named, named[:1]) if some and is_entry(block, some[0].start, some[-1].end)), ())


def _repealed(text: str, cited: Sequence[Cited]) -> Iterator[Cited]:
    """Find what a sentence of the block says to be repealed: behind 废止 if it stands there, else before it."""
    for match in _ENDS_RE.finditer(text) if cited else ():
        before = bisect_right(cited, match.start(), key=lambda c: c.end) - 1
        after = bisect_left(cited, match.end(), key=lambda c: c.start)
        if after < len(cited) and _gap(_OBJECT_RE, text, match.end(), cited[after].start):
            listed = list(_chain(text, cited, after, 1))
            now = not _NOT_NOW_RE.search(text, max(0, match.start() - 4), match.start())
            if now and not _NAMES_RE.match(text, listed[-1].end):
                yield from listed
        elif before >= 0 and _gap(_SUBJECT_RE, text, cited[before].end, match.start()):
            yield from _chain(text, cited, before, -1)
        elif former := _FORMER_RE.search(text, max(0, match.start() - _LONGEST_FORMER), match.start()):
            above = cited[: before + 1] if former["kind"] else cited[max(before, 0) : before + 1]
            meant = [c for c in above if (c.title or "").endswith(former["kind"] or "")]
            yield from meant if len(meant) == 1 else ()


def _chain(text: str, cited: Sequence[Cited], index: int, step: int) -> Iterator[Cited]:
    """Return a citation and those that stand in one list with it, before (-1) or behind it (1)."""
    yield cited[index]
    while 0 <= index + step < len(cited):
        one, two = cited[min(index, index + step)], cited[max(index, index + step)]
        linked = _gap(_LINK_RE, text, one.end, two.start) and (_LINKED_RE, _LISTED_RE)[step > 0].match(text, one.end)
        if not linked or _ENDS_RE.search(text, one.end, two.start):
            return
        index += step
        yield cited[index]


def _gap(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST_GAP and bool(pattern.fullmatch(text, start, end))
