#!/usr/bin/env python3
"""What a split and a command cost, as ratios measured in one run, each with its target.

    bench.py --verify BENCH_SPLIT GRANTS                     Python's integers give the same amounts; times nothing
    bench.py BENCH_SPLIT GRANTS COMMAND AGREEMENT BENCH_AGREEMENT
                                                             verifies, times, prints

A missed target is printed and fails nothing; a wrong amount does."""
import csv
import os
import statistics
import subprocess
import sys
import time

TOTALS = 2000
REPETITIONS = 15
STARTS = 40
SYSTEM_PYTHON = '/usr/bin/python3'  # the system's starts sooner than one that is wrapped or extended


def plain_split(weights, weights_sum, total):
    """The same algorithm in Python's integers: largest remainders, ties by listed order."""
    amounts, remainders = [], []
    for weight in weights:
        quotient, remainder = divmod(total * weight, weights_sum)
        amounts.append(quotient)
        remainders.append(remainder)
    order = sorted(range(len(weights)), key=lambda party: (-remainders[party], party))
    for party in order[:total - sum(amounts)]:
        amounts[party] += 1
    return amounts


def read_weights(path):
    with open(path, encoding='utf-8', newline='') as file:
        return [int(row['amount_gbp']) for row in csv.DictReader(file)]


def verify(bench_split, grants):
    """The totals, when every amount is the same; else the end."""
    weights = read_weights(grants)
    lines = subprocess.run([bench_split, '--amounts', grants, str(TOTALS)], check=True, capture_output=True, text=True)
    answers = [[int(word) for word in line.split()] for line in lines.stdout.splitlines()]
    if len(answers) != TOTALS:
        sys.exit(f'bench: {len(answers)} answers for {TOTALS} totals')
    for total, *amounts in answers:
        if plain_split(weights, sum(weights), total) != amounts:
            sys.exit(f'bench: Python gives other amounts for the total {total}')
    return weights, [answer[0] for answer in answers]


def time_python(weights, totals):
    """Nanoseconds a split, of this process alone as in bench_split."""
    weights_sum, times = sum(weights), []
    for _ in range(REPETITIONS):
        start = time.process_time_ns()
        for total in totals:
            plain_split(weights, weights_sum, total)
        times.append((time.process_time_ns() - start) / len(totals))
    return statistics.median(times)


def read_times(words):
    """What a program prints: a word and a number a line."""
    lines = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return {word: float(number) for word, number in map(str.split, lines.splitlines())}


def time_start(words):
    """Nanoseconds from the start of a program to its end, its output thrown away."""
    start = time.perf_counter_ns()
    child = os.posix_spawnp(words[0], words, os.environ,
                            file_actions=[(os.POSIX_SPAWN_OPEN, 1, '/dev/null', os.O_WRONLY, 0)])
    _, status = os.waitpid(child, 0)
    elapsed = time.perf_counter_ns() - start
    if status != 0:
        sys.exit(f'bench: {" ".join(words)} failed')
    return elapsed


def time_commands(command, agreement):
    """Medians of the command and of Python's start, by turns."""
    interpreter = SYSTEM_PYTHON if os.access(SYSTEM_PYTHON, os.X_OK) else sys.executable
    ours, python = [], []
    for _ in range(STARTS):
        ours.append(time_start([command, 'run', agreement, '--year', '2015/16']))
        python.append(time_start([interpreter, '-c', 'pass']))
    return statistics.median(ours), statistics.median(python)


def verify_command(command, agreement):
    """The published shares of a million pounds stand in the statement."""
    done = subprocess.run([command, 'run', agreement, '--year', '2015/16', '--format', 'csv'], check=True,
                          capture_output=True, text=True)
    for amount in ('352800.00', '420200.00', '227000.00'):
        if amount not in done.stdout:
            sys.exit(f'bench: {amount} is missing from the statement')


def show(what, ratio, target, details):
    wanted = 'no target' if target is None else f'target at most {target:g}: {"met" if ratio <= target else "MISSED"}'
    print(f'{what:<58} {ratio:8.4f}   {wanted:<28} ({details})')


def main():
    if sys.argv[1] == '--verify':
        verify(*sys.argv[2:4])
        return
    bench_split, grants, command, agreement, bench_agreement = sys.argv[1:6]
    weights, totals = verify(bench_split, grants)
    verify_command(command, agreement)
    times = read_times([bench_split, '--times', grants])
    python = time_python(weights, totals)
    ours, start = time_commands(command, agreement)
    one, bulk = times['one'], times['bulk']
    show(f'one {len(weights)}-way split, checked / __int128 and qsort in C', one / times['plain'], 0.25,
         f'{one:.0f} ns / {times["plain"]:.0f} ns')
    show(f'one {len(weights)}-way split, checked / the same in Python', one / python, 0.05,
         f'{one:.0f} ns / {python:.0f} ns')
    show('10^6 totals through one splitter / memset of the output', bulk / times['memset'], None,
         f'{bulk:.0f} ns / {times["memset"]:.0f} ns a total')
    whole = read_times([bench_agreement, '--times', grants])
    show('86,000 cells, loaded and evaluated / libyaml scanning', (whole['load'] + whole['evaluate']) / whole['scan'], 20,
         f'{(whole["load"] + whole["evaluate"]) / 1e6:.1f} ms / {whole["scan"] / 1e6:.1f} ms')
    show('the same, loaded only / libyaml scanning', whole['load'] / whole['scan'], None,
         f'{whole["load"] / 1e6:.1f} ms / {whole["scan"] / 1e6:.1f} ms')
    show('apportion run, East Midlands / python3 -c pass', ours / start, 1, f'{ours / 1e6:.1f} ms / {start / 1e6:.1f} ms')


main()
