"""Holds table.vec against the definitions: every result is the one that the oracle works out.

Lines that are refused before there is anything to round (a wrong unit, groups that go round) are left to the runner.
"""

import sys

import table_file
import vector_file
from table_oracle import Refused, broken, by_flow, by_trial, rounded

OTHER_ERRORS = ("error number", "error usage", "error limit")
FEW = 12  # cells up to which every table is tried as well


def answer(table, unit, way):
    try:
        return table_file.result_text(rounded(table, way), unit)
    except Refused as refused:
        return f"error {refused.code}"


def main():
    checked = failed = 0
    for name, rows, options, result in vector_file.read(sys.argv[1]):
        if result in OTHER_ERRORS:
            continue
        table, unit = table_file.table(rows, options)
        ways = [by_flow] + ([by_trial] if table.shape[0] * table.shape[1] <= FEW else [])
        found = {answer(table, unit, way) for way in ways}
        if not result.startswith("error") and broken(table, [table_file.row(row, unit) for row in result.split(";")]):
            found.add("what does not foot")
        checked += 1
        if found != {result}:
            failed += 1
            print(f"{name}: written {result}, by the definitions {' or '.join(sorted(found))}")
    print(f"{checked} lines, {failed} faults")
    return failed > 0 or checked < 100


if __name__ == "__main__":
    sys.exit(main())
