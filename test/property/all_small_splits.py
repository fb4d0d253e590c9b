"""Every split of up to 5 parties with weights to 12 and totals from -60 to 60, by every method and tie rule: the library
against the definitions.

    all_small_splits.py SPLIT_LINES [every]

`every` takes one set of weights in so many; a sanitized build is too slow for all of them.
"""

import random
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction

import oracle
import small

PARTIES, GREATEST, MOST = 5, 12, 60
RESIDUAL_ZERO_WEIGHT = 2000000
ORACLE_EVERY = 211  # one row in so many is also worked by oracle.py


def lowest_total(question):
    """Mirrored totals are asked for under the first tie rule; the others choose among the same claims."""
    return -MOST if question[1] == "listed-order" else 0


def command_line(weights, question):
    method, rule, mode, to = question
    words = [str(lowest_total(question)), method, rule, mode or "-", "-" if to is None else str(to)]
    return " ".join(words + [str(w) for w in weights])


def expected_numbers(rows, count, lowest):
    """Amounts of the totals to 60: a negative total mirrors its positive one."""
    flat = []
    for total in range(lowest, MOST + 1):
        row = rows[abs(total)]
        if row is None:
            flat += [RESIDUAL_ZERO_WEIGHT] * count
        elif row[0] == small.TIE or total >= 0:
            flat += row
        else:
            flat += [-a for a in row]
    return flat


def by_the_oracle(weights, question, total):
    method, rule, mode, to = question
    case = oracle.Case(total, [Fraction(w) for w in weights], method=method, ties=rule, mode=mode, to=to)
    try:
        return oracle.split(case).amounts
    except oracle.Refused as refused:
        return {"tie": [small.TIE] * len(weights), "residual-zero-weight": None}[refused.code]


def check_batch(arguments):
    program, batch, seed = arguments
    shuffle = random.Random(seed)
    lines, expected, faults, splits = [], [], [], 0
    for weights in batch:
        weights = list(weights)
        shuffle.shuffle(weights)
        for question, rows in small.asked(weights, MOST, GREATEST):
            lines.append(command_line(weights, question))
            expected.append(expected_numbers(rows, len(weights), lowest_total(question)))
            splits += len(rows)
            if shuffle.randrange(ORACLE_EVERY) == 0:
                total = shuffle.randrange(MOST + 1)
                if by_the_oracle(weights, question, total) != rows[total]:
                    faults.append(f"small.py and oracle.py differ: {lines[-1]}, total {total}")
    run = subprocess.run([program, "--totals", str(MOST)],
                         input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    answers = run.stdout.splitlines()
    if len(answers) != len(lines):
        faults.append(f"{len(lines)} lines in, {len(answers)} out")
    for line, answer, wanted in zip(lines, answers, expected):
        if list(map(int, answer.split())) != wanted:
            faults.append(first_difference(line, answer, wanted))
    return splits, faults


def first_difference(line, answer, wanted):
    count = len(line.split()) - 5
    lowest = int(line.split()[0])
    numbers = list(map(int, answer.split()))
    for place in range(0, len(wanted), count):
        if numbers[place:place + count] != wanted[place:place + count]:
            return (f"{line}: total {place // count + lowest}: expected {wanted[place:place + count]}, "
                    f"found {numbers[place:place + count]}")
    return f"{line}: an answer of another length"


def main():
    program = sys.argv[1]
    every = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    sets = list(small.weight_sets(PARTIES, GREATEST))[::every]
    batches = [(program, sets[i:i + 40], i) for i in range(0, len(sets), 40)]
    splits, faults = 0, []
    with ProcessPoolExecutor() as pool:
        for done, found in pool.map(check_batch, batches):
            splits += done
            faults += found
    for fault in faults[:20]:
        print(fault)
    print(f"{len(sets)} sets of weights, {splits} splits and their mirrors, {len(faults)} faults")
    return 1 if faults or not sets else 0


if __name__ == "__main__":
    sys.exit(main())
