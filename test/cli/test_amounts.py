"""What the amount of a line is made of before it is shared, by figures worked by hand."""

import json
import random
import unittest
from datetime import date, timedelta
from fractions import Fraction

from support import SOURCE, CommandTest, findings, run

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

    def section(self, told, name):
        return next(each for each in told["sections"] if each["id"] == name)

    def line(self, more):
        return "cost_lines: [{id: l, basis: equal, " + more + "}]\n"

    def test_funding_comes_off_first(self):
        told = self.statement(self.line("budget: {2015/16: 10.00}, less: [{id: grant, budget: {2015/16: 4.00}}]"))
        self.assertEqual((told["total"], [each["amount"] for each in told["parties"]]), ("6.00", ["3.00", "3.00"]))

    def test_what_amounts_are_made_of(self):
        path = SOURCE / "test" / "data" / "amounts.yaml"
        told = json.loads(run("run", path, "--year", "2015/16", "--format", "json").stdout)
        # 100,000.00 - 39,999.98; 500.00 + 200.00 - 100.01 - 0.02; 100.00 - 130.00.
        amounts = {row["line"]: [row[key] for key in ("gross", "less", "net")]
                   for row in self.section(told, "amounts")["rows"]}
        self.assertEqual(amounts, {"staff": ["100000.00", "-39999.98", "60000.02"], "machines": ["700.00", "-100.03", "599.97"],
                                   "whole": ["100.00", "-130.00", "-30.00"]})
        self.assertEqual(self.section(told, "amounts")["totals"], {"gross": "100800.00", "less": "-40230.01", "net": told["total"]})
        funding = self.section(told, "funding")
        self.assertEqual([[row[key] for key in ("line", "item", "funding", "amount")] for row in funding["rows"]],
                         [["staff", None, "grant", "30000.00"], ["staff", None, "2", "9999.98"], ["machines", None, "1", "0.02"],
                          ["machines", "1", "1", "100.01"], ["whole", None, "1", "130.00"]])
        self.assertEqual(funding["totals"], {"amount": "40230.01"})
        markdown = run("run", path, "--year", "2015/16", "--format", "markdown").stdout
        self.assertIn("| staff | £100,000.00 | (£39,999.98) | £60,000.02 |", markdown)
        self.assertIn("| staff |  | Home Office grant |  | £30,000.00 |", markdown)
        self.assertNotIn("sections", self.statement(self.line("budget: {2015/16: 1.00}")))

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

    RESERVE = "reserves: [{id: r, title: Put by, opening: {2015/16: 100.00}, added: {2016/17: 5.00, 2017/18: -1.00}}]\n"

    def test_reserves(self):
        text = self.RESERVE + self.line(
            "budget: {2015/16: 90.00, 2016/17: 80.00, 2017/18: 70.00}, outturn: {2015/16: 90.00}, "
            "less: [{reserve: r, budget: {2015/16: 60.00, 2016/17: 40.00, 2017/18: 14.01}, outturn: {2015/16: 50.00}}]")
        told = self.statement(text, "--year", "2017/18")
        # By the outturn 100 - 50; by the budgets 50 + 5 - 40; 15 - 1 - 14.01.
        names = ("year", "opening", "added", "drawn", "closing")
        years = [[row[key] for key in names] for row in self.section(told, "reserves")["rows"]]
        self.assertEqual(years, [["2015/16", "100.00", "0.00", "50.00", "50.00"], ["2016/17", "50.00", "5.00", "40.00", "15.00"],
                                 ["2017/18", "15.00", "-1.00", "14.01", "-0.01"]])
        self.assertEqual([each["code"] for each in told["findings"]], ["overdrawn"])
        self.assertIn("overdrawn by 0.01 at the end of 2017/18", told["findings"][0]["message"])
        self.assertEqual(told["total"], "55.99")
        # Of the outturn 50 was drawn.
        first = self.statement(text, "--year", "2015/16", "--measure", "outturn")
        self.assertEqual([[row[key] for key in names] for row in self.section(first, "reserves")["rows"]],
                         [["2015/16", "100.00", "0.00", "50.00", "50.00"]])
        self.assertEqual(first["findings"], [])
        row = self.section(first, "funding")["rows"][0]
        self.assertEqual([row[key] for key in ("line", "reserve", "amount")], ["l", "r", "50.00"])

    def test_funding_above_the_cost_is_told(self):
        for funding, codes in [("90.01", ["over-recovery"]), ("90.00", [])]:
            told = self.statement(self.line(f"budget: {{2015/16: 90.00}}, less: [{{title: Grant, budget: {{2015/16: {funding}}}}}]"))
            self.assertEqual([each["code"] for each in told["findings"] if each["severity"] == "warning"], codes)
        told = self.statement(self.line("budget: {2015/16: -5.00}, less: [{title: Grant, budget: {2015/16: 1.00}}]"))
        self.assertEqual([each for each in told["findings"] if each["severity"] == "warning"], [])

    def test_reserves_that_do_not_fit(self):
        line = self.line("budget: {2015/16: 9.00}, less: [{reserve: r, budget: {2015/16: 1.00}}]")
        for reserve, code, words in [
                ("{id: s, opening: {2015/16: 1.00}}", "unknown-id", "there is no reserve `r`"),
                ("{id: r, opening: {2016/17: 1.00}}", "missing-year", "opens in 2016/17, and pays here in 2015/16"),
                ("{id: r, opening: {2015/16: 1.00}, added: {2014/15: 1.00}}", "missing-year", "before the year in which"),
                ("{id: r, opening: {2015/16: 1.00, 2016/17: 1.00}}", "wrong-type", "opens in one year, and 2 stand here"),
                ("{id: r}", "missing-key", "`opening`"),
                ("{id: r, opening: {2015/16: 1.00}, closing: 1}", "unknown-key", "`closing`"),
                ("{id: r, opening: 1.00}", "wrong-type", "given by year")]:
            self.refused(f"reserves: [{reserve}]\n" + line, code, words)
        self.refused("reserves: {id: r}\n" + self.line("budget: {2015/16: 9.00}"), "wrong-type", "a list of reserves")

    def test_overhead_and_vat(self):
        path = SOURCE / "test" / "data" / "amounts.yaml"
        told = json.loads(run("run", path, "--year", "2016/17", "--format", "json").stdout)
        rows = {row["line"]: [row[key] for key in ("gross", "overhead", "vat", "less", "net")]
                for row in self.section(told, "amounts")["rows"]}
        self.assertEqual(rows, {"officers": ["285000.00", "60505.50", "0.00", "-105.00", "345400.50"],
                                "taxed": ["50.00", "-4.32", "32.34", "0.00", "78.02"]})
        vat = self.section(told, "vat")
        self.assertEqual([[row[key] for key in ("line", "item", "recoverable", "irrecoverable")] for row in vat["rows"]],
                         [["taxed", None, None, "12.34"], ["taxed", "1", None, "20.00"], ["taxed", "other", "-10.00", None]])
        self.assertEqual(vat["totals"], {"recoverable": "-10.00", "irrecoverable": "32.34"})

    def test_overhead_rounds_as_amounts_do(self):
        for mode, amount in [("", "1.01"), ("down", "1.00"), ("half-even", "1.00")]:
            rounding = f", rounding: {{amounts: {mode}}}" if mode else ""
            told = self.statement(self.line(f"budget: {{2015/16: 1.00}}, overhead: 0.5%{rounding}"))
            self.assertEqual(told["total"], amount)

    def test_overhead_and_vat_that_do_not_fit(self):
        for more, code, words in [
                ("overhead: -1%", "negative-weight", ""),
                ("overhead: some", "number", "`some`"),
                ("vat: {budget: {2015/16: 1.00}}", "missing-key", "`treatment`"),
                ("vat: {treatment: exempt, budget: {2015/16: 1.00}}", "wrong-type", "choose recoverable or irrecoverable"),
                ("vat: {treatment: recoverable, budget: {2016/17: 1.00}}", "no-figure", "has a figure for the budget of 2016/17"),
                ("vat: {treatment: recoverable}", "no-figure", "has no figure for the budget of 2015/16"),
                ("vat: 20%", "wrong-type", "{treatment: irrecoverable")]:
            self.refused(self.line("budget: {2015/16: 10.00}, " + more), code, words)

    def test_prepaid_parts_make_the_payment(self):
        dice = random.Random(949)
        for _ in range(12):
            pence, start, days = dice.randint(-999, 99999), dice.randint(0, 700), dice.randint(1, 390)
            first = date(2015, 4, 1) + timedelta(start)
            last = min(first + timedelta(days - 1), date(2018, 3, 31))
            text = self.line(f"budget: {{prepaid: {{amount: {pence / 100:.2f}, from: {first}, until: {last}}}}}")
            span, parts = (last - first).days + 1, []
            for year in range(2015, 2018):
                covered = (min(last, date(year + 1, 3, 31)) - max(first, date(year, 4, 1))).days + 1
                if covered > 0:
                    told = self.statement(text, "--year", f"{year}/{year % 100 + 1}")
                    parts.append(Fraction(told["total"]) * 100)
                    self.assertLess(abs(parts[-1] - Fraction(pence * covered, span)), 1)
            self.assertEqual(sum(parts), pence)

    def test_prepaid_that_does_not_fit(self):
        for prepaid, code, words in [
                ("{amount: 9.00, from: 2015-04-01, until: 2019-03-31}", "outside-agreement", "covers days of 2018/19"),
                ("{amount: 9.00, from: 2015-04-02, until: 2016-03-31, by: months}", "not-month-edge", "`by: days`"),
                ("{amount: 9.00, from: 2016-04-01, until: 2016-03-31}", "wrong-type", "ends before it begins"),
                ("{amount: 9.00, from: 2015-04-01}", "missing-key", "`until`"),
                ("{amount: 9.00, from: 2015-04-01, until: 2016-03-31, by: weeks}", "wrong-type", "choose days or months"),
                ("{amount: 9.001, from: 2015-04-01, until: 2016-03-31}", "not-whole-units", ""),
                ("9.00", "wrong-type", "{amount: 949.00"),
                ("{amount: 9.00, from: 2015-04-01, until: 2016-03-31}, 2017/18: 1.00", "unknown-key", "beside `prepaid`")]:
            self.refused(self.line("budget: {prepaid: " + prepaid + "}"), code, words)

    def test_prepaid_items_are_for_the_same_days(self):
        paid = "{budget: {prepaid: {amount: 9.00, from: %s, until: %s}}}"
        other, half = "{budget: {2015/16: 1.00, 2016/17: 1.00}}", paid % ("2015-10-01", "2016-09-30")
        self.refused(self.line(f"items: [{half}, {other}]"), "wrong-type", "make it a cost line of its own")
        self.refused(self.line(f"items: [{paid % ('2015-04-01', '2017-03-31')}, {half}]"), "wrong-type", "from 2015-10-01 to 2016-09-30")
        for sound in [f"items: [{half}, {half}]", f"items: [{paid % ('2015-04-01', '2017-03-31')}, {other}]",
                      f"from: 2015-10-01, until: 2016-09-30, items: [{half}, {other}]"]:
            self.statement(self.line(sound), "--year", "2015/16")

    def test_months_do_not_cut_a_payment(self):
        text = HEAD + "proration: months\n" + self.line(
            "budget: {prepaid: {amount: 9.00, by: days, from: 2015-10-15, until: 2016-09-30}}")
        text = text.replace("{id: b}", "{id: b, joined: 2016-01-01}")
        result = run("check", self.write("months.yaml", text), "--format", "json")
        self.assertEqual([(each["code"], each["where"]) for each in findings(result.stdout)],
                         [("not-month-edge", "cost_lines.l.budget.prepaid.from")])

    def test_lead_as_a_party(self):
        text = ("agreement: {id: x, lead: b}\nparties: [{id: a}, {id: b}]\ncost_lines:\n"
                "  - {id: one, basis: {all_to: lead}, budget: {2015/16: 5.00}}\n"
                "  - {id: two, basis: equal, participants: [lead], budget: {2015/16: 3.00}}\n")
        path = self.write("lead.yaml", "format: apportion/1\n" + text)
        told = json.loads(self.done("run", path, "--format", "json"))
        self.assertEqual([each["amount"] for each in told["parties"]], ["0.00", "8.00"])
        path = self.write("lead.yaml", "format: apportion/1\n" + text.replace(", lead: b", ""))
        told = [each for each in findings(run("check", path, "--format", "json").stdout) if each["severity"] == "error"]
        self.assertEqual([each["code"] for each in told], ["missing-key", "missing-key"])

    def test_what_other_lines_leave(self):
        dice = random.Random(100)
        for _ in range(12):
            of, staff, fuel = (dice.randint(0, 99999) for _ in range(3))
            names = dice.choice([["staff"], ["fuel"], ["fuel", "staff"], None])
            named = "" if names is None else f", lines: [{', '.join(names)}]"
            lines = [f"id: staff, basis: equal, budget: {{2015/16: {staff / 100:.2f}}}",
                     f"id: left, basis: equal, budget: {{rest: {{of: {{2015/16: {of / 100:.2f}}}{named}}}}}",
                     f"id: fuel, basis: {{all_to: b}}, budget: {{2015/16: {fuel / 100:.2f}}}"]
            dice.shuffle(lines)
            text = "cost_lines:\n" + "".join(f"  - {{{line}}}\n" for line in lines)
            taken = (staff if names is None or "staff" in names else 0) + (fuel if names is None or "fuel" in names else 0)
            told = self.statement(text, "--year", "2015/16")
            left = next(each for each in told["lines"] if each["id"] == "left")
            with self.subTest(text=text):
                self.assertEqual(Fraction(left["total"]) * 100, of - taken)
                self.assertEqual(Fraction(told["total"]) * 100, staff + fuel + of - taken)
                self.assertEqual([each["where"] for each in told["findings"] if each["code"] == "overdrawn"],
                                 ["cost_lines.left.budget.rest"] if of < taken else [])
                self.assertEqual([each["where"] for each in told["findings"] if each["code"] == "worked-out"],
                                 ["cost_lines.left.budget.rest"])

    def test_an_overrun_of_a_rest(self):
        # 60.00 of 100.00 are budgeted and 90.00 of 120.00 come out: 30.00 beyond the budget are b's, and 60.00 are shared equally.
        text = ("cost_lines:\n  - {id: staff, basis: equal, budget: {2015/16: 40.00}, outturn: {2015/16: 30.00}}\n"
                "  - {id: left, basis: equal, overrun: {basis: {all_to: b}}, stated_total: {2015/16: 60.00}, "
                "budget: {rest: {of: {2015/16: 100.00}}}, outturn: {rest: {of: {2015/16: 120.00}}}}\n")
        told = self.statement(text, "--year", "2015/16", "--measure", "outturn")
        left = next(each for each in told["lines"] if each["id"] == "left")
        self.assertEqual([each["amount"] for each in left["cells"]], ["30.00", "60.00"])
        self.assertEqual([each for each in self.statement(text, "--year", "2015/16")["findings"] if each["code"] == "footing"], [])

    def test_rests_that_do_not_fit(self):
        other = "  - {id: m, basis: equal, budget: {2015/16: 1.00}}\n"
        for budget, more, code, words in [
                ("{of: {2015/16: 9.00}}", other.replace("{2015/16: 1.00}", "{rest: {of: {2015/16: 1.00}, lines: [k]}}") +
                 "  - {id: k, basis: equal, budget: {2015/16: 1.00}}\n", "cycle", "that of `m` is a rest too"),
                ("{of: {2015/16: 9.00}, lines: [l]}", other, "cycle", "`l` is a rest too"),
                ("{of: {2015/16: 9.00}}", other.replace("budget:", "unit_price: {budget:").replace("}}", "}}}"), "wrong-type",
                 "charged by the unit"),
                ("{of: {2015/16: 9.00}, lines: [n]}", other, "unknown-id", "there is no cost line `n`"),
                ("{of: {2015/16: 9.00}, lines: [m, m]}", other, "duplicate-id", "`m`"),
                ("{of: {2015/16: 9.00}, lines: []}", other, "missing-key", "name one at least"),
                ("{of: {2015/16: 9.00}, lines: m}", other, "wrong-type", "[staff, fuel]"),
                ("{lines: [m]}", other, "missing-key", "`of`"),
                ("{of: {2015/16: 9.00}, less: 1}", other, "unknown-key", "`less`"),
                ("9.00", other, "wrong-type", "{of: {2015/16: 100000.00}"),
                ("{of: {rest: {of: {2015/16: 9.00}}}}", other, "wrong-type", "stands nowhere else"),
                ("{of: {2015/16: 9.00}}, 2016/17: 1.00", other, "unknown-key", "beside `rest`")]:
            with self.subTest(budget=budget, more=more):
                self.refused("cost_lines:\n  - {id: l, basis: equal, budget: {rest: " + budget + "}}\n" + more, code, words)

    def test_natures_apart(self):
        text = ("cost_lines:\n  - {id: r, nature: revenue, basis: equal, budget: {2015/16: 0.03}}\n"
                "  - {id: s, nature: revenue, basis: {all_to: b}, budget: {2015/16: 5.00}}\n"
                "  - {id: k, nature: capital, basis: equal, budget: {2015/16: 10.00}}\n  - {id: n, basis: equal, budget: {2015/16: -2.00}}\n")
        section = self.section(self.statement(text), "natures")
        self.assertEqual([list(row.values()) for row in section["rows"]],
                         [["a", "revenue", "0.02"], ["a", "capital", "5.00"], ["a", "none", "-1.00"],
                          ["b", "revenue", "5.01"], ["b", "capital", "5.00"], ["b", "none", "-1.00"]])
        self.assertEqual(section["totals"], {"amount": "13.03"})
        for other in (text.replace("capital", "revenue"), text + "rounding: {level: total}\n"):
            self.assertNotIn("natures", [each["id"] for each in self.statement(other).get("sections", [])])

    def test_natures_of_what_nobody_pays(self):
        told = self.statement("cost_lines:\n  - {id: k, nature: capital, basis: {percent: {a: 33.30, b: 66.60}, share_sum: as-published}, "
                              "budget: {2015/16: 100.00}}\n  - {id: r, nature: revenue, basis: equal, budget: {2015/16: 10.00}}\n")
        section = self.section(told, "natures")
        self.assertEqual([list(row.values()) for row in section["rows"]][4:], [[None, "revenue", "0.00"], [None, "capital", "0.10"]])
        self.assertEqual(section["totals"], {"amount": "110.00"})

    def test_lancashire_programme(self):
        """£24m over five years, worth 22,677,315.38; £1,000,000 of the reserve in four years for a base and a contingency."""
        path = SOURCE / "examples" / "agreements" / "lancashire-programme.yaml"
        told = json.loads(run("run", path, "--years", "2014/15..2018/19", "--format", "json").stdout)
        self.assertEqual(told["totals"]["amounts"], ["6700000.00", "5700000.00", "4200000.00", "3300000.00", "4100000.00"])
        self.assertEqual((told["totals"]["total"], told["totals"]["present_value"]), ("24000000.00", "22677315.38"))
        closing = {}
        for year, left in (("2014/15", "750000.00"), ("2015/16", "500000.00"), ("2016/17", "250000.00"), ("2017/18", "0.00")):
            statement = json.loads(run("run", path, "--year", year, "--format", "json").stdout)
            rows = {row["line"]: row for row in self.section(statement, "amounts")["rows"]}
            self.assertEqual([rows["office"][key] for key in ("gross", "less", "net")], ["250000.00", "-250000.00", "0.00"])
            closing[year] = self.section(statement, "reserves")["rows"][-1]["closing"]
            self.assertEqual(closing[year], left)
            self.assertNotIn("footing", [each["code"] for each in statement["findings"]])
        checked = run("check", path)
        self.assertEqual(checked.returncode, 0)
        self.assertIn("no errors, no warnings", checked.stdout)

    def test_lancashire_certificates(self):
        """949.00 for two years are 474.50 in each; the rest of 48,898.94 is of the first."""
        path = SOURCE / "examples" / "agreements" / "lancashire-microsite-by-year.yaml"
        for year, gross in (("2014/15", "48424.44"), ("2015/16", "474.50")):
            told = json.loads(run("run", path, "--year", year, "--format", "json").stdout)
            row = self.section(told, "amounts")["rows"][0]
            self.assertEqual([row[key] for key in ("gross", "less", "net")], [gross, "-" + gross, "0.00"])

    def test_a_faulty_cost_is_told_once(self):
        self.refused(self.line("budget: {2015/16: x}, less: [{id: g, budget: {2016/17: 1.00}}]"), "number", "`x`")


if __name__ == "__main__":
    unittest.main()
