#!/usr/bin/env python3
"""What a sweep costs, against as many separate evaluations.

    bench_sweep.py --verify COMMAND AGREEMENT      a few points are the same as separate runs; times nothing
    bench_sweep.py COMMAND AGREEMENT               verifies, times, prints

The figure that varies is one force's grant in the 43-force example. A separate evaluation is `apportion run` with a file that has the
figure, start to end. Times are processor times, of the children: 10,000 points of the sweep, and SEPARATE runs, scaled up. The example
rounds all lines as one table, so every point has to round the whole table anew; at `level: line` three of its lines are shared again.
A missed target is printed and fails nothing; a wrong amount does."""
import csv
import io
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

PATH = 'drivers.grants.values.kent'
FROM, STEP = 240_000_000, 1_000
POINTS, SEPARATE = 10_000, 40
TARGET = 5


def used():
    """Seconds of the processor that children have used."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def sweep(command, path, points):
    """The amounts of each point, and the seconds."""
    begun = used()
    over = f'{PATH}={FROM}..{FROM + (points - 1) * STEP}:{STEP}'
    done = subprocess.run([command, 'sweep', str(path), '--over', over, '--format', 'csv'], check=True, capture_output=True, text=True)
    return list(csv.reader(io.StringIO(done.stdout)))[1:], used() - begun


def separate(command, text, folder, values):
    """The same, each value in a file of its own."""
    rows, seconds = [], 0.0
    for value in values:
        path = folder / 'one.yaml'
        path.write_text(text.replace('kent: 245418856', f'kent: {value}'), encoding='utf-8')
        begun = used()
        done = subprocess.run([command, 'run', str(path), '--format', 'csv'], check=True, capture_output=True, text=True)
        seconds += used() - begun
        totals = {}
        for row in csv.DictReader(io.StringIO(done.stdout)):
            if row['amount'] and row['party']:
                totals[row['party']] = totals.get(row['party'], 0) + round(float(row['amount']) * 100)
        rows.append(totals)
    return rows, seconds


def verify(command, text, path, folder):
    points, _ = sweep(command, path, 4)
    rows, _ = separate(command, text, folder, [FROM + i * STEP for i in range(4)])
    for point, row in zip(points, rows):
        if [round(float(amount) * 100) for amount in point[1:-2]] != list(row.values()):
            sys.exit(f'bench_sweep: at {point[0]} a sweep has other amounts than a run')


def main():
    only_verify = sys.argv[1] == '--verify'
    command, agreement = sys.argv[-2:]
    text = Path(agreement).read_text(encoding='utf-8')
    if 'kent: 245418856' not in text or 'level: table' not in text:
        sys.exit('bench_sweep: the example has changed')
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for level in ('line', 'table'):
            levelled = text.replace('level: table', f'level: {level}')
            path = folder / 'agreement.yaml'
            path.write_text(levelled, encoding='utf-8')
            verify(command, levelled, path, folder)
            if only_verify:
                continue
            points = POINTS if level == 'line' else POINTS // 10
            _, swept = sweep(command, path, points)
            _, apart = separate(command, levelled, folder, [FROM + i * STEP for i in range(SEPARATE)])
            ratio = (apart / SEPARATE) / (swept / points)
            met = 'met' if ratio >= TARGET else 'missed'
            print(f'level {level:5}  {points} points of a sweep, {swept / points * 1e3:.2f} ms each; a run {apart / SEPARATE * 1e3:.2f} ms: '
                  f'{ratio:.1f} times as fast, target {TARGET}: {met}')


main()
