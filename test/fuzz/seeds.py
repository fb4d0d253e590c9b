#!/usr/bin/env python3
"""Writes the corpora of the decimal, split, table, biproportional and agreement targets from words: seeds.py FOLDER makes
FOLDER/decimal and so on. The committed corpus is its output; the bytes of a split are those that split_case.c reads, those of
tables are fuzz_table.c's and fuzz_biproportional.c's. Those of agreements are here only where a sheet goes with them
(fuzz_agreement.c says how); the others are in test/data and examples/agreements."""
import sys
from pathlib import Path

DECIMALS = {
    'plain': '1234.56', 'signed': '-0.50', 'plus': '+7', 'zero': '0', 'negative-zero': '-0.00',
    'longest': '9' * 38, 'too-long': '1' * 40, 'deepest': '0.' + '0' * 17 + '1', 'too-deep': '0.' + '1' * 19,
    'most-of-both': '9' * 20 + '.' + '9' * 18, 'leading-zeros': '0' * 60 + '12.30',
    'pounds': '£250,000', 'pounds-signed': '-£1.50', 'sign-inside': '£-1.50', 'code': 'GBP 48,898.94', 'euro': 'EUR 3',
    'thousand': '£250k', 'million': '£6.7m', 'billion': '1.25bn', 'too-many-billions': '9' * 37 + 'bn',
    'comma-and-suffix': '£115,350m', 'decimal-comma': '1,23', 'groups-of-four': '1,2345', 'comma-first': ',123',
    'comma-behind-point': '1.234,567', 'exponent': '1e5', 'nan': 'nan', 'infinity': '-inf', 'empty': '',
    'space': ' ', 'two-signs': '--1', 'two-points': '1.2.3', 'point-last': '1.', 'point-first': '.5',
    'typographic-minus': '−5', 'en-dash': '–5', 'text-behind': '12 users', 'percent': '35.28%',
    'percent-spaced': '22.70 %', 'bracket': '(1,234.56)', 'bracket-open': '(1,234.56', 'minus-behind': '1,234.56-',
    'nil': ' - ', 'two-negatives': '-(1)', 'fraction': '2/3', 'fraction-of-nothing': '1/0', 'fraction-of-parts': '1.5/2',
    'pound-behind': '5£', 'letters-outside-ascii': '5ŵ', 'windows-1252': b'\xa35', 'cut-character': b'1\xe2\x88',
    'zero-byte': b'1\x002',
}

METHODS = ['largest-remainder', 'jefferson', 'webster', 'adams', 'hill', 'dean', 'first-listed', 'largest-share',
           'residual', 'independent', 'no-method']
TIES = ['listed-order', 'largest-weight', 'smallest-weight', 'refuse']
MODES = ['none', 'half-away', 'half-even', 'up', 'down']
KINDS = ['plain', 'percent', 'rescale', 'as-published']
UNITS = ['default', '1', '0.05', '25', '0.001', '1000000', '10^-18', '-0.01']
PUBLISHED, DENOMINATORS, FLOORS, CAPS, ABSORBER, NAMES, FILL, RAW = (1 << bit for bit in range(8))
SIZES = [0, 1, 2, 3, 5, 8, 12, 16]
NEGATIVE = 31


def number(text, high=0):
    """A head byte (size in three bits, `high` or the scale above them), then the digits, lowest first."""
    digits = int(str(text).replace('.', '').lstrip('-') or 0)
    scale = len(str(text).partition('.')[2])
    size_class = next(c for c, size in enumerate(SIZES) if digits < 256 ** size)
    head = NEGATIVE if str(text).startswith('-') else high or scale
    return bytes([head * 8 + size_class]) + digits.to_bytes(SIZES[size_class], 'little')


def total(value):
    return number(abs(value), high=1 if value < 0 else 0)


def bound(value):
    """None, an amount in units, or a percentage with its sign."""
    if value is None:
        return b'\0'
    text = str(value)
    return b'\2' + number(text[:-1]) if text.endswith('%') else b'\1' + number(text)


