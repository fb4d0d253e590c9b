"""Random agreements whose members, lines and versions have dates: the command's statement against the definition.

    random_calendars.py APPORTION [how many]

The definition is walked day by day: who shares the line on that day, by which basis, with which shares; a party's share of
the line is the mean of its shares over the days of the line's life, or over its months under `proration: months`, where
every change must fall on the first of a month. Amounts follow from the shares by oracle.py.
"""

import json
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import oracle

SEED = 20170930
DAY = timedelta(days=1)


class Refused(Exception):
    pass


# A random agreement ----------------------------------------------------------------------------------------------


def random_date(rnd, first, last, months):
    day = first + rnd.randint(-200, (last - first).days + 200) * DAY
    return day.replace(day=1) if months and rnd.random() < 0.97 else day


def random_period(rnd, first, last, months, both=0.3):
    """(from, until), either None; ends are the day before a beginning, so that they too fall on edges."""
    start = random_date(rnd, first, last, months)
    end = random_date(rnd, first, last, months) - DAY
    kind = rnd.random()
    if kind < both and start <= end:
        return start, end
    return (start, None) if kind < (1 + both) / 2 else (None, end)


def random_agreement(rnd):
    year = rnd.choice((2014, 2015, 2016, 2017, 2019, 2023))
    month, day = rnd.choice(((4, 1), (4, 1), (1, 1), (10, 1), (4, 6)))
    first, last = date(year, month, day), date(year + 1, month, day) - DAY
    months = rnd.random() < 0.4
    names = [f"p{i}" for i in range(rnd.randint(1, 6))]
    period = lambda chance: random_period(rnd, first, last, months) if rnd.random() < chance else (None, None)
    agreement = {"year": year, "first": first, "last": last, "start": f"{month:02d}-{day:02d}", "months": months,
                 "names": names, "effective": period(0.2), "parties": {n: period(0.35) for n in names},
                 "life": period(0.25), "exclude": {}, "participants": None, "versions": []}
    for name in names:
        if rnd.random() < 0.25:
            agreement["exclude"][name] = period(0.85)
    if rnd.random() < 0.4:
        agreement["participants"] = {n: period(0.5) for n in names if rnd.random() < 0.8} or {names[0]: (None, None)}
    agreement["weights"] = [{n: rnd.choice((0, 1, 1, 2, 3, 7, 1100, 1888)) for n in names} for _ in range(2)]
    agreement["published"] = [rnd.choice((None, None, 0, 2)) for _ in range(2)]
    agreement["kinds"] = [rnd.choice(("driver", "driver", "equal", "percent")) for _ in range(2)]
    if rnd.random() < 0.3:
        agreement["versions"].append(random_date(rnd, first, last, months))
    agreement["total"] = rnd.choice((1, 3, 100, 42080000, 100000000, -999999)) + rnd.randint(0, 5)
    agreement["floors"] = {n: rnd.randint(0, 3000) for n in names if rnd.random() < 0.1}
    return agreement


# As a file -------------------------------------------------------------------------------------------------------


def dates(period, start="from", end="until"):
    return "".join(f", {key}: {day}" for key, day in zip((start, end), period) if day is not None)


def pence(units):
    return f"{'-' if units < 0 else ''}{abs(units) // 100}.{abs(units) % 100:02d}"


def percentages(weights):
    """A percentage for each, which total 100: those of the weights to two decimals, by largest remainders."""
    return oracle.publish(list(weights.values()) if any(weights.values()) else [1] * len(weights), 2, "listed-order")


def basis_text(agreement, at):
    share = "" if agreement["published"][at] is None else f", share: {{published: {agreement['published'][at]}}}"
    kind = agreement["kinds"][at]
    if kind == "driver":
        return f"{{driver: d{at}{share}}}"
    if kind == "equal":
        return f"{{equal: all{share}}}"
    values = ", ".join(f"{n}: {float(v):.2f}" for n, v in zip(agreement["names"], percentages(agreement["weights"][at])))
    return f"{{percent: {{{values}}}{share}}}"


