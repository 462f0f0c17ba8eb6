"""Pinyin: how names are spelled, and that nothing is spelled twice."""

import subprocess
import sys
from pathlib import Path

import pytest

from gazette.pinyin import Speller, letters, syllables
from tests.conftest import ROOT


def test_letters_are_those_of_addresses() -> None:
    assert letters("云州市（试行）2024") == "yunzhoushishixing2024"
    assert letters("《》") == ""


def test_what_is_no_chinese_is_one_piece() -> None:
    assert syllables("A类2.0、乙") == ["A", "lei", "2.0、", "yi"]


def test_what_was_spelled_is_read_and_not_spelled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "pinyin.json"
    first = Speller()
    first.syllables("云州")
    first.keep(path)
    again = Speller()
    again.recall(path)
    monkeypatch.setitem(sys.modules, "pypinyin", None)  # cannot be imported any more
    assert again.syllables("云州") == ["yun", "zhou"]
    with pytest.raises(ImportError):
        again.syllables("澜海")
    before = path.stat().st_mtime_ns
    again.keep(path)
    assert path.stat().st_mtime_ns == before


def test_what_other_dictionaries_have_spelled_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "pinyin.json"
    path.write_text('{"pypinyin": "0", "spelled": {"云州": ["x"]}}', "utf-8")
    speller = Speller()
    speller.recall(path)
    assert speller.syllables("云州") == ["yun", "zhou"]


def test_a_build_starts_without_the_dictionaries() -> None:
    code = "import sys, gazette.shards.build, gazette.extension; sys.exit('pypinyin' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(ROOT / "source" / "_ext")})
