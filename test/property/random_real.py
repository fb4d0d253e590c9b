"""Random growths, interest, present values and loans: the library against powers of whole numbers.

    random_real.py REAL_LINES [how many]

No result is worked out here by rounding: an answer of k units is right when the exact value lies between the ends of what
rounds to k. Where the value is a x^(p/q), both sides are raised to the power q and compared as fractions. Where it is a sum or a
quotient of roots, the roots are held between whole numbers 10^-300 apart, and both ends must agree. Questions are drawn so
that many values are exactly on a half, or nearer to one than 10^-30.
"""

import random
import subprocess
import sys
from fractions import Fraction
from math import gcd

SEED = 20220401
MODES = ("half-away", "half-even", "up", "down")
GREEN_BOOK = ((30, Fraction(35, 1000)), (75, Fraction(30, 1000)), (125, Fraction(25, 1000)))
DIGITS = 300


def ends(units, mode):
    """The ends of what rounds to `units`, and whether each end itself does."""
    size, half = abs(units), Fraction(1, 2)
    if mode == "half-away":
        low, high, low_in, high_in = size - half, size + half, True, False
    elif mode == "half-even":
        low, high, low_in, high_in = size - half, size + half, units % 2 == 0, units % 2 == 0
    elif mode == "up":
        low, high, low_in, high_in = Fraction(size - 1), Fraction(size), False, True
    else:
        low, high, low_in, high_in = Fraction(size), Fraction(size + 1), True, False
    if units == 0:
        return (-high, high, high_in, high_in) if mode != "up" else (Fraction(0), Fraction(0), True, True)
    return (low, high, low_in, high_in) if units > 0 else (-high, -low, high_in, low_in)


def between(low_end, value, high_end, low_in, high_in):
    return (low_end < value or (low_in and low_end == value)) and (value < high_end or (high_in and value == high_end))


def is_power_rounded(coefficient, base, p, q, units, mode):
    """Whether coefficient * base^(p/q) rounds to `units`: by q-th powers, which keep the order and the sign."""
    def power(number):
        return number**q if number >= 0 else -((-number) ** q)
    low, high, low_in, high_in = ends(units, mode)
    return between(power(low), power(coefficient) * base**p, power(high), low_in, high_in)


