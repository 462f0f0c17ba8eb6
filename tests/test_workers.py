"""Workers: several processes give what one gives, in the same order."""

import gc
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from converters.pipeline import read_source
from converters.workers import one_by_one, over_cores
from gazette.search.__main__ import main as search_main
from gazette.shards.build import main as shards_main
from gazette.typst.build import main as typst_main
from tests.benchrun import ROOT
from tests.rawtext import NOTICE


def power(base: int, exponent: int) -> int:
    """Do some work that a process can be sent to do."""
    return int(base**exponent)


def test_results_stand_in_the_order_of_their_items() -> None:
    work = partial(power, exponent=2)
    assert over_cores(work, range(200)) == one_by_one(work, range(200))


def test_a_file_reads_the_same_over_cores() -> None:
    raw = "".join(NOTICE.replace("12号", f"{number}号") for number in range(1, 9)).encode()
    assert read_source("raw.txt", raw, spread=over_cores) == read_source("raw.txt", raw)
    assert len(read_source("raw.txt", raw).documents) == 8


def test_a_command_has_said_all_at_its_end_and_tells_its_status() -> None:
    code = "import sys; from gazette.workers import alone\n"
    code += "alone(lambda: print('out') or print('err', file=sys.stderr) or 3)"
    environment = {"PYTHONPATH": str(ROOT / "source" / "_ext")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, "out\n", "err\n")


@pytest.mark.parametrize(
    ("main", "arguments"),
    [
        (search_main, ["{0}"]),
        (shards_main, ["{0}", "{0}/site", "--shards", "{0}/shards"]),
        (typst_main, ["{0}", "{0}/tree", "--shards", "{0}/shards"]),
    ],
)
def test_a_command_that_is_only_called_goes_on_collecting_garbage(
    main: Callable[[list[str]], int], arguments: list[str], tmp_path: Path
) -> None:
    (tmp_path / "index.md").write_text("# 公报\n", "utf-8")
    main([argument.format(tmp_path) for argument in arguments])
    assert gc.isenabled()
