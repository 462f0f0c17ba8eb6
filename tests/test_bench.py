"""What the benchmark makes of its measures: ratios, rows and a plot; and that a command that fails is told."""

import gzip
import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from docutils.utils import new_document
from lxml import etree

from tests import benchdialects, benchfloors, benchpeers, benchqueries, benchrun
from tests.bench import (
    CHANGE_COLUMNS,
    CHANGES,
    COLUMNS,
    HTML,
    READ,
    WRITE,
    Measure,
    Results,
    as_json,
    cells,
    changes,
    files,
    main,
    markdown,
    plot,
    report,
    rows,
    stages,
    table,
)
from tests.benchrun import CommandError, run
from tests.conftest import ROOT
from tests.dialects import STYLES

NAMES = {"svg": "http://www.w3.org/2000/svg"}
RAW = ROOT / "source" / "raw"


def made(stage: str, documents: int, seconds: float, change: str = "") -> Measure:
    return Measure(stage, documents, seconds, seconds * 2, 120_000_000, 3_400_000, 56_000, change)


MEASURED = [made("read", 40, 12.0), made("PDF", 40, 4.0), made("read", 20, 4.0), made("PDF", 20, 4.0)]
CHANGED = [made("read", 40, 0.3, CHANGES[0]), made("PDF", 40, 0.5, CHANGES[0]), made("PDF", 40, 0.1, CHANGES[1])]


def test_growth_is_told_against_the_smallest_corpus_whatever_the_order() -> None:
    told = [(row.measure.stage, row.measure.documents, row.growth) for row in rows(MEASURED)]
    assert told == [
        ("read", 20, 1.0),
        ("read", 40, pytest.approx(1.5)),
        ("PDF", 20, 1.0),
        ("PDF", 40, 0.5),
        ("all", 20, 1.0),
        ("all", 40, 1.0),
    ]


def test_growth_is_told_against_400_documents_where_they_are_measured() -> None:
    measured = [made("read", 100, 2.0), made("read", 400, 4.0), made("read", 1600, 16.0)]
    assert [row.growth for row in rows(measured) if row.measure.stage == "read"] == [2.0, 1.0, 1.0]


def test_shares_of_a_corpus_make_a_whole() -> None:
    shares = {(row.measure.stage, row.measure.documents): row.share for row in rows(MEASURED)}
    assert shares == {
        ("read", 20): 0.5, ("PDF", 20): 0.5, ("read", 40): 0.75, ("PDF", 40): 0.25, ("all", 20): 1.0, ("all", 40): 1.0,
    }  # fmt: skip


def test_a_row_has_a_cell_for_every_column() -> None:
    found = rows(MEASURED)
    assert cells(found[1]) == ("read", "40", "12.0", "3", "600.0", "×1.50", "75%", "120", "3.4", "56")
    laid = table(COLUMNS, [cells(row) for row in found])
    assert [column.header for column in laid.columns] == list(COLUMNS)
    assert laid.row_count == len(found)


def test_a_change_is_told_beside_the_full_build() -> None:
    assert changes([*MEASURED, *CHANGED]) == [
        (CHANGES[0], "read", "40", "0.3", "0.6", "0.025", "0.025"),
        (CHANGES[0], "PDF", "40", "0.5", "1.0", "0.125", "0.125"),
        (CHANGES[0], "all", "40", "0.8", "1.6", "0.050", "0.050"),
        (CHANGES[1], "PDF", "40", "0.1", "0.2", "0.025", "0.025"),
        (CHANGES[1], "all", "40", "0.1", "0.2", "0.006", "0.006"),
    ]


def test_a_change_is_made_in_one_go_where_pages_were_read_and_written_one_after_the_other() -> None:
    measured = [made("read", 40, 3.0), made("write", 40, 1.0), made("html", 40, 0.4, CHANGES[0])]
    assert changes(measured)[0] == (CHANGES[0], "html", "40", "0.4", "0.8", "0.100", "0.100")


