"""How templates are rendered: by plain Jinja.

Sphinx renders in Jinja's sandbox, which asks at every name whether a template may look at it, and looks at every use of
a template whether its file has changed. The templates are the theme's own, and a build does not change them.
"""

from jinja2 import Environment
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.theming import Theme

__all__ = ["Templates", "setup_templates"]


class Templates(BuiltinTemplateLoader):
    """Sphinx's loader of templates, without the sandbox."""

    def init(self, builder: Builder, theme: Theme | None = None, dirs: list[str] | None = None) -> None:
        """Make the environment of the templates."""
        super().init(builder, theme, dirs)
        sandbox = self.environment
        self.environment = Environment(  # type: ignore[assignment]  # Sphinx declares what it makes
            loader=self, extensions=list(sandbox.extensions), auto_reload=False
        )
        self.environment.filters |= sandbox.filters
        self.environment.globals |= sandbox.globals


def _choose(_app: Sphinx, config: Config) -> None:
    if config.template_bridge is None:
        config.template_bridge = f"{Templates.__module__}.{Templates.__qualname__}"


def setup_templates(app: Sphinx) -> None:
    """Register the loader, unless the configuration names another."""
    app.connect("config-inited", _choose)
