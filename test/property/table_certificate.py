"""Whether a rounded table is the best there is, by its prices alone and without the library (docs/methods/table.md says why
that is enough).

The table is made whole first: a slack column holds what each row lacks to its ceiling, a slack row what each column lacks,
and their corner the fraction of the whole. Then every cell is its floor plus nothing or one unit, and every row and column
has a fixed sum. Moving one unit within a row, from a column to another, costs what it does to the distances; at the prices
no such move may gain, and no group of rows may gain by having one unit more or less in a column.
"""

from fractions import Fraction
from math import ceil, floor

from table_oracle import broken, is_mirrored, negated

HALF = Fraction(1, 2)


def compare(a, b):
    """-1, 0 or 1: (rows, columns, cells, ties) in that order. Ties are cells raised (+1) and lowered (-1): to raise the
    earliest that differs is the cheaper."""
    for x, y in zip(a[:3], b[:3]):
        if x != y:
            return -1 if x < y else 1
    signs = {}
    for factor, ties in ((1, a[3]), (-1, b[3])):
        for some in ties:
            for cell, sign in some.items():
                signs[cell] = signs.get(cell, 0) + factor * sign
    decisive = min((cell for cell, sign in signs.items() if sign), default=None)
    return 0 if decisive is None else (-1 if signs[decisive] > 0 else 1)


def at_price(cost, price):
    """cost - price."""
    return (cost[0] - price[0], cost[1] - price[1], cost[2] - price[2],
            (*cost[3], {cell: -sign for cell, sign in price[3].items()}))


class Whole:
    """The table with its slack row and slack column. `quotas[i][j]` and `found[i][j]`; `fixed` when it is no choice."""

    def __init__(self, table, found):
        self.table, self.rows, self.columns = table, *table.shape
        grand = sum(map(sum, table.cells))
        self.quotas, self.found = [], []
        for row, whole_row in zip(table.cells, found):
            exact = sum(row)
            self.quotas.append([*row, ceil(exact) - exact])
            self.found.append([*whole_row, ceil(exact) - sum(whole_row)])
        lacks = [ceil(sum(c)) - sum(c) for c in zip(*table.cells)]
        given = [ceil(sum(c)) - sum(d) for c, d in zip(zip(*table.cells), zip(*found))]
        if table.column_totals is not None:
            lacks, given = [Fraction(0)] * self.columns, [0] * self.columns
        part = grand - floor(grand)
        self.whole_is_nearest = abs(sum(map(sum, found)) - grand) == min(part, 1 - part)
        self.quotas.append([*lacks, part])
        self.found.append([*given, sum(map(sum, found)) - floor(grand)])

    def is_choice(self, i, j):
        quota = Fraction(self.quotas[i][j])
        return quota.denominator > 1 and ((i, j) != (self.rows, self.columns) or quota == HALF)

    def cost(self, i, j):
        """What one unit more than the floor costs."""
        quota = self.quotas[i][j]
        off = 1 - 2 * (quota - floor(quota))
        if j == self.columns:
            return (off if i < self.rows else 0, 0, 0, ())
        if i == self.rows:
            return (0, off, 0, ())
        return (0, 0, off, ({i * self.columns + j: 1},))

    def is_raised(self, i, j):
        return self.found[i][j] > floor(self.quotas[i][j])

    def node(self, i):
        """The group of rows whose prices hold in row i; None is the whole table."""
        if i == self.rows:
            return None
        if self.table.cumulative:
            return i
        return self.table.row_groups.members[i] if self.table.row_groups.parents else None


def at_rest(exact, found):
    """Whether a sum can rise by one, and whether it can fall."""
    exact = Fraction(exact)
    return exact.denominator > 1 and found == floor(exact), exact.denominator > 1 and found == ceil(exact)


def row_gains(whole, prices, i):
    """Moves within row i that gain. Of the columns in the same innermost groups only the extremes matter."""
    groups, price_of = whole.table.column_groups, whole.node(i)
    moves = [at_rest(sum((whole.quotas[i][j] for j in some), Fraction(0)), sum(whole.found[i][j] for j in some))
             for some in groups.sets(whole.columns)]
    dearest, cheapest = {}, {}  # by innermost group: of the cells that are raised, of those that are not
    for j in range(whole.columns + 1):
        if not whole.is_choice(i, j):
            continue
        kind = groups.members[j] if groups.parents and j < whole.columns else None
        value = at_price(whole.cost(i, j), prices[price_of, j])
        table, sign = (dearest, 1) if whole.is_raised(i, j) else (cheapest, -1)
        if kind not in table or compare(value, table[kind][0]) == sign:
            table[kind] = (value, j)
    for here, (worth, j) in dearest.items():
        for there, (other, k) in cheapest.items():
            left, joined = chain(groups, here), chain(groups, there)
            possible = all(moves[g][1] for g in left - joined) and all(moves[g][0] for g in joined - left)
            if possible and compare(other, worth) < 0:
                yield f"row {i}: a unit gains from column {j} to column {k}"


def chain(groups, group):
    found = set()
    while group is not None:
        found.add(group)
        group = groups.parents[group]
    return found


def row_sets(whole):
    """(group, the group around it, its rows) of every group of rows whose columns are held."""
    if whole.table.cumulative:
        for t in range(whole.rows):
            yield t, t + 1 if t + 1 < whole.rows else None, range(t + 1)
    for g, rows in enumerate(whole.table.row_groups.sets(whole.rows)):
        yield g, whole.table.row_groups.parents[g], rows


def group_gains(whole, prices):
    for g, around, rows in row_sets(whole):
        for j in range(whole.columns + 1):
            if whole.table.cumulative and j == whole.columns:
                rises = falls = True  # a running total of the whole is not held
            else:
                rises, falls = at_rest(sum((whole.quotas[i][j] for i in rows), Fraction(0)),
                                       sum(whole.found[i][j] for i in rows))
            inner, outer = prices[g, j], prices[around, j]
            order = compare((*inner[:3], (inner[3],)), (*outer[:3], (outer[3],)))
            if (rises and order < 0) or (falls and order > 0):
                yield f"rows of group {g}: a unit gains in column {j}"


def faults(table, found, prices):
    """What shows that the table is not the best, or that the prices do not prove it. prices[group, column] is (rows, columns,
    cells, {cell: sign}); the group None is the whole table, the column after the last the slack's."""
    if is_mirrored(table):
        table, found = negated(table), [[-cell for cell in row] for row in found]
    held = [f"not held: {kind}" for kind, _, _ in broken(table, found)]
    if held:
        return held
    whole = Whole(table, found)
    wrong = [] if whole.whole_is_nearest else ["the whole is not the nearest"]
    for i in range(whole.rows + 1):
        wrong += row_gains(whole, prices, i)
    return wrong + list(group_gains(whole, prices))


def read_prices(fields, columns):
    """prices of the fields of `table_lines --certificate`, the amounts left out."""
    prices = {}
    for g, text in enumerate(fields):
        words = text.split()
        assert len(words) == columns + 1, text[:200]
        for j, word in enumerate(words):
            levels = word.split(":")
            prices[g if g + 1 < len(fields) else None, j] = (*(number(level) for level in levels[:3]), ties(levels[3]))
    return prices


def number(text):
    return 0 if text == "0" else Fraction(text)


def ties(text):
    found = {}
    for word in text.replace("+", " +").replace("-", " -").split():
        found[int(word[1:])] = found.get(int(word[1:]), 0) + (1 if word[0] == "+" else -1)
    return found
