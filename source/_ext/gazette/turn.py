"""Wait for one's turn: ``python -m gazette.turn 9 source`` locks the folder that the shell of a recipe has opened as 9.

What two runs write at once into one folder is neither's. The lock belongs to the shell and to all that it starts, and
is gone when the last of them has ended, also those that outlive a run that was killed.
"""

import fcntl
import sys
from collections.abc import Sequence
from contextlib import suppress

__all__ = ["main"]


def main(argv: Sequence[str]) -> None:
    """Lock a file or folder, given by the number under which it is open and its name; says so when it has to wait."""
    number, name = argv
    try:
        fcntl.flock(int(number), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.stderr.write(f"{name}: another run is at work here; waiting until it ends\n")
        fcntl.flock(int(number), fcntl.LOCK_EX)


if __name__ == "__main__":
    with suppress(OSError):  # of a file system without locks
        main(sys.argv[1:])
