"""Places in a document as people write them, as values: 第十二条第二款第（三）项, 附件2, 一、（二）3.

A :class:`Place` knows its canonical spelling and its anchor, the address that the converters gave it; a test holds this
table against theirs. Pure: no Sphinx, no docutils.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from .numerals import NUMERAL, han, number

__all__ = ["Place", "Rank", "Step", "annex_of", "article_of", "clean", "fold", "read_place"]


_FOLD = str.maketrans("０１２３４５６７８９．－()條項編節號〈〉", "0123456789.-（）条项编节号《》")
_FOLDED_RE = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]")
_SPACES_RE = re.compile("[ \t\n\r\u00a0\u2002-\u200b\u3000\ufeff]+")


def fold(text: str) -> str:
    """Fold digits to half width, round brackets to full width, 條項編節號 to simplified; nothing moves."""
    return text.translate(_FOLD) if _FOLDED_RE.search(text) else text  # most have none, and a search takes a tenth


def clean(text: str) -> str:
    """Fold, and drop spaces: what is left distinguishes references.

    >>> clean("济政发 〔２０１９〕19 號(一)")
    '济政发〔2019〕19号（一）'
    """
    return fold(_SPACES_RE.sub("", text))


class Rank(StrEnum):
    """What a printed number counts; the value is the object's type in the domain and in objects.inv."""

    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUBITEM = "subitem"
    DECIMAL = "decimal"
    HEADING = "heading"
    ANNEX = "annex"

    def below(self, other: "Rank") -> bool:
        """Tell whether a number of this rank may stand inside one of the other: 款 in 条, not 条 in 款."""
        ranks = list(Rank)
        return ranks.index(self) > ranks.index(other)


class Step(NamedTuple):
    """One number of a place."""

    rank: Rank
    number: int
    """From 1; 0 for a rank of headings that is not printed."""
    branch: int = 0
    """第十二条之一 has branch 1, and so has 附件3-1."""

    @property
    def arabic(self) -> str:
        """The number in digits, as annexes are numbered: 3-1."""
        return f"{self.number}-{self.branch}" if self.branch else str(self.number)


_HEADING_FORMS = ("{han}、", "（{han}）", "{arabic}.", "（{arabic}）")
"""How the four ranks of headings are printed, outermost first."""


class Place(NamedTuple):
    """Where in a document, from the outermost number to the innermost.

    >>> place = Place.parse("第12条2款第3项")
    >>> str(place), place.anchor
    ('第十二条第二款第（三）项', 'a12-k2-x3')
    >>> str(Place.of_anchor("f2-h1-2")), str(Place.of_anchor("a12z1")), str(Place.of_anchor("d2-1-h0-3"))
    ('附件2一、（二）', '第十二条之一', '2.1（三）')
    >>> str(Place.of_anchor("f2-d3-1")), str(Place.of_anchor("d2-1-h0-0-3"))
    ('附件2的3.1', '2.1的3.')
    """

    steps: tuple[Step, ...]

    @classmethod
    def parse(cls, text: str) -> "Place | None":
        """Read a whole text as a place, or None; an anchor (``a12-k2``) is taken, too."""
        place, rest = read_place(clean(text))
        return place if place and not rest else cls.of_anchor(text.strip())

    @classmethod
    def of_anchor(cls, anchor: str) -> "Place | None":
        """Read an anchor back; None for one without a number (``title``). ``-dup2`` tells copies apart, not places."""
        return _place_of(anchor)

    @property
    def anchor(self) -> str:
        """The address of this place in its document; a chapter before an article is not part of it."""
        parts: list[str] = []
        before = None
        for step in self._addressed():
            letter = "" if step.rank is before and before in _ROWS else _LETTERS[step.rank]
            before = step.rank
            parts.append(f"{letter}{step.number}" + (f"z{step.branch}" if step.branch else ""))
        return "-".join(parts)

    def _addressed(self) -> tuple[Step, ...]:
        ranks = [step.rank for step in self.steps]
        if Rank.ARTICLE not in ranks and Rank.CHAPTER not in ranks:
            return self.steps
        skipped = _DIVISIONS if Rank.ARTICLE in ranks else {Rank.PART}
        return tuple(step for step in self.steps if step.rank not in skipped)

    @property
    def rank(self) -> Rank:
        """The rank of the innermost number."""
        return self.steps[-1].rank

    def up_to(self, rank: Rank) -> "Place | None":
        """Cut the place off after a rank: 第十二条第二款 up to ARTICLE is 第十二条; None when it has no such rank."""
        for index, step in enumerate(self.steps, 1):
            if step.rank is rank:
                return Place(self.steps[:index])
        return None

    def __str__(self) -> str:
        """Print the place as a lawyer cites it; ranks of headings that are not printed are left out."""
        return _spelled(self.steps)


