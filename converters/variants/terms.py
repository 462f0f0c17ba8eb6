"""What the project decides about characters: source/terms/*.toml, read and checked. Standard library only.

Every file may hold ``[[group]]`` tables of terms; the other keys stand in one file each, as their comments there say.
A term turns characters and never words, so a form is as long as its Simplified spelling; lengths, authorities and
repeated terms are checked, since a slip here would show on every page.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from converters.variants.scripts import SCRIPTS

Forms = tuple[str, ...]
"""A form for each script, in the order of SCRIPTS."""


class TermsError(ValueError):
    """A file of terms cannot be used; the message names file and entry."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word with its decided form."""

    hans: str
    """As the gazette prints it."""
    form: str
    """General Traditional; the glyphs of the scripts apply to it."""
    place: bool
    """Whether it is the name of a place, and as such guarded on every page."""


@dataclass(frozen=True, slots=True)
class Split:
    """Words that win over a phrase of OpenCC's that ends in their first character: 年历|史 is 年|历史."""

    weak: tuple[str, ...]
    strong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class People:
    """How names of persons are found and written."""

    surnames: frozenset[str] = frozenset()
    compound: tuple[str, ...] = ()
    surname: Mapping[str, str] = field(default_factory=dict)
    """Surnames that keep a form which as words they would not have: 于, 范."""
    given: Mapping[str, str] = field(default_factory=dict)
    """The same for characters of given names: 志, 准."""
    posts: tuple[str, ...] = ()
    """Ends of titles of office, after which a name stands."""
    roles: tuple[str, ...] = ()
    """Words before a colon, after which names stand."""
    appointing: tuple[str, ...] = ()
    """Verbs whose objects are names and then posts."""
    honouring: tuple[str, ...] = ()
    """Verbs whose objects are names before 同志."""
    confirmed: Mapping[str, str] = field(default_factory=dict)
    """Names that an editor has confirmed, with their forms."""


@dataclass(frozen=True, slots=True)
class Terms:
    """All that source/terms decides."""

    terms: Mapping[str, Term] = field(default_factory=dict)
    cancelled: tuple[str, ...] = ()
    """Phrases of OpenCC's that official prose has only across two words: converted character by character."""
    splits: tuple[Split, ...] = ()
    settled: frozenset[str] = frozenset()
    """Characters whose default is right; the report leaves them out."""
    glyphs: Mapping[str, Forms] = field(default_factory=dict)
    """OpenCC's standard form of a character or word → that of each script."""
    corner_quotes: frozenset[str] = frozenset()
    """Codes of the scripts that are set with 「」『』."""
    people: People = field(default_factory=People)


_KEYS = frozenset({*People.__slots__, "cancelled", "split", "settled", "quotes"})
"""What a file may decide besides groups."""


def load(folder: Path) -> Terms:
    """Read every file of a folder of terms.

    Raises TermsError for a folder without any, a file that is no TOML, an unknown key, a form of another length than
    its word, an unknown authority, or a word that is decided twice.
    """
    files = {path.name: _parse(path) for path in sorted(folder.glob("*.toml"))}
    if not files:
        raise TermsError(f"no terms in {folder}: names and places would be converted by chance")
    authorities = files.pop("authorities.toml", {})
    merged: dict[str, Any] = {}
    terms: dict[str, Term] = {}
    glyphs: dict[str, Forms] = {}
    for name, data in files.items():
        for hans, form in _decided(name, data.pop("group", []), "terms", authorities, terms):
            terms[hans] = Term(hans, _of_length(name, hans, form), place=name == "places.toml")
        for standard, forms in _decided(name, data.pop("glyph", []), "forms", authorities, glyphs):
            glyphs[standard] = _for_each_script(name, standard, forms)
        for key in sorted(data.keys() - _KEYS):
            raise TermsError(f"{name}: unknown key {key!r}")
        for key in data.keys() & merged.keys():
            raise TermsError(f"{name}: {key!r} stands in another file, too")
        merged |= data
    return _merge(terms, glyphs, merged)


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TermsError(f"{path.name}: {error}") from error


def _decided(
    name: str, groups: list[dict[str, Any]], key: str, authorities: Mapping[str, str], known: Mapping[str, object]
) -> Iterator[tuple[str, Any]]:
    """Give the decisions of groups that each name an authority."""
    for group in groups:
        if lacking := sorted({"authority", "note", key} - group.keys()):
            raise TermsError(f"{name}: a group has no {lacking[0]}: {group!r:.60}")
        unknown = set(group["authority"]) - authorities.keys()
        if unknown or not group["authority"]:
            raise TermsError(f"{name}: {group['note']!r} has no known authority: {sorted(unknown)}")
        for word, decision in group[key].items():
            if word in known:
                raise TermsError(f"{name}: {word!r} is decided twice")
            yield word, decision


def _of_length(name: str, word: str, form: str) -> str:
    if len(form) != len(word):
        raise TermsError(f"{name}: {word!r} becomes {form!r}, which is of another length")
    return form


def _for_each_script(name: str, word: str, forms: list[str]) -> Forms:
    if len(forms) != len(SCRIPTS):
        raise TermsError(f"{name}: {word!r} needs a form for each of {len(SCRIPTS)} scripts; got {forms!r}")
    return tuple(_of_length(name, word, form) for form in forms)


def _merge(terms: Mapping[str, Term], glyphs: Mapping[str, Forms], data: dict[str, Any]) -> Terms:
    people = {key: data.pop(key) for key in People.__slots__ if key in data}
    for key in ("posts", "roles", "appointing", "honouring", "compound"):
        people[key] = tuple(people.get(key, ()))
    people["surnames"] = frozenset("".join(people.get("surnames", "").split()))
    result = Terms(
        terms=terms,
        cancelled=tuple(data.pop("cancelled", "").split()),
        splits=tuple(Split(tuple(s["weak"].split()), tuple(s["strong"].split())) for s in data.pop("split", ())),
        settled=frozenset(data.pop("settled", "")),
        glyphs=glyphs,
        corner_quotes=frozenset(code for code, corner in data.pop("quotes", {}).items() if corner),
        people=People(**people),
    )
    for name, form in (*result.people.confirmed.items(), *result.people.surname.items(), *result.people.given.items()):
        _of_length("persons.toml", name, form)
    return result
