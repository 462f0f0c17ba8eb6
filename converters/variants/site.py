"""A finished site in Simplified → the same site in every Traditional script, in folders beside it.

Every page of SITE is cut once, converted into each script and written to SITE/<script>/ at the same path; so is the
data that pages read from beside them. A script's folder is made whole under another name and then put in the place of
the old one, so a reader never meets half a site. What has not changed since the last run is taken over from the old
folder: a record outside the site keeps digests, texts and words. A word is met only in a text that holds it, so words
that are new, gone or of another form change those pages alone.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from converters.variants.chain import Converter, Entries, Lexicon
from converters.variants.data import convert_data, files
from converters.variants.guard import Fault, Guard
from converters.variants.pages import cut
from converters.variants.scripts import SCRIPTS

_APART = frozenset((*(script.code for script in SCRIPTS), "pdf", "v"))
"""Folders that hold no pages of this release in Simplified; so do those with a leading _ or dot."""
_WORTH_WORKERS = 100
"""Files from which a second process is worth its start."""
_CHUNK = 16

_NORMALISED_RE = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
"""Characters for which OpenCC reads others: a text with one may meet words that it does not hold as they are."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a page or file of data, from when it was converted."""

    digest: str
    text: str | None
    """In which words are met; None where any word may be."""


@dataclass(frozen=True, slots=True)
class _Last:
    """What is known of the last run."""

    files: Mapping[str, _Known] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    """Words that are new, gone or of another form since."""

    def stands(self, name: str, digest: str) -> bool:
        """Whether a page or file of data with this digest would be converted to what it was."""
        known = self.files.get(name)
        if known is None or known.digest != digest:
            return False
        text = known.text
        return not self.changed if text is None else not any(word in text for word in self.changed)


