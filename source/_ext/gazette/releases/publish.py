"""Publish: a finished site becomes a release, and the newest, in one step.

The new folder is made beside the published one, out of hard links to what is there and of the files that are new; then
it is brought to disk and the two are exchanged. Until then nothing that readers see has been touched, so that a crash,
a kill or a full disk leaves the old site; what they leave beside it is removed by the next try.
"""

import errno
import filecmp
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from .. import corpusfile
from . import inventory, manifest, promises, rules, signature
from .shelf import FROZEN, Release, ReleaseError, listing, next_after, published
from .swap import FULL, beside, exchange, locked, probe, remove, settle

__all__ = ["LISTING", "Order", "Result", "check", "publish", "published_before"]

LISTING = "releases.json"
ROOT_ONLY = (FROZEN, LISTING, promises.FILE)
"""What stands at the root beside the newest release."""
ADVICE = "published before, and gone; give its successor in source/redirects.toml"
READ_ONLY, FOLDER = 0o444, 0o755


@dataclass(frozen=True, slots=True)
class Order:
    """What to publish."""

    site: Path
    """The finished site, built as this release."""
    target: Path
    """The published folder."""
    version: str
    raw: Sequence[Path] = ()
    """The raw gazettes that it was made from: files, or folders of them."""
    project: Path = Path()
    """The project that it was made by."""
    key: Path | None = None
    """Secret key of minisign."""
    base_url: str = ""
    """Where the folder is served; its path stands before the addresses in rules for servers."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was done."""

    files: int
    shared: int
    """How many of them were on the disk already."""


def check(site: Path, target: Path) -> None:
    """Check a site that has no PDFs yet: setting them takes most of the time.

    Raises:
        ReleaseError: a published page or anchor leads nowhere.

    """
    promised = promises.load(target)
    _hold(site, promised, replace(inventory.take(site), files=tuple(promised.files)))


def publish(wanted: Order) -> Result:
    """Add a release to a published folder, and make it the newest.

    Raises:
        ReleaseError: it cannot be published; nothing that readers see has changed.

    """
    target = wanted.target.resolve()
    with locked(target):
        coming = beside(target, "next")
        try:
            remove(coming)
            probe(target)
            result = _make(wanted, target, coming)
            settle(coming)
            _put(coming, target)
        except OSError as error:
            if error.errno in FULL:
                raise ReleaseError(f"{target}: the disk is full; the site is as it was") from error
            raise ReleaseError(f"{target}: {error}; the site is as it was") from error
        finally:
            with suppress(OSError):
                remove(coming)
        return result


def _put(coming: Path, target: Path) -> None:
    """Let readers see the new folder; keep the old one, for those who are just reading from it, till the next time."""
    before = beside(target, "before")
    remove(before)
    if target.exists() and any(target.iterdir()):
        exchange(coming, target)
        with suppress(OSError):
            coming.rename(before)
    else:
        coming.rename(target)
    with suppress(OSError):  # all is on the disk already, but for the step itself
        settle(target)


# ---- the new folder ----


def _make(wanted: Order, target: Path, coming: Path) -> Result:
    earlier = published_before(target)
    release = _built(wanted, earlier)
    found = inventory.take(wanted.site)
    earlier_pdfs = inventory.earlier_pdfs(found)
    found = replace(found, files=tuple(sorted({*found.files, *earlier_pdfs})))
    promised = promises.load(target)
    _hold(wanted.site, promised, found)
    (coming / FROZEN).mkdir(parents=True)
    for other in earlier:
        _link_tree(other.folder, coming / FROZEN / other.name)
    made = _ReleaseFolder(coming / FROZEN / release.name)
    if earlier:
        made.knows(coming / FROZEN / earlier[0].name)
    _fill(made, wanted, found, earlier_pdfs)
    _link_tree(made.folder, coming)
    _write(coming / LISTING, listing([*earlier, release]))
    _write(coming / promises.FILE, promises.kept(promised, release.name, found).dump())
    for folder, _folders, _files in os.walk(coming):
        Path(folder).chmod(FOLDER)
    return Result(len(made.digests), made.shared)


def _hold(site: Path, promised: promises.Promises, found: inventory.Inventory) -> None:
    if lost := list(promises.broken(promised, found)):
        raise ReleaseError("\n".join(f"{site}: {address}: {ADVICE}" for address in lost))


def published_before(target: Path) -> tuple[Release, ...]:
    """Give the releases of a published folder, the newest first; none for a folder that is to be one.

    Raises:
        ReleaseError: the folder is somebody else's, or a release in it cannot be read.

    """
    releases = published(target)
    if not releases and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ReleaseError(f"{target}: neither empty nor a published folder; nothing is published over it")
    return releases