def text_of(agreement):
    a, lines = agreement, ["format: apportion/1"]
    effective = dates(a["effective"], "from", "to")[2:]
    lines.append(f"agreement: {{id: x{', effective: {' + effective + '}' if effective else ''}}}")
    lines += [f"year_start: {a['start']}", f"proration: {'months' if a['months'] else 'days'}", "parties:"]
    lines += [f"  - {{id: {n}{dates(p, 'joined', 'left')}}}" for n, p in a["parties"].items()]
    lines.append("drivers:")
    for at in range(2):
        lines.append(f"  d{at}: {{values: {{{', '.join(f'{n}: {w}' for n, w in a['weights'][at].items())}}}}}")
    lines += ["bases:"] + [f"  b{at}: {basis_text(a, at)}" for at in range(2)]
    if a["versions"]:
        lines.append(f"versions: [{{id: v, from: {a['versions'][0]}, bases: {{b0: b1}}}}]")
    year = f"{a['year']}/{(a['year'] + 1) % 100:02d}"
    line = [f"id: l, basis: b0, budget: {{{year}: {pence(a['total'])}}}{dates(a['life'])}"]
    if a["participants"] is not None:
        line.append("participants: [" + ", ".join(f"{{id: {n}{dates(p)}}}" for n, p in a["participants"].items()) + "]")
    if a["exclude"]:
        line.append("exclude: {" + ", ".join(f"{n}: {{reason: r{dates(p)}}}" for n, p in a["exclude"].items()) + "}")
    if a["floors"]:
        line.append("floors: {" + ", ".join(f"{n}: {pence(v)}" for n, v in a["floors"].items()) + "}")
    return year, "\n".join(lines + ["cost_lines:", "  - {" + ", ".join(line) + "}"]) + "\n"


# The definition --------------------------------------------------------------------------------------------------


def has(period, day):
    start, end = period
    return (start is None or start <= day) and (end is None or day <= end)


def shares_on(agreement, day):
    """Who shares the line on the day, by which basis, and the exact share of each."""
    a = agreement
    named = a["participants"] if a["participants"] is not None else {n: (None, None) for n in a["names"]}
    members = [n for n in a["names"] if has(a["parties"][n], day) and n in named and has(named[n], day)
               and not (n in a["exclude"] and has(a["exclude"][n], day))]
    at = 1 if a["versions"] and day >= a["versions"][0] else 0
    return at, tuple(members)


def share_of(agreement, at, members):
    kind = agreement["kinds"][at]
    if kind == "equal":
        weights = [1] * len(members)
    elif kind == "driver":
        weights = [agreement["weights"][at][n] for n in members]
    else:
        values = dict(zip(agreement["names"], percentages(agreement["weights"][at])))
        weights = [values[n] for n in members]
    if sum(weights) == 0:
        raise Refused("no-weight")
    if agreement["published"][at] is not None:
        weights = oracle.publish(weights, agreement["published"][at], "listed-order")
    return {n: Fraction(w) / sum(weights) for n, w in zip(members, weights)}


def static_faults(agreement):
    a = agreement
    start, end = a["effective"]
    if (start is not None and start > a["last"]) or (end is not None and end < a["first"]):
        raise Refused("outside-agreement")
    if a["versions"] and end is not None and a["versions"][0] > end:
        raise Refused("outside-agreement")
    named = set(a["participants"]) if a["participants"] is not None else set(a["names"])
    able = {n for n in named if a["exclude"].get(n) != (None, None)}
    if not able:
        raise Refused("no-party")
    if set(a["floors"]) - able:
        raise Refused("not-a-member")


