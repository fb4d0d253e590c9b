"""Tables that are hard for their size, their denominators or their ties, and examples whose figures are known.

    hard_tables.py TABLE_LINES [small]

`small` leaves the largest out, for a sanitized build.
"""

import random
import sys
from fractions import Fraction
from math import ceil, floor

import table_certificate
from table_library import ONE, answers, difference, prices, proves, same, wanted
from table_oracle import Table, all_allowed, by_flow, by_trial, is_mirrored, objective
from table_samples import EAPD, LARGE, near_tied_table, random_groups, random_table, with_whole_rows

PENNY = Fraction(1, 100)


def proved(program, tables, units=()):
    """The amounts of each table, after its prices have proved it."""
    units = list(units) or [ONE] * len(tables)
    for table, fields in zip(tables, answers(program, tables, "--certificate", units=units)):
        assert isinstance(fields[0], list), fields[0][:500]
        faults = table_certificate.faults(table, fields[0], prices(fields, table))
        assert not faults, (table.shape, faults[:5])
        yield fields[0]


# Figures that are known -------------------------------------------------------------------------------------------


def four_bodies(program):
    """$100 over four bodies and four funds: of the 48 tables with the nearest margins the one with the least error."""
    found, = proved(program, [EAPD])
    nearest = [t for t in all_allowed(EAPD) if [sum(row) for row in t] == [33, 15, 42, 10]
               and [sum(column) for column in zip(*t)] == [14, 26, 47, 13]]
    assert len(nearest) == 48 and found in nearest
    assert objective(EAPD, found)[3] == Fraction("4.741148")


