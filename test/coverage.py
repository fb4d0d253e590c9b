"""Prints the coverage of lib/, and every line or branch that no test reached with the reason why.

    coverage.py COVERAGE.json REASONS.txt

COVERAGE.json is gcovr's. A line of REASONS.txt is `path | pattern | reason`: the path is a shell pattern, the pattern a regular
expression that is searched in the source line; behind `partly:` it is for lines that ran, and missed a branch. The first line
that fits counts. What no reason covers is listed as it is.
"""
import fnmatch
import json
import re
import sys
from collections import Counter


def read_reasons(path):
    reasons = []
    for line in open(path, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            name, pattern, reason = (part.strip() for part in line.split(" | ", 2))
            partly = pattern.startswith("partly:")
            reasons.append((name, re.compile(pattern.removeprefix("partly:")), partly, reason))
    return reasons


def reason_for(reasons, path, source, ran):
    for name, pattern, partly, reason in reasons:
        if fnmatch.fnmatch(path, name) and pattern.search(source) and (ran or not partly):
            return reason
    return None


def percent(part, whole):
    return f"{100 * part // whole if whole else 100} %"


def main(coverage, reasons_path):
    reasons = read_reasons(reasons_path)
    explained, unexplained = Counter(), []
    totals = Counter()
    print(f"  {'layer':<12}{'lines':>8}{'branches':>10}")
    layers = {}
    for file in json.load(open(coverage, encoding="utf-8"))["files"]:
        path = file["file"]
        source = open(path, encoding="utf-8").read().split("\n")
        layer = layers.setdefault(path.split("/")[1], Counter())
        for line in file["lines"]:
            if line.get("gcovr/noncode"):
                continue
            missed = [b for b in line["branches"] if not b["count"]]
            layer.update(lines=1, hit=bool(line["count"]), branches=len(line["branches"]),
                         taken=len(line["branches"]) - len(missed))
            if line["count"] and not missed:
                continue
            text = source[line["line_number"] - 1]
            reason = reason_for(reasons, path, text, bool(line["count"]))
            if reason:
                explained[reason] += max(1, len(missed))
            else:
                unexplained.append(f"{path}:{line['line_number']}: {text.strip()}")
    for name, layer in sorted(layers.items()):
        print(f"  {name:<12}{percent(layer['hit'], layer['lines']):>8}{percent(layer['taken'], layer['branches']):>10}")
        totals.update(layer)
    print(f"  {'lib':<12}{percent(totals['hit'], totals['lines']):>8}{percent(totals['taken'], totals['branches']):>10}"
          f"   ({totals['hit']} of {totals['lines']} lines, {totals['taken']} of {totals['branches']} branches)")
    for reason, count in explained.most_common():
        print(f"  not reached, {count}: {reason}")
    if unexplained:
        print(f"  not reached, without a reason, {len(unexplained)}:")
        for line in unexplained:
            print("    " + line)


if __name__ == "__main__":
    main(*sys.argv[1:])