def split(weights, totals=(), amount=0, method='largest-remainder', ties='listed-order', mode='none', to=None,
          unit='default', total_rounding='none', kind='plain', published=None, denominators=None, floors=None, caps=None,
          absorber=None, flags=0):
    flags |= (PUBLISHED * (published is not None) | DENOMINATORS * bool(denominators) | FLOORS * bool(floors)
              | CAPS * bool(caps) | ABSORBER * (absorber is not None))
    residual = 0 if to is None else 2 if to == 'largest' else 1
    data = bytes([METHODS.index(method), TIES.index(ties), MODES.index(mode), residual,
                  to if isinstance(to, int) else 0, UNITS.index(unit), MODES.index(total_rounding), KINDS.index(kind),
                  flags, published or 0, absorber or 0, len(weights)])
    data += b''.join(map(number, weights))
    data += b''.join(number(below - 1) for below in denominators or ())
    data += b''.join(map(bound, floors or ())) + b''.join(map(bound, caps or ()))
    return data + bytes([len(totals)]) + b''.join(map(total, totals)) + number(amount)


USERS = (1100, 1848, 1888, 1220)
SHARES = ('35.28', '42.02', '22.70')
TOTALS = (10000000, -5, 0, 2**63 - 1)
SPLITS = {
    'users': split(USERS, TOTALS, '605600.00', flags=NAMES),
    'shares': split(SHARES, (15, 16), '1000000.00', kind='percent'),
    'shares-of-99-99': split(('35.28', '42.02', '22.69'), (15,), kind='percent'),
    'shares-of-100-01': split(('18.16', '30.52', '31.18', '20.15'), (15,), kind='percent'),
    'rescaled': split(('18.16', '30.52', '31.18', '20.15'), (15,), '2400000', kind='rescale'),
    'as-published': split(('18.16', '30.52', '31.18', '20.15'), (240000000,), '2400000', kind='as-published'),
    'as-published-up': split(('18.16', '30.52', '31.18', '20.15'), (7,), '0.07', kind='as-published', mode='up'),
    'as-published-with-floors': split(SHARES, (7,), kind='as-published', floors=(1, None, None), flags=RAW),
    'filled-to-hundred': split((1, 2, 3), (1000,), '10.00', kind='percent', flags=FILL),
    'published-two': split(USERS, TOTALS, '100000.00', published=2),
    'published-none': split((1, 999), (1000,), '10.00', published=0),
    'published-too-deep': split(USERS, (1,), published=17),
    'jefferson': split(USERS, TOTALS, '0.10', method='jefferson'),
    'webster': split(SHARES, (15, 16), '0.16', method='webster'),
    'adams': split((3, 0, 1, 1), (1, 2, 3), '0.02', method='adams'),
    'hill': split((5, 5, 2), (2, 10**18), '0.03', method='hill'),
    'dean': split(USERS, (10**18,), '10000000000000000.00', method='dean'),
    'first-listed': split((0, 1, 1), (1,), '0.01', method='first-listed'),
    'largest-share': split((3, 7, 7), (2,), '0.05', method='largest-share'),
    'residual-party': split((1100, 1888, 1220), (100000000,), '1000000.00', method='residual', to=0),
    'residual-largest': split((1100, 1888, 1220), (100000000,), '1000000.00', method='residual', to='largest'),
    'residual-negative': split((1, 1, 1, 1), (2,), '0.02', method='residual', to=3),
    'residual-without-weight': split((1, 1, 0), (3,), '0.03', method='residual', to=2),
    'independent-up': split(USERS, (10,), '0.10', method='independent', mode='up'),
    'independent-half-even': split((1, 1, 2), (2,), '0.06', method='independent', mode='half-even'),
    'tie-refused': split((1, 1, 1), (2,), '0.02', ties='refuse'),
    'tie-largest-weight': split((1, 3, 2), (3,), '0.03', ties='largest-weight'),
    'tie-smallest-weight': split((1, 3, 2), (3,), '0.03', ties='smallest-weight'),
    'one-party': split((7,), TOTALS, '1.23'),
    'no-party': split((), (1,)),
    'no-weight': split((0, 0), (1,)),
    'negative-weight': split((1, -1), (1,)),
    'least-total': bytes(split((1, 1), ())[:-2]) + b'\1\5' + (2**63).to_bytes(8, 'little') + b'\0',
    'weights-beyond-64-bits': split((10**37, 10**37 + 1, '0.000000000000000001'), TOTALS, '0.03'),
    'fractions': split((1, 1, 1), (100,), '1.00', denominators=(2, 3, 7)),
    'fractions-of-370-digits': split((1,) * 10, (1,), denominators=[10**37 + i for i in range(10)]),
    'floors': split((1, 10, 100), (100, -100), '1.00', floors=(20, '15%', None)),
    'floors-above-the-total': split((1, 1), (5,), '0.05', floors=(3, 3)),
    'caps': split((1, 10, 100), (100,), '1.00', caps=(None, 30, '50%')),
    'caps-in-cascade': split((50, 30, 20), (100,), '1.00', caps=(40, 35, None)),
    'caps-below-the-total': split((1, 1), (5,), '0.05', caps=(2, 2)),
    'cap-below-its-floor': split((1, 1), (50,), '0.50', floors=(20, None), caps=(10, None)),
    'cap-of-a-zero-weight': split((0, 1), (50,), '0.50', caps=(10, 20)),
    'absorber': split((1, 10, 100), (100,), '1.00', caps=(None, None, 50), absorber=0),
    'absorber-without-bounds': split((1, 10), (100,), absorber=0, flags=RAW),
    'divisor-with-bounds': split((1, 10, 100), (100,), '1.00', method='webster', floors=(20, None, None),
                                 caps=(None, None, 50)),
    'divisor-with-absorber': split((1, 10), (100,), method='hill', caps=(None, 5), absorber=0, flags=RAW),
    'residual-with-bounds': split((1, 10, 100), (100,), '1.00', method='residual', to=2, caps=(None, None, 80)),
    'unit-of-25': split((1, 2), (3,), '112.50', unit='25', total_rounding='half-away'),
    'unit-below-zero': split((1, 2), (3,), unit='-0.01', flags=RAW),
    'finer-than-the-unit': split((1, 2), (), '1.005'),
    'rounded-total': split((1, 2), (), '1.005', total_rounding='half-even'),
    'no-method': split((1, 2), (3,), method='no-method', flags=RAW),
}


