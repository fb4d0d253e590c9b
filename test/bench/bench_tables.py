#!/usr/bin/env python3
"""What a table costs beside other programs, each with what it gets right. Only a wrong table of ours makes it fail.

    bench_tables.py --verify BENCH_TABLE     our tables foot and are floors and ceilings; times nothing
    bench_tables.py BENCH_TABLE              times, prints; peers that are not installed are left out, by name

Peers get the fractions of the same tables: SciPy's HiGHS as a linear program in floating point, OR-Tools' min-cost flow with
costs rounded to whole numbers, biprop and votelib the tables that are fitted both ways. `same` is how many of the tables
that each made are the one that the definition picks; fractions of a unit are all that they are told, so that the
size of money is not in their way."""
import contextlib
import io
import statistics
import subprocess
import sys
import time
from fractions import Fraction
from math import ceil, floor

SHAPES = ((43, 12), (43, 60))
SMALL = ((6, 4), (12, 12), (43, 12))
ROWS = (1000, 10000, 100000)
SCALE = 10 ** 6  # of OR-Tools' whole costs, of which the columns' weigh COLUMNS times as much
COLUMNS = 10 ** 4


def call(bench_table, what, rows, columns, kind):
    done = subprocess.run([bench_table, what, str(rows), str(columns), kind], check=True, capture_output=True, text=True)
    return [[int(word) for word in line.split()] for line in done.stdout.splitlines()]


def quotas(bench_table, rows, columns, kind):
    (weights, *totals) = call(bench_table, 'exact', rows, columns, kind)
    return [[Fraction(total * weight, sum(weights)) for weight in weights] for (total,) in totals]


def verify(bench_table):
    """Every sum of ours is its floor or ceiling, and the rows are the totals."""
    for rows, columns in SMALL:
        for kind in ('mixed', 'equal', 'large'):
            exact, ours = quotas(bench_table, rows, columns, kind), call(bench_table, 'amounts', rows, columns, kind)
            for line, found in zip(exact, ours):
                assert sum(found) == sum(line), (rows, columns, kind)
                assert all(floor(q) <= a <= ceil(q) for q, a in zip(line, found)), (rows, columns, kind)
            for line, found in zip(zip(*exact), zip(*ours)):
                assert floor(sum(line)) <= sum(found) <= ceil(sum(line)), (rows, columns, kind)


def parts(exact):
    """Fractions of the cells; how many of each row are rounded up; the columns' whole and fraction above the floors."""
    cells = [[q - floor(q) for q in line] for line in exact]
    sums = [sum(column) for column in zip(*cells)]
    return cells, [int(sum(line)) for line in cells], [(floor(s), s - floor(s)) for s in sums]


class Highs:
    name = "SciPy's HiGHS, linear program"

    def __init__(self):
        from scipy.optimize import linprog
        from scipy.sparse import csr_matrix
        self.linprog, self.matrix = linprog, csr_matrix

    def prepare(self, exact):
        cells, rows, columns = parts(exact)
        n, m = len(columns), len(rows)
        cost = [1 - 2 * float(f) for line in cells for f in line] + [COLUMNS * (1 - 2 * float(f)) for _, f in columns]
        bound = [(0, 1 if f else 0) for line in cells for f in line] + [(0, 1 if f else 0) for _, f in columns]
        entries = [(i, i * n + j, 1) for i in range(m) for j in range(n)]
        entries += [(m + j, i * n + j, 1) for i in range(m) for j in range(n)]
        entries += [(m + j, m * n + j, -1) for j in range(n)]
        at, of, value = zip(*entries)
        return cost, self.matrix((value, (at, of)), shape=(m + n, m * n + n)), rows + [w for w, _ in columns], bound, m, n

    def run(self, prepared):
        cost, matrix, sums, bound, m, n = prepared
        found = self.linprog(cost, A_eq=matrix, b_eq=sums, bounds=bound, method='highs').x
        return [[round(found[i * n + j]) for j in range(n)] for i in range(m)]


class OrTools:
    name = 'OR-Tools, min-cost flow'

    def __init__(self):
        from ortools.graph.python import min_cost_flow
        self.module = min_cost_flow

    def prepare(self, exact):
        return parts(exact)

    def run(self, prepared):
        cells, rows, columns = prepared
        n, m = len(columns), len(rows)
        flow = self.module.SimpleMinCostFlow()
        for i, line in enumerate(cells):
            for j, part in enumerate(line):
                if part:
                    flow.add_arc_with_capacity_and_unit_cost(i, m + j, 1, round(SCALE * (1 - 2 * part)))
        for j, (_, part) in enumerate(columns):
            if part:
                flow.add_arc_with_capacity_and_unit_cost(m + j, m + n, 1, round(SCALE * COLUMNS * (1 - 2 * part)))
            flow.set_node_supply(m + j, -columns[j][0])
        for i, count in enumerate(rows):
            flow.set_node_supply(i, count)
        flow.set_node_supply(m + n, sum(w for w, _ in columns) - sum(rows))
        if flow.solve() != flow.OPTIMAL:
            raise ArithmeticError('no flow')
        up = [[0] * n for _ in range(m)]
        for arc in range(flow.num_arcs()):
            if flow.tail(arc) < m:
                up[flow.tail(arc)][flow.head(arc) - m] = flow.flow(arc)
        return up


