"""How fast raw text of every dialect is read and written as MyST, by one core.

The same generated issue is printed in each dialect; what can be compared are the ratios to the plain one of one run.
Beside it stand raw gazettes as they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import process_time
from typing import Final

from converters.myst import markdown
from converters.pipeline import read_source
from converters.raw import raw_bytes, raw_files
from converters.workers import without_collector
from tests import generate
from tests.dialects import STYLES

PLAIN: Final = "plain"
SIZE: Final = 20
"""Documents in the issue."""
RUNS: Final = 5
"""The fastest counts: other work disturbs even processor time."""
COLUMNS: Final = ("dialect", "kB", "MB/s", "of plain")


@dataclass(frozen=True, slots=True)
class Speed:
    """What an issue took in one dialect, or a raw gazette."""

    dialect: str
    """Its name, or that of the gazette's file."""
    size: int
    """Bytes of raw text."""
    cpu: float
    """Seconds of a core."""

    @property
    def rate(self) -> float:
        """Megabytes of raw text a second."""
        return self.size / self.cpu / 1e6


def speeds(raw: Sequence[Path] = (), size: int = SIZE, runs: int = RUNS) -> Iterator[Speed]:
    """Read and write the issue in every dialect of the matrix, and the raw gazettes in files and folders."""
    issue = generate.Issue(generate.CITIES[0], generate.BEGIN, 1, size)
    random = Random(1)  # noqa: S311  # sample text, no secret
    documents = [generate.document(random, n, issue.year, issue.city) for n in range(1, size + 1)]
    for name, style in STYLES.items():
        data = generate.issue(issue, documents, style).encode()
        yield Speed(name, len(data), min(_seconds(data) for _ in range(runs)))
    for path in raw_files(raw):
        data = raw_bytes(path)
        yield Speed(path.stem, len(data), min(_seconds(data) for _ in range(runs)))


@without_collector()
def _seconds(data: bytes) -> float:
    """Read and write an issue as the command does: without looking for garbage among all that a benchmark holds."""
    started = process_time()
    reading = read_source("issue.txt", data)
    for document in reading.documents:
        markdown(document, reading.source.page)
    return process_time() - started


def cells(found: Sequence[Speed]) -> list[tuple[str, ...]]:
    """Write a line for each dialect, in the order of `COLUMNS`."""
    plain = next((speed.rate for speed in found if speed.dialect == PLAIN), None)
    return [
        (s.dialect, f"{s.size / 1e3:.0f}", f"{s.rate:.1f}", f"{s.rate / plain:.2f}" if plain else "") for s in found
    ]