TABLE_UNITS = ['default', '1', '0.05', '25', '1000000', '10^-18', '-1']
TABLE_SIZES = [1, 2, 6, 12]


def figure(text):
    """A head byte (size in two bits, sign, scale above them), then the digits, lowest first."""
    digits = int(str(text).replace('.', '').lstrip('-'))
    scale = len(str(text).partition('.')[2])
    size_class = next(c for c, size in enumerate(TABLE_SIZES) if digits < 256 ** size)
    return bytes([scale * 8 + 4 * str(text).startswith('-') + size_class]) + digits.to_bytes(TABLE_SIZES[size_class], 'little')


def groups(parents, members):
    """None is no group: the place behind the last."""
    places = [len(parents) if place is None else place for place in (*parents, *members)]
    return bytes([len(parents) - 1, *places])


def table(cells, unit='1', denominators=None, row_groups=None, column_groups=None, cumulative=False, totals=None, fits=0):
    flags = (bool(denominators) + 2 * bool(row_groups) + 4 * bool(column_groups) + 8 * cumulative + 16 * bool(totals)
             + 32 * fits)
    data = bytes([len(cells) - 1, len(cells[0]) - 1, flags, TABLE_UNITS.index(unit)])
    data += groups(*row_groups) if row_groups else b''
    data += groups(*column_groups) if column_groups else b''
    data += b''.join(map(figure, (*(denominators or ()), *(totals or ()))))
    return data + b''.join(figure(cell) for row in cells for cell in row)


def equal(rows, columns, cell=1):
    return [[cell] * columns for _ in range(rows)]


