"""A command as people meet it: Ctrl-C ends it at once, and what the system refuses is told in one line."""

import errno
import signal
import sys
from collections.abc import Callable

__all__ = ["REFUSALS", "end_when_interrupted", "status"]

REFUSALS = frozenset({errno.EACCES, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC, errno.EPERM, errno.EROFS})
"""A full disk, a quota, a file or folder that may not be read or written: all else is a fault of the program."""


def end_when_interrupted() -> None:
    """Let Ctrl-C end this process at once, and silently; in the background, it is ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def status(main: Callable[[], int]) -> int:
    """Do the work of a command, and give the status with which its process ends: 2 where the system refuses to go on.

    Nothing is put in order when it is broken off: the next run knows what is not whole.
    """
    end_when_interrupted()
    try:
        return main()
    except OSError as error:
        if error.errno not in REFUSALS:
            raise
        sys.stderr.write(f"error: {': '.join(filter(None, (error.filename2 or error.filename, error.strerror)))}\n")
        return 2
