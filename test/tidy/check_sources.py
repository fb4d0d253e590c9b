"""The rules of docs/STYLE.md that a machine can see: includes, sizes, number types, names in headers, formatting.

    check_sources.py SOURCE_ROOT [CLANG_FORMAT]
"""

import re
import subprocess
import sys
from pathlib import Path

LINES_OF_FUNCTION, LINES_OF_FILE, LINES_OF_HEADER, COLUMNS = 70, 700, 400, 100
PARAMETERS = 6


def without_comments(text):
    """Comments and texts in quotes blanked out, so that words in them do not count; lines stay."""
    def blank(found):
        return re.sub(r"[^\n]", " ", found[0])
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def layers(root):
    """Which folders a layer sees, and the order of the layers, as lib/meson.build says."""
    text = (root / "lib/meson.build").read_text(encoding="utf-8")
    block = text[text.index("layer_see"):text.index("layer_order")]
    see = {name: re.findall(r"'(\w+)'", seen) for name, seen in re.findall(r"'(\w+)':\s*\[([^\]]*)\]", block)}
    order = re.findall(r"'(\w+)'", re.search(r"layer_order = \[([^\]]*)\]", text)[1])
    return see, order


def public_layer():
    """The layer that each public header belongs to: a lower layer may not include it."""
    return {"version": "base", "error": "base", "decimal": "decimal", "sheet": "document", "split": "split",
            "table": "table", "force": "agreement", "agreement": "agreement", "statement": "statement",
            "scenario": "agreement", "comparison": "statement", "sweep": "statement",
            "issued": "issued", "adjustment": "issued", "netting": "netting", "report": "report", "verify": "verify",
            "explain": "explain"}


def check_includes(root, faults):
    see, order = layers(root)
    owner = {header.name: layer for layer in order for header in (root / "lib" / layer).glob("*.h")}
    owner["forces_list.h"] = "agreement"  # made by the build
    for layer in order:
        allowed = {layer, *see[layer]}
        for path in sorted((root / "lib" / layer).glob("*.[ch]")):
            for name in re.findall(r'#include "([^"]+)"', path.read_text(encoding="utf-8")):
                at = public_layer().get(Path(name).stem) if name.startswith("apportion/") else owner.get(name)
                if ".." in name or at is None:
                    faults.append(f"{path}: includes {name}, which is no header of a layer")
                elif order.index(at) > order.index(layer) or (not name.startswith("apportion/") and at not in allowed):
                    faults.append(f"{path}: includes {name} of {at}, which {layer} may not see")
    for header, layer in {"mpfr.h": "real", "yaml.h": "yaml"}.items():
        for path in sorted((root / "lib").rglob("*.[ch]")):
            if path.parent.name != layer and f"#include <{header}>" in path.read_text(encoding="utf-8"):
                faults.append(f"{path}: includes {header}, which only lib/{layer} may")
    for path in [*(root / "examples").rglob("*.[ch]"), *(root / "bindings").rglob("*.[ch]")]:
        for name in re.findall(r'#include "([^"]+)"', path.read_text(encoding="utf-8")):
            if ".." in name or (name in owner and not (path.parent / name).exists()):
                faults.append(f"{path}: includes {name}; programs use the public headers only")


def functions(text):
    """Line, name, parameters and length of every function body that begins in the first column."""
    lines = text.split("\n")
    for start, line in enumerate(lines):
        if line != "{":
            continue
        head = start - 1
        while head > 0 and lines[head - 1] and not lines[head - 1].startswith(("}", "#")) \
                and not lines[head - 1].rstrip().endswith(";"):
            head -= 1
        declaration = " ".join(lines[head:start])
        end = next(i for i in range(start, len(lines)) if lines[i].startswith("}"))
        found = re.search(r"(\w+)\((.*)\)\s*$", declaration)
        if found:
            yield start + 1, found[1], found[2], end - head + 1


