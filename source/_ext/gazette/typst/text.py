"""Typst source from plain values: escaping, calls, printed numbers, title lines. Pure; nothing here knows docutils."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

from ..characters import HAN
from ..law.numerals import levelled
from ..pages.titles import pieces
from ..pinyin import syllables

SPECIAL_RE = re.compile(r"[!-/:-@\[-`{-~]")
"""ASCII punctuation: all that Typst's markup gives a meaning to, and a backslash takes the meaning from each."""
SPACE_RE = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029 ]+")
"""What Typst's markup holds for space or line end; U+3000 and U+00A0 are text."""
CONTROL_RE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
"""No face has a glyph for them, and no text means them."""

UNIT_RE = re.compile("[0-9]+[年月日号]")
"""Digits with their unit."""
HAN_RE = re.compile(f"[{HAN}]")

DIVISION_RE = re.compile(r"(第[^　 ]{1,8}[编章节])[　 ]*")
DOCNO_RE = re.compile(r"(?P<code>[^〔〕0-9]+?)(?:〔(?P<year>[0-9]{4})〕)?第?(?P<number>[0-9]+)号")
"""济政发〔2019〕19号, 济南市人民政府令第277号."""
ANNEX_RE = re.compile(r"(附[件录表]?[0-9０-９一二三四五六七八九十]*(?:[-－—–][0-9]+)?)[：:　 ]*")

TITLE_WIDTH = 20
"""Characters of 22 pt in 156 mm."""
CLAUSE_RE = re.compile(r"(?=关于)|(?<=印发|转发|批转|公布|发布|下达|调整|表彰|废止|修改)|(?=《)|(?<=》)")
"""Where the words of a title are cut before the segmenter is asked."""
KEPT_RE = re.compile(
    r"《[^《》]{1,16}》|[一-鿿]{0,2}[政府委办发改][一-鿿]{0,3}〔[^〔〕]{1,6}〕[0-9]*号?|[0-9]+年度?|[0-9]+[月日号]|第[一二三四五六七八九十百]+[届次]|[一二三四五六七八九十两]年"
)
"""What no break may split: short titles, 文号, dates."""
CLINGING_RE = re.compile(r"[的（）、，]")
"""No line begins with these."""
BREAKS = (
    (-10.0, re.compile(r".*(?:印发|转发|批转|公布|发布|下达|调整|表彰|废止|修改)"), re.compile(r"")),
    (0.0, re.compile(r".*"), re.compile(r"关于|《")),
    (20.0, re.compile(r".*"), re.compile(r"")),
)
"""What a break costs, by the line that it ends and the line that it begins; the first row that fits both counts."""


def markup(text: str) -> str:
    r"""Write text as Typst markup that prints it and does nothing else; runs of white space become one space.

    >>> print(markup('1. #set *x*'))
    1\. \#set \*x\*
    """
    return SPACE_RE.sub(" ", SPECIAL_RE.sub(r"\\\g<0>", CONTROL_RE.sub("", text)))


def running(text: str) -> str:
    """Write text as `markup` does, with digits that no line end parts from their 年, 月, 日 or 号.

    >>> running("自2019年2月起")
    '自#spaced[2019年];#spaced[2月];起'
    """

    def call(found: re.Match[str]) -> str:
        before = found.string[: found.start()][-1:]
        return f"#{'spaced' if HAN_RE.match(before) else 'whole'}[{found[0]}];"

    return UNIT_RE.sub(call, markup(text))


def string(text: str) -> str:
    r"""Write text as a string of Typst's code.

    >>> print(string('a "b" \\'))
    "a \"b\" \\"
    """
    plain = SPACE_RE.sub(" ", CONTROL_RE.sub("", text))
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def value(data: object) -> str:
    """Write None, numbers, text, sequences and mappings as Typst code.

    >>> value({"page": 3, "docno": None, "issuers": ["甲"]})
    '(page: 3, docno: none, issuers: ("甲",))'
    """
    if data is None:
        return "none"
    if isinstance(data, bool):
        return str(data).lower()
    if isinstance(data, (int, float)):
        return repr(data)
    if isinstance(data, str):
        return string(data)
    if isinstance(data, dict):
        return "(" + (", ".join(f"{name}: {value(item)}" for name, item in data.items()) or ":") + ")"
    if isinstance(data, Iterable):
        return "(" + "".join(f"{value(item)}, " for item in data).removesuffix(" ") + ")"
    raise TypeError(f"no Typst value for {data!r}")


