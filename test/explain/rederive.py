"""Works an explanation out again, from the explanation alone and without the library, in exact fractions.

    rederive.py explanation.json [FILE…]

Each step takes numbers and the outcomes of earlier steps, and gives others; here each rule is one function that works out
what a step must give, from the definitions in docs/explain.md and docs/methods/. A number that differs in anything, even
in how it is written, is a fault. With files, which are the texts that the agreement was read from, every number that has a
place is looked up there as well.
"""

import datetime
import json
import re
import sys
from collections import Counter
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "property"))
import oracle
import table_oracle


class Wrong(Exception):
    """A number does not follow from the others."""


def must(holds, sentence):
    if not holds:
        raise Wrong(sentence)


def number(text):
    """A number as an explanation writes it: plain, or p/q in lowest terms."""
    must(isinstance(text, str) and re.fullmatch(r"-?\d+(\.\d+)?|-?\d+/\d+", text), f"{text!r} is no number")
    value = Fraction(text)
    must("/" not in text or str(value) == text, f"{text} is not in lowest terms")
    must(not re.match(r"-?0\d", text), f"{text} has a nought before it")
    return value


def year(text):
    found = re.fullmatch(r"(\d{4})/(\d\d)", text)
    must(found and (int(found[1]) + 1) % 100 == int(found[2]), f"{text!r} is no financial year")
    return int(found[1])


class Step:
    """A step, with what it takes looked up by name."""

    def __init__(self, whole, told):
        self.whole, self.told, self.rule = whole, told, told["rule"]
        if "year" in told:
            must(year(told["year"]) == year(whole.told["year"]) - number(told["back"]), "a year is not so far back")
        self.expected = []

    def terms(self, name):
        return [term for term in self.told["takes"] if term["name"] == name]

    def has(self, name):
        return bool(self.terms(name))

    def word(self, name):
        return self.terms(name)[0]["value"]

    def value(self, name):
        found = self.terms(name)
        must(len(found) == 1, f"{name} stands {len(found)} times")
        return number(found[0]["value"])

    def by_party(self, name):
        return {term["party"]: number(term["value"]) for term in self.terms(name)}

    def step(self, name):
        found = self.terms(name)
        must(len(found) == 1, f"{name} stands {len(found)} times")
        return self.whole.steps[found[0]["from"]]

    def outcome(self, name="amount"):
        return number(next(gives["value"] for gives in self.told["gives"] if gives["name"] == name))

    def outcomes(self, name):
        """In the order of the parties."""
        return {gives["party"]: number(gives["value"]) for gives in self.told["gives"] if gives["name"] == name}

    def give(self, name, value, party="", line=""):
        self.expected.append((name, line, party, value))

    def give_all(self, name, values):
        for party, value in values.items():
            self.give(name, value, party)

    def check(self):
        """What is given is what was worked out, and nothing besides."""
        found = Counter()
        for gives in self.told["gives"]:
            found[gives["name"], gives.get("line", ""), gives.get("party", ""), gives["value"]] += 1
        wanted = Counter((name, line, party, self.whole.spell(name, value)) for name, line, party, value in self.expected)
        must(found == wanted, f"{self.told['id']} ({self.rule}): {dict(found - wanted)} is given, and it comes to {dict(wanted - found)}")


# Amounts --------------------------------------------------------------------------------------------------------


def figure(step):
    step.give("amount", step.value("figure"))


def items(step):
    step.give("amount", sum((number(term["value"]) if "value" in term else step.whole.steps[term["from"]].outcome()
                             for term in step.told["takes"]), Fraction(0)))


def price(step):
    units = step.value("members") if step.has("members") else sum(step.step("count").outcomes("count").values())
    amount = step.value("price") * units / step.whole.unit
    if step.has("rounding"):
        sign = -1 if amount < 0 else 1
        amount = sign * oracle.round_quota(abs(amount), step.word("rounding"))
    must(Fraction(amount).denominator == 1, "a price times units is no whole number of units")
    step.give("amount", amount * step.whole.unit)


