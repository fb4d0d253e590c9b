"""One split, worked from the definitions in exact fractions.

This file is written from the definitions alone (docs/methods/) and shares nothing with the C: it is slow, has one
way of doing each thing, and prefers the wording of the definition to cleverness. Amounts are whole numbers of units.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

DIVISOR_METHODS = ("jefferson", "webster", "adams", "hill", "dean")
METHODS = ("largest-remainder", *DIVISOR_METHODS, "first-listed", "largest-share", "residual", "independent")
TIE_RULES = ("listed-order", "largest-weight", "smallest-weight", "refuse")
MODES = ("half-away", "half-even", "up", "down")


class Refused(Exception):
    """The split must fail, with this code."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


@dataclass
class Case:
    """What is asked. floors and caps hold None, a whole number of units, or ("%", percentage)."""

    total: int
    weights: list
    method: str = None  # largest-remainder when none is named
    ties: str = "listed-order"
    mode: str = None  # half-away when none is named
    to: object = None  # a place in the list, or "largest"
    floors: list = None
    caps: list = None
    absorber: int = None
    kind: str = "plain"  # plain, percent, rescale, as-published
    published: int = None


@dataclass
class Result:
    amounts: list
    quotas: list
    shares: list
    unapportioned: int = 0
    ties: list = field(default_factory=list)  # (tied parties, units at stake, parties given)
    findings: set = field(default_factory=set)


# Rounding ------------------------------------------------------------------------------------------------------


def round_quota(value, mode):
    """Rounds a quota of a total that is not negative."""
    below = floor(value)
    part = value - below
    if part == 0:
        return below
    if mode == "down":
        return below
    if mode == "up":
        return below + 1
    if part != Fraction(1, 2):
        return below + 1 if part > Fraction(1, 2) else below
    if mode == "half-away":
        return below + 1
    return below if below % 2 == 0 else below + 1  # half-even


# Ties ----------------------------------------------------------------------------------------------------------


def choose(claimants, units, weights, rule, ties):
    """Gives `units` single units among parties with equal claims, by the tie rule."""
    if units == 0:
        return []
    if units == len(claimants):
        return list(claimants)
    if rule == "refuse":
        raise Refused("tie")
    order = sorted(claimants)
    if rule == "largest-weight":
        order.sort(key=lambda i: -weights[i])
    if rule == "smallest-weight":
        order.sort(key=lambda i: weights[i])
    given = sorted(order[:units])
    ties.append((sorted(claimants), units, given))
    return given


def give_to_the_greatest(claims, units, weights, rule, ties):
    """claims: {party: claim}. The parties with the `units` greatest claims."""
    given = []
    for claim in sorted(set(claims.values()), reverse=True):
        if units == 0:
            break
        equal = [i for i in claims if claims[i] == claim]
        chosen = choose(equal, min(units, len(equal)), weights, rule, ties)
        given += chosen
        units -= len(chosen)
    assert units == 0, "a unit is left and nobody can take it"
    return given


# Bounded quotas ------------------------------------------------------------------------------------------------


def bound_in_units(bound, total, is_floor):
    """A percentage floor is rounded up to the unit, a cap down."""
    if not isinstance(bound, tuple):
        return bound
    exact = Fraction(bound[1]) * total / 100
    return -floor(-exact) if is_floor else floor(exact)


def clamp(value, low, high):
    value = max(value, low)
    return value if high is None else min(value, high)


def bounded_quotas(total, weights, low, high):
    """min(max(lambda w, lo), hi) with the lambda that makes the sum the total."""
    lowest = sum(low)
    if lowest > total:
        raise Refused("bounds-infeasible")
    effective = [low[i] if weights[i] == 0 else high[i] for i in range(len(weights))]
    if None not in effective and sum(effective) < total:
        raise Refused("bounds-infeasible")

    def at(scale):
        return [clamp(scale * w, lo, hi) for w, lo, hi in zip(weights, low, high)]

    breaks = sorted({Fraction(b) / w for w, lo, hi in zip(weights, low, high) if w > 0
                     for b in (lo, hi) if b is not None} | {Fraction(0)})
    before = breaks[0]
    for point in breaks:
        if sum(at(point)) >= total:
            after = point
            break
        before = point
    else:  # beyond the last break only parties without a cap grow
        growing = sum(w for w, hi in zip(weights, high) if hi is None)
        return at(before + (total - sum(at(before))) / Fraction(growing))
    first, second = sum(at(before)), sum(at(after))
    if first == second:
        return at(after)
    return at(before + (after - before) * (total - first) / Fraction(second - first))


