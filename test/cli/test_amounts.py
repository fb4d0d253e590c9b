"""What the amount of a line is made of before it is shared, by figures worked by hand."""

import json
import unittest

from support import CommandTest, findings, run

HEAD = """format: apportion/1
agreement: {id: x, effective: {from: 2015-04-01, to: 2018-03-31}}
parties: [{id: a}, {id: b}]
"""


class Amounts(CommandTest):
    def statement(self, text, *more):
        result = run("run", self.write("amounts.yaml", HEAD + text), "--format", "json", *more)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return json.loads(result.stdout)

    def refused(self, text, code, words):
        with self.subTest(text=text):
            result = run("check", self.write("amounts.yaml", HEAD + text), "--format", "json")
            told = [each for each in findings(result.stdout) if each["severity"] == "error"]
            self.assertEqual([each["code"] for each in told], [code])
            self.assertIn(words, told[0]["message"])

    def line(self, more):
        return "cost_lines: [{id: l, basis: equal, " + more + "}]\n"

    def test_funding_comes_off_first(self):
        told = self.statement(self.line("budget: {2015/16: 10.00}, less: [{id: grant, budget: {2015/16: 4.00}}]"))
        self.assertEqual((told["total"], [each["amount"] for each in told["parties"]]), ("6.00", ["3.00", "3.00"]))

    def test_funding_that_does_not_fit(self):
        for less, code, words in [
                ("[{title: G, budget: {2016/17: 1.00}}]", "no-figure", "has a figure for the budget of 2016/17, where the cost"),
                ("[{title: G, budget: {2015/16: 1.00}, outturn: {2015/16: 1.00}}]", "no-figure", "has a figure for the outturn of 2015/16"),
                ("[{title: G}]", "no-figure", "has no figure for the budget of 2015/16"),
                ("[{title: G, budget: {2015/16: -1.00}}]", "number", "write funding without a sign"),
                ("[{budget: {2015/16: 1.00}}]", "missing-key", "does not say where the funding is from"),
                ("[{id: g, budget: {2015/16: 1.00}}, {id: g, budget: {2015/16: 1.00}}]", "duplicate-id", "`g`"),
                ("[{title: G, budgets: {2015/16: 1.00}}]", "unknown-key", "did you mean `budget`"),
                ("{title: G, budget: {2015/16: 1.00}}", "wrong-type", "a list of funding"),
                ("[1.00]", "wrong-type", "")]:
            self.refused(self.line("budget: {2015/16: 10.00}, less: " + less), code, words)
        self.refused(self.line("items: [{budget: {2015/16: 1.00, 2016/17: 1.00}, less: [{id: g, budget: {2015/16: 1.00}}]}]"),
                     "no-figure", "has no figure for the budget of 2016/17")

    def test_a_faulty_cost_is_told_once(self):
        self.refused(self.line("budget: {2015/16: x}, less: [{id: g, budget: {2016/17: 1.00}}]"), "number", "`x`")


if __name__ == "__main__":
    unittest.main()
