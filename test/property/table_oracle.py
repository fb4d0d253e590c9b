"""Whole tables, rounded from the definitions in exact fractions.

This file is written from the definitions alone (docs/methods/table.md) and shares nothing with the C. It has two ways:
`by_trial` tries every table of floors and ceilings and keeps what the definition says, for tables of a few cells;
`by_flow` finds the same table as a cheapest circulation with whole costs, for some hundreds of cells. A test holds the two
against each other. Amounts are fractions of units.
"""

import heapq
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product
from math import ceil, floor, lcm


class Refused(Exception):
    """The table must fail, with this code."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass
class Groups:
    """parents[g] is the group around group g, members[i] the innermost group of row (column) i; None: the whole table."""

    parents: list = field(default_factory=list)
    members: list = field(default_factory=list)

    def around(self, index):
        """Every group that a row (column) is in, the innermost first."""
        group = self.members[index] if self.parents else None
        while group is not None:
            yield group
            group = self.parents[group]

    def sets(self, count):
        """The rows (columns) of each group."""
        sets = [[] for _ in self.parents]
        for index in range(count):
            for group in self.around(index):
                sets[group].append(index)
        return sets


@dataclass
class Table:
    cells: list  # rows of fractions
    row_groups: Groups = field(default_factory=Groups)
    column_groups: Groups = field(default_factory=Groups)
    column_totals: list = None
    cumulative: bool = False

    @property
    def shape(self):
        return len(self.cells), len(self.cells[0])


def total(cells, rows, columns):
    return sum((cells[i][j] for i in rows for j in columns), Fraction(0))


def held(table):
    """Every rectangle, as (kind, rows, columns), whose sum is held to its floor or its ceiling."""
    rows, columns = table.shape
    every_row, every_column = list(range(rows)), list(range(columns))
    yield "whole", every_row, every_column
    yield from (("row", [i], every_column) for i in every_row)
    if table.column_totals is None:
        yield from (("column", every_row, [j]) for j in every_column)
    yield from (("cell", [i], [j]) for i in every_row for j in every_column)
    for group in table.row_groups.sets(rows):
        yield "row group", group, every_column
        yield from (("row group in column", group, [j]) for j in every_column)
    for group in table.column_groups.sets(columns):
        yield "column group", every_row, group
        yield from (("row in column group", [i], group) for i in every_row)
    if table.cumulative:
        yield from (("running total", every_row[:i + 1], [j]) for i in every_row for j in every_column)


def broken(table, rounded):
    """What a rounded table does not keep: a list of (kind, rows, columns)."""
    faults = []
    for kind, rows, columns in held(table):
        exact, found = total(table.cells, rows, columns), total(rounded, rows, columns)
        if found not in (floor(exact), ceil(exact)):
            faults.append((kind, rows, columns))
    for j, wanted in enumerate(table.column_totals or []):
        if total(rounded, range(table.shape[0]), [j]) != wanted:
            faults.append(("column total", range(table.shape[0]), [j]))
    return faults


def objective(table, rounded):
    """What is to be least, level by level; of equals the greatest table comes first."""
    def off(kind):
        return sum(abs(total(rounded, rows, columns) - total(table.cells, rows, columns))
                   for what, rows, columns in held(replace(table, column_totals=None)) if what == kind)
    return (off("whole"), off("row"), off("column"), off("cell"), [-cell for row in rounded for cell in row])


# The negation ----------------------------------------------------------------------------------------------------


def is_mirrored(table):
    """A table is rounded as its negation when the first that is not nil of whole, rows and cells is negative."""
    rows, columns = table.shape
    figures = [total(table.cells, range(rows), range(columns))]
    figures += [total(table.cells, [i], range(columns)) for i in range(rows)]
    figures += [cell for row in table.cells for cell in row]
    return next((figure < 0 for figure in figures if figure), False)


def negated(table):
    return replace(table, cells=[[-cell for cell in row] for row in table.cells],
                   column_totals=table.column_totals and [-t for t in table.column_totals])


def rounded(table, way):
    """The answer by `by_trial` or `by_flow`, of a table of any sign; or Refused."""
    if table.column_totals is not None:
        rows = (total(table.cells, [i], range(table.shape[1])) for i in range(table.shape[0]))
        if any(figure.denominator != 1 for figure in (*rows, *map(Fraction, table.column_totals))):
            raise Refused("not-whole-units")
    if not is_mirrored(table):
        return way(table)
    return [[-cell for cell in row] for row in way(negated(table))]


# Every table -----------------------------------------------------------------------------------------------------


class Trial:
    """A table in whole numbers. Which cells are ceilings is one number, the first cell its highest binary digit: then the
    lexicographically greatest of some tables has the greatest number."""

    LEVELS = ("whole", "row", "column", "cell")

    def __init__(self, table):
        rows, columns = table.shape
        self.count, self.rows = rows * columns, rows
        flat = [Fraction(cell) for row in table.cells for cell in row]
        scale = lcm(*(cell.denominator for cell in flat))
        scaled = [cell.numerator * (scale // cell.denominator) for cell in flat]
        self.floors = [cell // scale for cell in scaled]
        self.raisable = [cell % scale > 0 for cell in scaled]
        self.limits, self.costs = [], {level: [] for level in self.LEVELS}
        for kind, some_rows, some_columns in held(table):
            places = [i * columns + j for i in some_rows for j in some_columns]
            mask = sum(self.bit(place) for place in places)
            exact, base = sum(scaled[p] for p in places), sum(self.floors[p] for p in places)
            self.limits.append((mask, exact // scale - base, -(-exact // scale) - base, len(some_rows) == 1))
            if kind in self.costs:
                off = [abs((base + raised) * scale - exact) for raised in range(len(places) + 1)]
                self.costs[kind].append((mask, off))
        for j, wanted in enumerate(table.column_totals or []):
            places = range(j, self.count, columns)
            units = wanted - sum(self.floors[p] for p in places)
            self.limits.append((sum(self.bit(p) for p in places), units, units, rows == 1))

    def bit(self, place):
        return 1 << (self.count - 1 - place)

    def row_choices(self, row, columns):
        """Every choice of ceilings in a row that the row's own sums allow."""
        places = range(row * columns, (row + 1) * columns)
        within = sum(self.bit(p) for p in places)
        own = [limit for limit in self.limits if limit[3] and limit[0] & ~within == 0]
        choices = (sum(bits) for bits in product(*((0, self.bit(p)) if self.raisable[p] else (0,) for p in places)))
        return [c for c in choices if all(low <= (c & mask).bit_count() <= high for mask, low, high, _ in own)]

    def allowed(self, columns):
        """Every table of floors and ceilings that keeps all that is held."""
        across = [(mask, low, high) for mask, low, high, one_row in self.limits if not one_row]
        for rows in product(*(self.row_choices(i, columns) for i in range(self.rows))):
            choice = sum(rows)
            if all(low <= (choice & mask).bit_count() <= high for mask, low, high in across):
                yield choice

    def key(self, choice):
        return (*(sum(off[(choice & mask).bit_count()] for mask, off in self.costs[level])
                  for level in self.LEVELS if self.costs[level]), -choice)

    def cells(self, choice, columns):
        flat = [low + (1 if choice & self.bit(p) else 0) for p, low in enumerate(self.floors)]
        return [flat[i:i + columns] for i in range(0, self.count, columns)]


