"""Random splits of any size, a fixed set of them: the library against the definitions.

    random_splits.py SPLIT_LINES [how many]

Weights have up to 38 digits or are fractions, totals go beyond 10^18 units, parties to 200, with bounds, absorbers,
published percentages and every method.
"""

import random
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction

import oracle
sys.path.insert(0, __file__.rsplit("/", 2)[0] + "/vectors")
import vector_file  # noqa: E402
from check_split_vectors import tie_text  # noqa: E402

SEED = 20150401
BATCH = 50


def random_weight(rnd, style):
    if rnd.random() < 0.08:
        return "0"
    if style == "tiny":
        return str(rnd.randint(0, 6))
    if style == "small":
        return str(rnd.randint(1, 3000))
    if style == "decimal":
        return f"{rnd.randint(0, 999)}.{rnd.randint(0, 10**rnd.randint(1, 17)):0{rnd.randint(1, 17)}d}"[:20]
    if style == "64-bit":
        return str(rnd.randint(1, 2**rnd.randint(60, 66)))
    if style == "long":
        return str(rnd.randint(1, 10**rnd.randint(20, 38) - 1))
    if style == "fraction":
        return f"{rnd.randint(0, 400)}/{rnd.randint(1, 366)}"
    return str(10 ** rnd.randint(0, 18))  # powers


def percentages(rnd, count):
    """Two decimals each, which total 100."""
    cuts = sorted(rnd.randint(0, 10000) for _ in range(count - 1))
    parts = [b - a for a, b in zip([0, *cuts], [*cuts, 10000])]
    return [f"{p // 100}.{p % 100:02d}%" for p in parts]


def random_total(rnd):
    size = rnd.choice((3, 6, 10, 14, 18, 19, 20, 24, 30, 36))
    pence = rnd.randint(0, 10**size)
    return ("-" if rnd.random() < 0.25 else "") + f"{pence // 100}.{pence % 100:02d}", pence


def random_bounds(rnd, names, weights, pence):
    """Bounds near the parties' quotas, so that some bind, some free others, and some cannot be kept."""
    values = [vector_file.weight(w)[0] for w in weights]
    whole = sum(values) or 1
    words = []
    for name, value in zip(names, values):
        quota = int(pence * value / whole)
        low, high = quota * rnd.randint(80, 140) // 100, quota * rnd.randint(60, 120) // 100
        kind = rnd.random()
        if kind < 0.3:
            words += ["--floor", f"{name}={min(low, quota + 5) // 100}.{min(low, quota + 5) % 100:02d}"]
        elif kind < 0.6:
            high += rnd.randint(0, 3)
            words += ["--cap", f"{name}={high // 100}.{high % 100:02d}"]
        elif kind < 0.65:
            words += ["--floor", f"{name}={rnd.randint(0, 20)}.5%"]
        elif kind < 0.7:
            words += ["--cap", f"{name}={rnd.randint(20, 100)}%"]
    return words


def random_line(rnd, place):
    count = rnd.choice((1, 2, 3, 4, 5, 8, 13, 43, 200)) if rnd.random() < 0.9 else rnd.randint(1, 60)
    names = [f"p{i}" for i in range(count)]
    style = rnd.choice(("tiny", "tiny", "small", "decimal", "64-bit", "long", "fraction", "powers", "percent"))
    weights = percentages(rnd, count) if style == "percent" else [random_weight(rnd, style) for _ in names]
    total, pence = random_total(rnd)
    method = rnd.choice(oracle.METHODS)
    words = ["--method", method, "--ties", rnd.choice(oracle.TIE_RULES)]
    if method == "residual":
        words += ["--to", rnd.choice([*names, "largest"])]
    if method == "independent" and rnd.random() < 0.8:
        words += ["--mode", rnd.choice(oracle.MODES)]
    if style == "percent" and rnd.random() < 0.3:
        words += ["--share-sum", "rescale"]
    if rnd.random() < 0.15:
        words += ["--published", str(rnd.randint(0, 6))]
    if rnd.random() < 0.4:
        bounds = random_bounds(rnd, names, weights, pence)
        words += bounds
        if bounds and method not in oracle.DIVISOR_METHODS and rnd.random() < 0.3:
            words += ["--absorber", rnd.choice(names)]
    parties = " ".join(f"{n}={w}" for n, w in zip(names, weights))
    return f"r{place} | {total} | {parties} | {' '.join(words)} | -"


def answer(line):
    """The result in the words of split.vec."""
    _, total, parties, options, _ = [f.strip() for f in line.split(" | ")]
    try:
        case, unit, names = vector_file.split_case(total, parties, options)
        found = oracle.split(case)
    except oracle.Refused as refused:
        return [f"error {refused.code}"]
    words = [vector_file.amount_text(a, unit) for a in found.amounts]
    if found.unapportioned:
        words.append("unapportioned=" + vector_file.amount_text(found.unapportioned, unit))
    words += ["tie=" + tie_text(names, tie) for tie in found.ties]
    words.append("shares=" + ",".join(str(share) for share in found.shares))
    words.append("quotas=" + ",".join(str(quota * unit) for quota in found.quotas))
    words.append("moved=" + ",".join(str(a - q) for a, q in zip(found.amounts, found.quotas)))
    words.append("percents=" + ",".join(percent_text(share, d) for d in (0, 2, 18) for share in found.shares))
    return words


def percent_text(share, decimals):
    """Half away from zero."""
    units = oracle.round_quota(share * 100 * 10**decimals, "half-away")
    return vector_file.amount_text(units, Fraction(1, 10**decimals))


def same(wanted, found):
    if wanted == found:
        return True
    if len(wanted) != len(found):
        return False
    return all(w == f or (":?:" in w and w.split(":")[::2] == f.split(":")[::2]) for w, f in zip(wanted, found))


def difference(wanted, found):
    pairs = [(w, f) for w, f in zip(wanted, found) if w != f] or [(" ".join(wanted), " ".join(found))]
    return f"    expected {pairs[0][0][:300]}\n    found    {pairs[0][1][:300]}"


def check_batch(arguments):
    program, seed, how_many = arguments
    rnd = random.Random(seed)
    lines = [random_line(rnd, i) for i in range(how_many)]
    run = subprocess.run([program, "--cases"], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    faults, refused = [], 0
    answers = run.stdout.splitlines()
    if len(answers) != len(lines):
        faults.append(f"{len(lines)} lines in, {len(answers)} out")
    for line, text in zip(lines, answers):
        wanted = answer(line)
        found = [text] if text.startswith("error") else text.split()
        refused += wanted[0].startswith("error")
        if not same(wanted, found):
            faults.append(f"{line}\n{difference(wanted, found)}")
    return len(lines), refused, faults


def main():
    how_many = int(sys.argv[2]) if len(sys.argv) > 2 else 4000
    batches = [(sys.argv[1], SEED + i, BATCH) for i in range(how_many // BATCH)]
    asked = refused = 0
    faults = []
    with ProcessPoolExecutor() as pool:
        for done, no, found in pool.map(check_batch, batches):
            asked, refused = asked + done, refused + no
            faults += found
    for fault in faults[:10]:
        print(fault[:1500])
    print(f"{asked} splits, {refused} of them refused, {len(faults)} faults")
    return 1 if faults or not asked or refused * 2 > asked else 0


if __name__ == "__main__":
    sys.exit(main())