def check_sizes(root, faults):
    for path in sorted([*(root / "lib").rglob("*.[ch]"), *(root / "include").rglob("*.h"),
                        *(root / "examples").rglob("*.[ch]"), *(root / "bindings").rglob("*.[ch]"),
                        *(root / "test").rglob("*.[ch]")]):
        raw = path.read_text(encoding="utf-8")
        lines = raw.splitlines()
        most = LINES_OF_HEADER if "include" in path.parts else LINES_OF_FILE
        if len(lines) > most:
            faults.append(f"{path}: {len(lines)} lines, {most} at most")
        for number, line in enumerate(lines, 1):
            if len(line) > COLUMNS or "\t" in line or line != line.rstrip():
                faults.append(f"{path}:{number}: longer than {COLUMNS} columns, a tab, or blanks at the end")
        for number, name, parameters, length in functions(without_comments(raw)):
            if length > LINES_OF_FUNCTION:
                faults.append(f"{path}:{number}: {name} has {length} lines, {LINES_OF_FUNCTION} at most")
            count = 0 if parameters.strip() in ("", "void") else len(re.sub(r"\([^()]*\)", "", parameters).split(","))
            if count > PARAMETERS + 1 and "lib" in path.parts:  # apn_error *err is not counted
                faults.append(f"{path}:{number}: {name} has {count} parameters")


def check_words(root, faults):
    for path in sorted((root / "lib").rglob("*.[ch]")):
        text = without_comments(path.read_text(encoding="utf-8"))
        for number, line in enumerate(text.split("\n"), 1):
            if re.search(r"\b(float|double|_Complex)\b", line):
                faults.append(f"{path}:{number}: a floating point type")
            if re.search(r"\b(abort|exit|printf|puts|fopen|getenv|setlocale|time|localtime|malloc|calloc|realloc|free)\s*\(",
                         line) and path.parts[-2:] != ("base", "alloc.c"):
                faults.append(f"{path}:{number}: a call that the library does not make: {line.strip()}")
            if re.search(r"\b(strtod|atof|strtold|atoi|gets|sprintf|strcat)\s*\(|\bstrcpy\(\w+, *\w", line):
                faults.append(f"{path}:{number}: an unsafe call: {line.strip()}")
        if re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text(encoding="utf-8")):
            faults.append(f"{path}: a note to oneself")
    for path in sorted((root / "include").rglob("*.h")):
        text = without_comments(path.read_text(encoding="utf-8"))
        if re.search(r"\b(mpz|mpq|mpfr|mpf|yaml)_|__int128|gmp\.h|yaml\.h", text):
            faults.append(f"{path}: a type of another library")
        if re.search(r"\b(float|double)\b", text):
            faults.append(f"{path}: a floating point type")


def check_project_speaks_of_itself(root, faults):
    listed = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False).stdout.split("\n")
    for name in listed:
        path = root / name
        if not name or not path.is_file() or path.suffix in (".csv", ".png"):
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        if re.search(r"/(work|home)/\w|/tmp/[a-z]+[-_]", text) and path.name != Path(__file__).name:
            faults.append(f"{name}: a path of one machine")


def check_format(root, clang_format, faults):
    files = [str(p) for folder in ("lib", "include", "examples", "bindings", "test") for p in sorted((root / folder).rglob("*.[ch]"))]
    run = subprocess.run([clang_format, "--dry-run", "-Werror", *files], capture_output=True, text=True, check=False)
    if run.returncode:
        wrong = sorted({line.split(":")[0] for line in run.stderr.splitlines() if "clang-format-violations" in line})
        faults += [f"{name}: not as clang-format lays it out" for name in wrong] or [run.stderr]


def main():
    root = Path(sys.argv[1]).resolve()
    faults = []
    check_includes(root, faults)
    check_sizes(root, faults)
    check_words(root, faults)
    check_project_speaks_of_itself(root, faults)
    if len(sys.argv) > 2:
        check_format(root, sys.argv[2], faults)
    for fault in faults:
        print(fault.replace(f"{root}/", ""))
    print(f"{len(faults)} faults")
    return 1 if faults else 0


sys.exit(main())
