"""A biproportional table, from the definition alone, in exact fractions.

A table with these totals is biproportional to the seed exactly when no other makes the product over all cells, and over
all units k = 1 … amount of a cell, of seed / (k - 1/2) greater: that is the definition here, by trying every table. Where
several are equally good the lexicographically greatest is the answer, and the cells in which they differ are its ties.

A certificate is checked by itself: every cell of seed * row * column within a half of its amount.
"""

import re
from fractions import Fraction

HALF = Fraction(1, 2)


def fillings(total, allowed):
    """Every way to hand out a whole number over cells, nothing where it is not allowed; the greatest first."""
    if not allowed:
        if total == 0:
            yield ()
        return
    for first in range(total if allowed[0] else 0, -1, -1):
        for rest in fillings(total - first, allowed[1:]):
            yield (first, *rest)


def tables(seed, row_totals, column_totals):
    """Every table with these totals that is zero where the seed is, the lexicographically greatest first."""
    if not row_totals:
        if not any(column_totals):
            yield ()
        return
    for row in fillings(row_totals[0], [s > 0 for s in seed[0]]):
        left = [c - x for c, x in zip(column_totals, row)]
        if min(left) >= 0:
            for rest in tables(seed[1:], row_totals[1:], left):
                yield (row, *rest)


def product(seed, table):
    result = Fraction(1)
    for seeds, amounts in zip(seed, table):
        for s, amount in zip(seeds, amounts):
            for k in range(1, amount + 1):
                result *= s / (k - HALF)
    return result


def best(seed, row_totals, column_totals):
    """The answer and the places (row * columns + column) in which the equally good ones differ; None when there is no
    table."""
    if sum(row_totals) != sum(column_totals):
        return None
    greatest, equal = None, []
    for table in tables(seed, row_totals, column_totals):
        value = product(seed, table)
        if greatest is None or value > greatest:
            greatest, equal = value, []
        if value == greatest:
            equal.append([amount for row in table for amount in row])
    if greatest is None:
        return None
    return equal[0], {place for place in range(len(equal[0])) if len({table[place] for table in equal}) > 1}


def tie_sets(cells, columns):
    """Cells that share a row or a column, directly or through others."""
    sets = []
    for cell in sorted(cells):
        touching = [s for s in sets if any(cell // columns == other // columns or cell % columns == other % columns
                                           for other in s)]
        sets = [s for s in sets if s not in touching] + [[cell, *(other for s in touching for other in s)]]
    return sorted(sorted(s) for s in sets)


def certificate_fault(seed, totals, table, multipliers):
    """What is wrong with a table of whole numbers and its multipliers, or None."""
    rows, columns = multipliers
    if [sum(row) for row in table] != list(totals[0]) or [sum(column) for column in zip(*table)] != list(totals[1]):
        return "a total is not met"
    if min(*rows, *columns) <= 0:
        return "a multiplier is not above zero"
    for i, row in enumerate(table):
        for j, amount in enumerate(row):
            if amount < 0 or (seed[i][j] == 0 and amount != 0):
                return f"cell {i}, {j} has what it may not have"
            if abs(seed[i][j] * rows[i] * columns[j] - amount) > HALF:
                return f"cell {i}, {j} does not round to its amount"
    return None


def refusal_fault(seed, totals, sentence):
    """What a sentence that no table exists fails to prove, or None. Lines are called "row 1" and "column 1"."""
    if sentence.startswith("the row totals come to"):
        return None if sum(totals[0]) != sum(totals[1]) else "the sums are the same"
    lines, _, touched = sentence.partition(" seed")
    named = [(word, int(number) - 1) for word, number in re.findall(r"(row|column) (\d+)", lines)]
    around = {(word, int(number) - 1) for word, number in re.findall(r"(row|column) (\d+)", touched)}
    if not named or " more " in sentence:
        return "it names too little"
    words = ("row", "column")
    needs = sum(totals[words.index(word)][line] for word, line in named)
    has = sum(totals[words.index(word)][line] for word, line in around)
    for word, line in named:
        across = [s for s in (seed[line] if word == "row" else [row[line] for row in seed])]
        other = words[1 - words.index(word)]
        if any(s > 0 and (other, k) not in around for k, s in enumerate(across)):
            return "a seed lies elsewhere"
    return None if needs > has else "there is enough"