def test_all_stages_in_one_go_are_told_beside_all_of_them() -> None:
    told = changes([*MEASURED, *CHANGED, made("site", 40, 0.4, CHANGES[0])])
    assert told[2:4] == [
        (CHANGES[0], "all", "40", "0.8", "1.6", "0.050", "0.050"),
        (CHANGES[0], "site", "40", "0.4", "0.8", "0.025", "0.025"),
    ]


def test_tables_of_markdown_are_as_wide_as_their_heads() -> None:
    laid = markdown(CHANGE_COLUMNS, changes([*MEASURED, *CHANGED]))
    assert {line.count("|") for line in laid.splitlines()} == {len(CHANGE_COLUMNS) + 1}


def test_json_holds_every_row() -> None:
    data = json.loads(as_json(Results([*MEASURED, *CHANGED])))
    assert (data["schema"], len(data["rows"]), len(data["changes"]), data["peers"]) == (3, 6, 3, [])
    assert data["rows"][1] | {"growth": 0} == {
        "stage": "read", "documents": 40, "seconds": 12.0, "cpu": 24.0, "memory": 120_000_000, "output": 3_400_000,
        "largest": 56_000, "change": "", "growth": 0, "share": 0.75,
    }  # fmt: skip


def test_bars_are_as_long_as_the_time_of_a_document() -> None:
    root = etree.fromstring(plot(rows(MEASURED)).encode())
    bars = root.findall("svg:rect[@x]", NAMES)
    assert [float(bar.get("width", "")) for bar in bars] == [180, 270, 180, 90, 360, 360]
    assert bars[0].get("fill") == bars[2].get("fill") != bars[1].get("fill")
    bottom = float(root.get("viewBox", "").split()[3])
    assert all(float(bar.get("y", "")) + float(bar.get("height", "")) < bottom for bar in bars)


def test_names_of_stages_are_escaped_in_the_plot() -> None:
    root = etree.fromstring(plot(rows([made("read & <write>", 10, 1.0)])).encode())
    assert "read & <write>" in [text.text for text in root.findall("svg:text", NAMES)]


def test_peers_are_told_beside_ours() -> None:
    sites = [benchpeers.Site("ours", 4, 400, 10.0, 20.0, 1), benchpeers.Site("other", 1, 400, 25.0, 30.0, 1)]
    assert [line[-1] for line in benchpeers.cells(sites)] == ["×1.00", "×2.50"]
    assert all(len(line) == len(benchpeers.COLUMNS) for line in benchpeers.cells(sites))


def test_peers_get_the_same_words_in_plain_markdown() -> None:
    _, documents = next(benchpeers.rules(10))
    text = benchpeers.markdown(documents[0])
    assert text.startswith("# 云州市人民政府关于印发")
    assert text.count("\n### 第") == benchpeers.ARTICLES
    assert 9_000 < len(text) < 11_000


def test_dialects_are_told_beside_the_plain_one() -> None:
    found = [benchdialects.Speed("plain", 600_000, 0.1), benchdialects.Speed("wrap-20", 300_000, 0.1)]
    assert benchdialects.cells(found) == [("plain", "600", "6.0", "1.00"), ("wrap-20", "300", "3.0", "0.50")]
    assert all(len(line) == len(benchdialects.COLUMNS) for line in benchdialects.cells(found))


def test_every_dialect_of_the_matrix_is_measured() -> None:
    found = list(benchdialects.speeds([RAW], size=1, runs=1))
    assert [speed.dialect for speed in found] == [*STYLES, *sorted(path.stem for path in RAW.glob("*.txt"))]
    assert all(speed.size > 1000 < speed.rate * 1e6 for speed in found)


def test_a_report_is_a_table_a_plot_and_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [benchqueries.Query(40, benchqueries.QUERIES[0], 3, 20_000, 0.25)]
    floors, speeds = [benchfloors.Floor("PDF", "…", 40, 0.05)], [benchdialects.Speed("plain", 600_000, 0.1)]
    report(tmp_path, Results([*MEASURED, *CHANGED], floors=floors, queries=asked, dialects=speeds))
    assert {path.name for path in tmp_path.iterdir()} == {"bench.json", "bench.md", "bench.svg"}
    assert CHANGES[0] in capsys.readouterr().out
    tables = (tmp_path / "bench.md").read_text("utf-8")
    assert f"| 40 | {benchqueries.QUERIES[0]} | 3 | 20 | 250 |" in tables
    assert "| plain | 600 | 6.0 | 1.00 |" in tables
    assert "| PDF | … | 40 | 50.0 | 25% |" in tables


