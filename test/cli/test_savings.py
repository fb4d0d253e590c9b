"""The register of savings: shared, counted once and as savings recur, against a headline, and against costs. Figures are worked by
hand, or are those that were published."""

import json
import unittest
from fractions import Fraction

from support import EAST_MIDLANDS, SOURCE, CommandTest, findings, run

BCH = SOURCE / "examples" / "agreements" / "bch.yaml"
REGISTER = SOURCE / "test" / "data" / "savings.yaml"
HEAD = """format: apportion/1
agreement: {id: x, effective: {from: 2015-04-01, to: 2019-03-31}}
parties: [{id: a}, {id: b}]
cost_lines: [{id: move, basis: equal, budget: {2015/16: 10.00}}]
"""


class Savings(CommandTest):
    def told(self, path, year, measure="budget", warnings=()):
        """The sections by their ids, and the codes of the findings that are warnings."""
        result = run("run", path, "--year", year, "--measure", measure, "--format", "json")
        self.assertEqual(result.returncode, 0, result.stderr)
        statement = json.loads(result.stdout)
        self.assertEqual([each["code"] for each in statement["findings"] if each["severity"] == "warning"], list(warnings))
        return {each["id"]: each for each in statement["sections"]}

    def column(self, section, name):
        return [row[name] for row in section["rows"]]

    def faults(self, savings, head=HEAD):
        result = run("check", self.write("savings.yaml", head + savings), "--format", "json")
        return [(each["code"], each["message"]) for each in findings(result.stdout) if each["severity"] == "error"]

    def test_listed_once_and_recurring(self):
        """BCH, February 2016: £4.438m listed once, £10.048m if every saving recurs, £5.945m with payroll in two years; and
        £4.183034m listed once, at 3.5 % from 2014/15."""
        told = self.told(BCH, "2017/18", warnings=["footing"])
        years = told["savings_by_year"]
        self.assertEqual(self.column(years, "year"), ["2014/15", "2015/16", "2016/17", "2017/18"])
        self.assertEqual(self.column(years, "once"), ["626000.00", "920000.00", "1892000.00", "1000000.00"])
        self.assertEqual(self.column(years, "recurring"), ["626000.00", "920000.00", "1892000.00", "2507000.00"])
        self.assertEqual(years["totals"], {"once": "4438000.00", "recurring": "5945000.00", "all_recurring": "10048000.00"})
        values = {row["counted"]: row["present_value"] for row in told["savings_value"]["rows"]}
        factor = Fraction(1000, 1035)
        worth = sum(Fraction(row) * factor ** year for year, row in enumerate(self.column(years, "once")))
        self.assertEqual(round(worth), 4183034)
        self.assertEqual(Fraction(values["once"]), round(worth, 2))

    def test_headline(self):
        """£4.6m against £4.438m: £162,000 that nothing explains."""
        result = run("run", BCH, "--year", "2014/15", "--format", "json")
        footing = [each for each in json.loads(result.stdout)["findings"] if each["code"] == "footing"]
        self.assertEqual([(each["table"], each["id"], each["difference"], each["diagnosis"]) for each in footing],
                         [("savings", "headline", "162000.00", "unexplained")])
        rows = self.told(BCH, "2014/15", warnings=["footing"])["savings_headline"]["rows"]
        self.assertEqual([(row["figure"], row["amount"]) for row in rows],
                         [("headline", "4600000.00"), ("listed", "4438000.00"), ("difference", "162000.00")])
        kept = BCH.read_text(encoding="utf-8").replace("amount: £4.6m", "amount: £4.438m")
        self.told(self.write("kept.yaml", kept), "2014/15")

    def test_part_of_a_wider_total(self):
        """East Midlands: £2.4m of £5.4m is 44.44 %."""
        rows = self.told(EAST_MIDLANDS, "2015/16")["savings_headline"]["rows"]
        self.assertEqual(rows, [{"figure": "headline", "amount": "2400000.00", "share": "4/9"},
                                {"figure": "of", "amount": "5400000.00", "share": None}])
        page = run("run", EAST_MIDLANDS, "--year", "2015/16").stdout
        self.assertIn("44.44 %", page)

    def test_shared_by_size(self):
        """£2,507,000 over the budget requirements 83.1, 106.1 and 152.7 of 341.9."""
        told = self.told(BCH, "2017/18", warnings=["footing"])["savings_by_party"]
        self.assertEqual(told["totals"], {"target": "2507000.00"})
        weights = {"beds": 831, "cambs": 1061, "herts": 1527}
        sums = {party: Fraction(0) for party in weights}
        for pence in (10000000, 90000000, 150700000):  # each saving alone: largest remainders of its pence
            quotas = {party: Fraction(pence * weight, 3419) for party, weight in weights.items()}
            floors = {party: quota.numerator // quota.denominator for party, quota in quotas.items()}
            for party in sorted(weights, key=lambda name: floors[name] - quotas[name])[:pence - sum(floors.values())]:
                floors[party] += 1
            for party in weights:
                sums[party] += Fraction(floors[party], 100)
        self.assertEqual({row["party"]: Fraction(row["target"]) for row in told["rows"]}, sums)

    def test_targets_and_what_was_realised(self):
        """2015/16, an outturn: rent 4.01 and 3.00 over 3:1 is 3.01 and 1.00, 2.25 and 0.75; fuel 1.00 and 0 is all b's."""
        told = self.told(REGISTER, "2015/16", "outturn", ["footing", "payback"])
        self.assertEqual(told["savings"]["rows"][0],
                         {"saving": "rent", "category": "estates", "cashable": "yes", "recurrent": "yes", "target": "4.01",
                          "realised": "3.00", "difference": "-1.01"})
        self.assertEqual(self.column(told["savings"], "saving"), ["rent", "fuel"])
        self.assertEqual(told["savings_by_party"]["rows"],
                         [{"party": "a", "target": "3.01", "target_cashable": "3.01", "realised": "2.25",
                           "realised_cashable": "2.25", "difference": "-0.76"},
                          {"party": "b", "target": "2.00", "target_cashable": "1.00", "realised": "0.75",
                           "realised_cashable": "0.75", "difference": "-1.25"}])
        self.assertEqual(told["savings_by_party"]["totals"]["difference"], "-2.01")
        budget = self.told(REGISTER, "2015/16", "budget", ["footing", "payback"])
        self.assertEqual(list(budget["savings"]["rows"][0]), ["saving", "category", "cashable", "recurrent", "target"])
        self.assertEqual(list(budget["savings_by_party"]["rows"][0]), ["party", "target", "target_cashable"])

    def test_own_members(self):
        """2016/17: rent 4.01 recurs, time 5.00 is equal parts, fuel 1.00 recurs and is all b's."""
        told = self.told(REGISTER, "2016/17", warnings=["footing", "payback"])
        self.assertEqual(self.column(told["savings_by_party"], "target"), ["5.51", "4.50"])
        self.assertEqual(told["savings_by_party"]["totals"]["target"], "10.01")

    def test_until(self):
        """Fuel recurs until 2017/18, and so the register lasts till then: rent too."""
        told = self.told(REGISTER, "2015/16", warnings=["footing", "payback"])
        self.assertEqual(self.column(told["savings_by_year"], "recurring"), ["5.01", "10.01", "5.01"])
        self.assertEqual(self.column(told["savings_by_year"], "all_recurring"), ["5.01", "10.01", "10.01"])
        shorter = REGISTER.read_text(encoding="utf-8").replace("until: 2017/18", "until: 2015/16")
        told = self.told(self.write("shorter.yaml", shorter), "2015/16", warnings=["footing", "payback"])
        self.assertEqual(self.column(told["savings_by_year"], "recurring"), ["5.01", "9.01"])
        # What was realised is told for 2015/16 alone, and so does not recur yet.
        told = self.told(REGISTER, "2015/16", "outturn", ["footing", "payback"])
        self.assertEqual(self.column(told["savings_by_year"], "realised"), ["3.00", None, None])
        self.assertEqual([row["present_value"] for row in told["savings_value"]["rows"]],
                         ["9.56", "18.25", "22.38", "3.00"])  # 5.01 + 5 / 1.1; 5.01 + 10.01 / 1.1 + 5.01 / 1.21; + 10.01 / 1.21

    def test_payback(self):
        """Cost 10.00, 7.50 of it a's and 2.50 b's. Saved 5.01 in 2015/16 and 10.01 in 2016/17, when a saved 5.51 on top of 3.01
        and b 4.50 on top of 2.00."""
        told = self.told(REGISTER, "2015/16", warnings=["footing", "payback"])
        self.assertEqual(told["payback"]["rows"],
                         [{"year": "2015/16", "cost": "10.00", "saving": "5.01", "balance": "-4.99"},
                          {"year": "2016/17", "cost": "0.00", "saving": "10.01", "balance": "5.02"}])
        self.assertEqual(told["payback_by_party"]["rows"],
                         [{"party": "a", "cost": "7.50", "saving": "8.52", "balance": "1.02", "paid_back": "2016/17"},
                          {"party": "b", "cost": "2.50", "saving": "6.50", "balance": "4.00", "paid_back": "2016/17"}])
        page = run("run", REGISTER, "--year", "2015/16").stdout
        self.assertIn("What is saved has paid back the cost in 2016/17, year 2; 1 year was stated.", page)
        two = self.write("two.yaml", REGISTER.read_text(encoding="utf-8").replace("within_years: 1", "within_years: 2"))
        self.told(two, "2016/17", warnings=["footing"])
        later = self.write("later.yaml", REGISTER.read_text(encoding="utf-8").replace("from: 2015/16}", "from: 2016/17}"))
        self.told(later, "2016/17", warnings=["footing"])
        # By the outturn 12.00 were spent and 3.00 realised by 2015/16, the last year that is told.
        told = self.told(REGISTER, "2015/16", "outturn", ["footing", "payback"])
        self.assertEqual(told["payback"]["rows"], [{"year": "2015/16", "cost": "12.00", "saving": "3.00", "balance": "-9.00"}])
        self.assertEqual(self.column(told["payback_by_party"], "paid_back"), [None, None])

    def test_payback_that_does_not_last(self):
        """Paid back in the first year, and spent again in the third."""
        text = HEAD.replace("2015/16: 10.00", "2015/16: 1.00, 2017/18: 5.00") + (
            "savings:\n  basis: equal\n  payback: {lines: [move]}\n"
            "  items: [{id: rent, recurrent: yes, until: 2018/19, target: {2015/16: 2.00}}]\n")
        told = self.told(self.write("again.yaml", text), "2015/16")
        self.assertEqual(self.column(told["payback"], "balance"), ["1.00", "3.00", "0.00", "2.00"])
        text = text.replace("5.00", "5.02")
        told = self.told(self.write("again.yaml", text), "2015/16")
        self.assertEqual(self.column(told["payback_by_party"], "paid_back"), ["2018/19", "2018/19"])

    def test_payback_of_what_is_not_known(self):
        """A later year that needs an input is no fault of this one: a note says why there is no payback."""
        text = HEAD.replace("basis: equal", "basis: users").replace("10.00}", "10.00, 2016/17: 1.00}").replace(
            "cost_lines", "drivers: {u: {by_year: {2015/16: {a: 1, b: 1}, 2016/17: {a: needed, b: 1}}}}\n"
            "bases: {users: {driver: u}}\ncost_lines") + (
            "savings:\n  basis: equal\n  payback: {lines: [move], within_years: 1}\n  items: [{id: rent, target: {2015/16: 2.00}}]\n")
        path = self.write("needed.yaml", text)
        told = self.told(path, "2015/16")
        self.assertNotIn("payback", told)
        notes = json.loads(run("run", path, "--year", "2015/16", "--format", "json").stdout)["findings"]
        self.assertEqual([(each["code"], "2016/17" in each["message"]) for each in notes], [("input-needed", True)])

    def test_present_value_before_the_base_year(self):
        text = BCH.read_text(encoding="utf-8").replace("base_year: 2014/15", "base_year: 2015/16")
        told = self.told(self.write("later.yaml", text), "2014/15", warnings=["missing-year", "footing"])
        self.assertNotIn("savings_value", told)

    def test_shares_that_are_needed(self):
        text = BCH.read_text(encoding="utf-8").replace("basis: nrb", "basis: users")
        result = run("run", self.write("users.yaml", text), "--year", "2014/15", "--format", "json")
        self.assertEqual(result.returncode, 1)
        told = [each for each in findings(result.stderr) if each["severity"] == "error"]
        self.assertEqual([each["code"] for each in told], ["input-needed"] * 3)
        self.assertIn("by which saving `non-pay-2014-15` is shared", told[0]["message"])

    def test_six_corporations_sole(self):
        text = BCH.read_text(encoding="utf-8")
        self.assertEqual((text.count("policing_body: PCC for "), text.count("chief_officer: Chief Constable of ")), (3, 3))
        result = run("run", BCH, "--year", "2014/15", "--format", "json")
        self.assertEqual((json.loads(result.stdout)["lines"], json.loads(result.stdout)["total"]), ([], "0.00"))

    def test_every_report(self):
        for words in (["--format", "markdown"], ["--format", "csv"], ["--years", "2014/15..2017/18"],
                      ["--section", "savings_by_year", "--format", "csv"], ["--party", "herts"], ["--in", "thousands"]):
            with self.subTest(words=words):
                years = [] if "--years" in words else ["--year", "2016/17"]
                self.assertEqual(run("run", BCH, *years, *words).returncode, 0)

    def test_bad_input(self):
        items = "items: [{id: s, basis: equal, target: {2015/16: 1.00}}]"
        for savings, code, words in [
                ("savings: {}", "missing-key", "says nothing"),
                ("savings: 5", "wrong-type", "{items: […]}"),
                ("savings: {headline: {circa: yes}}", "missing-key", "`amount` is missing"),
                ("savings: {headline: {amount: 4.6m, circa: about}}", "wrong-type", "choose no or yes"),
                ("savings: {headline: {amount: 4, of: 0}}", "number", "must be above zero"),
                ("savings: {payback: {lines: [move]}}", "missing-key", "list the savings"),
                (f"savings: {{payback: {{lines: []}}, {items}}}", "missing-key", "name one at least"),
                (f"savings: {{payback: {{lines: [mvoe]}}, {items}}}", "unknown-id", "did you mean `move`?"),
                (f"savings: {{payback: {{lines: [move, move]}}, {items}}}", "duplicate-id", "`move`"),
                (f"savings: {{payback: {{lines: [move], within_years: 0}}, {items}}}", "number", "1 or more"),
                ("savings: {items: [{id: s, target: {2015/16: 1.00}}]}", "missing-key", "give `savings` a `basis`"),
                ("savings: {basis: equal, items: [{id: s}]}", "missing-key", "has no figure"),
                ("savings: {basis: equal, items: [{target: {2015/16: 1}}]}", "missing-key", "`id` is missing"),
                ("savings: {basis: equal, items: [{id: s, target: {2014/15: 1}}]}", "outside-agreement", "2014/15"),
                ("savings: {basis: equal, items: [{id: s, until: 2016/17, target: {2015/16: 1}}]}", "wrong-type",
                 "`recurrent: yes`"),
                ("savings: {basis: equal, items: [{id: s, recurrent: yes, until: 2015/16, target: {2016/17: 1}}]}",
                 "wrong-type", "recurs until 2015/16"),
                ("savings: {basis: equal, items: [{id: s, target: {2015/16: 1}}, {id: t, realised: {2016/17: 1}}]}",
                 "no-figure", "saving `s` has a target for 2015/16 and nothing realised"),
                ("savings: {basis: equal, items: [{id: s, target: {2015/16: 1}, exclude: {a: out, b: out}}]}", "no-party",
                 "nobody is left"),
                ("savings: {basis: equal, items: [{id: s, target: {2015/16: 1}}, {id: s, target: {2015/16: 1}}]}",
                 "duplicate-id", "already the id of a saving"),
                ("savings: {basis: equal, items: [{id: s, cashable: perhaps, target: {2015/16: 1}}]}", "wrong-type",
                 "choose no or yes")]:
            with self.subTest(savings=savings):
                told = self.faults(savings + "\n")
                self.assertEqual([each for each, _ in told], [code], told)
                self.assertIn(words, told[0][1])


if __name__ == "__main__":
    unittest.main()
