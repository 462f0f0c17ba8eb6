"""A command as people meet it: Ctrl-C ends it at once, and what the system refuses is told in one line.

``gazette.command`` says the same for the other half of the house: neither half needs the other to be run.
"""

import errno
import signal
import sys
from collections.abc import Callable

_REFUSALS = frozenset({errno.EACCES, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.ENOSPC, errno.EPERM, errno.EROFS})
"""A full disk, a quota, a file or folder that may not be read or written: all else is a fault of the program."""


def status(main: Callable[[], int]) -> int:
    """Do the work of a command, and give the status with which its process ends: 2 where the system refuses to go on.

    Nothing is put in order when it is broken off: the next run knows what is not whole.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # in the background, it is ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        return main()
    except OSError as error:
        if error.errno not in _REFUSALS:
            raise
        sys.stderr.write(f"error: {': '.join(filter(None, (error.filename2 or error.filename, error.strerror)))}\n")
        return 2
