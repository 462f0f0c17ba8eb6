"""Pinyin, for addresses and for the order of names.

Its dictionaries take a fifth of the time in which a build starts. So they are loaded when there is something to spell,
and a build in shards keeps what it has spelled.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from .whole import kept_json, write_whole

__all__ = ["Speller", "letters", "slugs", "speller", "syllables"]


@dataclass(slots=True)
class Speller:
    """Spells in pinyin, and knows what it has spelled."""

    known: dict[str, list[str]] = field(default_factory=dict)
    kept: int = 0
    """How many of these are in the file."""

    def syllables(self, text: str) -> list[str]:
        """Give the syllable of each character without its tone; what is no Chinese as it stands, in one piece."""
        if text not in self.known:
            from pypinyin import lazy_pinyin  # a tenth of a second

            self.known[text] = lazy_pinyin(text)
        return self.known[text]

    def recall(self, path: Path) -> None:
        """Read what earlier builds have spelled with the same dictionaries."""
        found = kept_json(path) or {}
        same = found.get("pypinyin") == version("pypinyin")
        self.known |= found["spelled"] if same else {}
        self.kept = len(self.known) if same else 0

    def keep(self, path: Path) -> None:
        """Write what is spelled, if something is new."""
        if len(self.known) > self.kept:
            content = json.dumps({"pypinyin": version("pypinyin"), "spelled": self.known}) + "\n"
            write_whole(path, content.encode())
            self.kept = len(self.known)


speller = Speller()
"""Of this process, and of those that are forked from it."""


def syllables(text: str) -> list[str]:
    """Give the syllables of a text (:meth:`Speller.syllables`).

    >>> syllables("重庆2号令")
    ['chong', 'qing', '2', 'hao', 'ling']
    """
    return speller.syllables(text)


def letters(text: str) -> str:
    """Spell for addresses, and for the order of titles: ASCII letters and digits, all small.

    >>> letters("《重庆2号令》")
    'chongqing2haoling'
    """
    return "".join(char for char in "".join(syllables(text)).lower() if char.isascii() and char.isalnum())


def slugs(labels: Iterable[str], otherwise: str) -> dict[str, str]:
    """Spell each label for an address, as no other is; ``otherwise`` stands for what has no letters.

    >>> slugs(["市政", "实证", "、"], "qita")
    {'、': 'qita', '实证': 'shizheng', '市政': 'shizheng-2'}
    """
    found: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for label in sorted(labels):
        base = letters(label) or otherwise
        taken[base] += 1
        found[label] = base if taken[base] == 1 else f"{base}-{taken[base]}"
    return found
