"""docs/coverage.md names keys that docs/format.md has, and tests that there are; each rule has a test or says that it is not built.

    check_coverage.py ROOT
"""

import re
import sys
from pathlib import Path

CASE = {".vec": r"^{} +\|", ".c": r"cmocka_unit_test\(\s*{}\b", ".py": r"^ +def {}\("}


def rows(text):
    """The cells of each rule."""
    for line in text.splitlines():
        if re.match(r"\| [A-Z]\d+ \|", line):
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def key_fault(key, keys):
    return [] if key in keys else [f"docs/format.md has no key `{key}`"]


def test_fault(name, files):
    file, _, case = name.partition(":")
    found = files.get(file, [])
    if len(found) != 1:
        return [f"{len(found)} files {file} below test/"]
    pattern = CASE[found[0].suffix].format(re.escape(case))
    return [] if re.search(pattern, found[0].read_text(encoding="utf-8"), re.M) else [f"{file} has no case {case}"]


def row_faults(cells, keys, files):
    if len(cells) != 4:
        return [f"{len(cells)} cells"]
    names = re.findall(r"`([^`:]+\.\w+:[^`]+)`", cells[3])
    faults = [fault for key in re.findall(r"`([^`]+)`", cells[2]) for fault in key_fault(key, keys)]
    faults += [fault for name in names for fault in test_fault(name, files)]
    if not names and "not yet" not in cells[3]:
        faults.append("neither a test nor `not yet`")
    if not cells[2] and "not yet" not in cells[3]:
        faults.append("no key")
    return faults


def number_faults(ids):
    """Ids of one letter are numbered from 1 without a gap."""
    for letter in sorted({name[0] for name in ids}):
        numbers = [int(name[1:]) for name in ids if name[0] == letter]
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{letter}: rows {numbers}"


def main(root):
    words = (root / "docs" / "format.md").read_text(encoding="utf-8")
    keys = {key for cell in re.findall(r"^\| (`[^|]*) \|", words, re.M) for key in re.findall(r"`([a-z_]+)`", cell)}
    keys |= set(re.findall(r"^([a-z_]+):", "".join(re.findall(r"^```yaml\n(.*?)^```", words, re.M | re.S)), re.M))
    files = {}
    for path in (root / "test").rglob("*.*"):
        files.setdefault(path.name, []).append(path)
        files.setdefault(f"{path.parent.name}/{path.name}", []).append(path)  # where two have one name
    rules = list(rows((root / "docs" / "coverage.md").read_text(encoding="utf-8")))
    faults = [f"{cells[0]}: {fault}" for cells in rules for fault in row_faults(cells, keys, files)]
    faults += number_faults([cells[0] for cells in rules])
    faults += [] if rules else ["no rules"]
    print("\n".join(faults), file=sys.stderr)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