def add_up(step):
    parts = [term for name in ("overhead", "vat", "less") for term in step.terms(name)]
    step.give("amount", step.step("gross").outcome() + sum(number(term["value"]) for term in parts))


# Shares ---------------------------------------------------------------------------------------------------------


def weights(step):
    given = step.by_party("weight")
    must(step.value("sum") == sum(given.values()), "the weights do not make their sum")
    step.give_all("share", {party: weight / step.value("sum") for party, weight in given.items()})


def percentages(step):
    given = step.by_party("weight")
    must(step.value("sum") == sum(given.values()), "the percentages do not make their sum")
    step.give_all("share", {party: percent / 100 for party, percent in given.items()})


def equal(step):
    parties = [gives["party"] for gives in step.told["gives"]]
    must(len(parties) == step.value("members"), "the members are counted wrongly")
    step.give_all("share", {party: Fraction(1, len(parties)) for party in parties})


def direct(step):
    given = step.outcomes("share")
    payer = step.told["basis"].removeprefix("all_to:")
    if payer not in given:  # a basis with an id of its own
        payer = next(party for party, share in given.items() if share)
    step.give_all("share", {party: Fraction(party == payer) for party in given})


def bands(step):
    """[(end or None, charge, by unit)]"""
    told = [term for term in step.told["takes"] if term["name"] in ("up to", "each", "together") and "party" not in term]
    return [(number(end["value"]) if end["value"] else None, number(charge["value"]), charge["name"] == "each")
            for end, charge in zip(told[::2], told[1::2])]


def counted(step):
    """Each driver's values by party."""
    names = dict.fromkeys(term["name"] for term in step.told["takes"] if "party" in term)
    return [step.by_party(name) for name in names]


def count(step):
    totals = {}
    for values in counted(step):
        for party, value in values.items():
            for end, charge, by_unit in bands(step):
                if end is None or value <= end:
                    value = value * charge if by_unit else charge
                    break
            totals[party] = totals.get(party, Fraction(0)) + value
    step.give_all("count", totals)


def greater(step):
    contracted, delivered = counted(step)
    step.give_all("count", {party: max(value, delivered[party]) for party, value in contracted.items()})


def of_steps(step, name="of", kind="share"):
    return [step.whole.steps[term["from"]].outcomes(kind) for term in step.terms(name)]


def counts(step):
    years = of_steps(step, "count", "count")
    totals = {party: sum(each[party] for each in years) for party in years[0]}
    must(step.value("sum") == sum(totals.values()), "the counts do not make their sum")
    step.give_all("share", {party: total / step.value("sum") for party, total in totals.items()})


def mean(step):
    years = of_steps(step)
    step.give_all("share", {party: sum(each[party] for each in years) / len(years) for party in years[0]})


def blend(step):
    parts = of_steps(step)
    given = [number(term["value"]) for term in step.terms("weight")]
    must(step.value("sum") == sum(given), "the weights do not make their sum")
    step.give_all("share", {party: sum(weight * part[party] for weight, part in zip(given, parts)) / sum(given)
                            for party in parts[0]})


def transition(step):
    percent = step.value("percent")
    must(step.has("from") == (percent != 100) and step.has("to") == (percent != 0), "the transition is elsewhere")
    before = step.step("from").outcomes("share") if step.has("from") else {}
    after = step.step("to").outcomes("share") if step.has("to") else {}
    step.give_all("share", {party: (before.get(party, 0) * (100 - percent) + after.get(party, 0) * percent) / 100
                            for party in before or after})


def tolerance(step):
    """Whether it is in per cent of the share, and how much."""
    relative = step.has("most per cent")
    most = step.value("most per cent" if relative else "most points") / 100
    step.give("tolerance", most)
    return relative, most