class Biprop:
    name = 'biprop'

    def __init__(self):
        import biprop
        import numpy
        self.module, self.numpy = biprop, numpy

    def run(self, seed, rows, columns):
        with contextlib.redirect_stdout(io.StringIO()):
            election = self.module.Election(self.numpy.array(seed))
            seats = election.biproportional_apportionment(total_seats=sum(rows), party_seats=self.numpy.array(rows),
                                                          region_seats=self.numpy.array(columns))
        return [[int(seat) for seat in line] for line in seats]


class Votelib:
    name = 'votelib'

    def __init__(self):
        import votelib.evaluate.proportional as proportional
        self.module = proportional

    def run(self, seed, rows, columns):
        """Constituencies are rows, parties columns: votelib takes the rows' seats and finds the columns' by itself."""
        evaluator = self.module.BiproportionalEvaluator('sainte_lague', apportioner=dict(enumerate(rows)))
        votes = {i: dict(enumerate(line)) for i, line in enumerate(seed)}
        seats = evaluator.evaluate(votes, n_seats=sum(rows))
        return [[seats[i].get(j, 0) for j in range(len(columns))] for i in range(len(rows))]


def installed(classes):
    for peer in classes:
        try:
            yield peer()
        except ImportError:
            print(f'{peer.name}: not installed, left out')


def timed(action, *arguments, repetitions=5):
    """The median of processor times in milliseconds and the last answer, or None and what went wrong."""
    times, answer = [], None
    for _ in range(repetitions):
        start = time.process_time_ns()
        try:
            answer = action(*arguments)
        except Exception as error:  # whatever a peer raises is its result
            return None, f'{type(error).__name__}: {error}'
        times.append(time.process_time_ns() - start)
        if sum(times) > 20e9:
            break
    return statistics.median(times) / 1e6, answer


def our_time(bench_table, rows, columns, kind):
    return call(bench_table, 'times', rows, columns, kind)[0][0] / 1e6


def raised(exact, ours):
    return [[a - floor(q) for q, a in zip(line, found)] for line, found in zip(exact, ours)]


def controlled(bench_table):
    peers = list(installed((Highs, OrTools)))
    kinds = ('mixed', 'equal', 'large')
    print(f'\n{"rounded to foot":<32}' + ''.join(f'{f"{r} x {c}, ratio":>26}' for r, c in SHAPES) + '   same: '
          + ', '.join(kinds))
    ours = [our_time(bench_table, rows, columns, 'mixed') for rows, columns in SHAPES]
    print(f'{"this library, proven":<32}' + ''.join(f'{1:>9.2f} ({o:9.2f} ms)    ' for o in ours)
          + '   the definition is a test of its own')
    for peer in peers:
        line = f'{peer.name:<32}'
        for (rows, columns), own in zip(SHAPES, ours):
            prepared = peer.prepare(quotas(bench_table, rows, columns, 'mixed'))
            spent, _ = timed(peer.run, prepared)
            line += f'{spent / own:>9.2f} ({spent:9.2f} ms)    ' if spent else f'{"failed":>26}'
        same = []
        for kind in kinds:
            good = 0
            for rows, columns in SMALL:
                exact = quotas(bench_table, rows, columns, kind)
                _, answer = timed(peer.run, peer.prepare(exact), repetitions=1)
                good += answer == raised(exact, call(bench_table, 'amounts', rows, columns, kind))
            same.append(f'{good} of {len(SMALL)}')
        print(line + '   ' + ', '.join(same))


def both_ways(bench_table):
    print(f'\n{"fitted both ways":<32}{"12 x 12, ratio":>26}{"43 x 12, ratio":>26}   same')
    shapes = ((12, 12), (43, 12))
    ours = [our_time(bench_table, rows, columns, 'seed') for rows, columns in shapes]
    print(f'{"this library, proven":<32}' + ''.join(f'{1:>9.2f} ({o:9.2f} ms)    ' for o in ours))
    for peer in installed((Biprop, Votelib)):
        line, notes = f'{peer.name:<32}', []
        for (rows, columns), own in zip(shapes, ours):
            (column_totals, *lines) = call(bench_table, 'exact', rows, columns, 'seed')
            row_totals, seed = [line[0] for line in lines], [line[1:] for line in lines]
            spent, answer = timed(peer.run, seed, row_totals, column_totals, repetitions=1)
            same = answer == call(bench_table, 'amounts', rows, columns, 'seed')
            line += f'{spent / own:>9.2f} ({spent:9.2f} ms)    ' if spent else f'{"failed":>26}'
            notes.append('same' if same else 'another table' if spent else str(answer)[:60])
        print(line + '   ' + ', '.join(notes))


def growth(bench_table):
    print('\nten times the rows, 43 columns (target at most 12)')
    before = None
    for rows in ROWS:
        own = our_time(bench_table, rows, 43, 'mixed')
        print(f'{rows:>9,} rows' + (f'{own / before:9.2f}' if before else ' ' * 9) + f'   ({own:.0f} ms)')
        before = own


def main():
    if sys.argv[1] == '--verify':
        verify(sys.argv[2])
        return
    verify(sys.argv[1])
    controlled(sys.argv[1])
    both_ways(sys.argv[1])
    growth(sys.argv[1])


main()