def _built(wanted: Order, earlier: Sequence[Release]) -> Release:
    """Give the release that the site was built as, if that is the one to publish."""
    name, before = wanted.version, next_after(earlier, wanted.version)
    newest = before.name if before else None
    try:
        built = json.loads((wanted.site / "release.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{wanted.site}: not built as a release ({error}); use make publish") from error
    if built["release"] != name:
        raise ReleaseError(f"{wanted.site}: built as {built['release']}, not as {name}; use make publish")
    if built.get("after", newest) != newest:
        raise ReleaseError(f"{wanted.site}: built when {built['after']} was the newest, not {newest}; build it again")
    for taken in ROOT_ONLY:
        if (wanted.site / taken).exists():
            raise ReleaseError(f"{wanted.site}: {taken} is a name that releases need for themselves")
    return Release(name, built["date"], wanted.site)


def _fill(made: "_ReleaseFolder", wanted: Order, found: inventory.Inventory, earlier_pdfs: Mapping[str, str]) -> None:
    """Lay out the files of a release, and its proof."""
    for name in manifest.files(wanted.site):
        made.add(name, wanted.site / name)
    for earlier, now in earlier_pdfs.items():
        made.add(earlier, wanted.site / now)
    for name, path in _raw(wanted).items():
        made.add(f"raw/{name}", path)
    made.write(inventory.FILE, found.dump())
    for name, text in rules.files(found, wanted.base_url).items():
        made.write(name, text)
    made.write(manifest.SOURCES, manifest.render(manifest.sources(wanted.project)))
    _write(made.folder / manifest.SUMS, manifest.render(made.digests))
    if wanted.key:
        signature.sign(made.folder / manifest.SUMS, wanted.key, wanted.version)
        (made.folder / manifest.SIGNATURE).chmod(READ_ONLY)


def _raw(wanted: Order) -> dict[str, Path]:
    """Find the raw gazettes that corpus.json names: name → file.

    Raises:
        ReleaseError: one is not among the raw files given, or another file has its name.

    """
    corpus = wanted.site / corpusfile.FILE
    named = json.loads(corpus.read_text("utf-8"))["sources"] if corpus.exists() else []
    paths = [file for raw in wanted.raw for file in (sorted(raw.rglob("*")) if raw.is_dir() else [raw])]
    by_digest = {manifest.digest(path): path for path in reversed(paths) if path.is_file()} if named else {}
    found: dict[str, Path] = {}
    for source in named:
        if source["sha256"] not in by_digest:
            raise ReleaseError(
                f"{source['file']}: the site was made from it, but it is not among the raw gazettes given"
            )
        if found.setdefault(source["file"], by_digest[source["sha256"]]) != by_digest[source["sha256"]]:
            raise ReleaseError(f"{source['file']}: two raw gazettes have this name")
    return found


class _ReleaseFolder:
    """The folder of a release while it is filled: what is on the disk already is linked, not copied."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.digests: dict[str, str] = {}
        self.shared = 0
        self._known: dict[str, Path] = {}

    def knows(self, folder: Path) -> None:
        """Take in the files of an earlier release."""
        known: Mapping[str, str] = manifest.parse((folder / manifest.SUMS).read_text("utf-8"))
        self._known |= {digest: folder / name for name, digest in known.items()}

    def add(self, name: str, source: Path) -> None:
        """Put a file in."""
        digest, place = manifest.digest(source), self._place(name)
        known = self._known.get(digest)
        # Compared, so that a fault of the disk in an earlier release does not spread.
        if known and known.exists() and filecmp.cmp(known, source, shallow=False) and _link(known, place):
            self.shared += 1
        else:
            shutil.copyfile(source, place)
            place.chmod(READ_ONLY)
        self._known[digest] = place
        self.digests[name] = digest

    def write(self, name: str, text: str) -> None:
        """Put a file in that is made here."""
        _write(self._place(name), text)
        self.digests[name] = manifest.digest(self.folder / name)

    def _place(self, name: str) -> Path:
        place = self.folder / name
        if name in self.digests:
            raise ReleaseError(f"{name} is a name that releases need for themselves")
        place.parent.mkdir(parents=True, exist_ok=True)
        return place


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    path.chmod(READ_ONLY)


def _link(known: Path, place: Path) -> bool:
    """Link a file; not where it has all the links that the file system allows."""
    try:
        os.link(known, place)
    except OSError as error:
        if error.errno != errno.EMLINK:
            raise
        return False
    return True


def _link_tree(source: Path, place: Path) -> None:
    """Make a folder of links to all files of another."""
    place.mkdir(exist_ok=True)
    entries: Iterable[os.DirEntry[str]] = sorted(os.scandir(source), key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            _link_tree(Path(entry.path), place / entry.name)
        elif not _link(Path(entry.path), place / entry.name):
            shutil.copy2(entry.path, place / entry.name)
