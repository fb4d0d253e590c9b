"""The example programs, the README, and the lines that examples/run says to type."""

import json
import os
import re
import subprocess
import unittest
from fractions import Fraction

from support import APPORTION, EAST_MIDLANDS, EXAMPLES, PLAIN, SOURCE, CommandTest, run

README = (SOURCE / "README.md").read_text(encoding="utf-8")
PROGRAMS = ["split_bill", "agreement_owes", "split_ledger", "table_foots"]


def program(name, *words):
    return subprocess.run([EXAMPLES / name, *words], capture_output=True, text=True, env=PLAIN, timeout=60,
                          check=False)


class Programs(CommandTest):
    def test_split_bill(self):
        done = program("split_bill")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual([line.split() for line in done.stdout.splitlines()],
                         [["Lincolnshire", "18,163.81"], ["Leicestershire", "30,515.19"],
                          ["Nottinghamshire", "31,175.69"], ["Northamptonshire", "20,145.31"]])

    def test_agreement_owes(self):
        done = program("agreement_owes", EAST_MIDLANDS, "2015/16")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual([line.split() for line in done.stdout.splitlines()[1:]],
                         [["Lincolnshire", "220,000.00"], ["Leicestershire", "537,600.00"],
                          ["Nottinghamshire", "797,800.00"], ["Northamptonshire", "471,000.00"]])

    def test_agreement_owes_tells_faults(self):
        done = program("agreement_owes", self.write("bad.yaml", "format: apportion/1\n"), "2015/16")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("[missing-key]", done.stderr)

    def test_split_ledger(self):
        done = program("split_ledger", SOURCE / "examples" / "data" / "ledger.csv")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        rows = {line[:18].strip(): [int(cell) for cell in line[18:].split()]
                for line in done.stdout.splitlines()[1:]}
        self.assertEqual(rows["Niche licences"], [11000000, 18880000, 12200000, 42080000])
        for row in rows.values():
            self.assertEqual(sum(row[:3]), row[3])
        self.assertEqual([sum(column) for column in zip(*list(rows.values())[:-1])], rows["sum"])
        self.assertNotIn("does not foot", done.stdout)

    def test_table_foots(self):
        """Every month adds up, every running total is within a penny, and the year is the annual split."""
        done = program("table_foots")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        rows = [[int(cell.replace(",", "").replace(".", "")) for cell in line.split()[1:]]
                for line in done.stdout.splitlines()[1:]]
        self.assertEqual(len(rows), 13)
        shares = [Fraction(3528, 10000), Fraction(4202, 10000), Fraction(2270, 10000)]
        running = [0, 0, 0]
        for month, row in enumerate(rows[:12], 1):
            self.assertEqual(sum(row[:3]), row[3])
            self.assertEqual(row[3], 833333)
            running = [before + cell for before, cell in zip(running, row)]
            for cell, total, share in zip(row, running, shares):
                self.assertLess(abs(cell - 833333 * share), 1)
                self.assertLess(abs(total - month * 833333 * share), 1)
        self.assertEqual(running, rows[12][:3])
        annual = run("split", "99999.96", "a=35.28%", "b=42.02%", "c=22.70%", "--format", "csv").stdout
        self.assertEqual([f"{pence / 100:.2f}" for pence in running],
                         [line.split(",")[5] for line in annual.splitlines()[1:]])

    def test_split_ledger_reads_the_whole_file(self):
        """A ledger well above 1 MiB: every row counts."""
        ledger = "item,amount\n" + "A server with a long name for its row,42.08\n" * 50000
        self.assertGreater(len(ledger), 2 << 20)
        done = program("split_ledger", self.write("long.csv", ledger))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        sums = [int(cell) for cell in done.stdout.splitlines()[-1].split()[1:]]
        self.assertEqual(sums, [50000 * pence for pence in (1100, 1888, 1220, 4208)])

    def test_split_ledger_refuses_what_is_too_long(self):
        path = self.folder / "huge.csv"
        with path.open("wb") as file:
            file.truncate((64 << 20) + 1)
        done = program("split_ledger", path)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertTrue(done.stderr.endswith(" [limit]\n"), done.stderr)

    def test_agreement_owes_reads_the_whole_file(self):
        """The amounts stand behind more than 1 MiB of remarks; above 4 MiB the file is refused."""
        remarks = "# " + "x" * 78 + "\n"
        text = EAST_MIDLANDS.read_text(encoding="utf-8")
        path = self.write("long.yaml", remarks * 30000 + text)
        self.assertEqual(program("agreement_owes", path, "2015/16").stdout,
                         program("agreement_owes", EAST_MIDLANDS, "2015/16").stdout)
        done = program("agreement_owes", self.write("huge.yaml", remarks * 60000 + text), "2015/16")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertTrue(done.stderr.endswith(" [limit]\n"), done.stderr)

    def test_they_say_once_what_cannot_be_read(self):
        for name, words in (("agreement_owes", ["2015/16"]), ("split_ledger", [])):
            for path, reason in (("no-such-file", "No such file or directory"), (self.folder, "Is a directory")):
                done = program(name, path, *words)
                self.assertEqual((done.returncode, done.stdout, done.stderr), (1, "", f"{path}: {reason}\n"))
            done = program(name)
            self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (2, "", 1))
            self.assertRegex(done.stderr, rf"^usage: {name} FILE[A-Za-z. ]*\n$")

    def test_agreement_owes_names_a_place_only_where_there_is_one(self):
        done = program("agreement_owes", EAST_MIDLANDS, "2010/11")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertNotIn(":0", done.stderr)

    def test_they_are_small_and_use_the_public_headers_only(self):
        for name in PROGRAMS:
            text = (SOURCE / "examples" / f"{name}.c").read_text(encoding="utf-8")
            self.assertLess(text.count("\n"), 80, name)
            for header in re.findall(r"#include +[<\"](.*)[>\"]", text):
                self.assertTrue(header.startswith("apportion/") or "/" not in header, header)

    def test_the_command_uses_the_public_headers_only(self):
        folder = SOURCE / "examples" / "apportion"
        for path in sorted(folder.glob("*.[ch]")):
            for header in re.findall(r"#include +\"(.*)\"", path.read_text(encoding="utf-8")):
                known = (folder / header).exists() or (SOURCE / "include" / header).exists()
                self.assertTrue(known, f"{path.name}: {header}")


