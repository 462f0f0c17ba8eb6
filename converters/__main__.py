"""``python -m converters``."""

import gc
import sys

from converters.cli import main

gc.disable()  # the records hold no cycles, and looking for some takes a sixth of the time
sys.exit(main())
