"""Confirmed corrections: read from TOML, marked in the text, loud when the text has changed."""

from pathlib import Path

import pytest

from converters.cli import main
from converters.model import Code
from converters.pipeline import read_source
from converters.proof.corrections import Correction, CorrectionError, Misfit, load
from converters.proof.readback import read_back
from tests.rawtext import words_of, write_document

RAW = """云州市人民政府关于加强绿道管理的通告

云政发〔2024〕12号

为加强绿道管理 and 养护，经市政府同意，现将绿道内禁止机动车通行的有关规定公

公告如下，请遵照执行。
"""
AND = Correction(5, "and", "和", "误识", None)
DOUBLED = Correction(5, "公\n\n公", "公", "跨页重字", "单行本")


def emended(*corrections: Correction) -> tuple[str, list[Code]]:
    """Give the MyST of the text with corrections, and the codes of what was found."""
    reading = read_source("a.txt", RAW.encode(), corrections)
    (document,) = reading.documents
    assert reading.account.balanced
    assert reading.account.text == words_of(document.blocks)
    return write_document(document, None), [finding.code for finding in reading.findings]


def test_a_correction_shows_both_readings_and_keeps_the_printed_words() -> None:
    text, found = emended(AND, DOUBLED)
    assert "绿道管理{corr}`和<and>`养护" in text
    assert "规定{corr}`公<公公>`告如下" in text
    assert found == []
    assert "绿道管理and养护" in read_back(text)[0]
    assert "规定公公告如下" in read_back(text)[0]


PARTS = """云州市绿道防汛应急预案

1 总则
1.1 编制目地
为了做好绿道防汛工作，制定本预案。
1.2 适用犯围
本预案适用于全市绿道。
2 组只
2.1 市绿道办
（一）巡查。按日巡查绿道，并作记录。
（二）处置。及时清理树木，并作记录。
第一章　坿则
第一条　本预案由市城市管理局负责解释。
附件1
任务彪
| 序号 | 任务 |
|---|---|
| 1 | 巡查绿到 |
| 2 | 清理树木 |
"""


@pytest.mark.parametrize(("line", "printed", "right", "written"), [
    (4, "地", "的", "1\\.1　编制目{corr}`的<地>`\n"),
    (6, "适用犯", "适用范", "1\\.2　{corr}`适用范<适用犯>`围\n"),
    (8, "2 组只", "2 组织", "# {corr}`2 组织<2组只>`\n"),
    (12, "坿", "附", "# 第一章　{corr}`附<坿>`则\n"),
    (15, "彪", "表", "# 附件1　任务{corr}`表<彪>`\n"),
    (18, "到", "道", "| 1 | 巡查绿{corr}`道<到>` |\n"),
])  # fmt: skip
def test_a_correction_stands_in_every_part_of_a_document(line: int, printed: str, right: str, written: str) -> None:
    (document,) = read_source("a.txt", PARTS.encode(), [Correction(line, printed, right, "误识", None)]).documents
    text = write_document(document, None)
    assert written in text
    assert text.count("{corr}") == 1


@pytest.mark.parametrize(("line", "printed"), [(10, "查。按"), (18, "1 | 巡")])
def test_a_correction_over_the_end_of_a_heading_or_a_cell_is_reported(line: int, printed: str) -> None:
    reading = read_source("a.txt", PARTS.encode(), [Correction(line, printed, "甲", "误识", None)])
    assert "{corr}" not in write_document(reading.documents[0], None)
    assert [f.facts[0] for f in reading.findings if f.code is Code.CORRECTION] == [Misfit.PARTED]