@lru_cache(maxsize=8192)
def _spelled(steps: tuple[Step, ...]) -> str:
    """Print a place; the same ones are cited again and again."""
    out, depth = "", 0
    for before, step in zip((None, *steps), steps, strict=False):
        if step.rank is Rank.HEADING:
            form, depth = _HEADING_FORMS[min(depth, 3)], depth + 1
        elif step.rank is Rank.DECIMAL:
            form = ".{arabic}" if before and before.rank is Rank.DECIMAL else "{arabic}"
        else:
            form = _FORMS[step.rank]
        if step.number:
            words = form.format(han=han(step.number), arabic=step.arabic)
            out += f"的{words}" if out[-1:].isdecimal() and words[:1].isdecimal() else words
        if step.branch and step.rank is not Rank.ANNEX:
            out += f"之{han(step.branch)}"
    return out


@lru_cache(maxsize=8192)
def _place_of(anchor: str) -> Place | None:
    """Read an anchor; the same ones come in every document, and each some ten times."""
    if not _ANCHOR_RE.fullmatch(anchor):
        return None
    steps: list[Step] = []
    for letter, value, branch in _TOKEN_RE.findall(_DUPLICATE_RE.sub("", anchor)):
        rank = _RANKS[letter] if letter else steps[-1].rank
        steps.append(Step(rank, int(value), int(branch or 0)))
    return Place(tuple(steps))


@lru_cache(maxsize=8192)
def article_of(anchor: str) -> Place | None:
    """Give the article in which a unit stands; None where it stands in none.

    >>> str(article_of("a12-k2")), article_of("h1-2"), article_of("title")
    ('第十二条', None, None)
    """
    place = _place_of(anchor)
    return place.up_to(Rank.ARTICLE) if place else None


def annex_of(anchor: str) -> str:
    """Give the anchor of the annex in which a unit stands; empty where it stands in none.

    >>> annex_of("f2-a3-k1"), annex_of("f1-dup2-h1"), annex_of("a3")
    ('f2', 'f1-dup2', '')
    """
    annex = _ANNEX_RE.match(anchor)
    return annex[0] if annex else ""


_FORMS = {
    Rank.PART: "第{han}编",
    Rank.CHAPTER: "第{han}章",
    Rank.SECTION: "第{han}节",
    Rank.ARTICLE: "第{han}条",
    Rank.PARAGRAPH: "第{han}款",
    Rank.ITEM: "第（{han}）项",
    Rank.SUBITEM: "第{arabic}目",
    Rank.ANNEX: "附件{arabic}",
}
_LETTERS = {
    Rank.PART: "b",
    Rank.CHAPTER: "c",
    Rank.SECTION: "s",
    Rank.ARTICLE: "a",
    Rank.PARAGRAPH: "k",
    Rank.ITEM: "x",
    Rank.SUBITEM: "m",
    Rank.DECIMAL: "d",
    Rank.HEADING: "h",
    Rank.ANNEX: "f",
}
_RANKS = {letter: rank for rank, letter in _LETTERS.items()}
_DIVISIONS = {Rank.PART, Rank.CHAPTER, Rank.SECTION}
_ROWS = {Rank.DECIMAL, Rank.HEADING}
"""Ranks that have one letter for a whole row of numbers."""
_ANCHOR_RE = re.compile(
    r"""(?:f[0-9]+(?:z[0-9]+)?D-)?                                 # in an annex
        (?:f[0-9]+(?:z[0-9]+)? | b[0-9]+ | c[0-9]+(?:-s[0-9]+)?
         | d[0-9]+(?:-[0-9]+)* | (?:d[0-9]+(?:-[0-9]+)*D-)?h[0-9]+(?:-[0-9]+)*
         | a[0-9]+(?:z[0-9]+)?D(?:-k[0-9]+D)?(?:-x[0-9]+D)?(?:-m[0-9]+)?)D""".replace("D", "(?:-dup[0-9]+)?"),
    re.VERBOSE | re.ASCII,
)
_ANNEX_RE = re.compile(r"f[0-9]+(?:z[0-9]+)?(?:-dup[0-9]+)?")
_DUPLICATE_RE = re.compile(r"-dup[0-9]+")
_TOKEN_RE = re.compile(r"([a-z]?)([0-9]+)(?:z([0-9]+))?")


