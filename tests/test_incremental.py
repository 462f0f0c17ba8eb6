"""A build after a change writes what a build from nothing writes, and hardly more than what has changed."""

import json
import os
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import pytest

from converters import cli
from converters.model import Kind
from tests import generate
from tests.conftest import MIDDAY, ROOT, run
from tests.dialects import STYLES
from tests.generate import CITIES, Issue
from tests.known import Known
from tests.lawproject import digests

NOTE = (
    ":::{{law:note}} 第三条\n:type: 释义\n\n第{}次注释，见《中华人民共和国民法典》第十条和{{law:ref}}`第一条`。\n:::\n"
)
CORRECTION = """[[correction]]
line = {}
printed = "现将"
right = "兹将"
reason = "形近"
"""


def rule(issue: Issue, number: int, seed: int, ended: Iterable[str] = ()) -> Known:
    """Write a document that an issue prints, which may end others."""
    made = generate.rule(Random(seed), number, issue.year, 4, issue.city)  # noqa: S311  # sample text, no secret
    *before, last, printed = made.units
    if ends := "、".join(sorted(ended)):
        last = replace(last, text=f"{last.text}{ends}同时废止。")
    return replace(made, units=(*before, last, printed))


def named(document: Known) -> str:
    """Name a rule as others cite it."""
    title = next(unit for unit in reversed(document.units) if unit.kind is Kind.TITLE)
    return f"《{title.plain}》（{document.first(Kind.DOCNO)}）"


