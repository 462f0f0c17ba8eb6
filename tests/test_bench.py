"""What the benchmark makes of its measures: ratios, rows and a plot; and that a command that fails is told."""

import json
from pathlib import Path

import pytest
from lxml import etree

from tests.bench import COLUMNS, BenchError, Measure, as_json, cells, files, main, plot, rows, run, stages, table

NAMES = {"svg": "http://www.w3.org/2000/svg"}


def made(stage: str, documents: int, seconds: float) -> Measure:
    return Measure(stage, documents, seconds, cpu=seconds * 2, memory=120_000_000, output=3_400_000, largest=56_000)


MEASURED = [made("read", 40, 12.0), made("PDF", 40, 4.0), made("read", 20, 4.0), made("PDF", 20, 4.0)]


def test_growth_is_told_against_the_smallest_corpus_whatever_the_order() -> None:
    told = [(row.measure.stage, row.measure.documents, row.growth) for row in rows(MEASURED)]
    assert told == [("read", 20, 1.0), ("read", 40, pytest.approx(1.5)), ("PDF", 20, 1.0), ("PDF", 40, 0.5)]


def test_shares_of_a_corpus_make_a_whole() -> None:
    shares = {(row.measure.stage, row.measure.documents): row.share for row in rows(MEASURED)}
    assert shares == {("read", 20): 0.5, ("PDF", 20): 0.5, ("read", 40): 0.75, ("PDF", 40): 0.25}


def test_a_row_has_a_cell_for_every_column() -> None:
    found = rows(MEASURED)
    assert cells(found[1]) == ("read", "40", "300.0", "600.0", "×1.50", "75%", "120", "3.4", "56")
    laid = table(found)
    assert [column.header for column in laid.columns] == list(COLUMNS)
    assert laid.row_count == len(found)


def test_json_holds_every_row() -> None:
    data = json.loads(as_json(rows(MEASURED), 20))
    assert (data["schema"], data["articles"], len(data["rows"])) == (1, 20, 4)
    assert data["rows"][1] | {"growth": 0} == {
        "stage": "read", "documents": 40, "seconds": 12.0, "cpu": 24.0, "memory": 120_000_000, "output": 3_400_000,
        "largest": 56_000, "growth": 0, "share": 0.75,
    }  # fmt: skip


def test_bars_are_as_long_as_the_time_of_a_document() -> None:
    root = etree.fromstring(plot(rows(MEASURED)).encode())
    bars = root.findall("svg:rect[@x]", NAMES)
    assert [float(bar.get("width", "")) for bar in bars] == [240, 360, 240, 120]
    assert bars[0].get("fill") == bars[2].get("fill") != bars[1].get("fill")
    bottom = float(root.get("viewBox", "").split()[3])
    assert all(float(bar.get("y", "")) + float(bar.get("height", "")) < bottom for bar in bars)


def test_names_of_stages_are_escaped_in_the_plot() -> None:
    root = etree.fromstring(plot(rows([made("read & <write>", 10, 1.0)])).encode())
    assert "read & <write>" in [text.text for text in root.findall("svg:text", NAMES)]


def test_stages_stay_in_their_folder(tmp_path: Path) -> None:
    for stage in stages(tmp_path):
        assert stage.output.is_relative_to(tmp_path)
        assert all(any(part.startswith(str(tmp_path)) for part in command) for command in stage.commands)


def test_files_are_weighed_below_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.md").write_bytes(b"12345")
    assert files(tmp_path) == {tmp_path / "a" / "b.md": 5}


def test_the_peak_of_a_command_is_told() -> None:
    _, peak = run(("-c", "b'x' * 200_000_000"))
    assert peak > 150_000_000


def test_a_command_that_fails_is_told_with_what_it_said() -> None:
    with pytest.raises(BenchError, match=r"exit 3\nno such gazette"):
        run(("-c", "import sys; sys.stderr.write('no such gazette'); sys.exit(3)"))


@pytest.mark.parametrize("size", ["0", "15", "-10", "ten"])
def test_sizes_are_whole_issues(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--sizes", size])
    assert "--sizes" in capsys.readouterr().err
