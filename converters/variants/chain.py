"""Terms and names → OpenCC dictionaries → converters.

A text goes through two steps, each a dictionary of our own laid over OpenCC's:

1. words: Simplified → general Traditional (terms, names, splits before STPhrases; then STCharacters);
2. glyphs: general Traditional → the forms of the script (source/terms/glyphs.toml before TWVariants or HKVariants).

At each place the longest entry wins, ours where two are equally long. No entry changes the number of characters, here
or in the dictionaries of OpenCC that are used, so what has been converted can be cut at the offsets of the original:
pages are converted whole, phrases are recognised across inline markup, and a name across no boundary.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from opencc import OpenCC
from opencc import __version__ as opencc_version

from converters.variants.names import Name
from converters.variants.scripts import SCRIPTS, Script
from converters.variants.stock import default_form, dictionary, dictionary_path
from converters.variants.terms import Terms

WORDS = ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases")
"""OpenCC's dictionaries of phrases from Simplified."""
CHARACTERS = "STCharacters"

_QUOTES = (("“", "「"), ("”", "」"), ("‘", "『"))
_CLOSING_RE = re.compile(r"’(?![A-Za-z])|(?<![A-Za-z])’")
"""A closing quotation mark; between letters it is an apostrophe."""

_SHORT = 2
"""Length of a name that is held to in its surroundings only."""

_SPACE = "\x1e"
"""What stands for a space inside OpenCC, whose text dictionaries part the forms of an entry by spaces: 市长 于海."""

Entries = Mapping[str, str]


class ConversionError(RuntimeError):
    """A text has another length after conversion."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a conversion."""

    own: Entries
    phrases: Sequence[str]
    """OpenCC's dictionaries that share the rank of our own."""
    characters: Sequence[str]
    """Those that are asked where no phrase fits."""
    fallback: Entries | None = None
    """Entries of our own in place of `characters`."""


class Chain:
    """OpenCC with dictionaries that keep the number of characters."""

    def __init__(self, *steps: Step) -> None:
        """Open the dictionaries; takes some hundredths of a second."""
        self._convert = _open(steps).convert

    def __call__(self, text: str) -> str:
        """Convert a text; the result has as many characters.

        Raises ConversionError when it has not.
        """
        if _SPACE in text:
            return _SPACE.join(map(self, text.split(_SPACE)))
        converted: str = self._convert(text.replace(" ", _SPACE)).replace(_SPACE, " ")
        if len(converted) != len(text):
            raise ConversionError(f"{len(text)} characters became {len(converted)}: {text[:40]!r}…")
        return converted

    def all(self, texts: Sequence[str]) -> list[str]:
        """Convert texts of one line that must not see each other, in one call."""
        return self("\n".join(texts)).split("\n") if texts else []


