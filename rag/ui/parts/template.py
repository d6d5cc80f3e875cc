"""Templates into HTML: everything that a template is given is escaped.

The templates lie beside this module in templates/. Jinja escapes every value; before it, control
and bidirectional characters are taken out (`rag.render.escape.plain`). A template puts an address
through the filter `safe_url`. So every tag and attribute of a page is one that a template writes.
"""

import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from rag.render.escape import plain, safe_url

_LAYOUT = re.compile(r"(?<=[>}])\s*\n\s*|\s*\n\s*(?=[<{])|\s*\n$")


class TightLines(Extension):
    """Takes line breaks beside tags out of a template: they are for its readers, not for a page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the template without them."""
        return _LAYOUT.sub("", source)


def finalize(value: object) -> object:
    """Return a value as it may be escaped: a text without what could disturb the page's order."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


_ENVIRONMENT = Environment(
    loader=PackageLoader("rag.ui.parts"),
    autoescape=True,
    finalize=finalize,
    undefined=StrictUndefined,
    extensions=[TightLines],
)
_ENVIRONMENT.filters.update(safe_url=safe_url)


def render(name: str, **values: Any) -> str:
    """Return the HTML that a template makes of values.

    Args:
        name: the template's file name without its ending.
        values: what it is given, by the names it uses.
    """
    return _ENVIRONMENT.get_template(f"{name}.html").render(values)