def test_only_what_was_measured_is_reported(tmp_path: Path) -> None:
    report(tmp_path, Results(peers=[benchpeers.Site("ours", 4, 400, 10.0, 20.0, 1)]))
    assert {path.name for path in tmp_path.iterdir()} == {"bench.json", "bench.md"}
    assert (tmp_path / "bench.md").read_text("utf-8").count("\n| --- |") == 1


def test_every_stage_has_a_floor(tmp_path: Path) -> None:
    assert {*benchfloors.FLOORS} == {*stages((ROOT / "Makefile").read_text("utf-8"))} - {HTML} | {READ, WRITE}
    page, tree = "<p>云州市</p>", new_document("")
    del tree.reporter  # which holds a stream
    contents = {
        "raw/a.txt": b"\xe4\xba\x91",
        "source/corpus.json": b"{}",
        "source/doc/a.md": "# 云州市".encode(),
        "build/shards/a/doctrees/a.doctree": pickle.dumps(tree),
        "build/site/doc/a/index.html": page.encode(),
        "build/site/zh-tw/doc/a/index.html": page.encode(),
        "build/site/search/data/a.gz": gzip.compress(b"a"),
    }
    for name, content in contents.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    found = list(benchfloors.floors(tmp_path, 1))
    assert [floor.stage for floor in found] == [*benchfloors.FLOORS]
    assert all(floor.per_document > 0 for floor in found)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == {*contents}


def test_stages_are_read_off_the_makefile() -> None:
    found = stages((ROOT / "Makefile").read_text("utf-8"))
    assert found[:2] == ("convert", "html")
    assert {"variants", "pdf"} < set(found)
    assert {goal for goal in benchpeers.OURS if goal.isalpha()} < {*found, "words"}
    with pytest.raises(ValueError, match="no STAGES"):
        stages("all:\n")


def test_stages_stay_in_their_folder(tmp_path: Path) -> None:
    command = benchrun.make(tmp_path, "html")
    assert {part.partition("=")[0] for part in command if str(tmp_path) in part} == {"RAW", "SOURCE", "BUILD"}


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ("search variants html words", ["gazette.shards.build", "--words", "converters.variants", "gazette.search"]),
        ("pdf html", ["gazette.shards.build", "gazette.typst"]),
        ("variants", ["converters.variants"]),
        ("search pdf", ["gazette.search", "gazette.typst"]),
    ],
)
def test_stages_wait_for_those_that_the_same_command_names(tmp_path: Path, goals: str, expected: list[str]) -> None:
    command = [*benchrun.make(tmp_path, *goals.split()), "-n", "--no-print-directory"]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    told = [line for line in lines if not line.startswith(("make:", "make["))]
    assert len(told) == len(expected)
    assert all(name in line for name, line in zip(expected, told, strict=True))


def test_files_are_weighed_below_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.md").write_bytes(b"12345")
    assert files(tmp_path) == {tmp_path / "a" / "b.md": 5}


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_the_peak_of_a_command_is_told() -> None:
    assert run(python("b'x' * 200_000_000"), ROOT).memory > 150_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere only children that were waited for are counted")
def test_what_a_command_leaves_behind_counts() -> None:
    busy = "import time\nwhile time.process_time() < 0.4: pass"
    used = run(python(f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}])"), ROOT)
    assert used.cpu > 0.35


def test_a_command_that_fails_is_told_with_what_it_said() -> None:
    with pytest.raises(CommandError, match=r"exit 3\nno such gazette"):
        run(python("import sys; sys.stderr.write('no such gazette'); sys.exit(3)"), ROOT)


@pytest.mark.parametrize("size", ["0", "15", "-10", "ten"])
def test_sizes_are_whole_issues(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--sizes", size])
    assert "--sizes" in capsys.readouterr().err
