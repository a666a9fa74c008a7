"""What every command shares: exit codes, messages on stderr, bytes to a file or stdout."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["EPILOG", "EXIT_FETCH", "EXIT_NOT_ARTICLE", "EXIT_USAGE", "say", "write"]

EXIT_USAGE: Final = 2
EXIT_FETCH: Final = 3
EXIT_NOT_ARTICLE: Final = 4
EPILOG: Final = "Exit codes: 0 article, 2 wrong use, 3 fetch failed, 4 not an article (the worst of several)."


def say(message: str) -> None:
    """A message on stderr, characters that could steer a terminal replaced."""
    typer.echo("".join(c if c.isprintable() else "�" for c in message), err=True)


def write(data: bytes, output: Path | None) -> None:
    """To the file, or to stdout; exits with EXIT_USAGE where the file can't be written."""
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        say(f"{output}: {error.strerror or error}")
        raise typer.Exit(EXIT_USAGE) from error
