"""What Sphinx loads: MyST documents and corpus.json in, the pages of the legal corpus out.

``setup()`` only registers; each module that Sphinx calls has a ``setup_<name>(app)`` of its own.
"""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from .corrections import setup_corrections
from .law.events import setup_law
from .markdown import setup_markdown
from .markup import setup_markup
from .pages.contexts import setup_pages
from .pages.lawpages import setup_law_pages
from .pages.moved import setup_moved
from .pages.resolver import setup_resolver
from .pages.structure import setup_structure
from .releases.pages import setup_changes
from .releases.stamp import setup_stamp
from .search.page import setup_search
from .shards.builders import setup_shards
from .templates import setup_templates
from .typst.builder import setup_typst


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    setup_markdown(app)
    setup_templates(app)
    setup_shards(app)
    setup_markup(app)
    setup_structure(app)
    setup_pages(app)
    setup_search(app)
    setup_typst(app)
    setup_law(app)
    setup_law_pages(app)
    setup_resolver(app)
    setup_corrections(app)
    setup_moved(app)
    setup_stamp(app)
    setup_changes(app)
    return {"version": "0.1.0", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