_Reader = Callable[[re.Match[str]], list[Step] | None]


def _numbered(rank: Rank) -> _Reader:
    def read(match: re.Match[str]) -> list[Step] | None:
        groups = match.groupdict()
        value, branch = number(match["n"]), number(groups.get("z") or groups.get("y") or "0")
        return None if not value or branch is None else [Step(rank, value, branch)]

    return read


def _annex(match: re.Match[str]) -> list[Step] | None:
    value = number(match["n"] or "1")
    return [Step(Rank.ANNEX, value, int(match["branch"] or 0))] if value else None


def _headings(match: re.Match[str]) -> list[Step] | None:
    values = [number(group) if group else 0 for group in match.groups()]
    while values and not values[-1]:
        values.pop()
    return None if None in values or not values else [Step(Rank.HEADING, value or 0) for value in values]


def _decimals(match: re.Match[str]) -> list[Step]:
    return [Step(Rank.DECIMAL, int(value)) for value in match[0].split(".")]


_N = f"(?P<n>{NUMERAL})"
ANNEX = r"附[件录表](?P<n>[0-9]+|[一二三四五六七八九十]+(?!、)|)(?:(?<=[0-9])-(?P<branch>[0-9]+))?"
"""Pattern of 附件2, 附件3-1, 附录一, 附件"""
_PLACE_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        # 附件2, 附件3-1, 附录一, 附件, 附件2的
        (rf"{ANNEX}(?:的(?!\Z))?", _annex),
        # 第三编 第三章 第二节
        (f"第?{_N}编", _numbered(Rank.PART)),
        (f"第?{_N}章", _numbered(Rank.CHAPTER)),
        (f"第?{_N}节", _numbered(Rank.SECTION)),
        # 第十二条, 第十二条之一, 12条, 第12-1条
        (f"第?{_N}(?:条(?:之(?P<z>{NUMERAL}))?|[之-](?P<y>{NUMERAL})条)", _numbered(Rank.ARTICLE)),
        # 第二款 2款
        (f"第?{_N}款", _numbered(Rank.PARAGRAPH)),
        # 第（三）项, 第三项, （3）项
        (f"第?（?{_N}）?项", _numbered(Rank.ITEM)),
        # 第4目, 第四目
        (f"第?（?{_N}）?目", _numbered(Rank.SUBITEM)),
        # 2.1.2, of an outline in decimals
        (r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![.0-9])", _decimals),
        # 一、（二）3.（1） and every beginning of it that starts at 一、
        (
            r"([一二三四五六七八九十]+)(?:、|(?=（)|\Z)(?:（([一二三四五六七八九十]+)）)?"
            r"(?:([0-9]+)[.、．]?)?(?:（([0-9]+)）)?",
            _headings,
        ),
    )
)


def read_place(text: str) -> tuple[Place | None, str]:
    """Read the longest place at the beginning of cleaned text, each number of a lower rank than the one before."""
    steps: list[Step] = []
    while (found := _read_steps(text, steps)) is not None:
        new, text = found
        steps += new
    return (Place(tuple(steps)) if steps else None), text


def _read_steps(text: str, before: list[Step]) -> tuple[list[Step], str] | None:
    for pattern, reader in _PLACE_FORMS:
        match = pattern.match(text)
        steps = reader(match) if match else None
        if match and steps and _may_follow(steps[0].rank, before):
            return steps, text[match.end() :]
    return None


def _may_follow(rank: Rank, before: list[Step]) -> bool:
    if not before or before[-1].rank is Rank.ANNEX:
        return rank is not Rank.ANNEX or not before
    if not _ROWS.isdisjoint((rank, before[-1].rank)) or rank is Rank.ANNEX:
        return False
    return rank.below(before[-1].rank)
