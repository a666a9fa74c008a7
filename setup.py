"""Compile the modules that have a `.pxd` beside them, and `.pyx`; where that fails, all runs as the Python it is.

The `.pxd` files give C types to names of an ordinary module (Cython's "augmenting" files), so there is one source
of each module. Everything else of the package is told in pyproject.toml.
"""

import os
from pathlib import Path

from Cython.Build import cythonize
from Cython.Compiler.Options import get_directive_defaults
from setuptools import Extension, setup

TYPED = [path.with_suffix(".py") for path in Path("src").rglob("*.pxd")]
SOURCES = sorted([*TYPED, *Path("src").rglob("*.pyx")])
DIRECTIVES = {"language_level": 3, "annotation_typing": False, "initializedcheck": False}
"""Annotations are for readers and mypy, whose `int` is no C int; indices stay checked, since pages are hostile, but not
whether a table was made before it is read.
"""
get_directive_defaults()["no_gc"] = True
"""No class of these modules can hold itself, so the garbage collector, which took a fourteenth of a page's time, need
not look at them. In a .pxd the directive has no effect; a decorator would need Cython where nothing is compiled.
"""
FLAGS = ["-g0", "-fno-plt", "-fno-math-errno"] if os.name == "posix" else []
"""Without tables for a debugger, which take a quarter of the compiler's time, and without a jump for each call."""

modules = cythonize(
    [
        Extension(".".join(path.relative_to("src").with_suffix("").parts), [str(path)], extra_compile_args=FLAGS)
        for path in SOURCES
    ],
    build_dir="build/cython",
    compiler_directives=DIRECTIVES,
    quiet=True,
)
for module in modules:
    module.optional = True  # which cythonize would not pass on
setup(ext_modules=modules, options={"build_ext": {"parallel": os.cpu_count()}})
