"""What built programs rely on has not changed: layouts and numbers (layout.c prints them) and the public prototypes, against
the committed baseline.

    check_abi.py SOURCE_ROOT LAYOUT_PROGRAM BASELINE     UPDATE_ABI=1 writes the baseline anew, to be read in review

New lines may be added at any time: a new function, a new number, a new field at the end of an options struct (which begins
with its own size). A line that is lost or differs breaks programs; the soname and the node of lib/apportion.map change with it.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

HEADERS = ("version", "error", "decimal", "sheet", "split", "table", "agreement", "statement", "issued", "adjustment", "netting", "report", "explain", "verify")
MAY_GROW = ("apn_split_options size", "apn_table_options size", "apn_table_names size",
            "apn_printed_sum size", "apn_statement_options size")


def plain(header):
    text = re.sub(r"/\*.*?\*/", " ", header.read_text(encoding="utf-8"), flags=re.S)
    text = re.sub(r"^\s*#[^\n]*(?:\\\n[^\n]*)*", "", text, flags=re.M)
    return " ".join(text.split())


def prototypes(text):
    for found in re.finditer(r"((?:APN_MUST_USE )?APN_API [^;{}]*\));", text):
        yield found[1]


def fields_and_numbers(text):
    """What layout.c must print: every field of every struct, every number of every enum."""
    for name, body in re.findall(r"typedef struct (\w+) \{([^}]*)\}", text):
        for declaration in filter(None, (d.strip() for d in body.split(";"))):
            for part in declaration.split(","):
                field = re.search(r"(\w+)\s*(?:\[[^\]]*\])?$", part.strip())[1]
                yield f"{name}.{field} at"
    for body in re.findall(r"enum(?: \w+)? \{([^}]*)\}", text):
        for part in filter(None, (p.strip() for p in body.split(","))):
            yield part.split("=")[0].strip() + " ="


def main():
    root, program, baseline = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    layout = subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines()
    faults, declared = [], []
    for name in HEADERS:
        text = plain(root / "include/apportion" / f"{name}.h")
        declared += prototypes(text)
        for wanted in fields_and_numbers(text):
            if not any(line.startswith(wanted) for line in layout):
                faults.append(f"layout.c does not print {wanted.split()[0]} of {name}.h")
    now = layout + declared
    if os.environ.get("UPDATE_ABI") == "1":
        baseline.write_text("\n".join(now) + "\n", encoding="utf-8")
    before = baseline.read_text(encoding="utf-8").splitlines()
    present = set(now)
    for line in before:
        if line not in present and not line.startswith(MAY_GROW):
            faults.append(f"lost or changed: {line}")
    new = [line for line in now if line not in set(before)]
    for line in new:
        faults.append(f"not in the baseline yet (UPDATE_ABI=1 adds it): {line}")
    for fault in faults:
        print(fault)
    print(f"{len(layout)} facts of layout, {len(declared)} prototypes, {len(faults)} faults")
    return 1 if faults or len(declared) < 50 else 0


sys.exit(main())