def rebase(step):
    before, after = step.step("from").outcomes("share"), step.step("to").outcomes("share")
    relative, most = tolerance(step)
    moved = any(abs(after[party] - share) > (most * share if relative else most) for party, share in before.items())
    step.give_all("share", after if moved else before)


def hold(step, shares, low, high):
    """Shares between limits: in proportion, or by the absorber."""
    parties = list(shares)
    absorber = step.terms("absorber")[0]["party"] if step.has("absorber") else None
    if absorber is None:
        held = oracle.bounded_quotas(Fraction(1), [shares[p] for p in parties], [low[p] for p in parties], [high[p] for p in parties])
        return dict(zip(parties, held))
    held = {party: oracle.clamp(share, low[party], high[party]) for party, share in shares.items()}
    held[absorber] = 1 - sum(share for party, share in held.items() if party != absorber)
    must(oracle.clamp(held[absorber], low[absorber], high[absorber]) == held[absorber], "the absorber is beyond its limits")
    return held


def limit(step):
    shares = step.step("of").outcomes("share")
    floors, caps = step.by_party("floor"), step.by_party("cap")
    step.give_all("share", hold(step, shares, {party: floors.get(party, Fraction(0)) / 100 for party in shares},
                                {party: caps[party] / 100 if party in caps else None for party in shares}))


def limit_change(step):
    shares, last = step.step("of").outcomes("share"), step.step("last").outcomes("share")
    relative, most = tolerance(step)
    absorber = step.terms("absorber")[0]["party"] if step.has("absorber") else None
    low, high = {}, {}
    for party, share in last.items():
        move = most * share if relative else most
        low[party] = Fraction(0) if party == absorber else max(share - move, Fraction(0))
        high[party] = None if party == absorber else share + move
    step.give_all("share", hold(step, shares, low, high))


def unlimited(step):
    step.give_all("share", step.step("of").outcomes("share"))


def published(step):
    shares = step.step("of").outcomes("share")
    must(step.value("decimals").denominator == 1, "decimals are whole")
    percents = oracle.publish(list(shares.values()), int(step.value("decimals")), step.word("ties"))
    for party, percent in zip(shares, percents):
        step.give("percent", percent, party)
        step.give("share", percent / 100, party)


def overrun(step):
    outturn, budget = step.step("outturn").outcome(), step.value("budget")
    relative = step.has("above per cent")
    above = step.value("above per cent") * budget / 100 if relative else step.value("above")
    part = (outturn - budget - above) / outturn
    must(part > 0, "there is no overrun")
    inside, over = step.step("of").outcomes("share"), step.step("over").outcomes("share")
    step.give("part", part)
    step.give_all("share", {party: share * (1 - part) + over[party] * part for party, share in inside.items()})


def pieces(step):
    total, given = {}, []
    takes = step.told["takes"]
    unit = "months" if step.has("months") else "days"
    for length, of in zip(takes[:-1:2], takes[1:-1:2]):
        first, last = map(datetime.date.fromisoformat, length["name"].split(" to "))
        days = number(length["value"])
        whole = (last - first).days + 1 if unit == "days" else 12 * (last.year - first.year) + last.month - first.month + 1
        must(days == whole > 0, f"{length['name']} is not {days} {unit}")
        must(not given or (first - given[-1][1]).days == 1, "a piece does not follow the one before")
        must(unit == "days" or (first.day == 1 and (last + datetime.timedelta(1)).day == 1), "a piece has no whole months")
        given.append((first, last))
        for party, share in step.whole.steps[of["from"]].outcomes("share").items():
            total[party] = total.get(party, Fraction(0)) + share * days
    length = step.value(unit)
    must(length == sum(number(term["value"]) for term in takes[:-1:2]), "the pieces do not make the line's life")
    shares = {party: share / length for party, share in total.items()}
    step.give_all("share", {party: shares[party] for party in step.whole.parties if party in shares})


# Quotas and rounding --------------------------------------------------------------------------------------------