def margins_of_two_one_one(program):
    """Halves off a diagonal of threes: both margins are 2, 1, 1. And a pattern that has no table with other margins."""
    half = Fraction(1, 2)
    ring = [[Fraction(3, 2), half, Fraction(0)], [half, Fraction(0), half], [Fraction(0), half, half]]
    diagonal = [[Fraction(2), 0, 0], [0, Fraction(1), 0], [0, 0, Fraction(1)]]
    tables = [Table(ring), Table(ring, column_totals=[2, 1, 1]), Table(diagonal, column_totals=[2, 1, 1]),
              Table(diagonal, column_totals=[1, 2, 1])]
    found = [fields[0] for fields in answers(program, tables)]
    assert found[:2] == [[[2, 0, 0], [0, 0, 1], [0, 1, 0]]] * 2, found[:2]
    assert found[2] == [[2, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert found[3].startswith("error table-infeasible "), found[3]


def twelve_months(program):
    """£8,333.33 a month: within a penny at every month, and at the end what the annual split gives. By hand, in pence:
    9,999,996 at 35.28, 42.02 and 22.70 % is 3,527,998.5888, 4,201,998.3192 and 2,269,999.0920; one penny is left, and the
    greatest remainder has it."""
    shares = [Fraction(text) / 100 for text in ("35.28", "42.02", "22.70")]
    year = Table([[833333 * share for share in shares]] * 12, cumulative=True)
    found, = proved(program, [year], [PENNY])
    for month in range(1, 13):
        for j, share in enumerate(shares):
            running = sum(row[j] for row in found[:month])
            assert abs(running - 833333 * share * month) < 1, (month, j)
    assert all(sum(row) == 833333 for row in found)
    assert [sum(column) for column in zip(*found)] == [3527999, 4201998, 2269999]


def the_order_does_not_matter(program):
    """Tables that tie are asked for with their rows and columns in other orders: each answer is the definition's."""
    rnd = random.Random(1974)
    tables = []
    for _ in range(60):
        rows, columns = rnd.randint(2, 3), rnd.randint(2, 4)
        cells = [[Fraction(rnd.randint(0, 3), 2) for _ in range(columns)] for _ in range(rows)]
        for _ in range(4):
            order = rnd.sample(range(columns), columns)
            rnd.shuffle(cells)
            tables.append(Table([[row[j] for j in order] for row in cells]))
    for table, fields in zip(tables, answers(program, tables)):
        expected = wanted(table, by_trial)
        assert same(expected, fields[0]), difference(table, expected, fields[0])


def the_mirror(program):
    """Negating a table negates the answer, whether or not its whole is nil."""
    rnd = random.Random(1974)
    tables = [random_table(rnd, rnd.randint(1, 6), rnd.randint(1, 6), rnd.choice(("plain", "both groups", "cumulative")))
              for _ in range(150)]
    for table in tables[::2]:  # the last cell makes the whole nil
        table.cells[-1][-1] -= sum(map(sum, table.cells))
    mirrors = [Table([[-c for c in row] for row in t.cells], t.row_groups, t.column_groups, None, t.cumulative) for t in tables]
    assert any(map(is_mirrored, tables)) and any(map(is_mirrored, mirrors))
    for there, back in zip(proved(program, tables), proved(program, mirrors)):
        assert [[-cell for cell in row] for row in there] == back


# Denominators and sizes -------------------------------------------------------------------------------------------


def large_denominators(program):
    """Costs that differ by less than any machine number shows; rows of other denominators beside them."""
    rnd = random.Random(2015)
    styles = ("plain", "whole rows", "both groups", "cumulative", "cumulative of whole rows", "row groups")
    tables = [near_tied_table(rnd, rnd.randint(2, 6), rnd.choice(styles)) for _ in range(120)]
    for _ in range(20):  # all of them in one table, beside rows that are equal but for their denominator
        columns = rnd.randint(3, 9)
        cells = [[Fraction(rnd.randrange(d), d) for _ in range(columns)] for d in LARGE]
        cells += [[Fraction(d // 2, d)] * columns for d in LARGE]
        tables.append(Table(cells, row_groups=random_groups(rnd, len(cells))))
    for table, found in zip(tables, proved(program, tables)):
        expected = wanted(table, by_flow)
        assert expected == found, difference(table, expected, found)


def police_table(forces, lines, pounds):
    """A sum by forces and lines whose weights have no common measure, in pence, rows whole."""
    rnd = random.Random(forces * lines)
    weights = [rnd.randint(20_000, 3_000_000) for _ in range(forces)]
    parts = [rnd.randint(1, 1000) for _ in range(lines)]
    cells = [[Fraction(100 * pounds * w * p, sum(weights) * sum(parts)) for p in parts] for w in weights]
    return Table(with_whole_rows(rnd, cells))


def large_tables(program, small):
    """By their prices alone."""
    rnd = random.Random(2026)
    tables = [police_table(43, 60, 5_000_000_000), police_table(60, 43, 5_000_000_000),
              random_table(rnd, 200, 20, "plain", (97, 100, 128), 10**6),
              random_table(rnd, 90, 20, "both groups", (2, 3), 10),
              random_table(rnd, 60, 12, "cumulative with column groups", (7, 12), 100),
              random_table(rnd, 24, 43, "cumulative of whole rows", (36525,), 10**9)]
    if not small:
        tables += [random_table(rnd, 2000, 43, "whole rows", (10**4,), 10**6), random_table(rnd, 1000, 16, "plain", (2,), 10),
                   random_table(rnd, 100, 16, "both groups", (2, 360), 10)]
    for table, found in zip(tables, proved(program, tables, [PENNY] * len(tables))):
        for exact, row in zip(table.cells, found):
            assert all(a in (floor(q), ceil(q)) for a, q in zip(row, exact))
            assert sum(row) in (floor(sum(exact)), ceil(sum(exact)))


# What cannot be ---------------------------------------------------------------------------------------------------


def impossible_totals(program):
    """The sentence names rows and columns, and they prove that there is no table."""
    rnd = random.Random(1836)
    tables = []
    while len(tables) < 400:
        rows, columns = rnd.randint(1, 6), rnd.randint(2, 6)
        table = random_table(rnd, rows, columns, "prescribed", (2, 3, 4, 5), rnd.choice((0, 0, 3)))
        if rnd.random() < 0.1:
            table.column_totals[0] += rnd.choice((-2, -1, 1, 2))
        if wanted(table, by_flow) == "error table-infeasible":
            tables.append(table)
    proofs = 0
    for table, fields in zip(tables, answers(program, tables)):
        sentence = fields[0]
        assert sentence.startswith("error table-infeasible "), difference(table, "error table-infeasible", sentence)
        proofs += "all rows together" not in sentence
        assert proves(table, sentence), difference(table, "rows and columns that prove it", sentence)
    assert proofs > 200


# The checker is itself checked --------------------------------------------------------------------------------------


def corrupted_certificates(program):
    """The checker takes no other table for the best, and no prices that were changed where they decide."""
    rnd = random.Random(1707)
    tables = [EAPD]
    while len(tables) < 40:
        table = random_table(rnd, 3, 4, rnd.choice(("plain", "both groups", "cumulative")), (2, 3, 5), 2)
        if not is_mirrored(table) and len(all_allowed(table)) > 2:
            tables.append(table)
    refused = changed = 0
    for table, fields in zip(tables, answers(program, tables, "--certificate")):
        found, proof = fields[0], prices(fields, table)
        assert not table_certificate.faults(table, found, proof)
        others = [other for other in all_allowed(table) if other != found]
        for other in rnd.sample(others, min(20, len(others))):
            assert table_certificate.faults(table, other, proof), difference(table, found, other)
        broken = [list(row) for row in found]
        broken[rnd.randrange(3)][rnd.randrange(4)] += 1
        assert table_certificate.faults(table, broken, proof)
        for place in proof:
            for level in range(3):
                wrong = dict(proof)
                wrong[place] = tuple(p + 9 if at == level else p for at, p in enumerate(proof[place]))
                changed += 1
                refused += bool(table_certificate.faults(table, found, wrong))
    assert refused > changed / 2, (refused, changed)


def main():
    program, small = sys.argv[1], sys.argv[2:] == ["small"]
    parts = [four_bodies, margins_of_two_one_one, twelve_months, the_order_does_not_matter, the_mirror, large_denominators,
             lambda program: large_tables(program, small), impossible_totals, corrupted_certificates]
    for part in parts:
        part(program)
    print(f"{len(parts)} parts")


main()
