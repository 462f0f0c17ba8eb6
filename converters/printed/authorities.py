"""What `authorities.toml` knows: which titles name a document of authority, and what cannot be part of a 文号.

Standard library only.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from converters.printed.numerals import NUMERAL

_TRAILING_RE = re.compile("(?:（[^（）]{1,30}）|\\([^()]{1,30}\\))$")
"""（试行）, （2019—2021年）, （中国Ⅰ、Ⅱ阶段）"""

_COUNTED_RE = re.compile(f"{NUMERAL}条$")
"""稳就业二十条, 支持民营经济35条"""

_LONGEST_ENDING, _LONGEST_BARE, _MOST_BRACKETS = 8, 12, 3


@dataclass(frozen=True, slots=True)
class Authorities:
    """The lists of the file, ready for use."""

    authority: frozenset[str]
    """Endings of titles that have authority."""
    plain: frozenset[str]
    """Longer endings that have none."""
    handled: tuple[str, ...]
    """Verbs before forms, contracts and works."""
    cue: re.Pattern[str]
    """What ends with the last of the words that end where a 文号 begins."""
    particle: re.Pattern[str]
    """The same of single characters, which are followed by more."""
    joined: re.Pattern[str]
    """Names of organs that hold a particle."""
    licences: tuple[str, ...]
    """Endings of codes that are no 文号."""
    aliases: dict[str, str]
    """Other spellings of an organ in a 文号."""
    leads: tuple[str, ...]
    """Words after which a noun phrase begins."""

    bare: re.Pattern[str]
    """A title that is an ending alone, or one with generic words only."""

    def has_authority(self, title: str) -> bool:
        """Whether a title names a law, a rule, a plan or another document of authority, by its longest known ending.

        >>> [authorities().has_authority(t) for t in ("预算法", "测量方法", "办法（试行）", "保供稳价二十条", "手册")]
        [True, False, True, True, False]
        """
        words = without_brackets(title).rstrip("”’")
        endings = (words[start:] for start in range(max(0, len(words) - _LONGEST_ENDING), len(words)))
        known = next((e in self.authority for e in endings if e in self.authority or e in self.plain), False)
        return known or bool(_COUNTED_RE.search(words))

    def is_bare(self, title: str) -> bool:
        """Whether a title alone names nothing: 办法, 实施意见, 若干政策措施.

        >>> [authorities().is_bare(t) for t in ("实施意见", "若干政策措施", "预算法", "安江省实施办法")]
        [True, True, False, False]
        """
        words = without_brackets(title)
        return len(words) <= _LONGEST_BARE and bool(self.bare.fullmatch(words))


def without_brackets(title: str) -> str:
    """Return a title without the brackets at its end.

    >>> without_brackets("社会信用管理办法（试行）")
    '社会信用管理办法'
    """
    for _ in range(_MOST_BRACKETS):
        if not title.endswith(("）", ")")):
            break
        title = _TRAILING_RE.sub("", title)
    return title


@cache
def authorities() -> Authorities:
    """Read the file, once."""
    data = tomllib.loads(Path(__file__).with_name("authorities.toml").read_text(encoding="utf-8"))
    titles, docnos = data["titles"], data["docnos"]
    words = sorted({*titles["generic"], *titles["authority"]}, key=len, reverse=True)
    return Authorities(
        authority=frozenset(titles["authority"]),
        plain=frozenset(titles["plain"]),
        handled=tuple(titles["handled"]),
        cue=re.compile(f".*(?:{'|'.join(sorted(docnos['cues'], key=len, reverse=True))})"),
        particle=re.compile(f".*[{docnos['particles']}](?=.)"),
        joined=re.compile("|".join(docnos["joined"])),
        licences=tuple(docnos["licences"]),
        aliases=docnos["aliases"],
        leads=tuple(data["terms"]["leads"]),
        bare=re.compile(f"(?:{'|'.join(words)})+"),
    )
