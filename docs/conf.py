"""Sphinx: how docs/ becomes the site (`make docs`)."""

import re

from newsscrape import __version__

project = "newsscrape"
author = "the newsscrape authors"
version = release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["images"]
html_theme = "furo"
html_title = f"newsscrape {version}"
html_show_sphinx = False
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
nitpicky = False
suppress_warnings = ["myst.xref_missing"]  # links to files beside docs/, which the site does not have

_CODE = re.compile(r"(`[^`\n]+`)")
_MARKUP = re.compile(r"([*|\\])|(?<=\w)(_)(?=\W|$)")


def _plain(_app, _what, _name, _obj, _options, lines):
    """Docstrings are written to be read as they are: `code` becomes literal, indented trees stay as drawn."""
    for n, line in enumerate(lines):
        parts = _CODE.split(line)
        lines[n] = "".join(
            f"`{p}`" if p.startswith("`") else _MARKUP.sub(lambda m: "\\" + (m[1] or m[2]), p) for p in parts
        )


def setup(app):
    """Register the hook."""
    app.connect("autodoc-process-docstring", _plain)