def by_trial(table):
    trial, columns = Trial(table), table.shape[1]
    best = min(trial.allowed(columns), key=trial.key, default=None)
    if best is None:
        raise Refused("table-infeasible")
    return trial.cells(best, columns)


def all_allowed(table):
    """Every table of floors and ceilings that keeps all that is held, in no order."""
    trial, columns = Trial(table), table.shape[1]
    return [trial.cells(choice, columns) for choice in trial.allowed(columns)]


# The cheapest circulation ----------------------------------------------------------------------------------------


class Circulation:
    """Arcs that carry the floor or the ceiling of an exact amount. Raising one costs |1 - part| - |part| at its level."""

    LEVELS = ("cell", "column", "row", "whole")  # the weakest first; ties are weaker still

    def __init__(self, scale, count):
        self.scale, self.count = scale, count
        self.nodes, self.arcs, self.balance = {}, [], []

    def node(self, name):
        if name not in self.nodes:
            self.nodes[name] = len(self.nodes)
            self.balance.append(0)
        return self.nodes[name]

    def add(self, start, end, exact, level=None, place=None):
        """An arc; `place` is the cell's place in row order. `exact` is in parts of 1 / scale."""
        start, end = self.node(start), self.node(end)
        units, part = divmod(exact, self.scale)
        self.balance[start] -= units
        self.balance[end] += units
        if part:
            self.arcs.append([start, end, self.scale - 2 * part, level, place])

    def price(self):
        """One whole number for each arc, in which every level outweighs all weaker ones together, and among ties an earlier
        cell all later ones."""
        costs = [0 if place is None else -(1 << (self.count - 1 - place)) for *_, place in self.arcs]
        for level in self.LEVELS:
            weight = 2 * sum(map(abs, costs)) + 1
            for index, (_, _, cost, at, _) in enumerate(self.arcs):
                if at == level:
                    costs[index] += weight * cost
        return costs

    def solve(self):
        """Whether each arc is raised: arcs that save are, and then every surplus goes the cheapest way."""
        costs = self.price()
        self.raised = [cost < 0 for cost in costs]
        self.out = [[] for _ in self.nodes]
        for index, (start, end, *_) in enumerate(self.arcs):
            self.out[start].append(index)
            self.out[end].append(index)
            if self.raised[index]:
                self.balance[start] -= 1
                self.balance[end] += 1
        self.costs, self.potential = costs, [0] * len(self.nodes)
        while any(b > 0 for b in self.balance):
            self.send_one()
        return self.raised

    def send_one(self):
        distance = {node: 0 for node, b in enumerate(self.balance) if b > 0}
        queue, came_by, done = [(0, node) for node in distance], {}, set()
        goal = None
        while queue and goal is None:
            length, node = heapq.heappop(queue)
            if node in done:
                continue
            done.add(node)
            goal = node if self.balance[node] < 0 else None
            for arc, other, cost in self.ways(node):
                reached = length + cost + self.potential[node] - self.potential[other]
                if other not in done and (other not in distance or reached < distance[other]):
                    distance[other], came_by[other] = reached, (arc, node)
                    heapq.heappush(queue, (reached, other))
        if goal is None:
            raise Refused("table-infeasible")
        for node in done:
            self.potential[node] += distance[node] - distance[goal]
        self.balance[goal] += 1
        while goal in came_by:
            arc, goal = came_by[goal]
            self.raised[arc] = not self.raised[arc]
        self.balance[goal] -= 1

    def ways(self, node):
        """Forward over arcs that can be raised, backward over those that can be lowered."""
        for index in self.out[node]:
            start, end, *_ = self.arcs[index]
            if start == node and not self.raised[index]:
                yield index, end, self.costs[index]
            elif end == node and self.raised[index]:
                yield index, start, -self.costs[index]


