"""What is known of the pages of a site from when they were converted, so that what has not changed stands.

::

    KEEP/known.json        what made them, the words, and of every page when it was written and how long it is
    KEEP/texts/*.json      pages in groups: page → its text, in which words are met; null where any word may be
    KEEP/names.json, words.pickle      of :mod:`.lexicons`
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from converters.variants.chain import Entries

Times = tuple[int, int]
"""When a file was written, and how long it is."""
Texts = dict[str, str | None]

_KNOWN = "known.json"


def times(path: Path) -> Times:
    """Tell by what a file is known."""
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size


@dataclass(frozen=True, slots=True)
class LastRun:
    """What is known of the last run; nothing when there was none, or by other rules."""

    files: Mapping[str, Times] = field(default_factory=dict)
    """Pages and files of data that were converted without a fault."""
    words: Entries = field(default_factory=dict)

    def changed(self, words: Entries) -> list[str]:
        """Give the words that are new, gone or of another form; of those that hold one of the others, none."""
        old = self.words
        found = [word for word in old.keys() | words.keys() if old.get(word) != words.get(word)] if self.files else []
        least: list[str] = []
        for word in sorted(found, key=lambda word: (len(word), word)):
            if not any(part in word for part in least):
                least.append(word)
        return least


def group(name: str) -> str:
    """Give the group of a page: the name of its file of texts.

    Lists and indices change together, documents each for itself: so these have a group for each folder, those any of
    256, and what changes few pages writes few groups.
    """
    folder, below, _ = name.partition("/")
    return blake2b(name.encode(), digest_size=1).hexdigest() if folder == "doc" else folder if below else "root"


def groups(names: Sequence[str]) -> dict[str, list[str]]:
    """Put pages into their groups."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(group(name), []).append(name)
    return found


def read_record(path: Path | None, made_by: str) -> Mapping[str, Any]:
    """Read a record that a run has kept; nothing where there is none, or it was made by something else."""
    try:
        record: dict[str, Any] = json.loads(path.read_text("utf-8")) if path else {}
    except (OSError, ValueError):
        return {}
    return record if record.get("made by") == made_by else {}


def write_record(path: Path, made_by: str, **content: object) -> None:
    """Keep a record for the next run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"made by": made_by, **content}, ensure_ascii=False), "utf-8")


def read_last(keep: Path | None, made_by: str) -> LastRun:
    """Read what is known of the last run."""
    kept = read_record(keep and keep / _KNOWN, made_by)
    return (
        LastRun({name: (at, size) for name, (at, size) in kept["files"].items()}, kept["words"]) if kept else LastRun()
    )


def forget(keep: Path | None, *, whole: bool) -> None:
    """Let the next run begin anew, should this one be broken off; this one does when it makes the whole site."""
    if keep:
        (keep / _KNOWN).unlink(missing_ok=True)
    if keep and whole:
        shutil.rmtree(keep / "texts", ignore_errors=True)


def write_last(keep: Path | None, made_by: str, run: LastRun) -> None:
    """Write what the next run has to know."""
    if keep:
        write_record(keep / _KNOWN, made_by, words=run.words, files=run.files)


def read_texts(keep: Path | None, of: str) -> Texts:
    """Read the texts of a group."""
    path = keep / "texts" / f"{of}.json" if keep else None
    texts: Texts = json.loads(path.read_text("utf-8")) if path and path.exists() else {}
    return texts


def write_texts(keep: Path | None, of: str, texts: Texts) -> None:
    """Write the texts of a group."""
    if keep:
        path = keep / "texts" / f"{of}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(texts, ensure_ascii=False), "utf-8")


def holding(texts: Texts, words: Sequence[str]) -> Iterator[str]:
    """Give the pages in which any of the words may be met."""
    for name, text in texts.items():
        if text is None or any(word in text for word in words):
            yield name
