"""Small tables with small denominators, all of them: the library against every table of floors and ceilings.

    all_small_tables.py TABLE_LINES [every]

`every` takes one table in so many; a sanitized build is too slow for all of them. Each set of fractions is taken with whole
parts of both signs, and in one of the styles: plain, with groups, cumulative, with column totals, and together; halves,
which tie most, in many.
"""

import random
import sys
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from itertools import product

from table_library import answers, difference, same, wanted
from table_oracle import Table, by_trial
from table_samples import STYLES, apply_style

# rows, columns, the denominator, and which of its tables are taken: one in so many.
SETS = [(1, 1, 12, 1), (1, 2, 12, 1), (2, 1, 12, 1), (1, 3, 6, 1), (3, 1, 6, 1), (2, 2, 8, 1), (2, 3, 4, 1), (3, 2, 4, 1),
        (2, 3, 5, 7), (3, 2, 5, 7), *[(3, 3, 2, 1)] * 20, (3, 3, 3, 1), (3, 3, 4, 11), (3, 3, 5, 97), (3, 3, 6, 499)]
BATCH = 1000


def tables_of(place, every):
    """Every choice of fractions, in turn in every style; the plain style stands in between."""
    rows, columns, denominator, step = SETS[place]
    rnd = random.Random(place)
    step *= every
    skip = rnd.randrange(step)
    for number, numerators in enumerate(product(range(denominator), repeat=rows * columns)):
        if number % step != skip:
            continue
        whole = rnd.choice(((0,), (0, 1), (-2, -1, 0, 1), (-1,)))
        flat = [Fraction(n + denominator * rnd.choice(whole), denominator) for n in numerators]
        cells = [flat[i:i + columns] for i in range(0, len(flat), columns)]
        style = "plain" if rnd.random() < 0.3 else rnd.choice(STYLES)
        yield apply_style(rnd, Table(cells), style)


def batches(every):
    for place in range(len(SETS)):
        batch = []
        for table in tables_of(place, every):
            batch.append(table)
            if len(batch) == BATCH:
                yield batch
                batch = []
        yield batch


def check_batch(arguments):
    program, tables = arguments
    faults, refused = [], 0
    for table, fields in zip(tables, answers(program, tables)):
        expected = wanted(table, by_trial)
        refused += isinstance(expected, str)
        if not same(expected, fields[0]):
            faults.append(difference(table, expected, fields[0]))
    return len(tables), refused, faults


def main():
    every = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    asked = refused = 0
    faults = []
    with ProcessPoolExecutor() as pool:
        for done, no, found in pool.map(check_batch, ((sys.argv[1], batch) for batch in batches(every) if batch)):
            asked, refused = asked + done, refused + no
            faults += found
    for fault in faults[:10]:
        print(fault)
    print(f"{asked} tables, {refused} of them impossible, {len(faults)} faults")
    return 1 if faults or not asked or not 0 < refused < asked / 2 else 0


if __name__ == "__main__":
    sys.exit(main())
