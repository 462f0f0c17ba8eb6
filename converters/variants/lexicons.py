"""The words of a source folder: its terms, and the names that stand in its documents; kept from run to run."""

import json
import os
import pickle
from collections.abc import Mapping, Sequence
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path

from opencc import __version__ as opencc_version

from converters.variants.blocks import read_document
from converters.variants.chain import Lexicon, lexicon
from converters.variants.kept import read_record, times, write_record
from converters.variants.names import Finder, Name, Place
from converters.variants.stock import default_form, phrase_form
from converters.variants.terms import load
from converters.workers import one_by_one, over_cores

SOURCE = Path(__file__).resolve().parents[2] / "source"
"""The project's texts and terms."""

_WORTH_WORKERS = 200
"""Documents from which a second process is worth its start."""

_Row = tuple[str, str, str, str, str, str]
"""A name, as plain as it can be kept."""
_Found = tuple[int, int, Sequence[_Row]]
"""When a document was written, how long it is, and its names."""


def load_lexicon(source: Path = SOURCE, keep: Path | None = None) -> Lexicon:
    """Read ``source/terms`` and the names that stand in ``source/doc``.

    `keep` is a folder in which the names of each document are kept, and the words, so that the next run reads what has
    changed.

    Raises TermsError for terms that cannot be used.
    """
    terms = source / "terms"
    package = (Path(__file__).parent.glob("*.py"), terms.glob("*.toml"))
    code = b"".join(path.read_bytes() for paths in package for path in sorted(paths)) + opencc_version.encode()
    made_by = blake2b(code, digest_size=16).hexdigest()
    found = _names(source, keep / "names.json" if keep else None, made_by)
    rows = [row for _, _, of in found.values() for row in of]
    key = blake2b(json.dumps([made_by, rows]).encode(), digest_size=16).hexdigest()
    kept = keep / "words.pickle" if keep else None
    if kept and (known := _kept(kept, key)):
        return known
    words = lexicon(load(terms), [_name(row) for row in rows])
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps((key, words), pickle.HIGHEST_PROTOCOL))
    return words


def _kept(path: Path, key: str) -> Lexicon | None:
    try:
        of, known = pickle.loads(path.read_bytes())  # noqa: S301 - our own
    except (OSError, EOFError, ValueError, pickle.UnpicklingError):
        return None
    return known if of == key else None


def _names(source: Path, record: Path | None, made_by: str) -> Mapping[str, _Found]:
    """Give the names of each document, by its path, in the order of paths."""
    known: Mapping[str, _Found] = read_record(record, made_by).get("documents", {})
    written = {name: times(source / name) for name in _documents(source)}
    stale = [name for name, at in written.items() if name not in known or tuple(known[name][:2]) != at]
    spread = one_by_one if len(stale) < _WORTH_WORKERS else over_cores
    read = dict(zip(stale, spread(partial(_found, source, made_by), stale), strict=True))
    found = {name: (*at, read[name] if name in read else known[name][2]) for name, at in written.items()}
    if record and (stale or found.keys() != known.keys()):
        write_record(record, made_by, documents=found)
    return found


def _documents(source: Path) -> list[str]:
    """List the documents, as paths below the source folder."""
    root = str(source)
    found = (f"{folder}/{file}" for folder, _, files in os.walk(f"{root}/doc") for file in files)
    return sorted(name[len(root) + 1 :] for name in found if name.endswith(".md"))


def _found(source: Path, made_by: str, name: str) -> list[_Row]:
    names = _finder(source, made_by).find(read_document(source, name))
    return [(each.hans, each.form, each.before, each.after, each.place, each.where) for each in names]


def _name(row: _Row) -> Name:
    hans, form, before, after, place, where = row
    return Name(hans, form, before, after, Place(place), where)


@cache
def _finder(source: Path, _made_by: str) -> Finder:
    """Open what finds names, once for the terms of a folder as they are now."""
    return Finder(load(source / "terms").people, phrase_form, default_form)