@dataclass(frozen=True, slots=True)
class Numbered:
    """Text that begins with a printed number."""

    number: str
    level: int
    rest: str


def numbered(text: str, place: str | int) -> Numbered | None:
    """Split the printed number from the text that it begins; None where there is none.

    Takes its anchor, or where it stands in its list: there a number may stand straight before a figure.

    >>> numbered("（三）规划", "h1-3"), numbered("3.60家企业", 3)
    (Numbered(number='（三）', level=2, rest='规划'), Numbered(number='3.', level=3, rest='60家企业'))
    """
    if found := levelled(text, str(place)):
        number, level = found
        return Numbered(number, level, text.removeprefix(number).lstrip(" "))
    return None


def docno_key(docno: str) -> str:
    """Give the place of a 文号 in an index: pinyin of the organ's code, year, number.

    >>> docno_key("济政发〔2019〕19号")
    'jizhengfa/2019/00019'
    """
    found = DOCNO_RE.fullmatch(docno)
    if found is None:
        return pinyin(docno)
    return f"{pinyin(found['code'])}/{found['year'] or '0000'}/{int(found['number']):05d}"


@cache
def pinyin(text: str) -> str:
    """Spell text in pinyin without its spaces, to sort it."""
    return "".join(syllables(SPACE_RE.sub("", text)))


def width(text: str) -> float:
    """Give the width in characters: half-width ones count half."""
    return sum(0.5 if char < "\u2000" else 1.0 for char in text)


def title_lines(text: str, most: float = TITLE_WIDTH) -> tuple[str, ...]:
    """Break a title as it is set: where a space stands; else the fewest lines, equal ones, no waist, between words.

    Typesetters' rule: 词意完整，排列对称，长短适宜. A word that is wider than a line is broken anywhere.

    >>> title_lines("云州市人民政府关于印发云州市公共雨伞管理办法（试行）的通知")
    ('云州市人民政府关于印发', '云州市公共雨伞管理办法（试行）的通知')
    """
    return tuple(line for part in text.split(" ") if part for line in _lines(part, most)) or (text,)


def _lines(text: str, most: float) -> tuple[str, ...]:
    words = [part for word in _words(text) for part in _chopped(word, most)]
    count = 1
    while not (best := _best(words, count, most)):
        count += 1
    return best


def _chopped(word: str, most: float) -> list[str]:
    if width(word) <= most:
        return [word]
    step = int(most)
    return [word[start : start + step] for start in range(0, len(word), step)]


def _words(text: str) -> list[str]:
    """Cut text between words, with what must stay whole in one piece."""
    whole = {at for found in KEPT_RE.finditer(text) for at in range(found.start() + 1, found.end())}
    whole |= {found.start() for found in CLINGING_RE.finditer(text)}
    words = [word for clause in CLAUSE_RE.split(text) if clause for word in pieces(clause)]
    cuts = {0, len(text), *accumulate(len(word) for word in words)} - whole
    return [text[start:end] for start, end in pairwise(sorted(cuts | {0, len(text)}))]


def _best(words: Sequence[str], count: int, most: float) -> tuple[str, ...]:
    """Give the most balanced division into ``count`` lines, or () where a line would be too wide."""
    mean = width("".join(words)) / count
    ways: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for _ in range(count):
        following: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (cost, lines) in ways.items():
            for end in range(start + 1, len(words) + 1):
                line = "".join(words[start:end])
                if width(line) > most:
                    break
                way = (cost + (width(line) - mean) ** 2 + _break(lines, line), (*lines, line))
                following[end] = min(following.get(end, way), way)
        ways = following
    return ways.get(len(words), (0.0, ()))[1]


def _break(lines: tuple[str, ...], line: str) -> float:
    """Charge for the break before ``line``, and for a line narrower than both its neighbours."""
    if not lines:
        return 0.0
    cost = next(cost for cost, before, after in BREAKS if before.fullmatch(lines[-1]) and after.match(line))
    waist = len(lines) > 1 and width(lines[-1]) < min(width(lines[-2]), width(line))
    return cost + (50.0 if waist else 0.0)