def whole_root(number, q):
    """The greatest whole number whose q-th power is not above `number`."""
    if number == 0:
        return 0
    low, high = 0, 1 << (number.bit_length() // q + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle**q <= number else (low, middle)
    return low


def held(base, q):
    """Two fractions around base^(1/q), or the root itself twice when it is one."""
    top, bottom = whole_root(base.numerator, q), whole_root(base.denominator, q)
    if top**q == base.numerator and bottom**q == base.denominator:
        return Fraction(top, bottom), Fraction(top, bottom)
    scale = 10**DIGITS
    found = whole_root(base.numerator * scale**q // base.denominator, q)
    return Fraction(found, scale), Fraction(found + 1, scale)


def are_rounded(values, units, mode):
    return all(between(ends(units, mode)[0], value, ends(units, mode)[1], *ends(units, mode)[2:]) for value in values)


def random_rate(rnd):
    kind = rnd.random()
    if kind < 0.3:
        return Fraction(rnd.randint(0, 1500), 10000)
    if kind < 0.4:
        return Fraction(rnd.randint(-9999, 30000), 10000)
    if kind < 0.7:
        return Fraction(rnd.randint(1, 10**12), 10**13)
    return Fraction(rnd.randint(10**36, 10**38), 10**rnd.randint(38, 39))


def random_pence(rnd):
    return rnd.choice((1, 1, 1, -1)) * rnd.randint(0, 10 ** rnd.choice((3, 6, 9, 12, 20, 36)))


def grow_question(rnd):
    mode = rnd.choice(MODES)
    q = rnd.choice((1, 2, 3, 4, 5, 6, 12, 12, 12, 365, 365, 366))
    p = rnd.randint(-q if q < 20 else -20, 3 * q if q < 20 else q)
    pence, rate = random_pence(rnd), random_rate(rnd)
    if rnd.random() < 0.4 and p and q < 20 and pence:
        # A rate under which the amount becomes a whole number of half pence, or nearly.
        g = gcd(p, q)
        p, q = p // g, q // g
        near = Fraction(rnd.randint(abs(pence), 3 * abs(pence)) * 2 + 1, 2)
        base = (near / abs(pence)) ** q
        if p != 1:
            p = 1
        rate = base - 1 + rnd.choice((0, 0, 1, -1)) * Fraction(1, 10 ** rnd.choice((30, 45, 80)))
    if rate <= -1:
        rate = Fraction(1, 50)
    return f"grow {mode} 1/100 {Fraction(pence, 100)} {rate} {p} {q}", \
        lambda units: is_power_rounded(Fraction(pence), 1 + rate, p, q, units, mode)


def months_question(rnd):
    mode, pence, rate, months = rnd.choice(MODES), random_pence(rnd), random_rate(rnd), rnd.randint(0, 40)
    if rnd.random() < 0.3:
        rate = (1 + Fraction(rnd.randint(1, 30), 200)) ** 12 - 1
    root = held(1 + rate, 12)
    return f"months {mode} 1/100 {Fraction(pence, 100)} {rate} {months}", \
        lambda units: are_rounded([pence * (g**months - 1) for g in root], units, mode)


def factor(year, mid):
    """What a flow of 1 in `year` is worth: a fraction, and the rate whose root it is still to be multiplied by."""
    value, before, rate = Fraction(1), 0, None
    for last, rate in GREEN_BOOK:
        value /= (1 + rate) ** (min(last, year) - before)
        before = min(last, year)
        if before == year:
            break
    return value, (rate if mid and year > 0 else None)


def value_question(rnd):
    mode, mid = rnd.choice(MODES), rnd.random() < 0.6
    flows = [(rnd.choice((0, 1, 2, 5, 29, 30, 31, 74, 75, 76, 100, 125)), random_pence(rnd)) for _ in range(rnd.randint(0, 8))]
    if rnd.random() < 0.2:
        flows += [(1, 1000), (2, -1035), (0, Fraction(rnd.randint(-9, 9), 2))]  # the roots of 1.035 cancel

    def right(units):
        roots = {rate: held(1 + rate, 2) for _, rate in GREEN_BOOK}
        sums = {}
        for year, pence in flows:
            value, rate = factor(year, mid)
            sums[rate] = sums.get(rate, 0) + value * pence
        low = high = sums.pop(None, Fraction(0))
        for rate, value in sums.items():
            parts = sorted(value * root for root in roots[rate])
            low, high = low + parts[0], high + parts[1]
        return are_rounded((low, high), units, mode)
    words = " ".join(f"{year} {Fraction(pence) / 100}" for year, pence in flows)
    return f"value {mode} 1/100 {'mid' if mid else 'end'} {words}", right


def loan(rnd):
    principal = abs(random_pence(rnd))
    per_year = rnd.choice((1, 1, 12, 12, 12, 4, 2))
    rate = abs(random_rate(rnd))
    if rnd.random() < 0.1:
        rate = Fraction(0)
    if rnd.random() < 0.3:
        rate = (1 + Fraction(rnd.randint(1, 10), 10)) ** per_year - 1  # a period has whole tenths
    return principal, rate, rnd.randint(1, 30) if rnd.random() < 0.9 else rnd.randint(100, 400), per_year


def payment(principal, rate, periods, per_year):
    """Both ends of the equal payment, which grows with the rate."""
    if rate == 0:
        return [Fraction(principal, periods)]
    return [principal * (g - 1) * g**periods / (g**periods - 1) for g in held(1 + rate, per_year)]


def pay_question(rnd):
    mode, given = rnd.choice(MODES), loan(rnd)
    if rnd.random() < 0.2:
        given = (105 * rnd.randint(1, 10**6), (1 + Fraction(1, 10)) ** given[3] - 1, 2, given[3])  # 60.5 times a number
    principal, rate, periods, per_year = given
    return f"pay {mode} {principal} {rate} {periods} {per_year}", \
        lambda units: are_rounded(payment(*given), units, mode)


def schedule_is_right(of_principal, given, mode, numbers):
    principal, rate, periods, per_year = given
    repaid, interest, left = numbers[::2], numbers[1::2], principal
    if len(repaid) != periods or sum(repaid) != principal:
        return False
    growth = held(1 + rate, per_year)
    part = [Fraction(principal, periods)] if of_principal else payment(*given)
    for i in range(periods):
        if not are_rounded([left * (g - 1) for g in growth], interest[i], mode):
            return False
        each = repaid[i] + (0 if of_principal else interest[i])
        if i + 1 < periods and repaid[i] < left and not are_rounded(part, each, mode):
            return False
        if repaid[i] < 0 or repaid[i] > left:
            return False
        left -= repaid[i]
    return left == 0


def schedule_question(rnd):
    of_principal, mode, given = rnd.random() < 0.4, rnd.choice(MODES), loan(rnd)
    words = " ".join(str(part) for part in given)
    return f"{'equal' if of_principal else 'annuity'} {mode} {words}", \
        lambda numbers: schedule_is_right(of_principal, given, mode, numbers)


def main():
    program, how_many = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    rnd = random.Random(SEED)
    kinds = [grow_question] * 4 + [months_question, value_question, pay_question, schedule_question]
    questions = [rnd.choice(kinds)(rnd) for _ in range(how_many)]
    run = subprocess.run([program], input="".join(words + "\n" for words, _ in questions), capture_output=True, text=True,
                         check=True)
    answers = run.stdout.split("\n")[:-1]
    faults = 0 if len(answers) == how_many else 1
    for (words, right), line in zip(questions, answers):
        try:
            numbers = [int(number) for number in line.split()]
            good = right(numbers if words.startswith(("annuity", "equal")) else numbers[0])
            wrong = right([n + 1 for n in numbers] if words.startswith(("annuity", "equal")) else numbers[0] + 1)
        except ValueError:
            good, wrong = False, False
        if not good or wrong:
            faults += 1
            print(f"{words[:300]}\n    {line[:300]}")
    print(f"{how_many} questions, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
