"""Random agreements whose bases are made of drivers and of each other, a fixed set of them: the command's statement against
the definitions of docs/format.md, in exact fractions.

    random_bases.py APPORTION [how many]

Each agreement is worked out here from its own data, never from the text that the command reads. A statement has to have
the same share and amount in every cell; a refusal has to have one of the codes that the definitions give.
"""

import datetime
import json
import math
import random
import subprocess
import sys
from fractions import Fraction

SEED = 20160331
FIRST, LAST = 2013, 2018  # calendar years in which the years begin that drivers have
STARTS = 2015             # the agreement's first year


class Refused(Exception):
    """The definitions give no shares; the code that says so."""


def year_text(year):
    return f"{year}/{(year + 1) % 100:02d}"


# ------------------------------------------------------------------------------------------------ the definitions

def in_proportion(weights):
    whole = sum(weights.values())
    if whole == 0:
        raise Refused("no-weight")
    return {party: weight / whole for party, weight in weights.items()}


def largest_remainder(shares, units):
    """Whole units by largest remainders; equal ones in listed order."""
    quotas = {party: share * units for party, share in shares.items()}
    given = {party: math.floor(quota) for party, quota in quotas.items()}
    by_remainder = sorted(quotas, key=lambda party: given[party] - quotas[party])  # stable: listed order
    for party in by_remainder[:units - sum(given.values())]:
        given[party] += 1
    return given


def published(shares, decimals):
    percent = largest_remainder(shares, 100 * 10**decimals)
    return {party: Fraction(units, 100 * 10**decimals) for party, units in percent.items()}


def absorb(shares, low, high, absorber):
    """The others between their limits; the absorber has what is left."""
    held = {p: min(max(s, low[p]), high[p]) for p, s in shares.items() if p != absorber}
    left = 1 - sum(held.values())
    if not low[absorber] <= left <= high[absorber]:
        raise Refused("bounds-infeasible")
    return {p: left if p == absorber else held[p] for p in shares}


def hold(weights, low, high):
    """min(max(lambda x weight, low), high) for the lambda that makes the sum 1: found between the breakpoints."""
    high = {p: high[p] if w else low[p] for p, w in weights.items()}
    def held(factor):
        return {p: min(max(factor * w, low[p]), high[p]) for p, w in weights.items()}

    def total(factor):
        return sum(held(factor).values())

    points = sorted({Fraction(0)} | {bound[p] / w for p, w in weights.items() if w for bound in (low, high)})
    if total(points[0]) > 1 or total(points[-1]) < 1:
        raise Refused("bounds-infeasible")
    for left, right in zip(points, points[1:]):
        if total(left) <= 1 <= total(right):
            if total(right) == total(left):
                return held(left)
            return held(left + (1 - total(left)) * (right - left) / (total(right) - total(left)))
    return held(points[0])


def most_move(rule, share):
    return rule["relative"] / 100 * share if "relative" in rule else rule["points"] / 100


def charge(bands, units):
    """What so many units are charged: (end, `fee` or `rate`, how much), by the band that they fall into."""
    _, kind, much = next(band for band in bands if band[0] is None or units <= band[0])
    return much * units if kind == "rate" else much


