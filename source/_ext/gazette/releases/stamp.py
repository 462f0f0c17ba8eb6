"""What a site that is built as a release says of itself: ``release.json``.

    {"release": "2026.11", "date": "2026-11-01", "after": "2026.10"}

The date is the day for which statuses are told; ``after`` names the newest release at the time, null before the first:
what has changed is told against it, so the site can only be published next after it.
"""

import json
from pathlib import Path

from sphinx.application import Sphinx

from ..shards.builders import makes_frame
from .shelf import published

__all__ = ["setup_stamp"]


def stamp(app: Sphinx, failed: Exception | None) -> None:
    """Write release.json; a site that is built for no release has none, whatever an earlier build has left."""
    if failed is not None or not makes_frame(app):
        return
    path = Path(app.outdir) / "release.json"
    path.unlink(missing_ok=True)
    if app.config.release:
        newest = published(Path(app.config.gazette_published))[:1] if app.config.gazette_published else ()
        after = newest[0].name if newest else None
        known = {"release": app.config.release, "date": app.config.gazette_today, "after": after}
        path.write_text(json.dumps(known) + "\n", "utf-8")


def setup_stamp(app: Sphinx) -> None:
    """Register the stamp, and the folder of the releases that are published; empty when there is none."""
    app.add_config_value("gazette_published", "", "", types=frozenset({str}))
    app.connect("build-finished", stamp)
