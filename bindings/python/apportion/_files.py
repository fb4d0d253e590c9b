"""Agreement files and the sheets that they name. The library opens no file; this does, in the agreement's own folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from ._errors import InputError, MachineError

# The library refuses what is longer, with a sentence; reading stops one byte behind.
TEXT_MOST = 4 * 1024 * 1024
SHEET_MOST = 64 * 1024 * 1024


def read(path: str, most: int) -> bytes:
    """The bytes of a file. Raises MachineError `io`."""
    try:
        with open(path, "rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise MachineError(f"{path}: cannot be read: {reason}", code="io") from fault


def digest(bytes_: bytes) -> str:
    """The SHA-256 in small hexadecimal digits."""
    return hashlib.sha256(bytes_).hexdigest()


def sheets_beside(folder: str | None) -> Callable[[str, str], bytes]:
    """What the library asks for a sheet: of `folder`, or of the folder that the text is in. It has refused names that
    lead upwards by their letters; links are followed here and must end within the folder."""

    def sheet(origin: str, name: str) -> bytes:
        home = folder if folder is not None else os.path.dirname(origin) or "."
        path = os.path.join(home, name)
        if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(home)):
            raise InputError(f"{path} is a link that leads out of the agreement's folder: put the sheet itself there",
                             code="path-outside")
        return read(path, SHEET_MOST)

    return sheet


def no_sheets(origin: str, name: str) -> bytes:
    """Of a text that is in no file."""
    raise MachineError(f"{name} cannot be read, as the agreement is a text and in no folder: load it from a file, or say "
                       "folder=", code="io")


def kept(source: Callable[[str, str], bytes]) -> Callable[[str, str], bytes]:
    """The same, each sheet read once: an agreement does not change when a sheet does."""
    sheets: dict[tuple[str, str], bytes] = {}

    def sheet(origin: str, name: str) -> bytes:
        if (origin, name) not in sheets:
            sheets[origin, name] = source(origin, name)
        return sheets[origin, name]

    return sheet
