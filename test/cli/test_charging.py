"""What is paid when: instalments of a budget, by figures worked by hand and by the laws that they keep."""

import csv
import io
import json
import math
import random
import unittest
from fractions import Fraction

from support import CommandTest, findings, run

HEAD = """format: apportion/1
agreement: {id: x, lead: b}
"""
THREE = HEAD + """parties: [{id: a}, {id: b}, {id: c}]
cost_lines: [{id: l, basis: equal, budget: {2015/16: 100.00}, outturn: {2015/16: 90.00}}]
"""
QUARTERS = "charging: {payee: lead, instalments: {per_year: 4, timing: advance}}\n"

# £100.00 among three is 33.34, 33.33 and 33.33, and a quarter of these 8.335, 8.3325 and 8.3325. Each date has 25.00, so
# that one of its three amounts is rounded up; the first party's are those of the first two dates.
EXPECTED = [["2015-04-01", "8.34", "8.33", "8.33"], ["2015-07-01", "8.34", "8.33", "8.33"],
            ["2015-10-01", "8.33", "8.34", "8.33"], ["2016-01-01", "8.33", "8.33", "8.34"]]


class Instalments(CommandTest):
    def statement(self, text, *more):
        result = run("run", self.write("charging.yaml", text), "--format", "json", *more)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return json.loads(result.stdout)

    def dues(self, text):
        return [each["due"] for each in self.statement(text)["instalments"]]

    def test_figures_by_hand(self):
        told = self.statement(THREE + QUARTERS)
        self.assertEqual(told["payee"], "b")
        self.assertEqual([[each["due"], *(part["amount"] for part in each["parties"])] for each in told["instalments"]],
                         EXPECTED)
        self.assertEqual([each["total"] for each in told["instalments"]], ["25.00"] * 4)
        self.assertEqual([part["party"] for part in told["instalments"][0]["parties"]], ["a", "b", "c"])

    def test_one_party_by_quarters(self):
        told = self.statement(HEAD + "parties: [{id: b}]\n" +
                              "cost_lines: [{id: l, basis: equal, budget: {2015/16: 311756.94}}]\n" + QUARTERS)
        self.assertEqual([each["total"] for each in told["instalments"]], ["77939.24", "77939.24", "77939.23", "77939.23"])

    def test_csv_counts_nothing_twice(self):
        result = run("run", self.write("charging.yaml", THREE + QUARTERS), "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(result.stdout)))
        self.assertEqual(sum(Fraction(row["amount"] or 0) for row in rows), 100)
        self.assertEqual([[row["due"], row["party"], row["instalment"]] for row in rows if row["status"] == "instalment"],
                         [[due, party, amount] for due, *amounts in EXPECTED for party, amount in zip("abc", amounts)])

    def test_people_read_the_same(self):
        path = self.write("charging.yaml", THREE + QUARTERS)
        lines = [" ".join(line.split()) for line in run("run", path).stdout.splitlines()]
        markdown = run("run", path, "--format", "markdown").stdout.splitlines()
        for due, *amounts in EXPECTED:
            at = lines.index(f"Due on {due} to b")
            self.assertEqual(lines[at + 2:at + 5], [f"{party} {amount}" for party, amount in zip("abc", amounts)])
            for party, amount in zip("abc", amounts):
                self.assertIn(f"| {due} | {party} | £{amount} |", markdown)
            self.assertIn(f"| **{due}** | **Total** | **£25.00** |", markdown)
        self.assertIn("Payable to b.", markdown)

    def test_dates(self):
        for count, timing, dates in [(1, "arrears", ["2016-03-31"]), (2, "advance", ["2015-04-01", "2015-10-01"]),
                                     (4, "arrears", ["2015-06-30", "2015-09-30", "2015-12-31", "2016-03-31"])]:
            text = THREE + QUARTERS.replace("4", str(count)).replace("advance", timing)
            self.assertEqual(self.dues(text), dates)
        monthly = self.dues(THREE + "year_start: 10-31\n" + QUARTERS.replace("4", "12"))
        self.assertEqual((len(monthly), monthly[0], monthly[1], monthly[4], monthly[11]),
                         (12, "2015-10-31", "2015-11-30", "2016-02-29", "2016-09-30"))

    def test_only_a_budget_has_them(self):
        self.assertNotIn("instalments", self.statement(THREE + QUARTERS, "--measure", "outturn"))
        told = self.statement(THREE + "charging: {payee: c}\n")
        self.assertEqual((told["payee"], "instalments" in told), ("c", False))
        self.assertNotIn("payee", self.statement(THREE))

    def test_laws(self):
        dice = random.Random(20151)
        for _ in range(25):
            parties, count = dice.randint(1, 6), dice.choice([1, 2, 3, 4, 6, 12])
            pounds = [f"{dice.randint(-5, 50)}.{dice.randint(0, 99):02}" for _ in range(parties)]
            lines = "".join(f"  - {{id: l{i}, basis: {{all_to: p{i}}}, budget: {{2015/16: {amount}}}}}\n"
                            for i, amount in enumerate(pounds))
            listed = ", ".join(f"{{id: p{i}}}" for i in range(parties))
            text = (f"format: apportion/1\nagreement: {{id: x}}\nparties: [{listed}]\n"
                    f"cost_lines:\n{lines}charging: {{payee: p0, instalments: {{per_year: {count}, timing: arrears}}}}\n")
            told = self.statement(text)
            table = [[Fraction(part["amount"]) * 100 for part in each["parties"]] for each in told["instalments"]]
            totals = [Fraction(each["amount"]) * 100 for each in told["parties"]]
            with self.subTest(text=text):
                self.assertEqual(len(table), count)
                for party, column in enumerate(zip(*table)):
                    self.assertEqual(sum(column), totals[party])
                    self.near(column, totals[party] / count)
                self.near([sum(date) for date in table], sum(totals) / count)
                self.assertEqual([Fraction(each["total"]) * 100 for each in told["instalments"]], [sum(row) for row in table])

    def near(self, amounts, exact):
        for amount in amounts:
            self.assertIn(amount, (math.floor(exact), math.ceil(exact)))

    def test_bad_input(self):
        for charging, code, words in [
                ("{payee: zz}", "unknown-id", "there is no party `zz`"),
                ("{instalments: {per_year: 4, timing: advance}}", "missing-key", "`payee` is missing"),
                ("{payee: a, instalments: {per_year: 4}}", "missing-key", "`timing` is missing"),
                ("{payee: a, instalments: {per_year: 5, timing: advance}}", "wrong-type", "write 1, 2, 3, 4, 6 or 12"),
                ("{payee: a, instalments: {per_year: 0, timing: advance}}", "wrong-type", "write 1, 2, 3, 4, 6 or 12"),
                ("{payee: a, instalments: {per_year: 4, timing: late}}", "wrong-type", "choose advance or arrears"),
                ("{payee: a, instalments: 4}", "wrong-type", "{per_year: 4, timing: advance}"),
                ("a", "wrong-type", "{payee: lead}")]:
            with self.subTest(charging=charging):
                result = run("check", self.write("charging.yaml", THREE + f"charging: {charging}\n"), "--format", "json")
                told = [each for each in findings(result.stdout) if each["severity"] == "error"]
                self.assertEqual([each["code"] for each in told], [code])
                self.assertIn(words, told[0]["message"])


if __name__ == "__main__":
    unittest.main()
