"""The shelf of releases: which there are in a published folder, and how their names are ordered."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..days import CHINA

__all__ = ["FROZEN", "Release", "ReleaseError", "epoch", "listing", "next_after", "order", "published"]

FROZEN = "v"
"""Folder of the frozen releases."""
NAME_RE = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){1,2}")


class ReleaseError(RuntimeError):
    """A release cannot be published, or a published folder cannot be read; one line for each fault."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release that is published."""

    name: str
    """2026.11"""
    date: str
    """The day for which it tells statuses, in China; ISO."""
    folder: Path
    """All its files."""


def order(name: str) -> tuple[int, ...]:
    """Give the place of a release among others.

    >>> sorted(["2026.11.1", "2026.9", "2026.11"], key=order)
    ['2026.9', '2026.11', '2026.11.1']

    Raises:
        ReleaseError: the name is none.

    """
    if not NAME_RE.fullmatch(name):
        raise ReleaseError(f"no name of a release: {name!r}; it is numbers with dots between them, such as 2026.11")
    return tuple(map(int, name.split(".")))


def epoch(name: str, day: str = "") -> int:
    """Give the time of a release, which its statuses and PDFs are of: noon in China of a day.

    The day is the one given, else the first of the month in the name; never that of a clock, so that the same inputs
    give the same bytes on another day.

    >>> epoch("2026.11"), epoch("2026.11.2", "2026-11-21")
    (1793505600, 1795233600)

    Raises:
        ReleaseError: the name says no month, or the day is none.

    """
    year, month, *_ = order(name)
    try:
        noon = f"{day or f'{year:04}-{month:02}-01'}T12:00:00"
        return int(datetime.fromisoformat(noon).replace(tzinfo=CHINA).timestamp())
    except ValueError:
        raise ReleaseError(f"{day or name} says no day; give one, such as DATE=2026-11-01") from None


def published(site: Path) -> tuple[Release, ...]:
    """Give the releases of a published folder, newest first; none when there is no such folder.

    Raises:
        ReleaseError: a folder of v/ is no release.

    """
    shelf = site / FROZEN
    folders = [path for path in shelf.iterdir() if path.is_dir()] if shelf.is_dir() else []
    return tuple(_release(folder) for folder in sorted(folders, key=lambda path: order(path.name), reverse=True))


def next_after(releases: Sequence[Release], name: str) -> Release | None:
    """Give the newest release, if one of a name can come after it; None before the first.

    Raises:
        ReleaseError: the name is none, or taken, or not the next.

    """
    place, newest = order(name), releases[0] if releases else None
    if any(release.name == name for release in releases):
        raise ReleaseError(f"{name} is published already, and a release never changes; take another name")
    if newest and place <= order(newest.name):
        raise ReleaseError(f"{name} is not newer than {newest.name}, the newest release")
    return newest


def _release(folder: Path) -> Release:
    try:
        known = json.loads((folder / "release.json").read_text("utf-8"))
        return Release(str(known["release"]), str(known["date"]), folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(f"{folder}: no release: release.json cannot be read ({error})") from error


def listing(releases: Iterable[Release]) -> str:
    """Give releases.json, newest first."""
    rows = sorted(releases, key=lambda release: order(release.name), reverse=True)
    return json.dumps({"releases": [{"release": row.name, "date": row.date} for row in rows]}) + "\n"