@dataclass
class Archive:
    """A small archive of a city's gazettes, and what editors write about it."""

    folder: Path
    random: Random
    issues: dict[Issue, dict[int, int]] = field(default_factory=dict)
    """Numbers of the documents that an issue prints, and the seed of the text of each."""
    ended: dict[tuple[Issue, int], set[str]] = field(default_factory=dict)
    """What documents end."""
    reprints: dict[Issue, Known] = field(default_factory=dict)
    """A document that an issue prints once more."""
    corrected: set[Issue] = field(default_factory=set)
    """Issues in which an editor has corrected a word."""
    today: int = int(MIDDAY)
    """For which statuses are told, in seconds since 1970."""

    def __post_init__(self) -> None:
        (self.folder / "raw").mkdir(parents=True)
        (self.source / "corrections").mkdir(parents=True)
        for name in ("index.md", "about.md", "terms", "_typst"):
            (self.source / name).symlink_to(ROOT / "source" / name)

    @property
    def source(self) -> Path:
        """What the site is built from."""
        return self.folder / "source"

    def print(self) -> None:
        """Print the issues, and what editors correct in them."""
        for path in (*(self.folder / "raw").iterdir(), *(self.source / "corrections").iterdir()):
            path.unlink()
        for issue, numbers in self.issues.items():
            made = [rule(issue, *numbered, self.ended.get((issue, numbered[0]), ())) for numbered in numbers.items()]
            made += [self.reprints[issue]] if issue in self.reprints else []
            text = generate.issue(issue, made, STYLES["plain"])
            (self.folder / "raw" / issue.file).write_text(text, "utf-8")
            if issue in self.corrected:
                line = next(n for n, words in enumerate(text.split("\n"), 1) if words.strip().startswith("现将"))
                (self.source / "corrections" / f"{issue.file}.toml").write_text(CORRECTION.format(line), "utf-8")

    def convert(self) -> None:
        """Convert what is printed now."""
        self.print()
        cli.main([str(self.folder / "raw"), "--out", str(self.source)])

    def build(self, name: str) -> Path:
        """Convert, and build the pages with what is kept under a name."""
        self.convert()
        kept, day = self.folder / name, str(self.today)
        run("gazette.shards.build", self.source, kept / "site", "--shards", kept / "shards", SOURCE_DATE_EPOCH=day)
        return kept / "site"

    def make(self, name: str) -> Path:
        """Make the whole site, in all scripts, with search and PDFs, with what is kept under a name."""
        told = self.try_to_make(name)
        assert told.returncode == 0, told.stderr
        return self.folder / name / "site"

    def try_to_make(self, name: str) -> subprocess.CompletedProcess[str]:
        """Make the whole site, perhaps with faults."""
        self.print()
        folders = {"RAW": self.folder / "raw", "SOURCE": self.source, "BUILD": self.folder / name}
        return subprocess.run(
            ["make", "--silent", "site", *(f"{key}={path}" for key, path in folders.items())],
            cwd=ROOT,
            env=os.environ | {"SOURCE_DATE_EPOCH": str(self.today)},
            check=False,
            capture_output=True,
            text=True,
        )

    def ids(self) -> list[str]:
        """Name the documents."""
        return [
            document["id"] for document in json.loads((self.source / "corpus.json").read_text("utf-8"))["documents"]
        ]

    def document(self) -> tuple[Issue, int, int]:
        """Choose a document: its issue, number and seed."""
        issue = self.random.choice(list(self.issues))
        return issue, *self.random.choice(list(self.issues[issue].items()))

    # What happens to an archive.

    def add(self) -> None:
        """A new issue comes out."""
        year = 2020 + len(self.issues) // 2
        issue = Issue(CITIES[0], year, self.random.randint(1, 12), 2)
        self.issues[issue] = {self.random.randint(1, 99): 1 for _ in range(2)}

    def edit(self) -> None:
        """A document of an issue is typed anew."""
        issue, number, _ = self.document()
        self.issues[issue][number] += 1

    def repeal(self) -> None:
        """A document ends others than before."""
        issue, number, _ = self.document()
        others = {named(rule(*self.document())) for _ in range(3)}
        self.ended[issue, number] = self.ended.get((issue, number), set()) ^ others

    def reprint(self) -> None:
        """An issue prints a document of another once more, with the same words or others."""
        issue, number, seed = self.document()
        self.reprints[self.random.choice(list(self.issues))] = rule(issue, number, seed + self.random.randint(0, 1))

    def correct(self) -> None:
        """An editor corrects a word, or takes the correction back."""
        self.corrected ^= {self.random.choice(list(self.issues))}

    def rename(self) -> None:
        """A document gets another 文号 and title."""
        numbers = self.random.choice(list(self.issues.values()))
        numbers[self.random.randint(100, 200)] = numbers.pop(next(iter(numbers)))

    def remove(self) -> None:
        """An issue is taken back."""
        if len(self.issues) > 1:
            del self.issues[self.random.choice(list(self.issues))]

    def note(self) -> None:
        """An editor writes a note, or another."""
        path = self.source / "notes" / f"{self.random.choice(self.ids())}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTE.format(self.random.randint(1, 9)), "utf-8")

    def wait(self) -> None:
        """Years go by, or back."""
        self.today += self.random.randint(-4, 4) * 365 * 86400

    def unnote(self) -> None:
        """An editor takes the notes on a document back."""
        for path in sorted((self.source / "notes").rglob("*.md"))[:1]:
            path.unlink()


CHANGES: tuple[Callable[[Archive], None], ...] = (
    Archive.add,
    Archive.edit,
    Archive.repeal,
    Archive.reprint,
    Archive.correct,
    Archive.rename,
    Archive.remove,
    Archive.note,
    Archive.unnote,
    Archive.wait,
)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path, Random(8))  # noqa: S311  # sample text, no secret
    for _ in range(3):
        made.add()
    return made


def test_whatever_changes_the_site_is_as_if_built_from_nothing(archive: Archive) -> None:
    archive.make("kept")
    changes = archive.random.sample(CHANGES, len(CHANGES))
    for step in range(2):
        for change in changes[step::2]:
            change(archive)
        assert digests(archive.make("kept")) == digests(archive.make(f"fresh-{step}"))


