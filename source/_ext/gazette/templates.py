"""How templates are rendered: by plain Jinja.

Sphinx renders in Jinja's sandbox, which asks at every name whether a template may look at it, and looks at every use of
a template whether its file has changed. The templates are the theme's own, and a build does not change them. What they
are compiled to is kept beside them, as Python keeps what modules are compiled to.
"""

import os
from contextlib import suppress
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.theming import Theme

__all__ = ["Templates", "setup_templates"]


COMPILED = Path(__file__).parent / "theme" / "__pycache__"


class Templates(BuiltinTemplateLoader):
    """Sphinx's loader of templates, without the sandbox."""

    def init(self, builder: Builder, theme: Theme | None = None, dirs: list[str] | None = None) -> None:
        """Make the environment of the templates; whatever a gazette prints is text, so it is escaped."""
        super().init(builder, theme, dirs)
        sandbox = self.environment
        self.environment = Environment(  # type: ignore[assignment]  # Sphinx declares what it makes
            loader=self,
            extensions=list(sandbox.extensions),
            autoescape=True,
            auto_reload=False,
            bytecode_cache=_compiled(),
        )
        self.environment.filters |= sandbox.filters
        self.environment.globals |= sandbox.globals


def _compiled() -> FileSystemBytecodeCache | None:
    """Give what templates have been compiled to; None where nothing can be kept, as in a folder that is not ours."""
    with suppress(OSError):
        COMPILED.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(COMPILED), "%s.pyc") if os.access(COMPILED, os.W_OK) else None


def _choose(_app: Sphinx, config: Config) -> None:
    if config.template_bridge is None:
        config.template_bridge = f"{Templates.__module__}.{Templates.__qualname__}"


def setup_templates(app: Sphinx) -> None:
    """Register the loader, unless the configuration names another."""
    app.connect("config-inited", _choose)
