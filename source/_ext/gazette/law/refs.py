"""References as people write them, as values: 文号, 《title》, 第十二条第二款第（三）项.

A :class:`Ref` is a document, by 文号 or title or both, and a place in it; either may be missing. ``parse`` takes what a
person types, in full or half width, with Chinese or Arabic numbers, simplified or traditional 条项编节号; ``str`` gives
back the one canonical spelling, and ``parse(str(ref)) == ref``.

Pure: no Sphinx, no docutils. What stands in running text (lists, ranges, 前款) is found by :mod:`gazette.law.mentions`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from ..characters import HAN
from .numerals import NUMERAL, number
from .places import Place, clean, read_place

__all__ = [
    "DOCNO_PATTERN",
    "ORDER_PATTERN",
    "Docno",
    "Ref",
    "docno_of",
    "in_title_marks",
    "inner_marks",
    "parse",
    "parse_docno",
    "title_key",
]


@lru_cache(maxsize=8192)
def title_key(title: str) -> str:
    """Fold a title to what identifies it: without marks, quotes and spaces, and without 中华人民共和国 before it.

    >>> title_key("《中华人民共和国黄河保护法》") == title_key("黄河保护法")
    True
    >>> title_key("山东省〈党政机关公文处理工作条例〉实施办法(试行)")
    '山东省党政机关公文处理工作条例实施办法（试行）'
    """
    key = _MARKS_RE.sub("", clean(title))
    return key.removeprefix("中华人民共和国") or key


_MARKS_RE = re.compile("[《》〈〉<>＜＞“”‘’\"'「」『』]")


class Docno(NamedTuple):
    """A 文号: organ code, year, number (济政发〔2019〕19号); an order has no year (济南市人民政府令第277号)."""

    organ: str
    year: int | None
    number: int

    def __str__(self) -> str:
        return f"{self.organ}第{self.number}号" if self.year is None else f"{self.organ}〔{self.year}〕{self.number}号"


_OPEN, _SHUT = r"[〔\[［（【﹝〖{]", r"[〕\]］）】﹞〗}]"
DOCNO_PATTERN = rf"(?P<organ>[{HAN}]{{1,20}}){_OPEN}(?P<year>[0-9]{{4}}){_SHUT}第?(?P<number>[0-9]{{1,5}})号"
"""济政发〔2019〕19号, 济政发[2019]19号, 国办发（2021）第14号; of cleaned text."""
ORDER_PATTERN = (
    rf"(?P<order>[{HAN}]{{1,20}}令)(?P<round>（)?第(?P<no>{NUMERAL})号(?(round)）)"
    rf"|(?P<office>[{HAN}]{{1,20}})(?:第|(?<=[部局委会院府席]))(?P<nth>{NUMERAL})号令"
)
"""国务院令第565号, 市政府令（第277号）, 省政府第311号令, 建设部110号令; of cleaned text."""
_DOCNO_RE = re.compile(DOCNO_PATTERN)
_ORDER_RE = re.compile(ORDER_PATTERN)


def docno_of(match: re.Match[str]) -> Docno | None:
    """Turn a match of DOCNO_PATTERN or ORDER_PATTERN into a value; None when its number is none."""
    groups = match.groupdict()
    if groups.get("year"):
        return Docno(groups["organ"], int(groups["year"]), int(groups["number"]))
    value = number(groups.get("no") or groups.get("nth") or "")
    organ = groups.get("order") or f"{groups.get('office')}令"
    return None if value is None else Docno(organ, None, value)


def parse_docno(text: str) -> Docno | None:
    """Read a whole text as a 文号, or None.

    >>> str(parse_docno("济政发[2019]第19号")), str(parse_docno("国务院令第五百六十五号")), parse_docno("第3条")
    ('济政发〔2019〕19号', '国务院令第565号', None)
    """
    text = clean(text)
    match = _DOCNO_RE.fullmatch(text) or _ORDER_RE.fullmatch(text)
    return docno_of(match) if match else None


class Ref(NamedTuple):
    """A reference: a document and a place in it. Without 文号 and title it speaks of the text in which it stands."""

    title: str | None = None
    """Without the outer 《》."""
    docno: Docno | None = None
    place: Place | None = None

    def __str__(self) -> str:
        """Spell the reference canonically: 《title》（文号）第十二条."""
        docno = "" if self.docno is None else str(self.docno)
        if self.title is not None:
            docno = f"《{self.title}》" + (f"（{docno}）" if docno else "")
        return docno + ("" if self.place is None else str(self.place))


def parse(text: str) -> Ref | None:
    """Read a whole text as a reference, or None.

    >>> str(parse("济政发[2019]19号第12条第2款")), str(parse("《云州市信用办法（试行）》 12条之一"))
    ('济政发〔2019〕19号第十二条第二款', '《云州市信用办法（试行）》第十二条之一')
    >>> str(parse("云州市信用办法第三条")), str(parse("第（三）项")), parse("，")
    ('《云州市信用办法》第三条', '第（三）项', None)
    """
    cleaned = clean(text)
    title, rest = _read_title(cleaned)
    docno, rest = _read_docno(rest, bracketed=title is not None)
    place, rest = read_place(rest)
    if rest and title is None and docno is None and place is None:
        title, place, rest = _read_bare_title(cleaned)
    if rest or (title, docno, place) == (None, None, None):
        return None
    return Ref(title, docno, place)


def _read_title(text: str) -> tuple[str | None, str]:
    if not text.startswith("《"):
        return None, text
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "《") - (char == "》")
        if depth == 0:
            return inner_marks(text[1:index]) or None, text[index + 1 :]
    return None, text


def inner_marks(title: str) -> str:
    """Give a title as it stands in 《》: titles inside it have 〈〉 (GB/T 15834—2011, 4.15)."""
    return title.replace("《", "〈").replace("》", "〉")


def in_title_marks(title: str) -> str:
    """Give 《title》, as a text cites it."""
    return f"《{inner_marks(title)}》"


_BRACKETED_RE = re.compile("（([^（）]+)）|（([^（）]*（[^（）]+）[^（）]*)）")


def _read_docno(text: str, *, bracketed: bool) -> tuple[Docno | None, str]:
    if bracketed and (bracket := _BRACKETED_RE.match(text)):
        docno = parse_docno(bracket[1] or bracket[2])
        return (docno, text[bracket.end() :]) if docno else (None, text)
    match = _DOCNO_RE.match(text) or _ORDER_RE.match(text)
    docno = docno_of(match) if match else None
    return (docno, text[match.end() :]) if match and docno else (None, text)


_BARE_TITLE_RE = re.compile(rf"[{HAN}（）A-Za-z0-9、“”—·-]*[{HAN}）”]")
_BARE_PLACE_RE = re.compile(rf"第?{NUMERAL}(?:条|章|编)|附件|第?[（]?{NUMERAL}[）]?(?:款|项)")


def _read_bare_title(text: str) -> tuple[str | None, Place | None, str]:
    for match in _BARE_PLACE_RE.finditer(text):
        place, rest = read_place(text[match.start() :])
        if place and not rest and _BARE_TITLE_RE.fullmatch(text[: match.start()]):
            return text[: match.start()], place, ""
    return (text, None, "") if _BARE_TITLE_RE.fullmatch(text) else (None, None, text)
