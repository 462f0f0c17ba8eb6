"""Names of persons, found by the places where names stand: signatures, appointments, roles, lists of names.

A name is found when it begins with a surname and both its ends are told by the place. What is found is converted by
the rules of names (surnames such as 于 and 范 keep their form, given names theirs) without waiting for an editor; the
report lists it for confirmation. A name of three characters is held to everywhere; one of two only behind what stands
before it, since two characters are too easily part of something else (余额为, 范围内).
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from converters.variants.blocks import Block
from converters.variants.boundary import BOUNDARY
from converters.variants.terms import People

_HAN = "[㐀-䶿一-鿿𠀀-𿿿]"
_SHORT = 2
_NEAR = 20
"""How many blocks a verb of appointing governs: 市政府决定，任命：, then a paragraph for each name."""


_NO_NAME = ("区", "县", "街", "局", "委", "厅", "处")
"""How no one is called: 余杭区, 钟山县 in lists of districts begin like names."""


class Place(StrEnum):
    """Where a name was found; the word that the report shows."""

    OFFICE = "职务之后"
    APPOINTMENT = "任免"
    ROLE = "角色之后"
    LIST = "名单"
    COMRADE = "同志之前"


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its form, and what it must stand behind and before to be one."""

    hans: str
    form: str
    """General Traditional."""
    before: str
    after: str
    place: Place
    where: str
    """File and line of the first find."""


class Finder:
    """Finds names in documents."""

    def __init__(self, people: People, phrase: Callable[[str], str | None], default: Callable[[str], str]) -> None:
        """Prepare the patterns.

        Args:
            people: surnames, posts and the forms of names
            phrase: the form of an ordinary word, None for what is none
            default: the form of a character of which `people` says nothing

        """
        self._people, self._phrase, self._default = people, phrase, default
        surname = f"[{''.join(sorted(people.surnames))}]" if people.surnames else "(?!)"
        name = f"(?:{_any(people.compound)}|{surname}){_HAN}{{1,2}}"
        clause = f"[^，。；{BOUNDARY}]{{0,40}}?"
        becomes = f"(?:同志)?(?:(?:为|兼任|担任|任){clause}(?:{_any(people.posts)})|的{clause}职务)"
        # 任命：范文里为…局长；于后庆为…   免去：范文里的…职务
        self._governed_re = re.compile(f"[{BOUNDARY}：；。，]{_list(name)}(?={becomes})")
        self._verb_re = re.compile(_any(people.appointing))
        self._rules = (
            *((place, sign, re.compile(pattern)) for place, sign, pattern in _patterns(people, name, becomes)),
            (Place.APPOINTMENT, "", self._governed_re),
            (Place.LIST, "", re.compile(f"{BOUNDARY}(?P<names>{name}){BOUNDARY}")),
        )
        """Place, what a text must hold for it, and what stands there."""

    def find(self, blocks: Sequence[Block]) -> list[Name]:
        """Find the names in the blocks of one document, in printed order; each with every surrounding it needs."""
        found: dict[tuple[str, str, str], Name] = {}
        for at, place, start, names in self._matches(blocks):
            block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
            if place is Place.LIST and not self._is_name(block, after):
                continue
            framed = _framed(block)
            for begin, hans in _listed(start, names):
                sure = place is Place.LIST and self._has_post(block, after)
                if not hans.endswith(_NO_NAME) and (sure or not self._is_word(hans)):
                    for name in self._names(framed, begin, hans, place, block.where):
                        found.setdefault((name.before, name.hans, name.after), name)
        return list(found.values())

    def _matches(self, blocks: Sequence[Block]) -> Iterator[tuple[int, Place, int, str]]:
        """Find where names may stand: number of the block, place, where they begin in it when framed, the names.

        All blocks are read at once, which no pattern notices: none goes beyond a boundary.
        """
        framed = list(map(_framed, blocks))
        text, starts = "".join(framed), list(accumulate(map(len, framed), initial=0))
        verbs = [-_NEAR, *(bisect_right(starts, verb.start()) - 1 for verb in self._verb_re.finditer(text))]
        matches = [
            (bisect_right(starts, match.start()) - 1, rule, match)
            for rule, (_, sign, pattern) in enumerate(self._rules)
            if sign in text
            for match in pattern.finditer(text)
        ]
        for at, rule, match in sorted(matches, key=lambda found: found[:2]):
            place, _, pattern = self._rules[rule]
            if pattern is not self._governed_re or at < verbs[bisect_right(verbs, at) - 1] + _NEAR:
                yield at, place, match.start("names") - starts[at], match["names"]

    def _is_name(self, block: Block, after: Block | None) -> bool:
        """Whether a cell of this form is a name: in a list of names, or before its post."""
        return block.names or self._has_post(block, after)

    def _has_post(self, block: Block, after: Block | None) -> bool:
        """Whether a cell stands before a post."""
        return block.cell and after is not None and after.text.endswith(self._people.posts)

    def _is_word(self, hans: str) -> bool:
        """Whether what looks like a name is a word that is written otherwise: 余地, 林钟."""
        word = self._phrase(hans)
        return word is not None and word != self.form(hans)

    def form(self, hans: str) -> str:
        """Write a name in general Traditional."""
        count = 2 if hans.startswith(self._people.compound) else 1
        surname = "".join(self._people.surname.get(char, self._default(char)) for char in hans[:count])
        return surname + "".join(self._people.given.get(char, self._default(char)) for char in hans[count:])

    def _names(self, framed: str, start: int, hans: str, place: Place, where: str) -> Iterator[Name]:
        form = self.form(hans)
        if hans in self._people.roles:
            return
        for before, after in _surroundings(framed, start, start + len(hans)) if len(hans) == _SHORT else (("", ""),):
            yield Name(hans, form, before, after, place, where)


