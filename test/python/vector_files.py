"""The vectors of test/vectors, as fields; their form is written at the head of each file."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def cases(name):
    """The lines of a vector file, each as its fields; the first is the permanent id."""
    for line in (ROOT / "test/vectors" / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [field.strip() for field in line.replace(" | | ", " |  | ").split(" | ")]