def answer(agreement):
    """(shares by party, amounts by party), exactly."""
    a = agreement
    static_faults(a)
    days = [a["first"] + i * DAY for i in range((a["last"] - a["first"]).days + 1)]
    life = [d for d in days if has(a["effective"], d) and has(a["life"], d)]
    if not life:
        raise Refused("no-party")
    standing = {d: shares_on(a, d) for d in life}
    if any(not members for _, members in standing.values()):
        raise Refused("no-party")
    changes = [d for d in life[1:] if standing[d] != standing[d - DAY]]
    counted = life
    if a["months"] and changes:
        if any(d.day != 1 for d in [life[0], *changes, life[-1] + DAY]):
            raise Refused("not-month-edge")
        counted = [d for d in life if d.day == 1]
    members = [n for n in a["names"] if any(n in standing[d][1] for d in life)]
    if set(a["floors"]) - set(members):  # before the weights are asked for
        raise Refused("not-a-member")
    known = {key: share_of(a, *key) for key in set(standing.values())}
    shares = {n: sum((known[standing[d]].get(n, 0) for d in counted), Fraction(0)) / len(counted) for n in members}
    case = oracle.Case(a["total"], list(shares.values()), floors=[a["floors"].get(n) for n in members] if a["floors"]
                       else None)
    try:
        result = oracle.split(case)
    except oracle.Refused as refusal:
        raise Refused(refusal.code) from refusal
    return shares, dict(zip(members, result.amounts)), len(counted) if changes else None


# The command -----------------------------------------------------------------------------------------------------


def run(command, agreement, path):
    year, text = text_of(agreement)
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([command, "run", path, "--year", year, "--format", "json"], capture_output=True, text=True,
                          check=False)
    return text, json.loads(done.stdout if done.returncode == 0 else done.stderr)


def compare(agreement, found):
    """What is wrong with the command's answer, or None."""
    try:
        shares, amounts, length = answer(agreement)
    except Refused as refusal:
        codes = {f["code"] for f in found.get("findings", []) if f["severity"] == "error"}
        return None if str(refusal) in codes else f"expected {refusal}, found {codes or 'a statement'}"
    if "lines" not in found:
        return f"expected {shares}, found {found['findings']}"
    line = found["lines"][0]
    cells = {c["party"]: c for c in line["cells"] if "share" in c}
    if set(cells) != set(shares):
        return f"members {set(cells)}, and not {set(shares)}"
    unit = "months" if agreement["months"] else "days"
    if line.get(unit) != (None if length is None else str(length)):
        return f"{unit}: {line.get(unit)}, and not {length}"
    for name, cell in cells.items():
        if Fraction(cell["share"]) != shares[name] or cell["amount"] != pence(amounts[name]):
            return f"{name}: {cell['share']} and {cell['amount']}, not {shares[name]} and {pence(amounts[name])}"
        if length is not None:
            worked = sum(Fraction(p.get("share", "0")) * int(p[unit]) for p in cell["pieces"])
            if worked != shares[name] * length or sum(int(p[unit]) for p in cell["pieces"]) != length:
                return f"the pieces of {name} make {worked}/{length}, not {shares[name]}"
    return None


def main():
    command, count = str(Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    rnd = random.Random(SEED)
    agreements = [random_agreement(rnd) for _ in range(count)]
    kinds, faults = {}, 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        paths = [Path(folder) / f"{i}.yaml" for i in range(count)]
        for agreement, (text, found) in zip(agreements, pool.map(lambda a, p: run(command, a, p), agreements, paths)):
            fault = compare(agreement, found)
            kind = "cut" if "lines" in found and {"days", "months"} & set(found["lines"][0]) else \
                "whole" if "lines" in found else found["findings"][0]["code"]
            kinds[kind] = kinds.get(kind, 0) + 1
            if fault and (faults := faults + 1) <= 5:
                print(f"{fault}, in\n{text}")
    print(f"{count} agreements {dict(sorted(kinds.items()))}, {faults} faults")
    return 1 if faults or kinds.get("cut", 0) < count // 6 or "not-month-edge" not in kinds else 0


if __name__ == "__main__":
    sys.exit(main())
