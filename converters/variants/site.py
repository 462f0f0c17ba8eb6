"""A finished site in Simplified → the same site in every Traditional script, in folders beside it.

Every page of SITE is cut once, converted into each script and written to SITE/<script>/ at the same path; so is the
data that pages read from beside them. The first time, a script's folder is made whole under another name and then put
in its place, so that a reader never meets half a site; later, what has changed is written into it. A word is met only
in a text that holds it, so words that are new, gone or of another form change those pages alone.
"""

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from converters.variants.chain import Converter, Lexicon
from converters.variants.data import convert_data, files
from converters.variants.guard import Fault, Guard
from converters.variants.kept import (
    LastRun,
    Texts,
    Times,
    forget,
    groups,
    holding,
    read_last,
    read_texts,
    times,
    write_last,
    write_texts,
)
from converters.variants.pages import cut
from converters.variants.scripts import SCRIPTS
from converters.workers import one_by_one, over_cores

_APART = frozenset((*(script.code for script in SCRIPTS), "pdf", "v"))
"""Folders that hold no pages of this release in Simplified; so do those with a leading _ or dot."""
_WORTH_WORKERS = 256
"""Files from which a second process is worth its start."""

_NORMALISED_RE = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Characters for which OpenCC reads others: a text with one may meet words that it does not hold as they are."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run has done."""

    pages: int
    converted: int
    """How many of the pages and files of data did not stand as they were."""
    faults: tuple[tuple[str, Fault], ...]
    """Page and confirmed name that came out otherwise."""


def pages(site: Path) -> list[str]:
    """List the pages in Simplified, as paths below the site."""
    root = str(site)
    found: list[str] = []
    for folder, folders, names in os.walk(root):
        if folder == root:
            folders[:] = [name for name in folders if name not in _APART and name[0] not in "._"]
        below = f"{folder[len(root) + 1 :]}/".lstrip("/")
        found += (below + name for name in names if name.endswith(".html") and (below or name[0] not in "._"))
    return sorted(found)


def convert_site(site: Path, lexicon: Lexicon, keep: Path | None = None) -> Result:
    """Write the site in every script.

    `keep` is the folder, outside the site, by which the next run knows what has not changed.

    Raises ConversionError when a page cannot be converted; a run that makes everything leaves what was there before.
    """
    names = pages(site)
    written = {name: times(site / name) for name in (*names, *files(site))}
    made_by = _made_by(lexicon)
    last = read_last(keep, made_by)
    whole = not last.files or not all((site / script.code).is_dir() for script in SCRIPTS)
    last = LastRun() if whole else last
    forget(keep, whole=whole)
    done = _Done([], [])
    worker = _Worker(site, lexicon, keep, last.changed(lexicon.words), whole=whole)
    tasks = sorted(filter(worker.needs, _tasks(site, last, written)), key=lambda task: -len(task.stale))
    spread = one_by_one if sum(len(task.stale) for task in tasks) < _WORTH_WORKERS else over_cores
    for part in spread(worker.do, tasks):
        done.converted += part.converted
        done.faults += part.faults
    for script in SCRIPTS if whole else ():
        _replace(_coming(site, script.code), site / script.code)
    faulty = {name for name, _ in done.faults}
    kept = {name: at for name, at in written.items() if name not in faulty}
    write_last(keep, made_by, LastRun(kept, lexicon.words))
    return Result(len(names), len(done.converted), tuple(sorted(done.faults, key=lambda fault: fault[0])))


def _coming(site: Path, code: str) -> Path:
    return site / f".{code}.coming"


def _replace(coming: Path, place: Path) -> None:
    """Put a folder in the place of another in as short a time as the system allows."""
    going = place.with_name(f".{place.name}.going")
    shutil.rmtree(going, ignore_errors=True)
    if place.exists():
        place.rename(going)
    coming.mkdir(exist_ok=True)
    coming.rename(place)
    shutil.rmtree(going, ignore_errors=True)