@pytest.mark.parametrize(("stale", "facts"), [
    (Correction(4, "and", "和", "", None), (Misfit.ELSEWHERE, '"and", 5')),
    (Correction(4, "公", "工", "", None), (Misfit.ELSEWHERE, '"公", 5 …')),
    (Correction(5, "or", "或", "", None), (Misfit.NOWHERE, '"or"')),
    (Correction(99, "and", "和", "", None), (Misfit.ELSEWHERE, '"and", 5')),
    (Correction(3, "号\n\n为", "号为", "", None), (Misfit.PARTED, r'"号\n\n为"')),
    (Correction(5, "绿道", "绿地", "", None), (Misfit.UNSURE, '"绿道"')),
])  # fmt: skip
def test_a_correction_that_does_not_fit_is_reported_and_not_made(stale: Correction, facts: tuple[str, ...]) -> None:
    reading = read_source("a.txt", RAW.encode(), [stale])
    assert "{corr}" not in write_document(reading.documents[0], None)
    assert [finding.facts for finding in reading.findings if finding.code is Code.CORRECTION] == [facts]


@pytest.mark.parametrize(("toml", "message"), [
    ("[[correction]]\nline = 5", "a.txt.toml:1: printed is missing"),
    ('[[correction]]\nline = "5"\nprinted = "and"\nright = "和"\nreason = ""', "line has to be a number, not '5'"),
    ('[[correction]]\nline = 5\nprinted = "and"\nright = "和"\nreason = ""\nby = "甲"', "unknown key 'by'"),
    ('# 更正\n[[correction]]\nline = 5\nprinted = ""\nright = "和"\nreason = ""', "a.txt.toml:2: a reading is empty"),
    ('correction = [{ line = 5 }]', "a.txt.toml:0: printed is missing"),
    ('[[correction]]\nline = 5\nprinted = "and"\nright = "`"\nreason = ""', "holds one of"),
    ('[[correction]]\nline = 5\nprinted = "and"\nright = "甲|乙"\nreason = ""', "holds one of"),
    ("[[correction", "a.txt.toml: "),
    ('[correction]\nline = 5', "only tables [[correction]] stand here"),
    ('[[corrections]]\nline = 5', "not ['corrections']"),
    ('[[correction]]\nline = true\nprinted = "and"\nright = "和"\nreason = ""', "line has to be a number, not True"),
])  # fmt: skip
def test_a_file_of_corrections_that_cannot_be_read_says_where(tmp_path: Path, toml: str, message: str) -> None:
    (tmp_path / "a.txt.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(CorrectionError, match="a") as error:
        load(tmp_path, "a.txt")
    assert message in str(error.value)


def test_a_file_of_corrections_of_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt.toml").write_bytes("# 更正".encode("gbk"))
    with pytest.raises(CorrectionError, match=r"a\.txt\.toml: 'utf-8' codec"):
        load(tmp_path, "a.txt")
    (tmp_path / "b.txt.toml").mkdir()
    with pytest.raises(CorrectionError, match=r"b\.txt\.toml: .*directory"):
        load(tmp_path, "b.txt")


def test_the_command_makes_corrections_and_tells_stale_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw, out = tmp_path / "a.txt", tmp_path / "out"
    raw.write_text(RAW, encoding="utf-8")
    corrections = out / "corrections" / "a.txt.toml"
    corrections.parent.mkdir(parents=True)
    entry = '[[correction]]\nline = 5\nprinted = "and"\nright = "和"\nreason = "误识"\n'
    corrections.write_text(entry, encoding="utf-8")
    assert main([str(raw), "--out", str(out)]) == 0
    assert '"printed": "and"' in (out / "corpus.json").read_text(encoding="utf-8")
    corrections.write_text(entry.replace("line = 5", "line = 1"), encoding="utf-8")
    assert main([str(raw), "--out", str(out)]) == 1
    assert 'a.txt:1: correction: these words stand on another line: "and", 5; not corrected' in capsys.readouterr().err


def test_corrections_of_a_file_that_was_not_read_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw, corrections = tmp_path / "a.txt", tmp_path / "corrections"
    raw.write_text(RAW, encoding="utf-8")
    corrections.mkdir()
    for name in ("a.txt.toml", "a.toml", "b.txt.toml"):
        (corrections / name).touch()
    for _run in ("first", "second"):  # in which nothing has changed
        assert main([str(raw), "--out", str(tmp_path), "--keep", str(tmp_path / "kept")]) == 0
        told = capsys.readouterr().err
        assert told.endswith("\nleft out, for no such raw file was read: corrections/a.toml, corrections/b.txt.toml\n")