class Agreement:
    """Parties, drivers by year and bases as plain data, with the shares that the definitions give."""

    def __init__(self, parties, drivers, bases, measure):
        self.parties, self.drivers, self.bases, self.measure = parties, drivers, bases, measure

    def figures(self, driver, year, members):
        values = self.drivers[driver]["years"].get(year)
        if values is None:
            raise Refused("missing-year")
        return {party: values[party] for party in members}

    def units(self, basis, year, members):
        """What a basis counts in one year."""
        if "equal" in basis:
            return dict.fromkeys(members, Fraction(1))
        if "bands" in basis:
            figures = self.figures(basis["bands"]["driver"], year, members)
            return {party: charge(basis["bands"]["charges"], figures[party]) for party in members}
        if "take_or_pay" not in basis:
            figures = [self.figures(driver, year, members) for driver in basis.get("sum", [basis.get("driver")])]
            return {party: sum(f[party] for f in figures) for party in members}
        contracted = self.figures(basis["take_or_pay"]["contracted"], year, members)
        if self.measure == "budget":
            return contracted
        delivered = self.figures(basis["take_or_pay"]["delivered"], year, members)
        return {party: max(contracted[party], delivered[party]) for party in members}

    def counted(self, basis, year, members):
        last = basis.get("year", year - basis.get("lag_years", 0))
        average = basis.get("average", {"years": 1, "of": "totals"})
        sums = [self.units(basis, last - back, members) for back in range(average["years"])]
        if average["of"] == "totals":
            return in_proportion({party: sum(s[party] for s in sums) for party in members})
        each = [in_proportion(s) for s in sums]
        return {party: sum(s[party] for s in each) / len(each) for party in members}

    def mean(self, parts, year, members):
        parts = [(basis, weight) for basis, weight in parts if weight]
        shares = [(self.shares(basis, year, members), weight) for basis, weight in parts]
        whole = sum(weight for _, weight in parts)
        return {party: sum(s[party] * weight for s, weight in shares) / whole for party in members}

    def limited(self, rule, year, members):
        free = self.shares(rule["basis"], year, members)
        if year <= STARTS:
            return free
        last = self.limited(rule, year - 1, members)
        low = {party: max(last[party] - most_move(rule, last[party]), Fraction(0)) for party in members}
        high = {party: last[party] + most_move(rule, last[party]) for party in members}
        absorber = rule.get("absorber")
        if absorber is None:
            return hold(free, low, high)
        if absorber not in members:
            raise Refused("not-a-member")
        return absorb(free, low | {absorber: Fraction(0)}, high | {absorber: Fraction(1000)}, absorber)

    def between(self, rule, year, members):
        """Floors and caps of shares; `all` is every party that is not named."""
        def limit(key, party, without):
            limits = rule.get(key, {})
            return limits.get(party, limits.get("all", without)) / 100

        free = self.shares(rule["basis"], year, members)
        low = {party: limit("floors", party, Fraction(0)) for party in members}
        high = {party: limit("caps", party, Fraction(10**6)) for party in members}
        absorber = rule.get("absorber")
        if absorber is None:
            return hold(free, low, high)
        if absorber not in members:
            raise Refused("not-a-member")
        return absorb(free, low, high, absorber)

    def rebased(self, rule, year, members):
        old = self.shares(rule["from"], year, members)
        new = self.shares(rule["to"], year, members)
        return new if any(abs(new[p] - old[p]) > most_move(rule, old[p]) for p in members) else old

    def dated(self, rule, year, members):
        """The mean over the days of the year."""
        first, last = datetime.date(year, 4, 1), datetime.date(year + 1, 3, 31)
        whole = (last - first).days + 1
        starts = [(max(day, first), name) for day, name in rule if day <= last]
        ends = [min(day, last + datetime.timedelta(1)) for day, _ in rule[1:]] + [last + datetime.timedelta(1)]
        total = dict.fromkeys(members, Fraction(0))
        for (start, name), end in zip(starts, ends):
            days = (end - start).days
            if days > 0:
                for party, share in self.shares(name, year, members).items():
                    total[party] += share * Fraction(days, whole)
        return total

    def raw(self, basis, year, members):
        if basis == "equal" or "equal" in basis:
            return {party: Fraction(1, len(members)) for party in members}
        if "percent" in basis:
            if any(party not in basis["percent"] for party in members):
                raise Refused("missing-weight")
            return in_proportion({party: basis["percent"][party] for party in members})
        if "blend" in basis:
            return self.mean(basis["blend"], year, members)
        if "transition" in basis:
            rule = basis["transition"]
            come = max([percent for begins, percent in rule["steps"].items() if begins <= year], default=Fraction(0))
            return self.mean([(rule["from"], 100 - come), (rule["to"], come)], year, members)
        if "limit_change" in basis:
            return self.limited(basis["limit_change"], year, members)
        if "limit_share" in basis:
            return self.between(basis["limit_share"], year, members)
        if "rebase" in basis:
            return self.rebased(basis["rebase"], year, members)
        if "with_effect_from" in basis:
            return self.dated(basis["with_effect_from"], year, members)
        return self.counted(basis, year, members)

    def shares(self, name, year, members):
        basis = self.bases.get(name, name)
        shares = self.raw(basis, year, members)
        return published(shares, basis["published"]) if "published" in basis else shares


# ------------------------------------------------------------------------------------------------ random ones

