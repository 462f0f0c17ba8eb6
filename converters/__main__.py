"""``python -m converters``."""

import sys

from converters.cli import main
from converters.command import status

sys.exit(status(main))