TABLES = {
    'nothing': b'',
    'halves': table(equal(4, 4), denominators=[2] * 4),
    'halves-odd': table(equal(5, 3), denominators=[2] * 5),
    'thirds': table(equal(3, 3), denominators=[3] * 3),
    'minus-halves': table(equal(2, 2, -1), denominators=[2] * 2),
    'whole-nil': table([[-1, 1], [1, -1]], denominators=[2, 2]),
    'nil': table(equal(2, 3, 0)),
    'whole': table([[1, 2], [3, 4]]),
    'pence': table([['0.005', '0.015'], ['12345678.905', '0.335']], unit='default'),
    'five-pence': table([['0.12', '0.13'], ['0.08', '0.17']], unit='0.05'),
    'millions': table([[4706996, 3997121], [584472, -41537]], unit='1000000'),
    'finest': table([['0.000000000000000001', '0.5'], ['1', '2']], unit='10^-18', denominators=[3, 7]),
    'unit-below-zero': table([[1, 2]], unit='-1'),
    'primes': table([[1, 2, 3], [4, 5, 6], [7, 8, 9]], denominators=[7, 11, 13]),
    'large-denominators': table([[10**27, 2 * 10**27, 3], [10**17, 10**18, 5], [2**60, 2**59, 2**58]],
                                denominators=[2**89 - 1, 10**18 + 9, 2**61 - 1]),
    'large-amounts': table([[2**95, 2**94], [2**93, 1]], denominators=[3, 7]),
    'denominator-nil': table([[1, 2]], denominators=[0]),
    'denominators-with-decimals': table([[1, 1], [1, 3]], denominators=['2.0', '4.00']),
    'denominator-below-nil': table([[1, 2]], denominators=[-3]),
    'months': table(equal(7, 3), denominators=[3] * 7, cumulative=True),
    'months-of-shares': table([['2939.998824', '3501.665266', '1891.66591']] * 7, unit='default', cumulative=True),
    'months-not-whole': table([[3, 1]] * 5, denominators=[5] * 5, cumulative=True),
    'pools': table(equal(5, 2), denominators=[4] * 5, row_groups=([2, 2, None], [0, 0, 1, 1, 2])),
    'pools-parent-first': table(equal(4, 3), denominators=[3] * 4, row_groups=([None, 0], [1, None, 1, 0])),
    'pools-round': table(equal(2, 2), row_groups=([1, 0], [0, 1])),
    'years': table(equal(3, 6), denominators=[4] * 3, column_groups=([None, 0, 0], [1, 1, 2, 2, 0, None])),
    'both-groups': table(equal(4, 4), denominators=[2] * 4, row_groups=([None], [None, 0, 0, None]),
                         column_groups=([None, 0], [None, 1, 0, None])),
    'months-and-years': table(equal(5, 4), denominators=[5] * 5, cumulative=True,
                              column_groups=([None, 0], [1, 1, 0, None])),
    'months-and-pools': table(equal(2, 2), cumulative=True, row_groups=([None], [0, 0])),
    'asked': table(equal(2, 2), denominators=[2, 2], totals=[2, 0]),
    'asked-too-much': table(equal(2, 2), denominators=[2, 2], totals=[3, -1]),
    'asked-more': table(equal(2, 2), denominators=[2, 2], totals=[1, 2]),
    'asked-fitted': table([[1, 2, 0], [2, 2, 0], [1, 1, 0]], denominators=[3, 3, 3], totals=[2, 1, 0], fits=3),
    'asked-of-nil': table([[0, 1, 1], [0, 1, 1], [2, 1, 1]], denominators=[2, 2, 2], totals=[2, 1, 1]),
    'asked-not-whole': table([[1, 2], [1, 2]], denominators=[3, 3], totals=['0.5', '1.5']),
    'asked-with-groups': table(equal(2, 2), row_groups=([None], [0, 0]), totals=[2, 2]),
}


def units(value, small):
    return bytes([value]) if small else bytes([5]) + value.to_bytes(6, 'little')


def biproportional(seed, row_totals, column_totals, fits=0):
    """Small totals have one byte, below 8; `fits` leaves the last column what the others leave."""
    small = max(*row_totals, *column_totals) < 8
    data = bytes([len(seed) - 1, len(seed[0]) - 1, fits + 2 * small])
    data += b''.join(figure(cell) for row in seed for cell in row)
    return data + b''.join(units(value, small) for value in (*row_totals, *column_totals))