def absorbed_quotas(total, weights, low, high, absorber):
    """The others are held to their bounds one by one; the absorber takes what is left."""
    if sum(low) > total:
        raise Refused("bounds-infeasible")
    effective = [low[i] if weights[i] == 0 else high[i] for i in range(len(weights))]
    if None not in effective and sum(effective) < total:
        raise Refused("bounds-infeasible")
    whole = sum(weights)
    quotas = [clamp(Fraction(total) * w / whole, lo, hi) for w, lo, hi in zip(weights, low, high)]
    quotas[absorber] = total - (sum(quotas) - quotas[absorber])
    if clamp(quotas[absorber], low[absorber], high[absorber]) != quotas[absorber]:
        raise Refused("bounds-infeasible")
    if weights[absorber] == 0 and quotas[absorber] != low[absorber]:  # a zero weight gets zero, or its floor
        raise Refused("bounds-infeasible")
    return quotas


# Divisor methods -----------------------------------------------------------------------------------------------


def signpost_squared(method, a):
    """s(a) squared, so that Hill's root stays a fraction."""
    if method == "jefferson":
        return Fraction((a + 1) ** 2)
    if method == "webster":
        return (a + Fraction(1, 2)) ** 2
    if method == "adams":
        return Fraction(a**2)
    if method == "hill":
        return Fraction(a * (a + 1))
    return Fraction(2 * a * (a + 1), 2 * a + 1) ** 2  # dean


def priority(method, weight, a):
    """The claim to the next unit, as a pair that compares rightly: infinite ones first, among themselves by weight."""
    square = signpost_squared(method, a)
    if square == 0:
        return (1, weight)
    return (0, weight**2 / square)


def claims_within(method, x):
    """How many a >= 0 have s(a) <= x."""
    whole = floor(x)  # s(a) lies between a and a + 1
    return whole + (1 if signpost_squared(method, whole) <= x * x else 0)


def head_start(method, total, weights, low, high):
    """Amounts after a number of whole steps: every unit in them has a claim of at least 1/x, none beyond does.

    Handing out 10^18 units one by one would take too long; all claims above a common height can be met at once.
    """
    count = len(weights)

    def at(x):
        return [lo if w == 0 else clamp(claims_within(method, x * w), lo, hi)
                for w, lo, hi in zip(weights, low, high)]

    start = list(low)
    if total - sum(start) <= 4 * count:
        return start
    lower, upper = Fraction(0), Fraction(1)
    while sum(at(upper)) <= total:
        lower, upper = upper, upper * 2
        if upper.numerator.bit_length() > 4000:
            break
    if lower > 0 and sum(at(lower)) <= total:
        start = at(lower)
    while total - sum(start) > 4 * count:
        middle = (lower + upper) / 2
        if sum(at(middle)) <= total:
            lower, start = middle, at(middle)
        else:
            upper = middle
    return start


def divisor_amounts(method, total, weights, low, high, rule, ties):
    amounts = head_start(method, total, weights, low, high)
    left = total - sum(amounts)
    while left > 0:
        claims = {i: priority(method, weights[i], amounts[i]) for i in range(len(weights))
                  if weights[i] > 0 and (high[i] is None or amounts[i] < high[i])}
        if not claims:
            raise Refused("bounds-infeasible")
        best = max(claims.values())
        equal = [i for i in claims if claims[i] == best]
        for i in choose(equal, min(left, len(equal)), weights, rule, ties):
            amounts[i] += 1
            left -= 1
    return amounts


# One split -----------------------------------------------------------------------------------------------------


def publish(weights, decimals, rule):
    """Shares as percentages with so many decimals, which total 100."""
    whole = Case(100 * 10**decimals, weights, ties="listed-order" if rule == "refuse" else rule)
    return [Fraction(a, 10**decimals) for a in split(whole).amounts]


