"""Tables to be rounded: random ones, and ones that are built to be hard."""

from fractions import Fraction

from table_oracle import Groups, Table, by_flow

STYLES = ("plain", "row groups", "column groups", "both groups", "cumulative", "cumulative with column groups", "prescribed",
          "whole rows", "cumulative of whole rows")
SHAPES = ((1, 1), (1, 3), (3, 1), (2, 2), (2, 3), (3, 2), (3, 3), (3, 4), (4, 3), (2, 5), (5, 2), (6, 2))

# $100 over four bodies (down) and four funds (across).
EAPD = Table([[Fraction(body) * Fraction(fund) / 100 for fund in ("13.92", "26.27", "47.3", "12.51")]
              for body in ("32.85", "15.34", "41.62", "10.19")])

# No two share a factor; four are Mersenne primes.
LARGE = (2**31 - 1, 2**61 - 1, 2**89 - 1, 2**107 - 1, 10**18 + 3, 10**18 + 9, 3**70)


def random_groups(rnd, count):
    """A few nested groups. Not every row is in one, a parent may stand behind its group, a group may be empty."""
    number = rnd.randint(1, max(1, min(5, count)))
    order = rnd.sample(range(number), number)
    parents = [None] * number
    for place, group in enumerate(order):
        if place and rnd.random() < 0.6:
            parents[group] = rnd.choice(order[:place])
    return Groups(parents, [rnd.choice([None, *range(number)]) for _ in range(count)])


def random_cells(rnd, rows, columns, denominators, greatest):
    """Every row draws from the denominators; some cells are whole, some nil."""
    cells = []
    for _ in range(rows):
        row = []
        for _ in range(columns):
            denominator = rnd.choice(denominators)
            value = Fraction(rnd.randint(-greatest if rnd.random() < 0.2 else 0, greatest) * denominator
                             + rnd.randrange(denominator), denominator)
            row.append(Fraction(0) if rnd.random() < 0.1 else value)
        cells.append(row)
    return cells


def with_whole_rows(rnd, cells):
    """The last cell of each row takes what makes the row whole, or the cell of a place drawn at random."""
    for row in cells:
        place = rnd.randrange(len(row))
        row[place] -= sum(row) - (sum(row).numerator // sum(row).denominator)
    return cells


def prescribed_totals(rnd, cells, near):
    """Column totals: those of some table of floors and ceilings with these rows, or (not `near`) moved about."""
    totals = [sum(column) for column in zip(*by_flow(Table(cells)))]
    for _ in range(rnd.randint(0, 2) if near else rnd.randint(1, 6)):
        a, b = rnd.randrange(len(totals)), rnd.randrange(len(totals))
        totals[a] += 1
        totals[b] -= 1
    return totals


def apply_style(rnd, table, style):
    """Groups, running totals or column totals for the table; whole rows where the style needs them."""
    rows, columns = table.shape
    if style in ("prescribed", "whole rows", "cumulative of whole rows"):
        with_whole_rows(rnd, table.cells)
    if style in ("row groups", "both groups"):
        table.row_groups = random_groups(rnd, rows)
    if style in ("column groups", "both groups", "cumulative with column groups"):
        table.column_groups = random_groups(rnd, columns)
    table.cumulative = style.startswith("cumulative")
    if style == "prescribed":
        table.column_totals = prescribed_totals(rnd, table.cells, rnd.random() < 0.7)
    return table


def random_table(rnd, rows, columns, style, denominators=(2, 3, 4, 5, 7), greatest=4):
    return apply_style(rnd, Table(random_cells(rnd, rows, columns, denominators, greatest)), style)


def tied_table(rnd, rows, columns, style):
    """Equal cells, equal rows, halves everywhere: many tables are equally near."""
    kind = rnd.randrange(4)
    if kind == 0:
        cells = [[Fraction(rnd.randint(1, 5), rnd.choice((2, 3, columns)))] * columns] * rows
    elif kind == 1:
        cells = [random_cells(rnd, 1, columns, (2, 3, 4), 2)[0]] * rows
    elif kind == 2:
        cells = [[Fraction(1, 2)] * columns for _ in range(rows)]
    else:
        cells = [[Fraction(rnd.randint(0, 3), 2) for _ in range(columns)] for _ in range(rows)]
    return apply_style(rnd, Table([list(row) for row in cells]), style)


def near_ties(rnd, p, q, columns):
    """Two rows over p and q in which every column has nearly the same fraction: they differ by a few parts of p times q."""
    step = pow(q, -1, p)  # step * q - 1 is a multiple of p
    rows = [[], []]
    for _ in range(columns):
        times = rnd.choice((-3, -2, -1, 1, 2, 3))
        above = times * step % p
        rows[0].append(Fraction(above, p))
        rows[1].append(Fraction((above * q - times) // p % q, q))
    return rows


def near_tied_table(rnd, columns, style):
    """Rows of which two and two are as good as equal, in any order."""
    cells = []
    for _ in range(rnd.choice((1, 2, 3, 3, 20))):
        cells += near_ties(rnd, *rnd.sample(LARGE, 2), columns)
    rnd.shuffle(cells)
    return apply_style(rnd, Table(cells), style)
