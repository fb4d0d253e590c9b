"""Each public header compiles alone, as C11 and as C++17, without a warning.

    check_headers.py SOURCE_ROOT
"""

import shutil
import subprocess
import sys
from pathlib import Path

FLAGS = ["-Wall", "-Wextra", "-pedantic", "-Werror", "-fsyntax-only"]
COMPILERS = [("gcc", "c", "-std=c11"), ("g++", "c++", "-std=c++17"), ("clang", "c", "-std=c11"),
             ("clang++", "c++", "-std=c++17")]


def main():
    root = Path(sys.argv[1])
    headers = sorted((root / "include/apportion").glob("*.h"))
    faults = compiled = 0
    for compiler, language, standard in COMPILERS:
        if shutil.which(compiler) is None:
            continue
        for header in headers:
            source = f'#include "apportion/{header.name}"\n#include "apportion/{header.name}"\n'
            run = subprocess.run([compiler, "-x", language, standard, *FLAGS, f"-I{root / 'include'}", "-"], input=source,
                                 capture_output=True, text=True, check=False)
            compiled += 1
            if run.returncode:
                faults += 1
                print(f"{header.name} with {compiler} {standard}:\n{run.stderr}")
    whole = (root / "include/apportion/apportion.h").read_text(encoding="utf-8")
    for header in headers:
        if header.name != "apportion.h" and f'"apportion/{header.name}"' not in whole:
            faults += 1
            print(f"apportion.h does not include {header.name}")
    print(f"{compiled} compilations, {faults} faults")
    return 1 if faults or compiled < 2 * len(headers) else 0


sys.exit(main())
