"""What can go wrong, and what a reader should know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = [
    "ApportionError", "CallError", "Candidate", "Finding", "Footing", "InputError", "LibraryError", "MachineError",
]


@dataclass(frozen=True)
class Candidate:
    """An entry of a printed table that, mended so, would make the table add up."""

    entry: str
    value: str


@dataclass(frozen=True)
class Footing:
    """A printed total that is not the sum of its parts: `difference` is printed less sum, in currency."""

    table: str
    what: str
    id: str
    difference: str
    diagnosis: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Finding:
    """Something the reader should know. `severity` is "note", "warning" or "error"; `code` a permanent word
    of docs/errors.md; `line` and `column` count from 1, and are 0 where no text is meant."""

    severity: str
    code: str
    message: str
    where: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    footing: Footing | None = None

    def __str__(self) -> str:
        if self.file:
            place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        else:
            place = f"{self.where}, character {self.column}" if self.where and self.column else self.where
        parts = [place, "" if self.severity == "error" else self.severity, self.message]
        return ": ".join(part for part in parts if part) + f" [{self.code}]"


class ApportionError(Exception):
    """The root of what this package raises. `code` is the word that C and the command have for the same
    fault; `line`, `column` and `where` say where it is (0 and "" where no text is meant); `findings` has
    every fault and note that was found, in the order of the text, and this error is the first fault."""

    blame = "library"

    def __init__(self, message: str, *, code: str = "internal", line: int = 0, column: int = 0, where: str = "",
                 findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.line = line
        self.column = column
        self.where = where
        self.findings = findings or (Finding("error", code, message, where, "", line, column),)

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings if finding.severity == "error")

    def __reduce__(self) -> tuple[Any, ...]:
        return (_again, (type(self), self.message, self.code, self.line, self.column, self.where, self.findings))


class InputError(ApportionError, ValueError):
    """The text or the figures are wrong."""

    blame = "input"


class CallError(ApportionError, TypeError, ValueError):
    """The call is wrong: an option that does not go with another, a value of a kind that is not taken."""

    blame = "caller"


class MachineError(ApportionError):
    """The machine cannot: a file, memory, or more than docs/limits.md allows."""

    blame = "machine"


class LibraryError(ApportionError):
    """A fault of the library itself. No figure was returned."""

    blame = "library"


def _again(kind: type[ApportionError], message: str, code: str, line: int, column: int, where: str,
           findings: tuple[Finding, ...]) -> ApportionError:
    return kind(message, code=code, line=line, column=column, where=where, findings=findings)


def finding(found: tuple[Any, ...]) -> Finding:
    """A finding as the extension gives it."""
    severity, code, file, line, column, where, message, footing = found
    details = None
    if footing is not None:
        table, what, name, difference, diagnosis, candidates = footing
        details = Footing(table, what, name, difference, diagnosis, tuple(Candidate(*pair) for pair in candidates))
    return Finding(severity, code, message, where, file, line, column, details)


def make(code: str, blame: str, line: int, column: int, where: str, message: str,
         found: list[tuple[Any, ...]]) -> ApportionError:
    """The exception for what the extension was told; it calls this and raises the answer."""
    kinds: dict[str, type[ApportionError]] = {
        "input": InputError, "caller": CallError, "machine": MachineError, "library": LibraryError}
    return kinds[blame](message, code=code, line=line, column=column, where=where,
                        findings=tuple(finding(one) for one in found))


def wrong_call(message: str, where: str = "") -> CallError:
    return CallError(message, code="usage", where=where)


def wrong_number(message: str, where: str = "") -> InputError:
    return InputError(message, code="number", where=where)
