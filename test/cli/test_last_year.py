"""Last year's amounts beside this year's, by figures worked by hand."""

import csv
import io
import json
import unittest

from support import CommandTest, run

TEXT = """format: apportion/1
agreement: {id: x}
parties: [{id: a}, {id: b}, {id: c}]
cost_lines:
  - {id: staff, basis: equal, budget: {2015/16: 600.00, 2016/17: 660.00}}
  - {id: fuel, basis: {all_to: a}, budget: {2015/16: 50.00}}
  - {id: new, basis: {all_to: b}, budget: {2016/17: 30.00}}
"""


class LastYear(CommandTest):
    def run_year(self, year, *more, text=TEXT):
        return run("run", self.write("last-year.yaml", text), "--year", year, "--last-year", *more)

    def told(self, year, text=TEXT):
        result = self.run_year(year, "--format", "json", text=text)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return json.loads(result.stdout)

    def section(self, told, name):
        return next((each for each in told.get("sections", []) if each["id"] == name), None)

    def test_by_party(self):
        section = self.section(self.told("2016/17"), "last_year")
        self.assertEqual([list(row.values()) for row in section["rows"]],
                         [["a", "250.00", "220.00", "-30.00", "-12.00"], ["b", "200.00", "250.00", "50.00", "25.00"],
                          ["c", "200.00", "220.00", "20.00", "10.00"]])
        self.assertEqual(section["totals"], {"last_year": "650.00", "this_year": "690.00", "change": "40.00"})

    def test_by_line(self):
        told = list(csv.reader(io.StringIO(self.run_year("2016/17", "--section", "last_year_lines", "--format", "csv").stdout)))
        self.assertEqual(told[0], ["statement_year", "measure", "party", "line", "last_year", "this_year", "change", "change_percent"])
        rows = [["a", "staff", "200.00", "220.00", "20.00", "10.00"], ["a", "fuel", "50.00", "0.00", "-50.00", "-100.00"],
                ["b", "staff", "200.00", "220.00", "20.00", "10.00"], ["b", "new", "0.00", "30.00", "30.00", ""],
                ["c", "staff", "200.00", "220.00", "20.00", "10.00"]]
        self.assertEqual([row for row in told[1:]], [["2016/17", "budget", *row] for row in rows])

    def test_for_people(self):
        told = self.run_year("2016/17").stdout
        self.assertIn("Change %", told)
        self.assertIn("a 250.00 220.00 -30.00 -12.00", [" ".join(line.split()) for line in told.splitlines()])
        self.assertIn("| a | £250.00 | £220.00 | (£30.00) | \\-12.00 |", self.run_year("2016/17", "--format", "markdown").stdout)

    def test_a_first_year_says_so(self):
        told = self.told("2015/16")
        self.assertIsNone(self.section(told, "last_year"))
        [note] = [each for each in told["findings"] if "last year" in each["message"]]
        self.assertEqual([note["severity"], note["code"]], ["note", "no-figure"])
        self.assertIn("last year, 2014/15, is not told beside 2015/16", note["message"])

    def test_a_year_that_cannot_be_worked_out_says_so(self):
        text = TEXT.replace("basis: {all_to: a}", "basis: {percent: {a: needed, b: 50, c: 50}}")
        told = self.told("2016/17", text)
        self.assertIsNone(self.section(told, "last_year"))
        self.assertEqual([each["code"] for each in told["findings"] if each["severity"] == "warning"], ["input-needed"])

    def test_level_total(self):
        told = self.told("2016/17", TEXT + "rounding: {level: total}\n")
        self.assertEqual([[row["party"], row["line"], row["change"]] for row in self.section(told, "last_year_lines")["rows"]],
                         [["a", None, "-30.00"], ["b", None, "50.00"], ["c", None, "20.00"]])

    def test_what_is_unapportioned_has_its_row(self):
        # 33 % and 66 %: a hundredth is collected from nobody.
        text = TEXT.split("cost_lines")[0] + ("cost_lines:\n  - {id: l, basis: {percent: {a: 33, c: 66}, share_sum: as-published}, "
                                              "participants: [a, c], budget: {2015/16: 100.00, 2016/17: 200.00}}\n")
        for name in ("last_year", "last_year_lines"):
            section = self.section(self.told("2016/17", text), name)
            self.assertEqual(list(section["rows"][-1].values())[-4:], ["1.00", "2.00", "1.00", "100.00"])
            self.assertEqual(section["totals"], {"last_year": "100.00", "this_year": "200.00", "change": "100.00"})

    def test_it_is_asked_for(self):
        result = run("run", self.write("last-year.yaml", TEXT), "--year", "2016/17", "--format", "json")
        self.assertIsNone(self.section(json.loads(result.stdout), "last_year"))

    def test_verifies(self):
        issued = self.write("issued.json", self.run_year("2016/17", "--format", "json").stdout)
        self.assertEqual(run("verify", issued, self.write("last-year.yaml", TEXT)).returncode, 0)

    def test_is_of_one_statement(self):
        result = self.run_year("2016/17", "--party", "a")
        self.assertEqual(result.returncode, 2)
        self.assertIn("--section last_year_lines", result.stderr.replace("\n  ", " ").replace("\n", " "))


if __name__ == "__main__":
    unittest.main()
