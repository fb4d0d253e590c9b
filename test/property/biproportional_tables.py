"""Biproportional tables of the library against the definition: all small ones, and random ones of many shapes.

    biproportional_tables.py BIPROPORTIONAL_LINES [how many random tables]
"""

import itertools
import random
import subprocess
import sys
from fractions import Fraction

import biproportional_oracle as oracle

SEED = 19890401
WITHIN = 700  # tables that the oracle tries at most for one question


class Library:
    """The library at the other end of a pipe, a line a table."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, seed, totals, unit="1"):
        """(amounts, multipliers, ties) or (word, sentence)."""
        rows, columns = len(seed), len(seed[0])
        words = [rows, columns, unit, *(s for row in seed for s in row), *totals[0], *totals[1]]
        print(*words, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().rstrip("\n")
        if answer.startswith("error "):
            _, word, sentence = answer.split(" ", 2)
            return word, sentence
        figures, *ties = answer.removeprefix("ok ").split(" tie ")
        figures = figures.split(" ")
        assert len(figures) == rows * columns + rows + columns, answer
        amounts, figures = figures[:rows * columns], [Fraction(f) for f in figures[rows * columns:]]
        sets = [[[int(c) for c in part.split()] for part in tie.split(" raised")] for tie in ties]
        return [Fraction(a) / Fraction(unit) for a in amounts], (figures[:rows], figures[rows:]), sets


def as_table(flat, columns):
    return [flat[i:i + columns] for i in range(0, len(flat), columns)]


def check_ties(seed, answer):
    """Ties lie on halves and lead round; which are raised is what the amounts say."""
    amounts, (rows, columns), ties = answer
    for cells, raised in ties:
        for cell in cells:
            i, j = divmod(cell, len(columns))
            above = amounts[cell] - Fraction(seed[i][j]) * rows[i] * columns[j]
            if abs(above) != oracle.HALF or (above > 0) != (cell in raised):
                return f"cell {cell} of a tie is not what is said of it"
        lines = [cell // len(columns) for cell in cells], [cell % len(columns) for cell in cells]
        if cells != sorted(cells) or any(side.count(line) < 2 for side in lines for line in side):
            return "a tie leads nowhere"
    return None


def check(library, seed, totals, unit="1"):
    """Certificate and ties of an answer, proof of a refusal. Totals are in units."""
    exact = [[Fraction(s) for s in row] for row in seed]
    price = Fraction(unit)
    asked = [[decimal_text(t * price) for t in side] for side in totals]
    answer = library.ask(seed, asked, unit)
    if len(answer) == 2:
        word, sentence = answer
        return answer, word if word != "table-infeasible" else oracle.refusal_fault(exact, totals, sentence)
    fault = oracle.certificate_fault(exact, totals, as_table(answer[0], len(seed[0])), answer[1])
    return answer, fault or check_ties(seed, answer)


def decimal_text(value):
    """A fraction of a power of ten, plainly."""
    scale = 0
    while value * 10**scale % 1:
        scale += 1
    digits = str(int(value * 10**scale)).rjust(scale + 1, "0")
    return digits if scale == 0 else f"{digits[:-scale]}.{digits[-scale:]}"


def check_best(library, seed, totals):
    """The same, and that the answer is the one of the definition."""
    answer, fault = check(library, seed, totals)
    if fault:
        return fault
    found = oracle.best([[Fraction(s) for s in row] for row in seed], *totals)
    if found is None or len(answer) == 2:
        return None if found is None and len(answer) == 2 else f"{found} by definition, found {answer}"
    if answer[0] != found[0]:
        return f"{found[0]} by definition, found {[int(a) for a in answer[0]]}"
    sets = oracle.tie_sets(found[1], len(seed[0]))
    if [cells for cells, _ in answer[2]] != sets:
        return f"ties {sets} by definition, found {answer[2]}"
    return None


def all_small():
    """Every seed of 0, 1, 2 and 3 two by two; 0 and 1 two by three and three by three; all small totals."""
    for rows, columns, values, most in ((2, 2, "0123", 5), (2, 3, "012", 3), (3, 3, "01", 3)):
        shapes = [m for n in range(1, most + 1) for m in itertools.product(
            [c for c in itertools.product(range(n + 1), repeat=rows) if sum(c) == n],
            [c for c in itertools.product(range(n + 1), repeat=columns) if sum(c) == n])]
        for number, flat in enumerate(itertools.product(values, repeat=rows * columns)):
            # Every seed meets a part of the totals, and every totals a part of the seeds.
            for totals in shapes[number % 7::7]:
                yield as_table(flat, columns), totals


def split_at_random(rnd, total, count):
    cuts = sorted(rnd.randint(0, total) for _ in range(count - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total])]


def random_seed(rnd, rows, columns):
    """Seeds of one style: built to tie, as small numbers, as money, as long numbers or of all sizes."""
    style = rnd.choice(("ones", "product", "small", "money", "long", "sizes", "decimals"))
    sides = [[rnd.randint(1, 6) for _ in range(n)] for n in (rows, columns)]
    holes = rnd.choice((0, 0, 0.1, 0.4, 0.7))
    draw = {"ones": lambda i, j: 1, "product": lambda i, j: sides[0][i] * sides[1][j],
            "small": lambda i, j: rnd.randint(1, 9), "money": lambda i, j: f"{rnd.randint(1, 10**9) / 100:.2f}",
            "long": lambda i, j: rnd.randint(1, 10**38 - 1), "sizes": lambda i, j: 10**rnd.randint(0, 37),
            "decimals": lambda i, j: f"0.{rnd.randint(1, 10**18 - 1):018d}"}[style]
    return [[0 if rnd.random() < holes else draw(i, j) for j in range(columns)] for i in range(rows)]


def random_totals(rnd, seed, size):
    """Sums of a random table on the seed's cells, so that there is one; now and then of none."""
    rows, columns = len(seed), len(seed[0])
    places = [(i, j) for i in range(rows) for j in range(columns) if seed[i][j]]
    if rnd.random() < 0.15 or not places:
        total = rnd.randint(1, size)
        return [split_at_random(rnd, total, rows), split_at_random(rnd, total, columns)]
    totals = [[0] * rows, [0] * columns]
    few = rnd.sample(places, rnd.randint(1, len(places)))
    for (i, j), amount in zip(few, split_at_random(rnd, rnd.randint(1, size), len(few))):
        totals[0][i] += amount
        totals[1][j] += amount
    return totals