def random_value(rnd, style):
    if rnd.random() < 0.1:
        return Fraction(0)
    if style == "fraction":
        return Fraction(rnd.randint(1, 99), rnd.randint(1, 12))
    if style == "money":
        return Fraction(rnd.randint(1, 10**13), 100)
    return Fraction(rnd.randint(1, 3000))


def random_drivers(rnd, parties):
    drivers = {}
    for number in range(rnd.randint(2, 4)):
        style = rnd.choice(("count", "count", "fraction", "money"))
        years = {year: {party: random_value(rnd, style) for party in parties}
                 for year in range(FIRST, LAST + 1) if rnd.random() < 0.97}
        drivers[f"d{number}"] = {"unit": "GBP" if style == "money" else "heads", "years": years}
    return drivers


def add_reference(rnd, basis):
    if rnd.random() < 0.3:
        basis["year"] = rnd.randint(FIRST + 1, LAST)
    elif rnd.random() < 0.3:
        basis["lag_years"] = rnd.randint(0, 2)
    if rnd.random() < 0.4:
        basis["average"] = {"years": rnd.randint(1, 3), "of": rnd.choice(("totals", "shares"))}
    return basis


def random_percent(rnd, parties):
    cuts = sorted(rnd.randint(0, 10000) for _ in parties[1:])
    return {party: Fraction(b - a, 100) for party, a, b in zip(parties, [0, *cuts], [*cuts, 10000])}


def random_basis(rnd, parties, drivers, names):
    """A basis that may rest on those named before it."""
    kind = rnd.choice(("driver", "driver", "sum", "sum", "take_or_pay", "bands", "percent", "equal", "blend", "blend", "transition", "limit_change",
                       "limit_change", "limit_share", "rebase"))
    if kind == "driver":
        return add_reference(rnd, {"driver": rnd.choice(list(drivers))})
    if kind == "sum":
        unit = rnd.choice([d["unit"] for d in drivers.values()])
        of_unit = [name for name, d in drivers.items() if d["unit"] == unit]
        return add_reference(rnd, {"sum": rnd.sample(of_unit, rnd.randint(1, len(of_unit)))})
    if kind == "take_or_pay":
        drivers_of = {unit: [name for name, d in drivers.items() if d["unit"] == unit] for unit in ("GBP", "heads")}
        of_unit = rnd.choice([names for names in drivers_of.values() if names])
        return add_reference(rnd, {"take_or_pay": {"contracted": rnd.choice(of_unit), "delivered": rnd.choice(of_unit)}})
    if kind == "bands":
        ends = [Fraction(end) for end in sorted(rnd.sample(range(1, 3000), rnd.randint(0, 3)))] + [None]
        charges = [(end, rnd.choice(("fee", "rate")), Fraction(rnd.randint(1, 10**5), 100)) for end in ends]
        return add_reference(rnd, {"bands": {"driver": rnd.choice(list(drivers)), "charges": charges}})
    if kind == "percent":
        return {"percent": random_percent(rnd, parties)}
    if kind == "blend":
        weights = [Fraction(rnd.randint(0, 100), rnd.choice((1, 10))) for _ in range(rnd.randint(1, 4))]
        weights[0] += 1
        return {"blend": [(rnd.choice(names), weight) for weight in weights]}
    if kind == "transition":
        years = sorted(rnd.sample(range(FIRST, LAST + 2), rnd.randint(1, 4)))
        steps = sorted(rnd.sample(range(0, 101), len(years)))
        return {"transition": {"from": rnd.choice(names), "to": rnd.choice(names),
                               "steps": {y: Fraction(s) for y, s in zip(years, steps)}}}
    if kind == "limit_change":
        return {"limit_change": {"basis": rnd.choice(names), **random_move(rnd), **random_absorber(rnd, parties)}}
    if kind == "limit_share":
        floors = {party: Fraction(rnd.randint(0, 20)) for party in [*parties, "all"] if rnd.random() < 0.4}
        caps = {party: Fraction(rnd.randint(20, 80)) for party in [*parties, "all"] if rnd.random() < 0.4}
        return {"limit_share": {"basis": rnd.choice(names), "floors": floors, "caps": caps, **random_absorber(rnd, parties)}}
    if kind == "rebase":
        return {"rebase": {"from": rnd.choice(names), "to": rnd.choice(names), **random_move(rnd)}}
    return {"equal": "all"}


def random_move(rnd):
    if rnd.random() < 0.4:
        return {"relative": Fraction(rnd.randint(0, 400), 10)}
    return {"points": Fraction(rnd.randint(0, 800), 100)}