def by_flow(table):
    rows, columns = table.shape
    scale = lcm(*(Fraction(cell).denominator for row in table.cells for cell in row))
    cells = [[int(cell * scale) for cell in row] for row in table.cells]
    net = Circulation(scale, rows * columns)
    add_rows(net, table, cells)
    add_cells(net, table, cells)
    add_columns(net, table, cells)
    net.add("columns", "rows", sum(map(sum, cells)), "whole")
    raised = {net.arcs[index][4] for index, up in enumerate(net.solve()) if up and net.arcs[index][4] is not None}
    return [[cells[i][j] // scale + (i * columns + j in raised) for j in range(columns)] for i in range(rows)]


def add_rows(net, table, cells):
    """From all rows through their groups to each row, and on to the row's groups of columns."""
    rows, columns = table.shape
    sets, column_sets = table.row_groups.sets(rows), table.column_groups.sets(columns)
    above = {None: "rows"}
    for g, parent in enumerate(table.row_groups.parents):
        above[g] = ("row group", g)
        net.add(above[None] if parent is None else ("row group", parent), above[g], sum(sum(cells[i]) for i in sets[g]))
    for i in range(rows):
        member = table.row_groups.members[i] if table.row_groups.parents else None
        net.add(above[member], ("row", i, None), sum(cells[i]), "row")
        for h, parent in enumerate(table.column_groups.parents):
            net.add(("row", i, parent), ("row", i, h), sum(cells[i][j] for j in column_sets[h]))


def add_cells(net, table, cells):
    rows, columns = table.shape
    for i in range(rows):
        for j in range(columns):
            column_group = table.column_groups.members[j] if table.column_groups.parents else None
            row_group = table.row_groups.members[i] if table.row_groups.parents else None
            into = ("until", i, j) if table.cumulative else ("column", row_group, j)
            net.add(("row", i, column_group), into, cells[i][j], "cell", i * columns + j)


def add_columns(net, table, cells):
    """From each column's groups of rows, or its periods, to the column, and on through the groups of columns to all."""
    rows, columns = table.shape
    sets, column_sets = table.row_groups.sets(rows), table.column_groups.sets(columns)
    for j in range(columns):
        for g, parent in enumerate(table.row_groups.parents):
            net.add(("column", g, j), ("column", parent, j), sum(cells[i][j] for i in sets[g]))
        for i in range(rows if table.cumulative else 0):
            further = ("until", i + 1, j) if i + 1 < rows else ("column", None, j)
            net.add(("until", i, j), further, sum(cells[k][j] for k in range(i + 1)))
        exact = sum(row[j] for row in cells)
        if table.column_totals is not None:
            exact = int(table.column_totals[j]) * net.scale
        group = table.column_groups.members[j] if table.column_groups.parents else None
        net.add(("column", None, j), "columns" if group is None else ("column group", group), exact, "column")
    for h, parent in enumerate(table.column_groups.parents):
        end = "columns" if parent is None else ("column group", parent)
        net.add(("column group", h), end, sum(row[j] for row in cells for j in column_sets[h]))


# Proof that there is no table -------------------------------------------------------------------------------------


def proves_infeasible(table, some_rows, some_columns):
    """Whether rows A and columns B show that no table has the prescribed column totals."""
    rows, columns = table.shape
    a, b = set(some_rows), set(some_columns)
    inside = [table.cells[i][j] for i in a for j in range(columns) if j not in b]
    outside = [table.cells[i][j] for i in range(rows) if i not in a for j in b]
    left = total(table.cells, a, range(columns)) - sum(table.column_totals[j] for j in b)
    return (left > sum(map(ceil, inside)) - sum(map(floor, outside))
            or left < sum(map(floor, inside)) - sum(map(ceil, outside)))
