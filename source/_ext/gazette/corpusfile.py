"""corpus.json as a file, which is read once for each of its states.

Every part of the extension shares the value that ``load(srcdir / "corpus.json")`` gives. It is never kept in Sphinx's
environment, whose pickle travels between parallel workers.
"""

import json
import pickle
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from .corpus import Corpus, corpus
from .digests import digest
from .whole import write_whole

__all__ = ["FILE", "CorpusError", "load", "load_kept"]

FILE = "corpus.json"
SCHEMA = 1
"""The value of ``schema`` that this module reads."""


class CorpusError(ValueError):
    """corpus.json is missing, cannot be read, or is of another schema."""


def load(path: Path) -> Corpus:
    """Read corpus.json. A file read before, and not changed since, is not read again.

    Raises:
        CorpusError: the file is missing, is no JSON, or has another schema; the message names it.

    """
    state = _state(path)
    if state not in _read_before:
        _read_before.clear()
        _read_before[state] = _read(path)
    return _read_before[state]


def load_kept(path: Path, kept: Path, version: str) -> None:
    """Read corpus.json, or, where it is still the file that an earlier build has read, what that build has kept of it.

    That takes a fifth of the time. ``kept`` is the file to keep it in, ``version`` tells the program that has made it.

    Raises:
        CorpusError: as :func:`load`.

    """
    state = _state(path)
    wanted = repr((version, *state[2:])).encode()
    known, _, found = kept.read_bytes().partition(b"\n") if kept.exists() else (b"", b"", b"")
    if known == wanted:  # what another version of the program has made might not even be read
        with suppress(pickle.UnpicklingError, EOFError):
            read = pickle.loads(found)  # noqa: S301 - our own
            _read_before.clear()
            _read_before[state] = read
            return
    write_whole(kept, wanted + b"\n" + pickle.dumps(load(path), pickle.HIGHEST_PROTOCOL))


_State = tuple[int, ...]
_read_before: dict[_State, Corpus] = {}
"""The corpus of the last state of a file that was read."""


def _state(path: Path) -> _State:
    """Give what a state of the file is known by: which file it is, to which all shards link, its times and its size."""
    try:
        state = path.stat()
    except OSError as error:
        raise CorpusError(f"{path}: not found; run the converters first") from error
    return state.st_dev, state.st_ino, state.st_mtime_ns, state.st_ctime_ns, state.st_size


def _read(path: Path) -> Corpus:
    content = path.read_bytes()
    try:
        raw = json.loads(content)
    except ValueError as error:
        raise CorpusError(f"{path}: {error}") from error
    if raw.get("schema") != SCHEMA:
        raise CorpusError(f"{path}: schema {raw.get('schema')!r}, expected {SCHEMA}")
    try:
        return replace(corpus(raw), digest=digest(content))
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusError(f"{path}: not a corpus of schema {SCHEMA}: {error!r}") from error