@dataclass(frozen=True, slots=True)
class Converter:
    """Turns Simplified text into one script."""

    general: Chain
    """The first step, the same for all scripts."""
    glyphs: Chain
    """The second, of this script."""
    corner_quotes: bool

    def __call__(self, text: str) -> str:
        """Convert a text; the result has as many characters."""
        return self.written(self.general(text))

    def written(self, general: str) -> str:
        """Give a text that has gone through the first step the forms of the script."""
        text = self.glyphs(general)
        if self.corner_quotes:
            for curly, corner in _QUOTES:
                text = text.replace(curly, corner)
            if "’" in text:
                text = _CLOSING_RE.sub("』", text)
        return text


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, ready for every script: plain data, so that it can be sent to worker processes."""

    terms: Terms
    names: tuple[Name, ...]
    words: Entries
    """First step: of all scripts."""
    glyphs: tuple[Entries, ...]
    """Second step, for each script."""

    def as_bytes(self) -> bytes:
        """Write all that a conversion depends on but for words, and what is guarded; equal ones give equal bytes."""
        places = {term.hans: term.form for term in self.terms.terms.values() if term.place}
        guarded = {**places, **self.terms.people.confirmed}
        parts = (sorted(self.terms.terms), self.glyphs, guarded, sorted(self.terms.corner_quotes), opencc_version)
        return json.dumps(parts, sort_keys=True).encode()

    def converter(self, script: Script) -> Converter:
        """Open the dictionaries of a script."""
        return self._converter(script, general_chain(self.words))

    def converters(self) -> tuple[Converter, ...]:
        """Open those of all scripts, in the order of SCRIPTS; they share the first step."""
        general = general_chain(self.words)
        return tuple(self._converter(script, general) for script in SCRIPTS)

    def glyph_chain(self, script: Script) -> Chain:
        """Open the second step alone: from a general form to that of the script."""
        return Chain(Step(self.glyphs[SCRIPTS.index(script)], script.phrases, script.characters))

    def _converter(self, script: Script, general: Chain) -> Converter:
        return Converter(general, self.glyph_chain(script), script.code in self.terms.corner_quotes)


def general_chain(words: Entries) -> Chain:
    """Open the first step with entries of our own."""
    return Chain(Step(words, WORDS, (CHARACTERS,)))


def lexicon(terms: Terms, names: Iterable[Name] = ()) -> Lexicon:
    """Bring terms and the names found in the texts together; names that are confirmed need not be found.

    What begins with a place of the terms, such as 岳台 or 岳台里, is no name, wherever it was found.
    """
    places = tuple(term.hans for term in terms.terms.values() if term.place)
    names = tuple(name for name in names if not name.hans.startswith(places))
    words = {term.hans: term.form for term in terms.terms.values()}
    words |= _cancelled(terms, words)
    general = general_chain(words)
    words |= _winning([*_after_cancelled(terms, words), *_after_weak(terms)], words, general)
    words |= _names(terms, names, words, general)
    glyphs = ({std: forms[at] for std, forms in terms.glyphs.items()} for at in range(len(SCRIPTS)))
    return Lexicon(terms, names, words, tuple(glyphs))


def _open(steps: Sequence[Step]) -> OpenCC:
    """Open OpenCC with the steps; a folder of files tells it of them, and is gone when it has read them."""
    with TemporaryDirectory() as work:
        chain = [_configured(Path(work), f"step{number}", step) for number, step in enumerate(steps)]
        config = Path(work) / "chain.json"
        normal = {"dict": {"type": "ocd2", "file": dictionary_path("CJK_Compatibility_Ideographs")}}
        config.write_text(json.dumps({"name": "gazette", "normalization": [normal], "conversion_chain": chain}))
        return OpenCC(str(config))


def _configured(work: Path, name: str, step: Step) -> dict[str, Any]:
    stock = [{"type": "ocd2", "file": dictionary_path(phrases)} for phrases in step.phrases]
    phrases = {"type": "group", "match_policy": "union", "dicts": [*_written(work, name, step.own), *stock]}
    characters = [{"type": "ocd2", "file": dictionary_path(characters)} for characters in step.characters]
    fallback = _written(work, f"{name}-fallback", step.fallback or {})
    return {"dict": {"type": "group", "match_policy": "short_circuit", "dicts": [phrases, *fallback, *characters]}}


def _written(work: Path, name: str, entries: Entries) -> list[dict[str, Any]]:
    """Write entries as a text dictionary; OpenCC takes no empty one."""
    if not entries:
        return []
    path = work / f"{name}.txt"
    written = "".join(f"{key}\t{form}\n" for key, form in sorted(entries.items()))
    path.write_text(written.replace(" ", _SPACE), "utf-8")
    return [{"type": "text", "file": str(path)}]


# ---- entries that are worked out ----

Pairs = Iterable[tuple[str, str]]
"""What may stand before a word, and the word, which wins."""


def _cancelled(terms: Terms, own: Entries) -> dict[str, str]:
    """Phrases as their characters stand alone."""
    return {phrase: "".join(own.get(char) or default_form(char) for char in phrase) for phrase in terms.cancelled}


def _after_cancelled(terms: Terms, own: Entries) -> Pairs:
    """Words that begin with the last character of a cancelled phrase win over it."""
    lasts = {phrase[-1] for phrase in terms.cancelled}
    words: dict[str, list[str]] = {last: [] for last in lasts}
    for word in (*own, *dictionary(WORDS[0])):
        if word[0] in lasts and len(word) > 1:
            words[word[0]].append(word)
    return ((phrase[:-1], word) for phrase in terms.cancelled for word in words[phrase[-1]])


def _after_weak(terms: Terms) -> Pairs:
    """Strong words win over weak phrases."""
    return (
        (weak[:-1], strong)
        for split in terms.splits
        for weak in split.weak
        for strong in split.strong
        if weak[-1] == strong[0]
    )


def _winning(pairs: Pairs, own: Entries, general: Chain) -> dict[str, str]:
    """Give entries for words behind what stands before them, where they would otherwise be read together."""
    known = dictionary(WORDS[0])
    pairs = [(head, word) for head, word in pairs if head + word not in own and head + word not in known]
    read = general.all([head + word for head, word in pairs])
    heads, words = (general.all([pair[at] for pair in pairs]) for at in (0, 1))
    return {
        head + word: first + second
        for (head, word), first, second, now in zip(pairs, heads, words, read, strict=True)
        if now != first + second
    }


def _names(terms: Terms, names: Sequence[Name], own: Entries, general: Chain) -> dict[str, str]:
    """Entries for names: confirmed ones, found ones with what they need around them, and either behind a post."""
    before, after = (general.all([getattr(name, side) for name in names]) for side in ("before", "after"))
    entries = {
        f"{name.before}{name.hans}{name.after}": f"{left}{name.form}{right}"
        for name, left, right in zip(names, before, after, strict=True)
    }
    entries |= terms.people.confirmed
    whole = [hans for hans in entries if hans in terms.people.confirmed or len(hans) > _SHORT]
    ends = sorted({post[-1] for post in terms.people.posts})
    known = {**own, **entries}
    return entries | _winning(((end, hans) for end in ends for hans in whole), known, general_chain(known))