def split_of(step, method, extra):
    """The split behind a quota step, by another method; in units."""
    unit = step.whole.unit
    total = step.step("amount").outcome() / unit
    shares = step.step("share").outcomes("share")
    parties = list(shares)
    floors, caps = [None] * len(parties), [None] * len(parties)
    for at, party in enumerate(parties):
        for name, bounds in (("floor", floors), ("cap", caps)):
            if party in step.by_party(name):
                bounds[at] = int(step.by_party(name)[party] / unit)
            if party in step.by_party(f"{name} per cent"):
                bounds[at] = ("%", step.by_party(f"{name} per cent")[party])
        if party in step.by_party("alone"):
            caps[at] = floor(step.by_party("alone")[party] / unit)
    absorber = parties.index(step.terms("absorber")[0]["party"]) if step.has("absorber") else None
    must(total.denominator == 1, "the amount is no whole number of units")
    case = oracle.Case(int(total), list(shares.values()), method=method, absorber=absorber, floors=floors if any(b is not None for b in floors) else None,
                       caps=caps if any(b is not None for b in caps) else None, **extra)
    if sum(shares.values()) != 1:
        case.kind, case.weights, case.method = "as-published", [100 * share for share in shares.values()], None
    return parties, case, oracle.split(case)


def quota(step):
    parties, case, result = split_of(step, None, {})
    unit = step.whole.unit
    for at, party in enumerate(parties):
        step.give("quota", result.quotas[at] * unit, party)
        for name, bounds in (("floor", case.floors), ("cap", case.caps)):
            if bounds and bounds[at] is not None:
                step.give(name, Fraction(oracle.bound_in_units(bounds[at], abs(case.total), name == "floor")) * unit, party)


def options(step, parties):
    extra = {"ties": step.word("ties")}
    if step.has("mode"):
        extra["mode"] = step.word("mode")
    for term in step.terms("to"):
        extra["to"] = parties.index(term["party"]) if "party" in term else term["value"]
    return extra


def claims(step, parties, case, result):
    """Whose remainder won the last unit, and whose would win another: equal ones in listed order."""
    sign = -1 if case.total < 0 else 1
    rest = []
    for at, party in enumerate(parties):
        exact = sign * result.quotas[at]
        capped = case.caps and case.caps[at] is not None and exact == oracle.bound_in_units(case.caps[at], abs(case.total), False)
        given = sign * result.amounts[at] > floor(exact)
        if exact != floor(exact) and not (capped and case.weights[at]):
            rest.append((exact - floor(exact), at, given))
    won = [(part, -at) for part, at, given in rest if given]
    lost = [(-part, at) for part, at, given in rest if not given]
    if won:
        step.give("last", min(won)[0], parties[-min(won)[1]])
    if lost:
        step.give("next", -min(lost)[0], parties[min(lost)[1]])


def rounding(step):
    must(step.value("unit") == step.whole.unit, "the unit is another")
    parties = list(step.step("quota").step("share").outcomes("share"))
    method = step.word("method")
    parties, case, result = split_of(step.step("quota"), method, options(step, parties))
    for at, party in enumerate(parties):
        step.give("amount", result.amounts[at] * step.whole.unit, party)
    if method == "independent":
        step.give("unapportioned", result.unapportioned * step.whole.unit)
    if method == "largest-remainder":
        claims(step, parties, case, result)
    for tied, _, _ in result.ties:
        for at in tied:
            step.give("tied", "", parties[at])


def other_rules(step):
    must(step.value("unit") == step.whole.unit, "the unit is another")
    for method in oracle.METHODS:
        extra = {"to": "largest"} if method == "residual" else {}
        try:
            parties, _, result = split_of(step.step("quota"), method, extra)
        except oracle.Refused:
            continue
        for at, party in enumerate(parties):
            step.give(method, result.amounts[at] * step.whole.unit, party)


