"""What parties contribute in kind is credited to them after sharing, by figures worked by hand."""

import json
import unittest
from fractions import Fraction

from support import CommandTest, findings, run

# £100,000.00 in two halves.
TEXT = """format: apportion/1
agreement: {id: x, lead: beds}
parties: [{id: beds}, {id: herts}]
cost_lines: [{id: staff, basis: equal, budget: {2016/17: 100000.00}, outturn: {2016/17: 90000.00}}]
"""


class InKind(CommandTest):
    def statement(self, entries, more="", measure="budget"):
        path = self.write("in-kind.yaml", f"{TEXT}in_kind: [{entries}]\n{more}")
        result = run("run", path, "--format", "json", "--measure", measure)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return json.loads(result.stdout)

    def parties(self, *given, **named):
        return [[each["party"], each["amount"], each["credit"], each["due"]] for each in self.statement(*given, **named)["parties"]]

    def test_direct_cost_and_full_cost(self):
        # Four sergeants at 12,000.00 each: at direct cost 48,000.00; with the Metropolitan Police's rate of 21.23 % another
        # 10,190.40.
        entry = "{party: herts, line: staff, title: Four sergeants, budget: {2016/17: 48000.00}%s}"
        self.assertEqual(self.parties(entry % ""), [["beds", "50000.00", "0.00", "50000.00"],
                                                    ["herts", "50000.00", "48000.00", "2000.00"]])
        self.assertEqual(self.parties(entry % ", overhead: 21.23%")[1], ["herts", "50000.00", "58190.40", "-8190.40"])

    def test_a_receipt(self):
        told = self.parties("{party: herts, budget: {2016/17: 62000.00}}, {party: lead, budget: {2016/17: 1.00}}")
        self.assertEqual(told, [["beds", "50000.00", "1.00", "49999.00"], ["herts", "50000.00", "62000.00", "-12000.00"]])

    def test_overheads_are_rounded_once_each(self):
        # 0.10 at 5 % is half a penny: 0.01 by default, nothing under `amounts: down`; two of them are rounded apart.
        entries = ", ".join(["{party: herts, budget: {2016/17: 0.10}, overhead: 5%}"] * 2)
        self.assertEqual(self.parties(entries)[1][2], "0.22")
        self.assertEqual(self.parties(entries, "rounding: {amounts: down}\n")[1][2], "0.20")

    def test_each_is_told(self):
        told = self.statement("{id: post, party: herts, line: staff, title: A post, budget: {2016/17: 100.00}, overhead: 21.23%}, "
                              "{party: beds, title: A van, budget: {2016/17: 7.50}}")
        self.assertEqual([each["id"] for each in told["sections"]], ["in_kind", "settlement"])
        rows = [list(row.values()) for row in told["sections"][0]["rows"]]
        self.assertEqual(rows, [["herts", "staff", "post", "100.00", "21.23", "121.23"],
                                ["beds", None, "A van", "7.50", "0.00", "7.50"]])
        self.assertEqual(told["sections"][0]["totals"], {"amount": "107.50", "overhead": "21.23", "credit": "128.73"})

    def test_instalments_are_of_what_is_due(self):
        told = self.statement("{party: herts, budget: {2016/17: 62000.01}}",
                              "charging: {payee: lead, instalments: {per_year: 4, timing: advance}}\n")
        dues = [Fraction(each["due"]) for each in told["parties"]]
        self.assertEqual(dues, [50000, Fraction("-12000.01")])
        for party, due in enumerate(dues):
            self.assertEqual(sum(Fraction(each["parties"][party]["amount"]) for each in told["instalments"]), due)
        self.assertEqual(sum(Fraction(each["total"]) for each in told["instalments"]), sum(dues))

    def test_only_figures_of_the_year_and_measure_count(self):
        entry = "{id: post, party: herts, title: A post, budget: {2016/17: 5.00, 2017/18: 7.00}}"
        told = self.statement(entry, measure="outturn")
        self.assertEqual([each["credit"] for each in told["parties"]], ["0.00", "0.00"])
        notes = [each for each in told["findings"] if each["code"] == "no-figure"]
        self.assertEqual([[each["severity"], each["where"]] for each in notes], [["note", "in_kind.post"]])
        self.assertIn("has no outturn figure for 2016/17", notes[0]["message"])
        self.assertEqual([each["credit"] for each in self.statement(entry)["parties"]], ["0.00", "5.00"])

    def test_without_any_all_is_due(self):
        result = run("run", self.write("plain.yaml", TEXT), "--format", "json")
        self.assertEqual([[each["credit"], each["due"]] for each in json.loads(result.stdout)["parties"]],
                         [["0.00", "50000.00"]] * 2)

    def test_bad_input(self):
        for entry, code, words in [
                ("{title: officers, budget: {2016/17: 1.00}}", "missing-key", "`party` is missing"),
                ("{party: zz, budget: {2016/17: 1.00}}", "unknown-id", "there is no party `zz`"),
                ("{party: beds, line: staf, budget: {2016/17: 1.00}}", "unknown-id", "did you mean `staff`?"),
                ("{party: beds}", "missing-key", "has no figure"),
                ("{party: beds, budget: {2016/17: -1.00}}", "number", "below zero"),
                ("{party: beds, budget: {2016/17: 1.001}}", "not-whole-units", "1.001"),
                ("{party: beds, budget: {2016/17: 1.00}, overhead: -1%}", "negative-weight", "below zero"),
                ("{party: beds, budget: {2016/17: 1.00}, rate: 1%}", "unknown-key", "`rate`"),
                ("{id: p, party: beds, budget: {2016/17: 1}}, {id: p, party: beds, budget: {2016/17: 1}}", "duplicate-id", "`p`"),
                ("beds", "wrong-type", "")]:
            with self.subTest(entry=entry):
                result = run("check", self.write("in-kind.yaml", f"{TEXT}in_kind: [{entry}]\n"), "--format", "json")
                told = [each for each in findings(result.stdout) if each["severity"] == "error"]
                self.assertEqual([each["code"] for each in told], [code])
                self.assertIn(words, told[0]["message"])


if __name__ == "__main__":
    unittest.main()