@dataclass(frozen=True, slots=True)
class Result:
    """What a run has done."""

    pages: int
    converted: int
    """How many of the pages and files of data were not taken over."""
    faults: tuple[tuple[str, Fault], ...]
    """Page and confirmed name that came out otherwise."""


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a page or a file of data."""

    name: str
    known: _Known | None
    """None for what was taken over."""
    faults: tuple[Fault, ...] = ()


def pages(site: Path) -> list[str]:
    """List the pages in Simplified, as paths below the site."""
    found = (path.relative_to(site) for path in site.rglob("*.html"))
    return sorted(path.as_posix() for path in found if not (path.parts[0] in _APART or path.parts[0][0] in "._"))


def convert_site(
    site: Path,
    lexicon: Lexicon,
    record: Path | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Result:
    """Write the site in every script.

    `record` is the file, outside the site, by which the next run knows what has not changed; `progress` is told how
    many files are done, and of how many. Raises ConversionError, and leaves what was there before, when a page cannot
    be converted.
    """
    names = pages(site)
    work = [*names, *files(site)]
    made_by = _made_by(lexicon)
    last = _recorded(record, made_by, lexicon.words)
    all_done: list[_Done] = []
    for script in SCRIPTS:
        shutil.rmtree(_coming(site, script.code), ignore_errors=True)
    for done in _each(site, work, lexicon, last):
        all_done.append(done)
        progress(len(all_done), len(work))
    if record:
        record.unlink(missing_ok=True)
    for script in SCRIPTS:
        _replace(_coming(site, script.code), site / script.code)
    if record:
        _write_record(record, made_by, lexicon.words, _known(last, all_done))
    faults = tuple((done.name, fault) for done in all_done for fault in done.faults)
    return Result(len(names), sum(done.known is not None for done in all_done), faults)


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


# ---- what has not changed ----


def _recorded(record: Path | None, made_by: str, words: Entries) -> _Last:
    """Read what is known of the last run; nothing if rules or code have changed since, or it cannot be read."""
    try:
        kept = json.loads(record.read_text("utf-8")) if record else {}
    except (OSError, ValueError):
        return _Last()
    if kept.get("made by") != made_by:
        return _Last()
    old = kept["words"]
    changed = sorted(word for word in old.keys() | words.keys() if old.get(word) != words.get(word))
    return _Last({name: _Known(*known) for name, known in kept["files"].items()}, tuple(changed))


def _write_record(record: Path, made_by: str, words: Entries, files: Mapping[str, _Known]) -> None:
    """Write what the next run has to know."""
    kept = {"made by": made_by, "words": words, "files": {name: [f.digest, f.text] for name, f in files.items()}}
    record.write_text(json.dumps(kept, ensure_ascii=False, indent=0), "utf-8")


def _known(last: _Last, all_done: Sequence[_Done]) -> dict[str, _Known]:
    """Give what is known now; what has a fault is converted again by the next run, which has to tell it again."""
    return {done.name: done.known or last.files[done.name] for done in all_done if not done.faults}


def _made_by(lexicon: Lexicon) -> str:
    """Digest of the dictionaries, words excepted, and of this package."""
    code = (path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return _digest(b"".join((lexicon.as_bytes(), *code)))


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


# ---- work on pages, in this process or in others ----


class _Worker:
    """What a process needs for its pages."""

    def __init__(self, site: Path, lexicon: Lexicon, last: _Last) -> None:
        self._site, self._lexicon, self._last = site, lexicon, last
        self._made: set[Path] = set()

    @cached_property
    def _converters(self) -> Sequence[Converter]:
        return self._lexicon.converters()

    @cached_property
    def _guard(self) -> Guard:
        return Guard(self._lexicon)

    def file(self, name: str) -> _Done:
        """Write a page, or a file of data, in every script; one that has not changed is taken over."""
        data = (self._site / name).read_bytes()
        digest = _digest(data)
        if self._last.stands(name, digest) and self._keep(name):
            return _Done(name, None)
        text = data.decode("utf-8")
        if name.endswith(".json"):
            self._write(name, [convert_data(name, text, converter) for converter in self._converters])
            return _Done(name, _Known(digest, None))
        gathered, faults = self._page(name, text)
        return _Done(name, _Known(digest, None if _NORMALISED_RE.search(gathered) else gathered), faults)

    def _page(self, name: str, text: str) -> tuple[str, tuple[Fault, ...]]:
        """Convert a page; give its text, and the faults in it."""
        page = cut(text)
        general = self._converters[0].general(page.gathered.text)
        converted = [converter.written(general) for converter in self._converters]
        results = zip(SCRIPTS, converted, strict=True)
        self._write(name, [page.render(script, result) for script, result in results])
        return page.gathered.text, tuple(self._guard.faults(page.gathered.text, converted))

    def _keep(self, name: str) -> bool:
        """Take a file over from the folders of the last run, if it is in all of them."""
        old = [self._site / script.code / name for script in SCRIPTS]
        if not all(path.is_file() for path in old):
            return False
        for script, path in zip(SCRIPTS, old, strict=True):
            shutil.copy2(path, self._place(script.code, name))
        return True

    def _write(self, name: str, contents: Sequence[str]) -> None:
        for script, content in zip(SCRIPTS, contents, strict=True):
            self._place(script.code, name).write_bytes(content.encode("utf-8"))

    def _place(self, code: str, name: str) -> Path:
        """Give where a file of a script is to be written, in a folder that is there."""
        place = _coming(self._site, code) / name
        if place.parent not in self._made:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(place.parent)
        return place


_worker: _Worker


def _start(site: Path, lexicon: Lexicon, last: _Last) -> None:
    global _worker  # noqa: PLW0603 - a process of a pool has no other place for what it keeps between its tasks
    _worker = _Worker(site, lexicon, last)


def _work(name: str) -> _Done:
    return _worker.file(name)


def _each(site: Path, names: Sequence[str], lexicon: Lexicon, last: _Last) -> Iterator[_Done]:
    if len(names) < _WORTH_WORKERS:
        worker = _Worker(site, lexicon, last)
        yield from map(worker.file, names)
        return
    with ProcessPoolExecutor(initializer=_start, initargs=(site, lexicon, last)) as pool:
        yield from pool.map(_work, names, chunksize=_CHUNK)