def together(step):
    """Each party's total over the lines, by largest remainder; a negative whole is mirrored."""
    must(step.value("unit") == step.whole.unit, "the unit is another")
    totals = {party: Fraction(0) for party in step.whole.parties}
    for quotas in of_steps(step, "quota", "quota"):
        for party, value in quotas.items():
            totals[party] += value / step.whole.unit
    sign = -1 if sum(totals.values()) < 0 else 1
    exact = {party: sign * value for party, value in totals.items()}
    left = sum(exact.values()) - sum(map(floor, exact.values()))
    order = sorted(exact, key=lambda party: (floor(exact[party]) - exact[party], step.whole.parties.index(party)))
    for party in exact:
        amount = floor(exact[party]) + (party in order[:int(left)])
        step.give("quota", totals[party] * step.whole.unit, party)
        step.give("amount", sign * amount * step.whole.unit, party)


def table(step):
    """All lines and parties as one table, by docs/methods/table.md."""
    must(step.value("unit") == step.whole.unit, "the unit is another")
    rows = [step.whole.steps[term["from"]] for term in step.terms("quota")]
    cells = [[row.outcomes("quota").get(party, Fraction(0)) / step.whole.unit for party in step.whole.parties] for row in rows]
    rounded = table_oracle.rounded(table_oracle.Table(cells), table_oracle.by_flow)
    for row, amounts in zip(rows, rounded):
        for party, amount in zip(step.whole.parties, amounts):
            if party in row.outcomes("quota"):
                step.give("amount", Fraction(amount) * step.whole.unit, party, row.told["line"])


def pays(step):
    totals = {party: Fraction(0) for party in step.whole.parties}
    whole = Fraction(0)
    for term in step.terms("amount"):
        part = step.whole.steps[term["from"]]
        for gives in part.told["gives"]:
            if gives["name"] == "amount":
                totals[gives["party"]] += number(gives["value"])
        for told in [part] if part.rule == "round" else [step.whole.steps[each["from"]] for each in part.terms("quota")]:
            whole += (told.step("quota") if told.rule == "round" else told).step("amount").outcome()
    step.give_all("amount", totals)
    step.give("total", whole)
    step.give("unapportioned", whole - sum(totals.values()))


def nothing(step):
    """Who does not share the line."""


RULES = {"figure": figure, "worked out": figure, "exit cost": figure, "overrun": overrun, "items": items, "rest": items, "price": price, "sum": add_up, "weights": weights, "percentages": percentages,
         "equal": equal, "direct": direct, "count": count, "greater": greater, "counts": counts, "mean": mean, "blend": blend,
         "transition": transition, "rebase": rebase, "limit": limit, "limit change": limit_change, "unlimited": unlimited,
         "published": published, "pieces": pieces, "quota": quota, "round": rounding, "other rules": other_rules,
         "total": together, "table": table, "pays": pays, "excluded": nothing, "not-a-member": nothing}

EXACT = ("share", "part", "quota", "count", "last", "next", "tolerance", "floor", "cap")  # written as p/q; the rest as amounts


class Explanation:
    def __init__(self, told):
        must(told["format"] == "apportion-explanation/1", "this is no explanation")
        self.told, self.parties, self.steps = told, told["parties"], {}
        self.unit = number(told["unit"])
        first, last = map(datetime.date.fromisoformat, (told["from"], told["to"]))
        must(first.year == year(told["year"]), "the year begins in another")
        must(first.replace(year=first.year + 1) - last == datetime.timedelta(1), "the days are no year")

    def spell(self, name, value):
        """A value as it must be written."""
        if name in EXACT or value == "":
            return str(value)
        if name == "percent":
            return None
        decimals = len(self.told["unit"].partition(".")[2])
        units = Fraction(value) * 10**decimals
        must(units.denominator == 1, f"{value} is no amount")
        digits = str(abs(int(units))).rjust(decimals + 1, "0")
        return ("-" if units < 0 else "") + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)

    def work_out(self):
        for told in self.told["steps"]:
            must(told["id"] == f"s{len(self.steps) + 1}", f"{told['id']} is not in its place")
            must(all(term["from"] in self.steps for term in told["takes"] if "from" in term), "a step rests on a later one")
            step = Step(self, told)
            RULES[step.rule](step)
            check_percentages(step)
            step.check()
            self.steps[told["id"]] = step


