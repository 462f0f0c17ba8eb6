"""Configuration of the site: values, nothing else. ``sphinx-build -c . -b dirhtml source build/site``."""

import os
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "source" / "_ext"))

project = "公报文库"
language = "zh_CN"

extensions = ["myst_parser", "sphinx_design", "gazette.extension"]
exclude_patterns = ["_deploy", "_ext", "_typst", "raw", "corrections", "terms"]

# Documents are MyST with attributes for anchors; :::fences hold notes. Quotation marks stay as printed.
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence"]
smartquotes = False

html_theme = "gazette"
html_permalinks = False
html_use_index = False
html_show_sourcelink = False

# Where the site is published, with a slash at the end; empty while nobody knows. Addresses to cite begin with it.
gazette_base_url = os.environ.get("GAZETTE_BASE_URL", "")
# The release that is built, and the folder of those that are published; empty while there are none.
release = os.environ.get("GAZETTE_RELEASE", "")
gazette_published = os.environ.get("GAZETTE_PUBLISHED", "")
# The day for which statuses are told, in China; the reader's browser tells them anew.
_clock = os.environ.get("SOURCE_DATE_EPOCH")
_now = datetime.now(UTC) if _clock is None else datetime.fromtimestamp(int(_clock), UTC)
gazette_today = _now.astimezone(timezone(timedelta(hours=8))).date().isoformat()
