"""Holds table_oracle.py against itself and against figures worked by hand: both its ways give the same table.

    check_table_oracle.py [how many]
"""

import random
import sys
from collections import Counter
from fractions import Fraction

from table_oracle import (Groups, Refused, Table, all_allowed, broken, by_flow, by_trial, objective, proves_infeasible,
                          rounded, total)
from table_samples import EAPD, SHAPES, STYLES, random_table, tied_table

SEED = 20150401


def answer(table, way):
    try:
        return rounded(table, way)
    except Refused as refused:
        return refused.code


def both_ways(how_many):
    """Random tables of a few cells, half of them built to tie."""
    rnd, met = random.Random(SEED), Counter()
    for _ in range(how_many):
        rows, columns = rnd.choice(SHAPES)
        style = rnd.choice(STYLES)
        table = rnd.choice((random_table, tied_table))(rnd, rows, columns, style)
        tried, found = answer(table, by_trial), answer(table, by_flow)
        assert tried == found, (table, tried, found)
        if tried == "table-infeasible":
            assert some_proof(table), table
        else:
            assert not broken(table, tried), (table, tried)
        met[style, tried if isinstance(tried, str) else "made"] += 1
    assert len(met) == len(STYLES) + 1, met
    return met


def some_proof(table):
    """Where there is no table there are rows and columns that prove it."""
    rows, columns = table.shape
    subsets = [[[k for k in range(n) if choice >> k & 1] for choice in range(1 << n)] for n in (rows, columns)]
    return any(proves_infeasible(table, a, b) for a in subsets[0] for b in subsets[1])


def police_body_example():
    """$100 over four bodies and four funds: 1,014 tables are floors and ceilings everywhere, 48 have the nearest margins."""
    tables = all_allowed(EAPD)
    assert len(tables) == 1014
    assert all(sum(map(sum, cells)) == 100 for cells in tables)
    nearest = [cells for cells in tables
               if [sum(row) for row in cells] == [33, 15, 42, 10] and [sum(c) for c in zip(*cells)] == [14, 26, 47, 13]]
    assert len(nearest) == 48
    best = rounded(EAPD, by_trial)
    assert best in nearest and best == rounded(EAPD, by_flow)
    off = [objective(EAPD, cells)[3] for cells in nearest]
    assert objective(EAPD, best)[3] == min(off) == Fraction("4.741148") and off.count(min(off)) == 1
    assert total(EAPD.cells, [0], [0]) == Fraction("4.57272")


def worked_by_hand():
    half, third = Fraction(1, 2), Fraction(1, 3)
    cases = [
        # One unit of each row and column, and the first cell may have it.
        ([[half, half], [half, half]], {}, [[1, 0], [0, 1]]),
        # The whole is 3/2: one or two are as near, the rows 3/4 are both nearer to one. Columns as well.
        ([[half, Fraction(1, 4)], [Fraction(1, 4), half]], {}, [[1, 0], [0, 1]]),
        # The mirror of the first: its negation is rounded, and negated.
        ([[-half, -half], [-half, -half]], {}, [[-1, 0], [0, -1]]),
        # The whole is nil and so are the rows; the first cell is negative.
        ([[-half, half], [half, -half]], {}, [[-1, 1], [1, -1]]),
        # Thirds over three months: each party's running total is 1/3, 2/3, 1, so one unit each.
        ([[third] * 3] * 3, {"cumulative": True}, [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        # Halves by month: without running totals nothing would stop a, a, b, b.
        ([[half, half]] * 4, {"cumulative": True}, [[1, 0], [0, 1], [1, 0], [0, 1]]),
        ([[half, half]] * 4, {}, [[1, 0], [1, 0], [0, 1], [0, 1]]),
        # The first two rows are a group: one unit each column of it.
        ([[half, half]] * 4, {"row_groups": Groups([None], [0, None, 0, None])}, [[1, 0], [1, 0], [0, 1], [0, 1]]),
        # Columns 1 and 3 are a group, which has one unit of each row.
        ([[half] * 4], {"column_groups": Groups([None], [0, None, 0, None])}, [[1, 1, 0, 0]]),
        # Columns that are asked for: the first takes both of its cells up.
        ([[half, half], [half, half]], {"column_totals": [2, 0]}, [[1, 0], [1, 0]]),
        ([[half, half], [half, half]], {"column_totals": [3, -1]}, "table-infeasible"),
        ([[half, half], [half, half]], {"column_totals": [1, 2]}, "table-infeasible"),
        ([[half, third], [half, half]], {"column_totals": [1, 1]}, "not-whole-units"),
        # Margins 2, 1, 1: the pattern of quotas leaves the corner two units or one.
        ([[Fraction(3, 2), half, 0], [half, 0, half], [0, half, half]], {}, [[2, 0, 0], [0, 0, 1], [0, 1, 0]]),
        # A diagonal cannot have other margins than its own.
        ([[1, 0], [0, 1]], {"column_totals": [2, 0]}, "table-infeasible"),
    ]
    for cells, options, wanted in cases:
        table = Table([[Fraction(cell) for cell in row] for row in cells], **options)
        for way in (by_trial, by_flow):
            assert answer(table, way) == wanted, (cells, options, answer(table, way))
    return len(cases)


def main():
    how_many = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    met = both_ways(how_many)
    police_body_example()
    print(f"{sum(met.values())} tables both ways, {met['prescribed', 'table-infeasible']} of them impossible; "
          f"{worked_by_hand()} by hand; the four bodies' 1,014 tables")


main()