def _any(words: Sequence[str]) -> str:
    """Give the pattern of any of the words; of none, what never fits."""
    return "|".join(map(re.escape, words)) or "(?!)"


def _list(name: str) -> str:
    return f"(?P<names>{name}(?:、{name})*)"


def _patterns(people: People, name: str, becomes: str) -> Iterator[tuple[Place, str, str]]:
    """Give the rules that hold in any block, each with the group ``names``."""
    names = _list(name)
    posts, roles, verbs = _any(people.posts), _any(people.roles), _any(people.appointing)
    honours = _any((*people.honouring, *people.appointing))
    # 济南市市长 于海田
    yield Place.OFFICE, "", f"(?:{posts})[ 　]+{names}(?!{_HAN})"
    # 聘任辛全龙、石万鹏为
    yield Place.APPOINTMENT, "", f"(?:{verbs}){names}(?={becomes})"
    # 关于于海田等工作人员职务任免的通知
    yield Place.APPOINTMENT, "关于", f"关于{names}(?=等(?:同志|人|工作人员|[0-9]{{1,3}}[名位人]))"
    # 组长：于海田、范志刚
    yield Place.ROLE, "", f"(?:{roles})[：:][ 　]*{names}(?!{_HAN})"
    # 授予范志刚同志
    yield Place.COMRADE, "同志", f"(?:[{BOUNDARY}，。；：、“]|由|对|向|{honours}){names}(?=同志)"


def _framed(block: Block) -> str:
    return f"{BOUNDARY}{block.text}{BOUNDARY}"


def _listed(start: int, names: str) -> Iterator[tuple[int, str]]:
    """Cut a list of names; give where each begins."""
    for hans in names.split("、"):
        yield start, hans
        start += len(hans) + 1


def _surroundings(framed: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    """Give what a short name stands behind: a mark of punctuation; a post and a space of either width; a verb.

    Alone in its cell it also stands before the end of it.
    """
    before, after = framed[start - 1], framed[end]
    if before == BOUNDARY:
        yield before, (after if after == BOUNDARY else "")
    elif before in " 　":
        for space in " 　":
            yield framed[max(0, start - 3) : start - 1] + space, ""
    else:
        yield (before if not re.match(_HAN, before) else framed[start - 2 : start]), ""
