"""The forces of examples/data/forces.csv as C, so that the library knows them and opens no file.

    forces.py FORCES_CSV HEADER
"""

import csv
import json
import sys
from pathlib import Path


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def spelling(name):
    """As apn__name_compare reads a name."""
    return " ".join(name.lower().replace("&", " and ").replace("-", " ").split())


def main():
    source, header = map(Path, sys.argv[1:])
    with source.open(encoding="utf-8", newline="") as file:
        forces = list(csv.DictReader(file))
    names = {}
    for at, force in enumerate(forces):
        for name in [force["id"], force["name"], force["name_cy"], *force["aliases"].split(" | ")]:
            if name and names.setdefault(spelling(name), at) != at:
                sys.exit(f"{name} names two forces")
    lines = ["/* Made from forces.csv by forces.py. */", "static const apn_force_info forces[] = {"]
    lines += [f"    {{{quoted(f['id'])}, {quoted(f['name'])}, {quoted(f['name_cy'] or f['name'])}}}," for f in forces]
    lines += ["};", "", "static const force_name names[] = {"]
    lines += [f"    {{{quoted(name)}, {at}}}," for name, at in sorted(names.items(), key=lambda one: one[0].encode())]
    header.write_text("\n".join([*lines, "};", ""]), encoding="utf-8")


main()