def test_a_document_that_ends_many_others_replaces_none(archive: Archive) -> None:
    *old, (issue, new, _) = [(issue, *rest) for issue, made in archive.issues.items() for rest in made.items()]
    names = [named(rule(*document)) for document in old]
    for ends, compared in ((names[:1], 1), (names[:4], 0)):
        archive.ended[issue, new] = set(ends)
        kept = archive.build("kept")
        assert len(list(kept.glob("compare/*/*/index.html"))) == compared
    assert digests(kept) == digests(archive.build("fresh"))


def test_a_page_shows_how_a_copy_reads_now(archive: Archive) -> None:
    issue, number, seed = archive.document()
    for name in ("《甲办法》", "《乙办法》"):
        archive.reprints[next(reversed(archive.issues))] = rule(issue, number, seed, [name])
        kept = archive.build("kept")
        (page,) = (page for page in kept.glob("doc/**/index.html") if "异文" in page.read_text("utf-8"))
        assert name in page.read_text("utf-8")
    assert digests(kept) == digests(archive.build("fresh"))


def reword(archive: Archive) -> None:
    """An editor writes a note in other words."""
    (path,) = (archive.source / "notes").rglob("*.md")
    path.write_text(path.read_text("utf-8").replace("次注释", "次的注释"), "utf-8")


def test_a_note_that_is_saved_as_it_was_is_none_that_has_changed(archive: Archive) -> None:
    archive.convert()
    archive.note()
    archive.build("kept")
    (note,) = (archive.source / "notes").rglob("*.md")
    note.touch()
    shards = archive.folder / "kept" / "shards"
    run("gazette.typst.build", archive.source, archive.folder / "tree", "--shards", shards, SOURCE_DATE_EPOCH=MIDDAY)
    assert len(list((archive.folder / "tree" / "doc").rglob("*.typ"))) == len(archive.ids())


def test_a_note_is_there_again_with_its_issue(archive: Archive) -> None:
    issue, *others = archive.issues
    assert issue.year in {other.year for other in others}  # of which the shard stays
    archive.convert()
    number = next(iter(archive.issues[issue]))
    noted = next(name for name in archive.ids() if name.endswith(f"/{issue.year}/{number}"))
    note = archive.source / "notes" / f"{noted}.md"
    note.parent.mkdir(parents=True)
    note.write_text(NOTE.format(1), "utf-8")
    archive.build("kept")
    numbers = archive.issues.pop(issue)
    archive.build("kept")
    archive.issues[issue] = numbers
    assert digests(archive.build("kept")) == digests(archive.build("fresh"))


def changed(before: dict[Path, int]) -> list[Path]:
    """Name the files that were written since their times were taken."""
    return [path for path, time in before.items() if path.stat().st_mtime_ns != time]


def times(files: Iterable[Path]) -> dict[Path, int]:
    """Take the times of files."""
    return {path: path.stat().st_mtime_ns for path in files if path.is_file()}


def test_a_change_writes_what_it_changes_and_no_other_document(archive: Archive) -> None:
    archive.issues[Issue(CITIES[1], 2019, 1, 2)] = {3: 1, 4: 1}
    out = archive.build("kept")
    documents = times((out / "doc").rglob("index.html"))
    assert len(documents) == 8

    archive.note()
    archive.build("kept")
    (noted,) = changed(documents)
    assert "次注释" in noted.read_text("utf-8")

    everything = times(out.rglob("*"))
    archive.build("kept")
    assert changed(everything) == []

    reword(archive)
    archive.build("kept")
    notes = out / "notes"
    rewritten = {path.parent for path in changed(everything)}
    assert rewritten <= {noted.parent, notes, notes / noted.parent.relative_to(out / "doc")}
    assert {noted.parent, notes} <= rewritten

    archive.issues[Issue(CITIES[1], 2030, 1, 2)] = {5: 1, 6: 1}
    archive.build("kept")
    cited = [path for path in changed(everything) if path in documents]
    assert len(cited) <= 2
    assert all(">被引" in path.read_text("utf-8") for path in cited)
