"""Verify: every file of a published folder is what its release says, and the root is the newest release."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from . import inventory, manifest, promises, signature
from .publish import LISTING, ROOT_ONLY
from .shelf import FROZEN, Release, ReleaseError, listing, published

__all__ = ["Report", "verify"]


@dataclass(slots=True)
class Report:
    """What was found."""

    releases: int = 0
    files: int = 0
    faults: list[str] = field(default_factory=list)
    """Path, and what is wrong with it: missing, extra, differs; sorted by release."""


def verify(site: Path, public_key: str | None = None) -> Report:
    """Check all releases of a published folder, and its root.

    With a public key of minisign, every release must be signed with it.

    Raises:
        ReleaseError: this is no published folder.

    """
    report = Report()
    releases = published(site)
    if not releases:
        raise ReleaseError(f"{site}: no published folder: v/ holds no release")
    digests = _Digests()
    for release in releases:
        report.releases += 1
        report.faults += _release(release, digests, report, public_key)
    report.faults += _root(site, releases, digests)
    return report


class _Digests:
    """SHA-256 of files; a file with many names is read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], str] = {}

    def of(self, path: Path) -> str:
        """Give the digest of a file; that of a link is nobody's."""
        if path.is_symlink():
            return ""
        state = path.stat()
        key = (state.st_dev, state.st_ino)
        if key not in self._known:
            self._known[key] = manifest.digest(path)
        return self._known[key]


def _release(release: Release, digests: _Digests, report: Report, public_key: str | None) -> Iterator[str]:
    where = f"{FROZEN}/{release.folder.name}"
    sums = release.folder / manifest.SUMS
    try:
        wanted = manifest.parse(sums.read_text("utf-8"))
    except (OSError, ValueError) as error:
        yield f"{where}/{manifest.SUMS}: cannot be read: {error}"
        return
    report.files += len(wanted)
    if release.name != release.folder.name:
        yield f"{where}: calls itself {release.name}"
    yield from _compare(release.folder, wanted, digests, where, (manifest.SUMS, manifest.SIGNATURE))
    if public_key and not signature.is_signed_by(sums, public_key):
        yield f"{where}/{manifest.SIGNATURE}: not signed with this key"


def _compare(
    folder: Path, wanted: Mapping[str, str], digests: _Digests, where: str, known: tuple[str, ...]
) -> Iterator[str]:
    """Name what is missing in a folder, what differs, and what should not be there."""
    present = set(_below(folder, ""))
    for name, digest in wanted.items():
        if name not in present:
            yield f"{where}/{name}: missing"
        elif digests.of(folder / name) != digest:
            yield f"{where}/{name}: differs"
    yield from (f"{where}/{name}: extra" for name in sorted(present - wanted.keys() - set(known)))


def _below(folder: Path, prefix: str) -> Iterator[str]:
    """Give every file of a folder, hidden ones and links too, but not what stands at the root beside a release."""
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path), f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name


def _root(site: Path, releases: tuple[Release, ...], digests: _Digests) -> Iterator[str]:
    newest = releases[0].folder
    try:
        frozen = manifest.parse((newest / manifest.SUMS).read_text("utf-8"))
    except (OSError, ValueError):
        return  # that is named above
    proof = (name for name in (manifest.SUMS, manifest.SIGNATURE) if (newest / name).is_file())
    frozen |= {name: digests.of(newest / name) for name in proof}
    for fault in _compare(site, frozen, digests, ".", ()):
        name, _, said = fault.removeprefix("./").rpartition(": ")
        if name.split("/")[0] not in ROOT_ONLY:
            yield f"{name}: {said}"
    if _text(site / LISTING) != listing(releases):
        yield f"{LISTING}: differs"
    try:
        promised = promises.NONE
        for release in reversed(releases):
            promised = promises.kept(promised, release.name, inventory.read(release.folder))
    except (OSError, ValueError, KeyError, TypeError):
        return  # anchors.json is named above
    if _text(site / promises.FILE) != promised.dump():
        yield f"{promises.FILE}: differs"


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None
