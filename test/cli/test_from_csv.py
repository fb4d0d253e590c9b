"""Sheets that an agreement names: read from its own folder and nowhere else, and told by their own places."""

import os
import unittest

from support import SOURCE, CommandTest, findings, run

AGREEMENTS = SOURCE / "examples" / "agreements"
TEXT = """\
format: apportion/1
agreement: {id: sheets}
parties: [{id: leics, name: Leicestershire}, {id: notts, name: Nottinghamshire}]
drivers:
  users: {from_csv: {file: %s, key: force, value: users}}
cost_lines:
  - {id: support, basis: {driver: users}, budget: {2015/16: 3736.00}}
"""
USERS = "force,users\nLeics,1848\nNotts,1888\nKent,99\n"


class Folder(CommandTest):
    def agreement(self, name):
        return self.write("em.yaml", TEXT % name)

    def paid(self, path, **kinds):
        return [line.split(",")[12] for line in
                self.done("run", path, "--format", "csv", **kinds).splitlines()[1:]]

    def test_the_same_statement_as_without_sheets(self):
        """The example with sheets and the one without have the same lines, parties and amounts in every year."""
        for year in ("2015/16", "2016/17", "2017/18", "2018/19"):
            plain, sheets = (run("run", AGREEMENTS / f"{name}.yaml", "--year", year, "--format", "csv")
                             for name in ("east-midlands", "east-midlands-sheets"))
            self.assertEqual((sheets.returncode, sheets.stdout), (0, plain.stdout))

    def test_from_the_folder_of_the_agreement(self):
        """Not from where the command stands; a folder below is within; a link within is followed."""
        (self.folder / "data").mkdir()
        self.write("data/users.csv", USERS)
        path = self.agreement("data/users.csv")
        self.assertEqual(self.paid(path), ["1848.00", "1888.00"])
        self.assertEqual(self.paid("em.yaml", cwd=self.folder), ["1848.00", "1888.00"])
        self.assertEqual(self.paid("-", cwd=self.folder, stdin=path.read_text(encoding="utf-8")),
                         ["1848.00", "1888.00"])
        (self.folder / "link.csv").symlink_to("data/users.csv")
        self.assertEqual(self.paid(self.agreement("link.csv")), ["1848.00", "1888.00"])

    def test_from_nowhere_else(self):
        inner = self.folder / "inner"
        inner.mkdir()
        self.write("users.csv", USERS)
        (self.folder / "inner-2").mkdir()
        self.write("inner-2/users.csv", USERS)
        (inner / "link.csv").symlink_to("../users.csv")
        (inner / "near.csv").symlink_to("../inner-2/users.csv")
        (inner / "folder").symlink_to("..")
        for name in ("../users.csv", self.folder / "users.csv", "link.csv", "near.csv", "folder/users.csv"):
            self.write("inner/em.yaml", TEXT % name)
            self.refused(1, "path-outside", "run", inner / "em.yaml")

    def test_what_cannot_be_read(self):
        path = self.agreement("users.csv")
        told = self.refused(3, "io", "run", path, says="No such file or directory")
        self.assertTrue(told.startswith(f"{path}:5:28: {self.folder}/users.csv: "), told)
        (self.folder / "users.csv").mkdir()
        self.refused(3, "io", "run", path, says="Is a directory")
        if os.getuid() != 0:
            (self.folder / "users.csv").rmdir()
            self.write("users.csv", USERS).chmod(0)
            self.refused(3, "io", "run", path, says="Permission denied")

    def test_a_sheet_that_is_too_long(self):
        with (self.folder / "users.csv").open("wb") as file:
            file.truncate((64 << 20) + 1)
        self.refused(3, "limit", "run", self.agreement("users.csv"), says="longer than 64 MiB")

    def test_faults_of_the_sheet_are_told_behind_those_of_the_text(self):
        self.write("users.csv", "force,users\nLeics,x\nNotts,-1\n")
        path = self.write("em.yaml", TEXT.replace("support,", "support, nature: usual,") % "users.csv")
        told = run("check", path).stdout.splitlines()
        self.assertEqual([line.partition(": ")[0] for line in told],
                         [f"{path}:7:27", f"{self.folder}/users.csv:2:7", f"{self.folder}/users.csv:3:7", str(path)])

    def test_places_in_json(self):
        self.write("users.csv", "force,users\nLeics,1\nNotts,\"1,2\"\n")
        told = findings(run("run", self.agreement("users.csv"), "--format", "json").stderr)
        self.assertEqual([(each["code"], each["file"], each["line"], each["where"]) for each in told],
                         [("number", f"{self.folder}/users.csv", 3, "drivers.users.from_csv.notts")])

    def test_a_missing_row_names_the_party(self):
        self.write("users.csv", "force,users\nLeics,1\nNots,2\n")
        result = run("run", self.agreement("users.csv"))
        self.assertEqual(result.returncode, 1)
        self.assertIn("Nottinghamshire has no", result.stderr)
        self.assertIn("[missing-weight]", result.stderr)

    def test_a_comma_that_cuts_an_amount(self):
        """1,848 without quotes is 1 and a cell of no heading: refused, not read as 1."""
        self.write("users.csv", "force,users\nLeics,1,848\nNotts,1888\n")
        said = self.refused(1, "csv", "run", self.agreement("users.csv"), says="`848` stands under no heading")
        self.assertIn("users.csv:2:9: ", said)
        path = self.write("costs.csv", "Line,2015/16\nServers,12,500.00\nDesks,3.00\n")
        self.assertIn("costs.csv:2:12: ", self.refused(1, "csv", "init", path, says="`500.00` stands under no heading"))
        self.write("users.csv", "force,users\nLeics,1848,,\nNotts,1888\n")
        self.assertEqual(self.paid(self.agreement("users.csv")), ["1848.00", "1888.00"])

    def test_rows_of_totals(self):
        """A ledger's total is no line of its own: told, or passed over when the file says so."""
        self.write("ledger.csv", "code,amount\nServers,100.00\nGrand Total:,150.00\nDesks,50.00\nTOTAL,150.00\n")
        text = ("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: b}]\n"
                "cost_lines: {from_csv: {file: ledger.csv, id: code, amount: amount, year: 2015/16, basis: equal%s}}\n")
        result = run("run", self.write("em.yaml", text % ""), "--format", "json")
        self.assertEqual([(each["code"], each["line"]) for each in findings(result.stderr)], [("csv", 3), ("csv", 5)])
        path = self.write("em.yaml", text % ", totals: pass, control_total: 150.00")
        self.assertEqual(self.paid(path), ["50.00", "50.00", "25.00", "25.00"])

    def test_windows_1252(self):
        self.write("users.csv", "force,users\nSir G\xe2r,1\n".encode("windows-1252"))
        self.refused(1, "csv", "run", self.agreement("users.csv"), says="Windows-1252")


if __name__ == "__main__":
    unittest.main()
