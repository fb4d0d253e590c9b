"""Asks table_lines to round tables, and reads what it says."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "vectors"))
import table_file  # noqa: E402
from table_certificate import read_prices  # noqa: E402
from table_oracle import Refused, rounded  # noqa: E402

ONE = Fraction(1)


def answers(program, tables, *flags, units=()):
    """The fields of each answer: rows of cells in units, or "error" and its words; then what the flags ask for."""
    units = list(units) or [ONE] * len(tables)
    lines = [table_file.line(f"t{i}", table, unit) for i, (table, unit) in enumerate(zip(tables, units))]
    run = subprocess.run([program, *flags], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    found = run.stdout.splitlines()
    assert len(found) == len(tables), f"{len(tables)} lines in, {len(found)} out"
    for text, unit in zip(found, units):
        fields = text.split("|")
        if text.startswith("error "):
            yield [text]
        else:
            yield [[amounts(row, unit) for row in fields[0].split(";")], *fields[1:]]


def amounts(text, unit):
    """Units; whole ones as whole numbers, which are the quickest to compare."""
    if unit == ONE:
        return [int(word) if "." not in word else Fraction(word) for word in text.split()]
    return [Fraction(word) / unit for word in text.split()]


def prices(fields, table):
    return read_prices(fields[1:], table.shape[1])


def wanted(table, way):
    """What the definitions give, in the library's form: rows of cells, or "error" and the code."""
    try:
        return rounded(table, way)
    except Refused as refused:
        return f"error {refused.code}"


def same(expected, found):
    if isinstance(expected, str):
        return isinstance(found, str) and found.startswith(expected + " ")
    return expected == found


def difference(table, expected, found):
    return f"{table_file.line('fault', table)}\n    expected {expected}\n    found    {found}"
