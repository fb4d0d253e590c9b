"""Asks table_lines to round tables, and reads what it says."""

import re
import subprocess
import sys
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "vectors"))
import table_file  # noqa: E402
from table_certificate import read_prices  # noqa: E402
from table_oracle import Refused, proves_infeasible, rounded  # noqa: E402

ONE = Fraction(1)


def answers(program, tables, *flags, units=()):
    """The fields of each answer: rows of cells in units, or "error" and its words; then what the flags ask for."""
    units = list(units) or [ONE] * len(tables)
    lines = [table_file.line(f"t{i}", table, unit) for i, (table, unit) in enumerate(zip(tables, units))]
    run = subprocess.run([program, *flags], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    found = run.stdout.splitlines()
    assert len(found) == len(tables), f"{len(tables)} lines in, {len(found)} out"
    yield from map(answer_fields, found, units)


def answer_fields(text, unit=ONE):
    if text.startswith("error "):
        return [text]
    fields = text.split("|")
    return [[amounts(row, unit) for row in fields[0].split(";")], *fields[1:]]


def amounts(text, unit):
    """Units; whole ones as whole numbers, which are the quickest to compare."""
    if unit == ONE:
        return [int(word) if "." not in word else Fraction(word) for word in text.split()]
    return [Fraction(word) / unit for word in text.split()]


def prices(fields, table):
    """The certificate is the last of the fields."""
    groups = table.shape[0] if table.cumulative else len(table.row_groups.parents)
    return read_prices(fields[-groups - 1:], table.shape[1])


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


def proves(table, sentence, unit=ONE):
    """Whether the rows and columns that the sentence names prove that there is no table, and its figures are theirs."""
    rows, columns = table.shape
    if "all rows together" in sentence:
        difference_of_sums = sum(map(sum, table.cells)) - sum(table.column_totals)
        told = re.search(r"have (\d+) units? (more|fewer) than", sentence)
        return proves_infeasible(table, range(rows), range(columns)) and \
            difference_of_sums == int(told[1]) * (1 if told[2] == "more" else -1)
    some_rows, some_columns = named(sentence, "row", rows), named(sentence, "column", columns)
    told = [Fraction(figure.replace(",", "")) / unit for figure in
            re.findall(r"(?:at least|at most|to total) (-?[\d,]+(?:\.\d+)?)(?![\w])", sentence)]
    toward, away = (ceil, floor) if "at least" in sentence else (floor, ceil)
    others = sum(away(table.cells[i][j]) for i in range(rows) if i not in some_rows for j in some_columns)
    forced = sum(sum(table.cells[i]) for i in some_rows) - sum(
        toward(table.cells[i][j]) for i in some_rows for j in range(columns) if j not in some_columns)
    asked = sum(table.column_totals[j] for j in some_columns)
    figures = [forced, others, asked] if 0 < len(some_rows) < rows else [forced if some_rows else others, asked]
    return proves_infeasible(table, some_rows, some_columns) and told == figures


def named(text, what, count):
    """The indices in "row 1, row 3 and row 4"."""
    assert not re.search(r"and \d+ more", text), text
    places = [int(number) - 1 for number in re.findall(rf"\b{what} (\d+)", text)]
    assert all(place < count for place in places)
    return places
