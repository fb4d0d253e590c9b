"""Symbols: no layer uses one of a higher layer, internal externals begin apn__, the shared library shows exactly the names of
lib/apportion.map under its version, and those are exactly the functions of the public headers.

    check_symbols.py SOURCE_ROOT SHARED_LIBRARY LAYER_ARCHIVE…     archives in the layers' order
"""

import re
import subprocess
import sys
from pathlib import Path

NODE = "APPORTION_0"
# What a compiler or a coverage build adds of its own.
NOT_OURS = re.compile(r"^(__gcov|__llvm|__asan|__ubsan|__odr_asan|__sanitizer|_GLOBAL|asan\.|__start_|__stop_|__profc|__profd)")


def nm(*words):
    run = subprocess.run(["nm", *words], capture_output=True, text=True, check=True)
    return [line.split() for line in run.stdout.splitlines() if line and not line.endswith(":")]


def defined(archive):
    """External names and the sections they are in; a constant with addresses in it is in .data.rel.ro."""
    run = subprocess.run(["nm", "--format=sysv", "--extern-only", "--defined-only", str(archive)], capture_output=True,
                         text=True, check=True)
    rows = [[field.strip() for field in line.split("|")] for line in run.stdout.splitlines() if line.count("|") == 6]
    return {row[0]: row[6] for row in rows if row[0] != "Name" and not NOT_OURS.match(row[0])}


def undefined(archive):
    return {fields[-1] for fields in nm("--undefined-only", str(archive)) if fields}


def public_functions(root):
    names = set()
    for header in sorted((root / "include/apportion").glob("*.h")):
        text = re.sub(r"/\*.*?\*/|^\s*#[^\n]*", "", header.read_text(encoding="utf-8"), flags=re.S | re.M)
        names |= set(re.findall(r"APN_API[^;{(]*?\b(apn_\w+)\s*\(", text))
        for declaration in re.findall(r"[^;{}]*\([^;{}]*\)\s*;", text):
            if "apn_" in declaration and "APN_API" not in declaration and "typedef" not in declaration:
                sys.exit(f"{header}: a declaration without APN_API: {' '.join(declaration.split())}")
    return names


def mapped(root):
    text = re.sub(r"/\*.*?\*/", "", (root / "lib/apportion.map").read_text(encoding="utf-8"), flags=re.S)
    found = re.fullmatch(rf"\s*{NODE}\s*{{\s*global:\s*(.*?)local:\s*\*;\s*}};\s*", text, flags=re.S)
    if not found:
        sys.exit(f"lib/apportion.map is not one node {NODE} of listed names")
    return re.findall(r"(\w+);", found[1])


def check_layers(archives, faults):
    owner = {}
    for place, archive in enumerate(archives):
        for name, section in defined(archive).items():
            if name in owner:
                faults.append(f"{name} is defined in two layers")
            owner[name] = place
            if not name.startswith("apn_"):
                faults.append(f"{archive.name}: {name} does not begin apn_")
            if re.match(r"\.(data|bss|tdata|tbss)\b(?!\.rel\.ro)|\*COM\*", section):
                faults.append(f"{archive.name}: {name} is a variable that can change")
    for place, archive in enumerate(archives):
        for name in undefined(archive) & set(owner):
            if owner[name] > place:
                faults.append(f"{archive.name} uses {name} of {archives[owner[name]].name}, which is above it")
    return owner


def main():
    root, shared = Path(sys.argv[1]), Path(sys.argv[2])
    archives = [Path(a) for a in sys.argv[3:]]
    faults = []
    owner = check_layers(archives, faults)
    headers, listed = public_functions(root), mapped(root)
    if len(listed) != len(set(listed)):
        faults.append("a name stands twice in lib/apportion.map")
    for name in sorted(headers ^ set(listed)):
        faults.append(f"{name} is in the public headers or in lib/apportion.map, and not in both")
    for name in owner:
        if not name.startswith("apn__") and name not in headers:
            faults.append(f"{name} is external and neither public nor apn__")
    shown = {fields[-1] for fields in nm("-D", "--defined-only", "--with-symbol-versions", str(shared))}
    shown = {name for name in shown if not NOT_OURS.match(name)}
    wanted = {f"{name}@@{NODE}" for name in listed} | {NODE}
    for name in sorted((shown | {NODE}) ^ wanted):
        faults.append(f"the shared library and lib/apportion.map differ in {name}")
    soname = subprocess.run(["readelf", "-d", str(shared)], capture_output=True, text=True, check=True).stdout
    if "[libapportion.so.0]" not in soname:
        faults.append("the shared library is not libapportion.so.0")
    for fault in faults:
        print(fault)
    print(f"{len(listed)} public functions, {len(owner)} externals in {len(archives)} layers, {len(faults)} faults")
    return 1 if faults or len(listed) < 50 or len(archives) < 9 else 0


sys.exit(main())
