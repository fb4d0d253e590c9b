"""docs/limits.md has every limit with its value, and some test names each.

    check_limits.py SOURCE_ROOT
"""

import re
import sys
from pathlib import Path


def defined(path, pattern):
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return {name: int(value) for name, value in re.findall(rf"#define\s+({pattern})\s+(\d+)u?\b", text)}


def main():
    root = Path(sys.argv[1])
    limits = defined(root / "lib/base/library_limits.h", r"APN__LIMIT_\w+")
    limits |= defined(root / "include/apportion/decimal.h", r"APN_DECIMAL_(?:DIGITS|SCALE)")
    document = (root / "docs/limits.md").read_text(encoding="utf-8")
    rows = {name: int(value) for name, value in re.findall(r"^\| `(APN_\w+)` \| (\d+) \|", document, flags=re.M)}
    tests = "".join(p.read_text(encoding="utf-8") for p in (root / "test").rglob("*.c"))
    faults = [f"{name} is {value}, docs/limits.md says {rows.get(name)}" for name, value in limits.items()
              if rows.get(name) != value]
    faults += [f"docs/limits.md has {name}, which is no limit" for name in rows if name not in limits]
    faults += [f"no test names {name}" for name in limits if not re.search(rf"\b{name}\b", tests)]
    for fault in faults:
        print(fault)
    print(f"{len(limits)} limits, {len(faults)} faults")
    return 1 if faults or len(limits) < 15 else 0


sys.exit(main())
