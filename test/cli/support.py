"""What the tests of the command share: running it, agreements to run it on, widths, and golden files.

The environment says where things are: APPORTION is the command, EXAMPLES the folder of the example programs, SOURCE the
root of the sources. UPDATE_GOLDEN=1 writes the golden files anew, to be read in review.
"""

import json
import os
import subprocess
import tempfile
import unicodedata
import unittest
from pathlib import Path

APPORTION = os.environ["APPORTION"]
EXAMPLES = Path(os.environ["EXAMPLES"])
SOURCE = Path(os.environ["SOURCE"])
GOLDEN = Path(__file__).resolve().parent / "golden"
EAST_MIDLANDS = SOURCE / "examples" / "agreements" / "east-midlands.yaml"

# What a user's machine may say of itself must not reach the tests.
PLAIN = {key: value for key, value in os.environ.items()
         if key not in ("COLUMNS", "NO_COLOR", "TERM") and not key.startswith("LC_") and key != "LANG"}


def run(*words, stdin="", env=None, cwd=None):
    """Runs the command; its output comes back as text. Words and input may be bytes."""
    data = stdin if isinstance(stdin, bytes) else stdin.encode()
    done = subprocess.run([APPORTION, *words], input=data, capture_output=True, cwd=cwd, timeout=60,
                          env={**PLAIN, **(env or {})}, check=False)
    done.stdout = done.stdout.decode()
    done.stderr = done.stderr.decode()
    return done


def width(text):
    """The columns that a terminal needs, by Unicode's own tables and not by the C library's."""
    columns = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
            continue
        columns += 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
    return columns


class CommandTest(unittest.TestCase):
    """A test with a folder of its own."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def done(self, *words, **kinds):
        """Output of a run that must succeed and have nothing else to say."""
        result = run(*words, **kinds)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return result.stdout

    def refused(self, status, code, *words, says="", **kinds):
        """The one sentence of a run that must fail: nothing on standard output, one line, the code at its end."""
        result = run(*words, **kinds)
        with self.subTest(words=words):
            self.assertEqual(result.returncode, status, result.stderr)
            self.assertEqual(result.stdout, "")
            self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
            self.assertTrue(result.stderr.endswith(f" [{code}]\n"), result.stderr)
            self.assertIn(says, result.stderr)
        return result.stderr

    def golden(self, name, text):
        path = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN") == "1":
            path.write_text(text, encoding="utf-8")
        self.assertEqual(text, path.read_text(encoding="utf-8"),
                         f"{name} differs; UPDATE_GOLDEN=1 writes it anew, to be read in review")


def cells(text, title):
    """The rows of the table under a heading, as lists of cells, until an empty line."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(title))
    rows = []
    for line in lines[start + 1:]:
        if not line:
            break
        rows.append([cell for cell in line.split("  ") if cell.strip()])
    return [[cell.strip() for cell in row] for row in rows]


def findings(text):
    """The findings of a JSON text, whose form is checked."""
    told = json.loads(text)
    if told["format"] != "apportion-findings/1":
        raise AssertionError(told["format"])
    return told["findings"]