def _made_by(lexicon: Lexicon) -> str:
    """Digest of the dictionaries, words excepted, and of this package."""
    code = (path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return blake2b(b"".join((lexicon.as_bytes(), *code)), digest_size=16).hexdigest()


# ---- what is to be done ----


@dataclass(frozen=True, slots=True)
class _Task:
    """A group of pages and files of data."""

    group: str
    stale: Sequence[str]
    """Those that are new or have changed."""
    gone: Sequence[str]


@dataclass(slots=True)
class _Done:
    """What was done."""

    converted: list[str]
    faults: list[tuple[str, Fault]]


def _tasks(site: Path, last: LastRun, written: Mapping[str, Times]) -> list[_Task]:
    """Give the tasks, also those for which only words may have changed."""
    stale = {name for name, at in written.items() if last.files.get(name) != at}
    stale |= {name for name in written.keys() - stale if not _stands(site, name)} if last.files else set()
    gone = last.files.keys() - written.keys()
    every = groups(sorted(written.keys() | gone))
    return [
        _Task(of, [name for name in names if name in stale], [name for name in names if name in gone])
        for of, names in sorted(every.items())
    ]


def _stands(site: Path, name: str) -> bool:
    return all(os.path.exists(f"{site}/{script.code}/{name}") for script in SCRIPTS)


class _Worker:
    """Does tasks, each in one process."""

    def __init__(self, site: Path, lexicon: Lexicon, keep: Path | None, words: Sequence[str], *, whole: bool) -> None:
        """Take what all tasks have in common; `words` are those that have changed."""
        self._site, self._lexicon, self._keep, self._words, self._whole = site, lexicon, keep, words, whole
        self._made: set[str] = set()
        for script in SCRIPTS if whole else ():
            shutil.rmtree(_coming(site, script.code), ignore_errors=True)

    def needs(self, task: _Task) -> bool:
        """Whether there is anything to do."""
        return bool(self._words or task.stale or task.gone)

    @cached_property
    def _converters(self) -> Sequence[Converter]:
        return self._lexicon.converters()

    @cached_property
    def _guard(self) -> Guard:
        return Guard(self._lexicon)

    def do(self, task: _Task) -> _Done:
        """Convert the pages of a group that have changed, or that hold a word that has."""
        done, texts = _Done([], []), {} if self._whole else read_texts(self._keep, task.group)
        for name in task.gone:
            texts.pop(name, None)
            self._remove(name)
        anew = sorted({*task.stale, *(holding(texts, self._words) if self._words else ())})
        for name in anew:
            done.faults += ((name, fault) for fault in self._file(name, texts))
        done.converted = anew
        if anew or task.gone:
            write_texts(self._keep, task.group, texts)
        return done

    def _file(self, name: str, texts: Texts) -> Sequence[Fault]:
        """Write a page, or a file of data, in every script; note its text, and give the faults in it."""
        text = (self._site / name).read_bytes().decode()
        if name.endswith(".json"):
            texts[name] = None
            self._write(name, [convert_data(name, text, converter) for converter in self._converters])
            return ()
        page = cut(text)
        read = page.text
        texts[name] = None if _NORMALISED_RE.search(read) else read
        general = self._converters[0].general(read)
        converted = [converter.written(general) for converter in self._converters]
        self._write(name, [page.render(script, each) for script, each in zip(SCRIPTS, converted, strict=True)])
        return list(self._guard.faults(read, converted))

    def _write(self, name: str, contents: Sequence[str]) -> None:
        for script, content in zip(SCRIPTS, contents, strict=True):
            folder = _coming(self._site, script.code) if self._whole else self._site / script.code
            place = f"{folder}/{name}"
            if (parent := os.path.dirname(place)) not in self._made:
                os.makedirs(parent, exist_ok=True)
                self._made.add(parent)
            coming = place if self._whole else f"{place}.coming"
            with open(coming, "wb") as file:
                file.write(content.encode("utf-8"))
            if not self._whole:
                os.replace(coming, place)

    def _remove(self, name: str) -> None:
        """Remove a page in every script, and the folders that are empty without it."""
        for script in SCRIPTS:
            tree = self._site / script.code
            path = tree / name
            path.unlink(missing_ok=True)
            while (path := path.parent) != tree and path.is_dir() and not any(path.iterdir()):
                path.rmdir()