def random_tables(rnd, how_many):
    for _ in range(how_many):
        most = rnd.choice((3, 4, 6, 12))
        rows, columns = rnd.randint(1, most), rnd.randint(1, most)
        seed = random_seed(rnd, rows, columns)
        size = rnd.choice((4, 9, 100, 10**6, 10**12, 10**30, 10**36))
        yield seed, random_totals(rnd, seed, size), rnd.choice(("1", "0.01", "5"))


def amounts_of(library, seed, totals):
    """The table, or None where it has ties or is refused."""
    answer = library.ask(seed, totals)
    return as_table(answer[0], len(seed[0])) if len(answer) == 3 and not answer[2] else None


def law_fault(library, rnd, seed, totals):
    """Which law an answer breaks, or None. Seeds are whole numbers of nine digits at most."""
    rows, columns = range(len(seed)), range(len(seed[0]))
    by_row, by_column = [rnd.randint(1, 99) for _ in rows], [rnd.randint(1, 99) for _ in columns]
    scaled = [[seed[i][j] * by_row[i] * by_column[j] for j in columns] for i in rows]
    answer, again = library.ask(seed, totals), library.ask(scaled, totals)
    if len(answer) == 3 and (answer[0], answer[2]) != (again[0], again[2]):
        return "a factor of a row or a column of the seed changes something"
    table = amounts_of(library, seed, totals)
    if table is None:
        return None
    turned = amounts_of(library, list(zip(*seed)), totals[::-1])
    if turned is None or list(zip(*turned)) != [tuple(row) for row in table]:
        return "rows as columns give something else"
    backwards = amounts_of(library, [row[::-1] for row in seed[::-1]], [side[::-1] for side in totals])
    if backwards is None or [row[::-1] for row in backwards[::-1]] != table:
        return "another order gives something else"
    i, j = rnd.choice(rows), rnd.choice(columns)
    more = [list(side) for side in totals]
    more[0][i] += 1
    more[1][j] += 1
    raised = amounts_of(library, seed, more)
    if raised and any(raised[k][m] < table[k][m] for k in rows for m in columns if k == i or m == j):
        return f"a unit more for row {i} and column {j} takes something from one of their cells"
    return None


def few_tables(seed, totals):
    exact = [[Fraction(s) for s in row] for row in seed]
    if sum(totals[0]) > 12:
        return False
    return sum(1 for _ in itertools.islice(oracle.tables(exact, *totals), WITHIN)) < WITHIN


def main():
    library = Library(sys.argv[1])
    how_many = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    rnd = random.Random(SEED)
    small = by_definition = answered = tied = faults = 0
    for seed, totals in all_small():
        small += 1
        fault = check_best(library, seed, totals)
        if fault:
            faults += 1
            print(f"{seed} {totals}: {fault}")
    for seed, totals, unit in random_tables(rnd, how_many):
        answer, fault = check(library, seed, totals, unit)
        answered += len(answer) == 3
        tied += len(answer) == 3 and len(answer[2]) > 0
        if not fault and all(isinstance(s, int) and s < 10**9 for row in seed for s in row):
            fault = law_fault(library, rnd, seed, totals)
        if not fault and few_tables(seed, totals):
            by_definition += 1
            fault = check_best(library, seed, totals)
        if fault:
            faults += 1
            print(f"{seed} {totals} {unit}: {fault}")
    print(f"{small} small tables; {how_many} random ones, {answered} answered, {tied} with ties, "
          f"{by_definition} by the definition; {faults} faults")
    return 1 if faults or not small or not answered or not tied or not by_definition else 0


if __name__ == "__main__":
    sys.exit(main())
