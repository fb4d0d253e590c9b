"""Random tables to 12 by 12: the library against the cheapest circulation, and its certificates against their checker.

    random_tables.py TABLE_LINES [how many]

Half of them are built to tie. Besides the amounts: the totals, every block, the exact figures, and a proof by prices.
"""

import random
import sys
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from math import ceil, floor

import table_certificate
from table_library import amounts, answers, difference, prices, proves, same, wanted
from table_oracle import by_flow, total
from table_samples import STYLES, near_tied_table, random_table, tied_table

SEED, BATCH = 20150401, 25
UNITS = (Fraction(1), Fraction(1, 100), Fraction(1, 20), Fraction(25), Fraction(1, 1000), Fraction(10**6))
DENOMINATORS = ((2, 3, 4, 5, 7), (2,), (3,), (10, 100), (2, 4, 8), (360,), (9973, 10007))


def one_table(rnd):
    style, kind = rnd.choice(STYLES), rnd.random()
    if kind < 0.03:  # so many rows that the library keeps lists of them
        return rnd.choice((tied_table, random_table))(rnd, rnd.randint(40, 130), rnd.randint(2, 4), style)
    if kind < 0.12:
        return near_tied_table(rnd, rnd.randint(2, 6), style)
    top = 12 if rnd.random() < 0.3 else 6
    rows, columns = rnd.randint(1, top), rnd.randint(1, top)
    if rnd.random() < 0.5:
        return tied_table(rnd, rows, columns, style)
    return random_table(rnd, rows, columns, style, rnd.choice(DENOMINATORS), 10**rnd.choice((0, 1, 3, 12)))


def block_faults(table, unit, expected, text):
    """Every block of groups: what it adds up to, and whether it is held."""
    rows, columns = table.shape
    row_sets = [*table.row_groups.sets(rows), range(rows)]
    column_sets = [*table.column_groups.sets(columns), range(columns)]
    pairs = [(a, b) for a in row_sets for b in column_sets]
    words = text.split()
    if len(words) != len(pairs):
        yield f"{len(words)} blocks"
        return
    for word, (a, b) in zip(words, pairs):
        exact, found = total(table.cells, a, b), total(expected, a, b)
        amount, held = word.split(":")
        if Fraction(amount) != found * unit or int(held) != (found in (floor(exact), ceil(exact))):
            yield f"block of rows {list(a)} and columns {list(b)}: {word}"


def figure_faults(table, unit, expected, fields):
    """What `table_lines --all` says besides the amounts."""
    sums = [[sum(row) for row in expected], [sum(column) for column in zip(*expected)], [sum(map(sum, expected))]]
    for name, wanted_sums, text in zip(("rows", "columns", "whole"), sums, fields[1:4]):
        if amounts(text, unit) != wanted_sums:
            yield f"{name}: {text}"
    yield from block_faults(table, unit, expected, fields[4])
    exact = [cell for row in table.cells for cell in row]
    if fields[5].split() != [str(cell * unit) for cell in exact]:
        yield f"quotas: {fields[5]}"
    if fields[6].split() != [str(a - q) for a, q in zip((cell for row in expected for cell in row), exact)]:
        yield f"moved: {fields[6]}"


def small_numbers(table):
    """Whether the figures have room for the zeros of a large unit."""
    return max(Fraction(cell).denominator for row in table.cells for cell in row) < 10**20


def few(table):
    """Whether a sentence names all of its rows and columns."""
    return max(table.shape) <= 8


def faults_of(table, unit, expected, fields):
    """Of the answer of `table_lines --all --certificate`."""
    if not same(expected, fields[0]):
        return fields[:1]
    if isinstance(expected, str):
        shown = "infeasible" not in expected or not few(table) or proves(table, fields[0], unit)
        return [] if shown else ["a sentence that proves nothing: " + fields[0]]
    return [*figure_faults(table, unit, expected, fields),
            *table_certificate.faults(table, expected, prices(fields, table))]


def check_batch(arguments):
    program, seed = arguments
    rnd = random.Random(seed)
    tables = [one_table(rnd) for _ in range(BATCH)]
    units = [rnd.choice(UNITS if small_numbers(table) else UNITS[:1]) for table in tables]
    faults, refused = [], 0
    for table, unit, fields in zip(tables, units, answers(program, tables, "--all", "--certificate", units=units)):
        expected = wanted(table, by_flow)
        refused += isinstance(expected, str)
        found = faults_of(table, unit, expected, fields)
        faults += [difference(table, expected, found)] if found else []
    return len(tables), refused, faults


def main():
    how_many = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    asked = refused = 0
    faults = []
    with ProcessPoolExecutor() as pool:
        jobs = [(sys.argv[1], SEED + i) for i in range(how_many // BATCH)]
        for done, no, found in pool.map(check_batch, jobs):
            asked, refused = asked + done, refused + no
            faults += found
    for fault in faults[:10]:
        print(fault[:3000])
    print(f"{asked} tables, {refused} of them impossible, {len(faults)} faults")
    return 1 if faults or not asked or not 0 < refused < asked / 2 else 0


if __name__ == "__main__":
    sys.exit(main())
