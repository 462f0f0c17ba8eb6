"""Workers: several processes give what one gives, in the same order."""

import subprocess
import sys
from functools import partial

from converters.pipeline import read_source
from converters.workers import one_by_one, over_cores
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


def test_a_process_that_leaves_has_said_all_and_tells_its_status() -> None:
    code = "import sys; from gazette.workers import leave; print('out'); print('err', file=sys.stderr); leave(3)"
    environment = {"PYTHONPATH": str(ROOT / "source" / "_ext")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (3, "out\n", "err\n")