def check_percentages(step):
    """Published percentages have exactly their decimals."""
    for at, (name, line, party, value) in enumerate(step.expected):
        if name != "percent":
            continue
        text = next(gives["value"] for gives in step.told["gives"] if gives["name"] == name and gives["party"] == party)
        must(number(text) == value and len(text.partition(".")[2]) == step.value("decimals"), f"{text} is not {value} %")
        step.expected[at] = (name, line, party, value)
    step.told = {**step.told, "gives": [gives for gives in step.told["gives"] if gives["name"] != "percent"]}
    step.expected = [each for each in step.expected if each[0] != "percent"]


# Places ---------------------------------------------------------------------------------------------------------


def written(text):
    """A number as files write it: pounds, commas, k, m, bn, %, a fraction."""
    found = re.match(r"[\"']?\(?([+-]?)(?:£|[A-Z]{3} ?)?([+-]?)([\d,]+(?:\.\d+)?)\s*(?:(k|m|bn)\b|/(\d+))?", text)
    if not found:
        return None
    value = Fraction(found[3].replace(",", "")) if "/" not in (found[0] or "") or found[5] else None
    value = value / int(found[5]) if found[5] else value * {"k": 10**3, "m": 10**6, "bn": 10**9, None: 1}[found[4]]
    return -value if "-" in (found[1], found[2]) else value


def look_up(told, texts):
    """Every number that has a place stands there, and no two have one place. texts: {name: text}"""
    known = {}
    for step in told["steps"]:
        for term in step["takes"]:
            if "line" not in term:
                continue
            whose = (term.get("party"), "" if "party" in term else step.get("line"))
            must(known.setdefault((term["file"], term["line"], term["column"]), whose) == whose or step["rule"] in ("quota", "limit", "exit cost"),
                 f"two numbers stand at {term['line']}:{term['column']}")
            lines = texts[term["file"]].splitlines()
            must(0 < term["line"] <= len(lines), f"{term['file']} has no line {term['line']}")
            if lines[term["line"] - 1][term["column"] - 1:].startswith("rest"):
                must(step.get("rule") in ("weights", "percentages"), "a rest stands where none can")
                continue  # what the others leave of 100: the sum tells
            if step["rule"] in ("quota", "worked out", "exit cost", "excluded") and term["name"] != "alone":
                here = lines[term["line"] - 1][max(term["column"] - 2, 0):]  # the place of the whole group, or its words
                must(re.match(r"[^\w{]\S", here) if term["column"] > 1 else here, "nothing begins there")
                continue
            before = lines[term["line"] - 1][:term["column"] - 1]
            must(not re.search(r"[\w.,£+-]$", before) or before.endswith(","), f"{term['line']}:{term['column']} is within a word")
            if re.match(r"\{ *(amount|from|until|by):", lines[term["line"] - 1][term["column"] - 1:]):
                continue  # a year's part of a payment for several
            found = written(lines[term["line"] - 1][term["column"] - 1:])
            value = number(term["value"])
            must(found is not None and (found == value or (term["name"] == "less" and -found == value)),
                 f"{term['file']}:{term['line']}:{term['column']} is {found}, not {term['value']}")


def main(path, *files):
    told = json.loads(Path(path).read_text(encoding="utf-8"))
    try:
        Explanation(told).work_out()
        if files:
            look_up(told, {name: Path(name).read_text(encoding="utf-8-sig") for name in files})
    except (Wrong, oracle.Refused, table_oracle.Refused, KeyError, IndexError, ValueError, ZeroDivisionError, StopIteration) as fault:
        print(f"{path}: {type(fault).__name__}: {fault}", file=sys.stderr)
        return 1
    print(f"{path}: {len(told['steps'])} steps hold")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
