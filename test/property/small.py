"""All small splits by the definitions, in whole numbers: one pass over the totals for each set of weights and method.

Weights are whole, so a remainder T*w mod W and a claim w/s(a) compare as whole numbers and as ranks of exact fractions.
`check` holds this file against oracle.py, which is the definition in full.
"""

from functools import lru_cache
from itertools import combinations_with_replacement

from oracle import DIVISOR_METHODS, MODES, priority

TIE = 1000000  # stands for every amount of a split that is refused
RULES = {
    "listed-order": lambda w: lambda i: i,
    "largest-weight": lambda w: lambda i: (-w[i], i),
    "smallest-weight": lambda w: lambda i: (w[i], i),
}


def weight_sets(parties, greatest):
    """Every multiset of weights that has a weight."""
    for count in range(1, parties + 1):
        for weights in combinations_with_replacement(range(greatest + 1), count):
            if any(weights):
                yield weights


@lru_cache(maxsize=None)
def claim_ranks(method, greatest, most):
    """rank[w][a]: where the claim w/s(a) stands among all claims; equal claims have one rank."""
    claims = {(w, a): priority(method, w, a) for w in range(1, greatest + 1) for a in range(most + 1)}
    places = {claim: place for place, claim in enumerate(sorted(set(claims.values())))}
    return [[]] + [[places[claims[w, a]] for a in range(most + 1)] for w in range(1, greatest + 1)]


def quotas(weights, total):
    whole = sum(weights)
    parts = [divmod(total * w, whole) for w in weights]
    return [p[0] for p in parts], [p[1] for p in parts]


def greatest_claims(start, claims, units):
    """Amounts after every claim that is served whole, then the parties tied for the rest and how many get one."""
    amounts = list(start)
    for claim in sorted(set(claims.values()), reverse=True):
        equal = [i for i in claims if claims[i] == claim]
        if units < len(equal):
            return amounts, equal, units
        for i in equal:
            amounts[i] += 1
        units -= len(equal)
    return amounts, [], units


def remainder_steps(method, weights, most):
    """For each total: amounts that are sure, the tied parties, the units among them."""
    for total in range(most + 1):
        floors, remainders = quotas(weights, total)
        left = total - sum(floors)
        if method == "largest-remainder":
            claims = dict(enumerate(remainders))
        elif method == "largest-share":
            claims = {i: w for i, w in enumerate(weights) if w}
        else:
            claims = {i: -i for i, w in enumerate(weights) if w}
        yield greatest_claims(floors, claims, left)


def divisor_steps(method, weights, most, greatest):
    """One pass: the parties with the best claim are served together; inside such a group the rule decides."""
    ranks = claim_ranks(method, greatest, most)
    amounts = [0] * len(weights)
    total = 0
    while total <= most:
        claims = {i: ranks[w][amounts[i]] for i, w in enumerate(weights) if w}
        best = max(claims.values())
        group = [i for i in claims if claims[i] == best]
        for units in range(len(group)):
            if total <= most:
                yield list(amounts), group if units else [], units
            total += 1
        for i in group:
            amounts[i] += 1


def settle(steps, weights, rule):
    """The amounts of every total under a tie rule."""
    rows = []
    for amounts, tied, units in steps:
        if not tied or not units:
            rows.append(amounts)
        elif rule == "refuse":
            rows.append([TIE] * len(weights))
        else:
            given = sorted(tied, key=RULES[rule](weights))[:units]
            rows.append([a + (i in given) for i, a in enumerate(amounts)])
    return rows


def rounded(weights, total, mode):
    floors, remainders = quotas(weights, total)
    whole = sum(weights)

    def up(below, part):
        if mode == "up":
            return part > 0
        if mode == "down":
            return False
        return 2 * part > whole or (2 * part == whole and (mode == "half-away" or below % 2 == 1))

    return [f + up(f, r) for f, r in zip(floors, remainders)]


def residual_rows(weights, most, to, rule):
    rows = []
    for total in range(most + 1):
        amounts = rounded(weights, total, "half-away")
        left = total - sum(amounts)
        place = weights.index(max(weights)) if to == "largest" else to
        if to == "largest" and rule == "refuse" and left and weights.count(max(weights)) > 1:
            rows.append([TIE] * len(weights))
            continue
        amounts[place] += left
        rows.append(amounts if weights[place] or not left else None)  # None: residual-zero-weight
    return rows


def asked(weights, most, greatest):
    """(method, ties, mode, to) and the amounts of every total from nil to `most`.

    A tie rule other than the listed order is asked for where a tie stands between the parties.
    """
    for method in ("largest-remainder", *DIVISOR_METHODS, "largest-share", "first-listed"):
        divisor = method in DIVISOR_METHODS
        steps = list(divisor_steps(method, weights, most, greatest) if divisor
                     else remainder_steps(method, weights, most))
        yield (method, "listed-order", None, None), settle(steps, weights, "listed-order")
        if any(tied for _, tied, _ in steps):
            for rule in ("largest-weight", "smallest-weight", "refuse"):
                yield (method, rule, None, None), settle(steps, weights, rule)
    for mode in MODES:
        yield ("independent", "listed-order", mode, None), [rounded(weights, t, mode) for t in range(most + 1)]
    for rule in ("listed-order", "refuse"):
        yield ("residual", rule, None, "largest"), residual_rows(weights, most, "largest", rule)
    for to in {0, len(weights) - 1}:
        yield ("residual", "refuse", None, to), residual_rows(weights, most, to, "refuse")
