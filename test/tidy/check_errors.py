"""docs/errors.md has every word that the library can say, and its examples do what they say.

    check_errors.py ERROR_WORDS APPORTION DOCUMENT

ERROR_WORDS prints the words of apn_status_word, one a line.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

WITHOUT_EXAMPLE = {"memory", "internal", "cancelled", "json"}
YEAR = ["--year", "2015/16"]


def sections(text):
    """The word, the example with its language, the mended text, and sheets that the example names."""
    for part in re.split(r"^### ", text, flags=re.M)[1:]:
        word = re.match(r"`([a-z-]+)`\n", part)
        blocks = re.findall(r"^```(sh|yaml|csv)\n(.*?)^```$", part, flags=re.M | re.S)
        mended = re.search(r"^Mended: `([^`]+)`$", part, flags=re.M)
        sheets = re.findall(r"^```csv (\S+)\n(.*?)^```$", part, flags=re.M | re.S)
        yield word[1], blocks, mended[1] if mended else None, sheets


class Examples:
    def __init__(self, command, folder):
        self.command = str(Path(command).resolve())
        self.folder = folder
        self.faults = []

    def run(self, words):
        """Each finding's code and line, whether the run failed or not."""
        plain = {k: v for k, v in os.environ.items() if not k.startswith("LC_")}
        done = subprocess.run([self.command, *words, "--format", "json"], capture_output=True, cwd=self.folder, env=plain,
                              check=False)
        told = json.loads((done.stdout if done.returncode == 0 else done.stderr).decode())
        return [(finding["code"], finding.get("line", 0)) for finding in told.get("findings", [])], done.returncode

    def run_file(self, text):
        (self.folder / "example.yaml").write_text(text, encoding="utf-8")
        return self.run(["run", "example.yaml", *YEAR])

    def check_commands(self, word, bad, mended):
        found, _ = self.run(shlex.split(bad)[1:])
        if [code for code, _ in found] != [word]:
            self.faults.append(f"{word}: `{bad.strip()}` gives {found}")
        found, status = self.run(shlex.split(mended)[1:])
        if found or status:
            self.faults.append(f"{word}: `{mended}` gives {found}")

    def check_files(self, word, bad, mended):
        found, _ = self.run_file(bad)
        places = [line for code, line in found if code == word]
        if not places or found[0][0] != word:
            self.faults.append(f"{word}: its example gives {found}")
            return
        lines = bad.splitlines(keepends=True)
        lines[places[0] - 1] = mended
        found, status = self.run_file(mended if mended.startswith("format:") else "".join(lines))
        if status or any(code == word for code, _ in found):
            self.faults.append(f"{word}: its mended example gives {found}")

    def check_sheets(self, word, line, bad, mended):
        sheet = self.folder / "sheet.csv"
        sheet.write_text(bad, encoding="utf-8")
        found, _ = self.run(shlex.split(line)[1:])
        if [code for code, _ in found] != [word]:
            self.faults.append(f"{word}: its sheet gives {found}")
        sheet.write_text(mended, encoding="utf-8")
        found, status = self.run(shlex.split(line)[1:])
        if found or status:
            self.faults.append(f"{word}: its mended sheet gives {found}")

    def check(self, word, blocks, mended, sheets):
        for name, text in sheets:
            (self.folder / name).write_text(text, encoding="utf-8")
        if word in WITHOUT_EXAMPLE:
            return
        kinds = [kind for kind, _ in blocks]
        if kinds == ["sh"] and mended:
            self.check_commands(word, blocks[0][1], mended)
        elif kinds == ["yaml", "yaml"]:
            self.check_files(word, blocks[0][1], blocks[1][1])
        elif kinds == ["sh", "csv", "csv"]:
            self.check_sheets(word, *(text for _, text in blocks))
        else:
            self.faults.append(f"{word}: needs a bad example and its mending")


def main():
    program, command, document = sys.argv[1:]
    words = subprocess.run([program], capture_output=True, text=True, check=True).stdout.split()
    found = list(sections(Path(document).read_text(encoding="utf-8")))
    documented = [word for word, *_ in found]
    with tempfile.TemporaryDirectory() as folder:
        examples = Examples(command, Path(folder))
        for word in words:
            if word != "ok" and documented.count(word) != 1:
                examples.faults.append(f"docs/errors.md has {word} {documented.count(word)} times")
        for word in set(documented) - set(words):
            examples.faults.append(f"docs/errors.md has {word}, which the library never says")
        for section in found:
            examples.check(*section)
    for fault in examples.faults:
        print(fault)
    print(f"{len(words)} words, {len(found)} documented, {len(examples.faults)} faults")
    return 1 if examples.faults or len(words) < 30 else 0


if __name__ == "__main__":
    sys.exit(main())
