"""What every command shares: exit codes, messages on stderr, bytes to a file or stdout."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

import typer

__all__ = ["EPILOG", "EXIT_DIFFERS", "EXIT_FETCH", "EXIT_INTERRUPTED", "EXIT_NOT_ARTICLE", "EXIT_USAGE", "say", "write"]

EXIT_DIFFERS: Final = 1
EXIT_USAGE: Final = 2
EXIT_FETCH: Final = 3
EXIT_NOT_ARTICLE: Final = 4
EXIT_INTERRUPTED: Final = 130
EPILOG: Final = (
    f"Exit codes: 0 article, {EXIT_USAGE} wrong use, {EXIT_FETCH} fetch failed, {EXIT_NOT_ARTICLE} not an article, "
    f"{EXIT_INTERRUPTED} interrupted; "
    "of several pages the lowest that is not 0."
)


def say(message: str) -> None:
    """A message on stderr, characters that could steer a terminal replaced."""
    typer.echo("".join(c if c.isprintable() else "�" for c in message), err=True)


def write(data: bytes, output: Path | None) -> None:
    """To the file, whole or not at all, or to stdout; exits with EXIT_USAGE where it can't be written."""
    try:
        if output is not None:
            _replace(output, data)
            return
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError as error:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from error
    except OSError as error:
        say(f"{output or 'stdout'}: {error.strerror or error}")
        raise typer.Exit(EXIT_USAGE) from error


def _replace(output: Path, data: bytes) -> None:
    """Write beside the file, then put it in its place; devices and pipes are written to as they are."""
    if output.exists() and not output.is_file():
        output.write_bytes(data)
        return
    target = output.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
