"""apportion init: what a sheet says is in the file, what it does not say is `needed`, and the file loads."""

import csv
import io
import unittest
from decimal import Decimal

from support import SOURCE, CommandTest, findings, run

COSTS = SOURCE / "examples" / "data" / "costs.csv"


class Init(CommandTest):
    def made(self, sheet, *words, name="sheet.csv"):
        """The file made from a sheet: it loads, and nothing is wrong with it but what is needed."""
        text = self.done("init", self.write(name, sheet), *words)
        told = findings(run("check", self.write("em.yaml", text), "--format", "json").stdout)
        self.assertLessEqual({each["code"] for each in told if each["severity"] == "error"}, {"input-needed"})
        return text

    def lines(self, text, year, measure="budget"):
        """Each line's id, title and amount, once the percentages are there."""
        text = text.replace("needed, ", "60, ").replace(": needed}}", ": 40}}")
        result = run("run", self.write("whole.yaml", text), "--year", year, "--measure", measure, "--format", "csv")
        self.assertEqual(result.returncode, 0, result.stderr)
        found = {}
        for row in csv.DictReader(io.StringIO(result.stdout)):
            title, amount = found.get(row["line"], (row["title"], Decimal(0)))
            found[row["line"]] = (title, amount + Decimal(row["amount"]))
        return {line: (title, str(amount)) for line, (title, amount) in found.items()}

    def test_the_example(self):
        self.golden("init.txt", self.done("init", COSTS, "--party", "Leics", "--party", "Heddlu De Cymru"))

    def test_rows_by_year(self):
        text = self.made(COSTS.read_text(encoding="utf-8"), "--party", "Leics", "--party", "Notts")
        self.assertEqual(self.lines(text, "2015/16"),
                         {"ict-12": ("Servers", "23125.94"), "ict-14": ("Licences, Niche", "420800.00"),
                          "ict-15": ("Credit for lines", "-949.00")})
        self.assertEqual(self.lines(text, "2015/16", "outturn")["ict-15"][1], "0.00")
        self.assertIn("  # Line 8 of the sheet, Total, is a total and is left out.\n", text)
        self.assertIn("  # The sheet's column Manager is not used.\n", text)

    def test_a_column_for_each_year(self):
        sheet = "\ufeffItem,2015-16,2016/2017,Note\r\nStaff costs,,,\r\nPay,\"1,000.00\",(5),x\r\nPay tax,-,\r\n"
        text = self.made(sheet)
        self.assertEqual(self.lines(text, "2015/16"), {"pay": ("Pay", "1000.00"), "pay-tax": ("Pay tax", "0.00")})
        self.assertEqual(self.lines(text, "2016/17"), {"pay": ("Pay", "-5.00")})
        self.assertIn("# Line 2 of the sheet, Staff costs, has no figure.", text)

    def test_one_year_for_the_whole_sheet(self):
        text = self.made("Description,Cost\nServers,1k\n", "--year", "2015-16")
        self.assertEqual(self.lines(text, "2015/16"), {"servers": ("Servers", "1000.00")})

    def test_parties_are_never_made_up(self):
        text = self.made("Line,Year,Amount\na,2015/16,1\n")
        self.assertIn("The sheet does not say", text)
        self.assertIn("to_decide: {percent: {first-party: needed, second-party: needed}}", text)

    def test_forces_by_the_names_in_use(self):
        text = self.made("Line,Year,Amount\na,2015/16,1\n", "--party", "Devon & Cornwall Constabulary", "--party", "MPS",
                         "--party", "Torfaen Council")
        self.assertIn('- {id: devon-and-cornwall, name: "Devon and Cornwall"}', text)
        self.assertIn('- {id: metropolitan, name: "Metropolitan"}', text)
        self.assertIn('- {id: torfaen-council, name: "Torfaen Council"}', text)

    def test_ids_and_titles_of_every_kind(self):
        sheet = ('Line,Year,Amount\n"A ""B"": {c}, # d\\",2015/16,1\nLead,2015/16,2\n£££,2015/16,3\nA/B,2015/16,4\n'
                 'a b,2015/16,5\nTŷ,2015/16,6\n"two\nlines",2015/16,7\n' + "x" * 200 + ",2015/16,8\n")
        lines = self.lines(self.made(sheet), "2015/16")
        self.assertEqual(list(lines), ["a-b-c-d", "lead-line", "line", "a-b", "a-b-2", "t", "two-lines", "x" * 60])
        self.assertEqual(lines["a-b-c-d"], ('A "B": {c}, # d\\', "1.00"))
        self.assertEqual(lines["two-lines"][0], "two\nlines")

    def test_faults_of_sheets(self):
        path = self.folder / "sheet.csv"
        for sheet, code, place, says in (
                ("Line,Year,Amount\na,2015/16,1\nA,2015-16,2\n", "csv", "3:11", "in line 2 already"),
                ("Line,Year,Amount\na,soon,1\n", "number", "2:3", "`soon` is not a financial year"),
                ("Line,Year,Amount\na,2015/17,1\n", "number", "2:3", "not a financial year"),
                ("Line,Year,Amount\na,2015/16,x1\n", "number", "2:11", "`x1` is not an amount"),
                ("Line,Year,Amount\na,2015/16,1.005\n", "not-whole-units", "2:11", "1.005"),
                ("Line,Year,Amount\n,2015/16,1\n", "csv", "2:1", "no cost line"),
                ("Line,Year,Amount\n", "csv", "1:1", "no cost line under"),
                ("Line,Amount\na,1\n", "csv", "1:1", "--year"),
                ("Line,Year\na,2015/16\n", "csv", "1:1", "no column of amounts"),
                ("Amount,Year\n1,2015/16\n", "csv", "1:1", "no column of cost lines"),
                ("\n,,\n", "csv", "1:1", "empty"),
                ('"a\n', "csv", "1:1", "does not end")):
            told = self.refused(1, code, "init", self.write("sheet.csv", sheet), says=says)
            self.assertTrue(told.startswith(f"{path}:{place}: "), told)

    def test_all_faults_at_once(self):
        result = run("init", self.write("sheet.csv", "Line,Year,Amount\na,x,1\nb,2015/16,y\nc,2015/16,1\n"))
        self.assertEqual((result.returncode, result.stdout, result.stderr.count("\n")), (1, "", 2))

    def test_words(self):
        self.refused(2, "usage", "init", says="apportion init costs.csv")
        self.refused(2, "usage", "init", COSTS, COSTS, says="a second")
        self.refused(1, "number", "init", COSTS, "--year", "2015")
        self.refused(1, "duplicate-id", "init", COSTS, "--party", "Met", "--party", "MPS", says="the same party")
        self.refused(3, "io", "init", self.folder / "none.csv")

    def test_too_many_lines(self):
        rows = "".join(f"line {i},1\n" for i in range(10001))
        self.refused(3, "limit", "init", self.write("sheet.csv", "Line,Amount\n" + rows), "--year", "2015/16")
        text = self.done("init", self.write("sheet.csv", "Line,Amount\n" + rows[:rows.index("line 10000")]), "--year",
                         "2015/16")
        self.assertEqual(text.count("  - id: line-"), 10000)


if __name__ == "__main__":
    unittest.main()