BIPROPORTIONALS = {
    'nothing': b'',
    'plain': biproportional([[60, 40], [30, 70]], [10, 12], [9, 13]),
    'ties': biproportional(equal(3, 3), [2, 1, 1], [2, 1, 1]),
    'ties-of-five': biproportional(equal(5, 5), [3, 3, 3, 3, 3], [3, 3, 3, 3, 3]),
    'ties-apart': biproportional([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 2, 2], [0, 0, 2, 2]], [1] * 4, [1] * 4),
    'ties-of-products': biproportional([[1, 2, 3], [2, 4, 6], [3, 6, 9]], [1, 2, 2], [1, 1, 3]),
    'diagonal': biproportional([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [1, 2, 3], [2, 2, 2]),
    'diagonal-that-fits': biproportional([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [1, 2, 3], [1, 2, 3]),
    'cut': biproportional([[5, 0, 0], [5, 0, 0], [5, 5, 5]], [3, 3, 2], [4, 2, 2]),
    'sums': biproportional([[1, 1]], [3], [1, 1]),
    'filled': biproportional([[1, 5], [2, 3]], [7, 3], [4, 0], fits=1),
    'nil': biproportional(equal(2, 2, 0), [0, 0], [0, 0]),
    'nil-lines': biproportional([[2, 8], [9, 9]], [4, 0], [4, 0]),
    'negative': biproportional([[1, -1]], [1], [1, 0]),
    'money': biproportional([['4706996.01', '3997121.99', '0.5'], ['584472.10', '0.000000000000000001', 7]],
                            [5 * 10**11, 10**9], [3 * 10**11, 10**11, 101 * 10**9]),
    'staircase': biproportional([[1, 0, 0, 0], [99, 3, 0, 0], [98, 97, 2, 0], [96, 95, 94, 1]],
                                [10**13, 10**11, 10**9, 10**7], [10**13, 10**11, 10**9, 10**7]),
    'sizes': biproportional([[2**95, 1, 2**47], [1, 2**95, 3], ['0.000000000000000001', 5, 2**40]],
                            [10**12, 10**6, 5], [5, 10**12, 10**6]),
}


HEAD = """format: apportion/1
agreement: {id: sheets}
parties: [{id: a, name: North}, {id: b, name: South}, {id: c}]
"""
USED = """drivers:
  users: {from_csv: {file: sheet.csv, key: Force, value: Users, year: Year}}
cost_lines:
  - {id: x, basis: {driver: users}, budget: {2015/16: 100.00, 2016/17: 7.01}}
  - {id: y, basis: equal, budget: {from_csv: {file: sheet.csv, year: Year, amount: Cost}}}
"""
LINES = "cost_lines:\n  - from_csv: {file: sheet.csv, id: Kind, year: Year, amount: Cost, basis: equal, repeated: add}\n"
COLUMNS = "Force,Kind,Year,Users,Cost\r\n"
AGREEMENTS = {
    'usual-sheet': HEAD + USED,
    'lines': HEAD + LINES,
    'names': HEAD + USED + '\0' + COLUMNS + "North,x,2015-16,\"1,100\",£250.00\r\nSouth,x,2015-16,3,(1.50)\r\nc,,2015-16,-,2\r\n",
    'empty-sheet': HEAD + USED + '\0',
    'no-rows': HEAD + LINES + '\0' + COLUMNS,
    'twice': HEAD + LINES + '\0' + COLUMNS + "a,x,2015/16,1,1.00\na,x,2015/16,1,2.00\n",
    'windows-1252': (HEAD + LINES + '\0' + COLUMNS).encode() + b"a,x,2015/16,1,\xa31.00\n",
    'marked': (HEAD + LINES + '\0').encode() + b"\xef\xbb\xbf" + COLUMNS.encode() + b"a,x,2015/16,1,1.00\n",
    'faults': HEAD + USED + '\0' + COLUMNS + "a,x,2015/16,one,1.005\nz,x,2015/16,1\n\"a,x",
}


def main():
    for name, texts in (('decimal', DECIMALS), ('split', SPLITS), ('table', TABLES),
                        ('biproportional', BIPROPORTIONALS),
                        ('agreement', AGREEMENTS)):
        folder = Path(sys.argv[1]) / name
        folder.mkdir(parents=True, exist_ok=True)
        for word, text in texts.items():
            (folder / word).write_bytes(text if isinstance(text, bytes) else text.encode())


main()