def random_absorber(rnd, parties):
    return {"absorber": rnd.choice(parties)} if rnd.random() < 0.3 else {}


def random_dates(rnd, names):
    """Bases that are in force from days of which some are in the year that is shared."""
    days = sorted({datetime.date(rnd.randint(STARTS, LAST + 1), rnd.randint(1, 12), rnd.randint(1, 28)) for _ in range(3)})
    return {"with_effect_from": [(datetime.date.min, rnd.choice(names)), *((day, rnd.choice(names)) for day in days)]}


def random_agreement(rnd):
    parties = [f"p{number}" for number in range(rnd.randint(2, 6))]
    drivers = random_drivers(rnd, parties)
    bases, names = {}, ["equal"]
    for number in range(rnd.randint(3, 9)):
        basis = random_basis(rnd, parties, drivers, names)
        if rnd.random() < 0.15:
            basis["published"] = rnd.randint(0, 4)
        bases[f"b{number}"] = basis
        names.append(f"b{number}")
    for number in range(2):
        bases[f"dated{number}"] = random_dates(rnd, names)
    return Agreement(parties, drivers, bases, rnd.choice(("budget", "outturn")))


def random_lines(rnd, agreement):
    lines = []
    for number, name in enumerate(agreement.bases):
        count = len(agreement.parties)
        members = sorted(rnd.sample(agreement.parties, rnd.randint(max(1, count - 2), count)))
        lines.append({"id": f"l{number}", "basis": name, "members": members, "pence": rnd.randint(1, 10**rnd.randint(1, 9))})
        basis = agreement.bases[name]
        if basis.keys() & {"driver", "sum", "take_or_pay", "bands", "equal"} and not basis.keys() & {"average", "published"}:
            if rnd.random() < 0.4:
                lines[-1]["price"] = Fraction(rnd.randint(1, 10**6), rnd.choice((1, 100, 10000)))
    return lines


# ------------------------------------------------------------------------------------------------ as text

def number(value):
    """A fraction as the file writes it: decimals where they end, else a/b."""
    if value.denominator == 1 or any(value.denominator % prime == 0 for prime in (3, 7, 11)):
        return str(value)
    scaled = value
    for decimals in range(19):
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(decimals + 1, "0")
            return digits if decimals == 0 else f"{digits[:-decimals]}.{digits[-decimals:]}"
        scaled *= 10
    return str(value)


def mapping(values):
    return "{" + ", ".join(f"{key}: {value}" for key, value in values.items()) + "}"


def rule_text(value):
    if isinstance(value, Fraction):
        return number(value)
    return mapping({party: number(share) for party, share in value.items()}) if isinstance(value, dict) else value


def basis_text(basis):
    keys = {}
    for key, value in basis.items():
        if key == "published":
            keys["share"] = mapping({"published": value})
        elif key == "sum":
            keys[key] = "[" + ", ".join(mapping({"driver": driver}) for driver in value) + "]"
        elif key == "percent":
            shares = {party: number(share) for party, share in value.items()}
            last = list(shares)[-1]
            keys[key] = mapping(shares if value[last].denominator == 1 else shares | {last: "rest"})
        elif key == "blend":
            keys[key] = "[" + ", ".join(mapping({"basis": b, "weight": number(w)}) for b, w in value) + "]"
        elif key == "transition":
            steps = mapping({year_text(y): number(s) for y, s in value["steps"].items()})
            keys[key] = mapping({"from": value["from"], "to": value["to"], "steps": steps})
        elif key in ("limit_change", "limit_share", "rebase"):
            keys[key] = mapping({k: rule_text(v) for k, v in value.items()})
        elif key == "with_effect_from":
            keys[key] = mapping({"previously" if day == datetime.date.min else day: name for day, name in value})
        elif key == "bands":
            charges = [mapping(({"up_to": number(end)} if end else {}) | {kind: number(much)})
                       for end, kind, much in value["charges"]]
            keys[key] = mapping({"driver": value["driver"], "charges": "[" + ", ".join(charges) + "]"})
        elif key in ("average", "take_or_pay"):
            keys[key] = mapping(value)
        elif key == "year":
            keys[key] = year_text(value)
        else:
            keys[key] = value
    return mapping(keys)