def residual(case, weights, quotas, low, high, result):
    rounded = [round_quota(q, "half-away") for q in quotas]
    total = abs(case.total)
    left = total - sum(rounded)
    to = case.to
    if to == "largest":
        largest = [i for i, w in enumerate(weights) if w == max(weights)]
        to = largest[0]
        if len(largest) > 1 and left != 0:
            if case.ties == "refuse":
                raise Refused("tie")
            result.ties.append((largest, None, [to]))
    amounts = list(rounded)
    amounts[to] += left
    if weights[to] == 0 and amounts[to] != quotas[to]:
        raise Refused("residual-zero-weight")
    if amounts[to] < 0:
        result.findings.add("residual-negative")
    return amounts


def check_options(case, method):
    """Options that do not go together, and negative bounds."""
    if case.kind == "as-published" and case.method not in (None, "independent"):
        raise Refused("usage")
    if (method == "residual") != (case.to is not None) or (case.mode is not None and method != "independent"):
        raise Refused("usage")
    if case.absorber is not None and (method in DIVISOR_METHODS or not (case.floors or case.caps)):
        raise Refused("usage")
    none = [None] * len(case.weights)
    for low, high in zip(case.floors or none, case.caps or none):
        sizes = [b[1] if isinstance(b, tuple) else b for b in (low, high) if b is not None]
        if any(size < 0 for size in sizes):
            raise Refused("number")


def split(case):
    weights = [Fraction(w) for w in case.weights]
    method = "independent" if case.kind == "as-published" else case.method or "largest-remainder"
    check_options(case, method)
    if not weights:
        raise Refused("no-party")
    if any(w < 0 for w in weights):
        raise Refused("negative-weight")
    if sum(weights) == 0:
        raise Refused("no-weight")
    findings = set()
    if case.kind == "percent" and sum(weights) != 100:
        raise Refused("share-sum")
    if case.kind == "rescale" and sum(weights) != 100:
        findings.add("share-sum")
    if case.published is not None:
        weights = publish(weights, case.published, case.ties)
    sign = -1 if case.total < 0 else 1
    total = abs(case.total)
    count = len(weights)
    low = [bound_in_units(b, total, True) or 0 for b in case.floors or [None] * count]
    high = [bound_in_units(b, total, False) for b in case.caps or [None] * count]
    if any(hi is not None and lo > hi for lo, hi in zip(low, high)):
        raise Refused("bounds-infeasible")
    bounded = any(low) or any(h is not None for h in high)

    if case.kind == "as-published":
        quotas = [w * total / 100 for w in weights]
    elif case.absorber is not None:
        quotas = absorbed_quotas(total, weights, low, high, case.absorber)
    elif bounded:
        quotas = bounded_quotas(total, weights, low, high)
    else:
        quotas = [w * total / sum(weights) for w in weights]
    whole = 100 if case.kind == "as-published" else sum(weights)
    result = Result([], [sign * q for q in quotas], [w / whole for w in weights], findings=findings)

    if method in DIVISOR_METHODS:
        amounts = divisor_amounts(method, total, weights, low, high, case.ties, result.ties)
    elif method == "residual":
        amounts = residual(case, weights, quotas, low, high, result)
    elif method == "independent":
        amounts = [round_quota(q, case.mode or "half-away") for q in quotas]
    else:
        amounts = [floor(q) for q in quotas]
        left = total - sum(amounts)
        if method == "largest-remainder":
            claims = {i: quotas[i] - amounts[i] for i in range(count)}
        else:
            open_to_more = [i for i in range(count) if weights[i] != 0 and quotas[i] != high[i]]
            claims = {i: -i if method == "first-listed" else weights[i] for i in open_to_more}
        for i in give_to_the_greatest(claims, left, weights, case.ties, result.ties):
            amounts[i] += 1

    for i, amount in enumerate(amounts):
        stated = [b[i] for b in (case.floors, case.caps) if b and b[i] is not None]
        if stated and clamp(amount, low[i], high[i]) != amount:
            raise Refused("bounds-infeasible")
    difference = total - sum(amounts)
    assert difference == 0 or method == "independent"
    result.amounts = [sign * a for a in amounts]
    result.unapportioned = sign * difference
    if difference != 0:
        result.findings.add("unapportioned")
    return result