def console_blocks():
    """Each `$ line` of the README's console blocks with the output under it."""
    for block in re.findall(r"^```console\n(.*?)^```", README, re.S | re.M):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            line, _, output = part.partition("\n")
            yield line, output


class Readme(CommandTest):
    def setUp(self):
        super().setUp()
        tools = self.folder / "bin"
        tools.mkdir()
        (tools / "apportion").symlink_to(APPORTION)
        for name in PROGRAMS:
            (tools / name).symlink_to(EXAMPLES / name)
        self.path = {**PLAIN, "PATH": f"{tools}:{os.environ['PATH']}"}

    def test_output_is_true(self):
        blocks = list(console_blocks())
        self.assertGreaterEqual(len(blocks), 5)
        for line, output in blocks:
            with self.subTest(line=line):
                done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=SOURCE,
                                      env=self.path, timeout=60, check=False)
                self.assertEqual(done.stdout + done.stderr, output)

    def test_program_is_quoted(self):
        quoted = re.search(r"^```c\n(.*?)^```", README, re.S | re.M)[1]
        self.assertEqual(quoted, (SOURCE / "examples" / "split_bill.c").read_text(encoding="utf-8"))

    def test_files_exist(self):
        for name in re.findall(r"`((?:docs|examples|include|test)/[^` *]*)`", README):
            self.assertTrue((SOURCE / name).exists(), name)
        for name in re.findall(r"^\./(\S+)", README, re.M):
            self.assertTrue(os.access(SOURCE / name, os.X_OK), name)

    def test_every_document_is_listed(self):
        documents = README.split("\n## Documents\n")[1].split("\n## ")[0]
        listed = set(re.findall(r"`docs/([^`]*)`", documents))
        there = {path.name + ("/" if path.is_dir() else "") for path in (SOURCE / "docs").iterdir()}
        self.assertEqual(listed, there - {"man/"})

    def test_ten_methods(self):
        """Every method of a split has its page, and so have the two ways to round a table."""
        self.assertIn("lists ten methods", README)
        listed = json.loads(run("methods", "--format", "json").stdout)["methods"]
        self.assertEqual(len(listed), 10)
        pages = {path.stem for path in (SOURCE / "docs" / "methods").glob("*.md")}
        self.assertEqual(pages - {"table", "biproportional"}, {method["name"] for method in listed})

    def test_lines_to_type_next(self):
        """What examples/run ends with works, with the command of this build in place of its own."""
        script = (SOURCE / "examples" / "run").read_text(encoding="utf-8")
        lines = re.search(r"^Type next:\n(.*?)^END", script, re.S | re.M)[1].splitlines()
        agreement = re.search(r"^agreement=(.*)$", script, re.M)[1]
        self.assertGreaterEqual(len(lines), 4)
        for line in lines:
            with self.subTest(line=line):
                done = subprocess.run(["sh", "-c", f"command=apportion; agreement={agreement}; {line}"],
                                      capture_output=True, text=True, cwd=SOURCE, env=self.path, timeout=60,
                                      check=False)
                self.assertEqual(done.returncode, 0)
                for note in done.stderr.splitlines():  # the agreement was decided later
                    self.assertTrue(note.endswith(" [retrospective]"), note)


if __name__ == "__main__":
    unittest.main()