def agreement_text(rnd, agreement, lines, year):
    text = ["format: apportion/1", f"agreement: {{id: x, effective: {{from: {STARTS}-04-01}}}}",
            "parties: [" + ", ".join(mapping({"id": party}) for party in agreement.parties) + "]", "drivers:"]
    for name, driver in agreement.drivers.items():
        text += [f"  {name}:", f"    unit: {driver['unit']}", "    by_year:"]
        years = list(driver["years"])
        rnd.shuffle(years)
        text += [f"      {year_text(y)}: " + mapping({p: number(v) for p, v in driver["years"][y].items()}) for y in years]
        if not years:
            text[-1] = "    by_year: {}"
    names = list(agreement.bases)
    rnd.shuffle(names)  # a basis may be named before it is written
    text += ["bases:", *(f"  {name}: {basis_text(agreement.bases[name])}" for name in names), "cost_lines:"]
    for line in lines:
        figure = f"{agreement.measure}: {{{year_text(year)}: {line['pence'] // 100}.{line['pence'] % 100:02d}}}"
        if "price" in line:
            figure = (f"unit_price: {{{agreement.measure}: {{{year_text(year)}: {number(line['price'])}}}}}, "
                      "rounding: {amounts: half-away}")
        text.append(f"  - {{id: {line['id']}, basis: {line['basis']}, participants: [{', '.join(line['members'])}], {figure}}}")
    return "\n".join(text) + "\n"


# ------------------------------------------------------------------------------------------------ the comparison

def pence_of(agreement, line, year):
    """The amount of a line; what a price makes is rounded half away from zero."""
    if "price" not in line:
        return line["pence"]
    basis = agreement.bases[line["basis"]]
    counted = agreement.units(basis, basis.get("year", year - basis.get("lag_years", 0)), line["members"])
    return math.floor(sum(counted.values()) * line["price"] * 100 + Fraction(1, 2))


def expected(agreement, lines, year):
    """For each line the shares and pence of its members; and the codes of those that have none."""
    cells, codes = {}, set()
    for line in lines:
        try:
            shares = agreement.shares(line["basis"], year, line["members"])
        except Refused as refused:
            codes.add(str(refused))
            continue
        assert sum(shares.values()) == 1
        cells[line["id"]] = (shares, largest_remainder(shares, pence_of(agreement, line, year)))
    return cells, codes


def statement(command, text, year, measure):
    done = subprocess.run([command, "run", "-", "--year", year_text(year), "--measure", measure, "--format", "json"], input=text.encode(),
                          capture_output=True, check=False, timeout=120)
    return done.returncode, json.loads((done.stdout if done.returncode == 0 else done.stderr).decode())


def compare(told, cells):
    for line in told["lines"]:
        shares, pence = cells[line["id"]]
        found = {cell["party"]: (Fraction(cell["share"]), Fraction(cell["amount"]) * 100)
                 for cell in line["cells"] if cell["status"] == "shared"}
        wanted = {party: (share, pence[party]) for party, share in shares.items()}
        if found != wanted:
            return f"line {line['id']}: {found} instead of {wanted}"
    return None


def check(command, seed):
    """What is wrong with one agreement, or None; and whether it was refused."""
    rnd = random.Random(seed)
    agreement = random_agreement(rnd)
    lines = random_lines(rnd, agreement)
    year = rnd.randint(STARTS, LAST)
    text = agreement_text(rnd, agreement, lines, year)
    cells, codes = expected(agreement, lines, year)
    status, told = statement(command, text, year, agreement.measure)
    errors = {finding["code"] for finding in told["findings"] if finding["severity"] == "error"}
    if codes:
        # Which of the faults behind one line is met first is open; that there is one of each line is not.
        fault = None if status == 1 and errors and errors <= codes | {"missing-year", "no-weight", "bounds-infeasible", "not-a-member"} \
            else f"gives {status} {errors}, where {codes} were due"
    else:
        fault = compare(told, cells) if status == 0 else f"gives {errors} and should have a statement"
    return fault and f"seed {seed}: {fault}\n{text}", bool(codes)


def main():
    command, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 400
    refused = 0
    for seed in range(SEED, SEED + count):
        fault, was_refused = check(command, seed)
        refused += was_refused
        if fault:
            print(fault)
            return 1
    if not count // 20 < refused < count * 3 // 4:
        print(f"{refused} of {count} agreements were refused: too few or too many to say much")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
