"""What is still to be paid, the outturn against the budget, and what becomes of an underspend: published figures, and figures worked
by hand."""

import csv
import json
import random
import unittest
from fractions import Fraction

from support import SOURCE, CommandTest, cells, findings, run

HEAD = """format: apportion/1
agreement: {id: x, lead: b}
parties: [{id: a}, {id: b}, {id: c}]
"""
# Among three: 900.00 budgeted and 870.00 spent, which is 300.00 and 290.00 each.
TEXT = HEAD + """cost_lines:
  - {id: staff, basis: equal, budget: {2015/16: 600.00, 2016/17: 600.00}, outturn: {2015/16: 540.00}}
  - {id: fuel, basis: equal, budget: {2015/16: 300.00, 2016/17: 300.00}, outturn: {2015/16: 330.00}}
"""

# Total grants of 2004-05 in £ million (Hansard, 11 February 2009, columns 2048W-2050W), as a labelled proxy.
REGION = """format: apportion/1
agreement: {id: em, lead: derbys}
parties: [{id: derbys}, {id: leics}, {id: lincs}, {id: nhants}, {id: notts}]
drivers: {grant: {unit: GBP, values: {derbys: 111.9m, leics: 112.7m, lincs: 69.2m, nhants: 71.7m, notts: 141.2m}}}
cost_lines:
  - {id: regional, basis: {driver: grant}, budget: {2018/19: 318000.00}, outturn: {2018/19: 0.00}}
charging: {payee: lead, underspend: party_reserve}
"""


class Settlement(CommandTest):
    def told(self, text, *more, measure="outturn", year="2015/16"):
        result = run("run", self.write("settlement.yaml", text), "--year", year, "--measure", measure, "--format", "json", *more)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return json.loads(result.stdout)

    def section(self, told, name):
        return next((each for each in told.get("sections", []) if each["id"] == name), None)

    def column(self, told, section, column):
        return [row.get(column) for row in self.section(told, section)["rows"]]

    def test_the_payee_is_not_invoiced(self):
        told = self.told(TEXT + "charging: {payee: lead, paid: {2015/16: {a: 300.00, c: [100.00, 50.00]}}}\n")
        rows = [[row[key] for key in ("party", "amount", "due", "paid", "balance")] for row in self.section(told, "settlement")["rows"]]
        # The payee gets 140.00 from c and owes a 10.00.
        self.assertEqual(rows, [["a", "290.00", "290.00", "300.00", "-10.00"], ["b", "290.00", "290.00", None, "-130.00"],
                                ["c", "290.00", "290.00", "150.00", "140.00"]])
        self.assertEqual(self.section(told, "settlement")["totals"],
                         {"amount": "870.00", "due": "870.00", "paid": "450.00", "balance": "0.00"})

    def test_credits_come_first(self):
        more = "in_kind: [{party: a, title: officers, outturn: {2015/16: 320.00}}]\ncharging: {payee: lead}\n"
        told = self.told(TEXT + more)
        self.assertEqual(self.column(told, "settlement", "credit"), ["320.00", "0.00", "0.00"])
        self.assertEqual(self.column(told, "settlement", "balance"), ["-30.00", "-260.00", "290.00"])
        told = self.told(TEXT + more.split("charging")[0])
        self.assertEqual(list(self.section(told, "settlement")["rows"][0]), ["party", "amount", "credit", "due"])

    def test_without_a_payee_there_is_none(self):
        self.assertIsNone(self.section(self.told(TEXT), "settlement"))

    def test_small_balances_are_written_off(self):
        for paid, written, balance in [("289.00", "1.00", "0.00"), ("288.99", "0.00", "1.01"), ("290.50", "-0.50", "0.00")]:
            told = self.told(TEXT + f"charging: {{payee: lead, write_off: 1.00, paid: {{2015/16: {{a: {paid}, c: 290.00}}}}}}\n")
            other = str(-Fraction(balance)) if balance != "0.00" else "0.00"
            self.assertEqual(self.column(told, "settlement", "written_off")[0], written)
            self.assertEqual(self.column(told, "settlement", "balance"), [balance, "-1.01" if other != "0.00" else "0.00", "0.00"])
            self.assertEqual(Fraction(self.column(told, "settlement", "written_off")[1]), -Fraction(written))

    def test_clevelands_over_recovery(self):
        # Mutual aid: 87,391.66 was reimbursed for a cost of 73,014.59. The decision rounds the cost to 73,000 and so reports
        # 14,391.66; exactly it is 14,377.07.
        text = """format: apportion/1
agreement: {id: mutual-aid, lead: cleveland}
parties: [{id: cleveland}, {id: forces, name: Forces that were helped}]
cost_lines: [{id: aid, basis: {all_to: forces}, outturn: {2015/16: 73014.59}, stated_total: {2015/16: 73000}}]
charging: {payee: lead, paid: {2015/16: {forces: 87391.66}}}
"""
        told = self.told(text)
        self.assertEqual(self.column(told, "settlement", "balance"), ["14377.07", "-14377.07"])
        notes = {each["code"]: each for each in told["findings"]}
        self.assertEqual(notes["over-recovery"]["severity"], "note")
        self.assertIn("paid 87391.66 of 73014.59 payable in 2015/16: 14377.07 too much", notes["over-recovery"]["message"])
        self.assertEqual(notes["footing"]["difference"], "-14.59")

    def test_the_air_services_quarters(self):
        with open(SOURCE / "examples" / "data" / "npas-merseyside-2017-18.csv", encoding="utf-8", newline="") as sheet:
            quarters = list(csv.DictReader(sheet))
        path = str(SOURCE / "examples" / "agreements" / "npas-quarterly.yaml")
        told = json.loads(run("run", path, "--format", "json").stdout)
        self.assertEqual([each["parties"][1]["amount"] for each in told["instalments"]], [each["Invoiced"] for each in quarters])
        row = self.section(told, "settlement")["rows"][1]
        # Published: 2,132,378.96 invoiced, 1,821,244.74 paid, and 311,134.22 between them.
        self.assertEqual([row[key] for key in ("due", "paid", "balance")], ["2132378.96", "1821244.74", "311134.22"])
        self.assertEqual(Fraction(row["paid"]), sum(Fraction(each["Paid before the dispute was settled"]) for each in quarters))

    def test_nothing_too_much_is_not_told(self):
        told = self.told(TEXT + "charging: {payee: lead, paid: {2015/16: {a: 290.00}}}\n")
        self.assertEqual([each for each in told["findings"] if each["code"] == "over-recovery"], [])

    def test_gwents_variance(self):
        path = str(SOURCE / "examples" / "agreements" / "gwent.yaml")
        result = run("run", path, "--year", "2019/20", "--measure", "outturn", "--section", "true_up", "--format", "json")
        told = json.loads(result.stdout)
        # The paper prints 8,813,929, 8,730,736 and 83,193 under spent; its five rows make 8,730,735 and so 83,194.
        self.assertEqual({key: Fraction(value) for key, value in told["totals"].items()},
                         {"budget": 8813929, "outturn": 8730735, "difference": -83194})

    def test_true_up_by_line(self):
        told = self.told(TEXT)
        self.assertEqual([list(row.values()) for row in self.section(told, "true_up")["rows"]],
                         [[party, "300.00", "290.00", "-10.00"] for party in "abc"])
        self.assertEqual([list(row.values()) for row in self.section(told, "true_up_lines")["rows"]],
                         [[line, party, *amounts] for line, amounts in
                          [("staff", ("200.00", "180.00", "-20.00")), ("fuel", ("100.00", "110.00", "10.00"))] for party in "abc"])
        self.assertEqual(self.section(told, "true_up_lines")["totals"],
                         {"budget": "900.00", "outturn": "870.00", "difference": "-30.00"})
        self.assertIsNone(self.section(self.told(TEXT, measure="budget"), "true_up"))

    def test_true_up_by_party_where_lines_have_no_amounts(self):
        told = self.told(TEXT + "rounding: {level: total}\n")
        self.assertEqual([[row["line"], row["party"], row["difference"]] for row in self.section(told, "true_up_lines")["rows"]],
                         [[None, party, "-10.00"] for party in "abc"])

    def test_what_is_unapportioned_has_its_row(self):
        # 33 % and 66 %: a hundredth is collected from nobody.
        told = self.told(HEAD + "cost_lines:\n  - {id: l, basis: {percent: {a: 33, c: 66}, share_sum: as-published}, participants: "
                         "[a, c], budget: {2015/16: 100.00}, outturn: {2015/16: 200.00}}\n")
        for name in ("true_up", "true_up_lines"):
            self.assertEqual(list(self.section(told, name)["rows"][-1].values())[-3:], ["1.00", "2.00", "1.00"])
            self.assertEqual(self.section(told, name)["totals"], {"budget": "100.00", "outturn": "200.00", "difference": "100.00"})

    def test_a_budget_that_cannot_be_made_is_told(self):
        text = HEAD + ("cost_lines: [{id: l, basis: equal, floors: {a: 50.00, b: 50.00, c: 50.00}, budget: {2015/16: 90.00}, "
                       "outturn: {2015/16: 900.00}}]\n")
        told = self.told(text)
        self.assertIsNone(self.section(told, "true_up"))
        warned = [each for each in told["findings"] if each["severity"] == "warning"]
        self.assertEqual([each["code"] for each in warned], ["bounds-infeasible"])
        self.assertIn("is not compared with its budget", warned[0]["message"])

    def test_the_regions_underspend(self):
        told = self.told(REGION, year="2018/19")
        self.assertEqual([[row["party"], row["treatment"], row["underspend"]] for row in self.section(told, "underspend")["rows"]],
                         [[party, "party_reserve", amount] for party, amount in
                          [("derbys", "70227.35"), ("leics", "70729.43"), ("lincs", "43429.25"), ("nhants", "44998.22"),
                           ("notts", "88615.75")]])
        self.assertEqual(self.section(told, "underspend")["totals"], {"underspend": "318000.00"})

    def test_each_treatment(self):
        for treatment, kept in [("refund", "0.00"), ("party_reserve", "0.00"), ("carry_forward", "10.00"), ("joint_reserve", "10.00")]:
            told = self.told(TEXT + f"charging: {{payee: lead, underspend: {treatment}}}\n")
            # Under by 20.00 and over by 10.00: together 10.00.
            self.assertEqual(self.column(told, "underspend", "underspend"), ["10.00"] * 3)
            self.assertEqual(self.column(told, "settlement", "kept"), [kept] * 3)
            payable = str(290 + int(float(kept))) + ".00"
            self.assertEqual(self.column(told, "settlement", "payable"), [payable, None, payable])
            self.assertEqual(self.column(told, "settlement", "balance")[0], payable)
        self.assertIsNone(self.section(self.told(TEXT + "charging: {payee: lead}\n"), "underspend"))

    def test_a_joint_reserve_is_added_to(self):
        more = ("reserves: [{id: joint, opening: {2014/15: 100.00}, added: {2015/16: 5.00}}]\n"
                "charging: {payee: lead, underspend: joint_reserve, reserve: joint}\n")
        rows = self.section(self.told(TEXT + more), "reserves")["rows"]
        # Three parties' 10.00 of 2015/16, and 5.00 besides.
        self.assertEqual([[row["year"], row["added"], row["closing"]] for row in rows],
                         [["2014/15", "0.00", "100.00"], ["2015/16", "35.00", "135.00"]])
        rows = self.section(self.told(TEXT + more, measure="budget"), "reserves")["rows"]
        self.assertEqual(rows[1]["closing"], "105.00")
        rows = self.section(self.told(TEXT + more, measure="budget", year="2016/17"), "reserves")["rows"]
        self.assertEqual([row["closing"] for row in rows], ["100.00", "135.00", "135.00"])
        other = self.told(TEXT + more.replace("joint_reserve", "refund"))
        self.assertEqual(self.section(other, "reserves")["rows"][1]["closing"], "105.00")

    def test_a_line_of_its_own(self):
        text = TEXT.replace("{id: staff,", "{id: staff, underspend: joint_reserve,") + "charging: {payee: lead, underspend: refund}\n"
        told = self.told(text)
        # Staff alone is under by 20.00; fuel is over by 10.00, and due like any cost.
        self.assertEqual([list(row.values()) for row in self.section(told, "underspend")["rows"]],
                         [[party, "staff", "joint_reserve", "20.00"] for party in "abc"])
        self.assertEqual(self.column(told, "settlement", "payable"), ["310.00", None, "310.00"])

    def test_brought_forward(self):
        charging = "charging: {payee: lead, underspend: carry_forward, instalments: {per_year: 2, timing: advance}}\n"
        told = self.told(TEXT + charging, measure="budget", year="2016/17")
        self.assertEqual([[each["credit"], each["due"]] for each in told["parties"]], [["10.00", "290.00"]] * 3)
        self.assertEqual(self.column(told, "settlement", "brought_forward"), ["10.00"] * 3)
        self.assertEqual([each["total"] for each in told["instalments"]], ["435.00", "435.00"])
        first = self.told(TEXT + charging, measure="budget")
        self.assertEqual([each["credit"] for each in first["parties"]], ["0.00"] * 3)
        other = self.told(TEXT + charging.replace("carry_forward", "joint_reserve"), measure="budget", year="2016/17")
        self.assertEqual([each["credit"] for each in other["parties"]], ["0.00"] * 3)

    def warned(self, told):
        return [[each["severity"], each["code"], each["where"], each["message"]] for each in told["findings"]
                if "left over" in each["message"] or "leaves over" in each["message"] or "beyond the budget" in each["message"]]

    def test_what_cannot_be_brought_forward_is_told(self):
        text = HEAD + """drivers: {users: {by_year: {2015/16: {a: needed, b: 1, c: 1}, 2016/17: {a: 1, b: 1, c: 1}}}}
cost_lines:
  - {id: l, basis: {driver: users}, budget: {2015/16: 90.00, 2016/17: 90.00}, outturn: {2015/16: 60.00}}
charging: {payee: lead, underspend: carry_forward}
"""
        [told] = self.warned(self.told(text, measure="budget", year="2016/17"))
        self.assertEqual(told[:3], ["warning", "input-needed", "charging.underspend"])
        self.assertIn("what 2015/16 leaves over is not credited in 2016/17, since it cannot be worked out", told[3])
        for gone, words in [(", outturn: {2015/16: 60.00}", "has a budget and no outturn yet"),
                            ("2015/16: 90.00, ", "has an outturn and no budget")]:
            [told] = self.warned(self.told(text.replace(gone, ""), measure="budget", year="2016/17"))
            self.assertEqual(told[:3], ["note", "no-figure", "charging.underspend"])
            self.assertIn(words, told[3])
        neither = text.replace("2015/16: 90.00, ", "").replace(", outturn: {2015/16: 60.00}", "")
        self.assertEqual(self.warned(self.told(neither, measure="budget", year="2016/17")), [])

    def test_lines_with_one_figure_are_told(self):
        text = TEXT.replace(", outturn: {2015/16: 330.00}", "") + "charging: {payee: lead, underspend: carry_forward}\n"
        expected = [["warning", "no-figure", "cost_lines.fuel.outturn"]]
        for measure, year in [("outturn", "2015/16"), ("budget", "2016/17")]:
            told = self.told(text, measure=measure, year=year)
            self.assertEqual([each[:3] for each in self.warned(told)], expected)
            if measure == "outturn":
                self.assertEqual(self.column(told, "underspend", "underspend"), ["20.00"] * 3)
        # The 20.00 of staff, and nothing of fuel, whose outturn nobody knows yet.
        self.assertEqual([each["credit"] for each in told["parties"]], ["20.00"] * 3)
        other = TEXT.replace("{id: fuel, basis: equal, budget: {2015/16: 300.00, 2016/17: 300.00}", "{id: fuel, basis: equal") + (
            "charging: {payee: lead, underspend: carry_forward}\n")
        told = self.told(other)
        self.assertEqual([each[:3] for each in self.warned(told)], [["warning", "no-figure", "cost_lines.fuel.budget"]])
        # Nothing is said where no outturn is compared.
        self.assertEqual(self.warned(self.told(TEXT.replace(", outturn: {2015/16: 330.00}", ""), measure="budget")), [])

    def test_a_line_without_an_outturn_is_not_compared(self):
        for more in ("", "rounding: {level: table}\n", "rounding: {level: total}\n"):
            told = self.told(TEXT.replace(", outturn: {2015/16: 330.00}", "") + more)
            self.assertEqual([list(row.values()) for row in self.section(told, "true_up")["rows"]],
                             [[party, "200.00", "180.00", "-20.00"] for party in "abc"])
            rows = self.section(told, "true_up_lines")["rows"]
            self.assertEqual([row for row in rows if row["remark"] is not None],
                             [{"line": "fuel", "party": None, "budget": None, "outturn": None, "difference": None,
                               "remark": "no-outturn"}])
            self.assertEqual(self.section(told, "true_up_lines")["totals"],
                             {"budget": "600.00", "outturn": "540.00", "difference": "-60.00"})
            self.assertEqual([each[:3] for each in self.warned(told)], [["warning", "no-figure", "cost_lines.fuel.outturn"]])
        # A year in which no line has both has nothing to compare.
        told = self.told(TEXT.replace(", outturn: {2015/16: 330.00}", "").replace("budget: {2015/16: 600.00, ", "budget: {"))
        self.assertIsNone(self.section(told, "true_up"))
        self.assertEqual(sorted(each[2] for each in self.warned(told)), ["cost_lines.fuel.outturn", "cost_lines.staff.budget"])

    def test_a_register_of_savings_is_no_outturn(self):
        text = HEAD + """cost_lines: [{id: l, basis: equal, budget: {2015/16: 300.00, 2016/17: 300.00}}]
savings: {basis: equal, items: [{id: s, title: Fewer, cashable: yes, recurrent: no, target: {2015/16: 30.00}}]}
charging: {payee: lead, underspend: carry_forward}
"""
        path = self.write("saving.yaml", text)
        for measure in ("outturn", "forecast"):
            result = run("run", path, "--year", "2015/16", "--measure", measure, "--format", "json")
            self.assertEqual([result.returncode, "no cost line has a figure" in result.stdout + result.stderr], [1, True])
        told = self.told(text, measure="budget", year="2016/17")
        self.assertEqual([each["due"] for each in told["parties"]], ["100.00"] * 3)

    def test_nothing_is_carried_forward_to_no_year(self):
        charging = "charging: {payee: lead, underspend: carry_forward}\n"
        # c has left: it is given back at once, and not credited again.
        left = TEXT.replace("{id: c}", "{id: c, left: 2016-03-31}") + charging
        told = self.told(left)
        self.assertEqual(self.column(told, "settlement", "kept"), ["10.00", "10.00", "0.00"])
        self.assertEqual(self.column(told, "underspend", "treatment"), ["carry_forward", "carry_forward", "refund"])
        [said] = [each for each in told["findings"] if "at once" in each["message"]]
        self.assertEqual([said["severity"], said["where"]], ["note", "charging.underspend"])
        self.assertEqual([each["credit"] for each in self.told(left, measure="budget", year="2016/17")["parties"]],
                         ["10.00", "10.00", "0.00"])
        # It leaves next year: there is a statement in which it is credited.
        staying = self.told(left.replace("2016-03-31", "2016-04-01"))
        self.assertEqual(self.column(staying, "settlement", "kept"), ["10.00"] * 3)
        # The agreement ends.
        ends = self.told(TEXT.replace("lead: b", "lead: b, effective: {to: 2016-03-31}").replace(", 2016/17: 600.00", "").replace(
            ", 2016/17: 300.00", "") + charging)
        self.assertEqual(self.column(ends, "settlement", "kept"), ["0.00"] * 3)
        # It goes on, and has no figures.
        told = self.told(TEXT.replace(", 2016/17: 600.00", "").replace(", 2016/17: 300.00", "") + charging)
        [said] = [each for each in told["findings"] if "which has no figure" in each["message"]]
        self.assertEqual([said["severity"], said["code"], said["where"]], ["warning", "no-figure", "charging.underspend"])
        self.assertEqual(self.column(told, "settlement", "kept"), ["10.00"] * 3)
        self.assertEqual([each for each in self.told(TEXT + charging)["findings"] if "which has no figure" in each["message"]], [])

    def test_a_reserve_that_opens_too_late(self):
        more = ("reserves: [{id: joint, opening: {YEAR: 100.00}}]\n"
                "charging: {payee: lead, underspend: joint_reserve, reserve: joint}\n")
        told = [each for each in self.told(TEXT + more.replace("YEAR", "2016/17"))["findings"] if each["code"] == "missing-year"]
        self.assertEqual([[each["severity"], each["where"], each["line"]] for each in told], [["warning", "charging.underspend", 8]])
        self.assertIn("opens only in 2016/17", told[0]["message"])
        for year, count in [("2016/17", 1), ("2015/16", 0)]:
            for measure, told_in in [("budget", "2016/17"), ("outturn", "2015/16")]:
                told = self.told(TEXT + more.replace("YEAR", year), measure=measure, year=told_in)
                self.assertEqual(len([each for each in told["findings"] if each["code"] == "missing-year"]), count)

    def test_a_years_reserve_is_of_one_measure(self):
        text = HEAD + """reserves: [{id: joint, opening: {2015/16: 500.00}}]
cost_lines:
  - {id: l, basis: equal, budget: {2015/16: 100.00, 2016/17: 100.00}, outturn: {2015/16: 70.00}, less: [{reserve: joint,
     budget: {2015/16: 10.00, 2016/17: 10.00}, outturn: {2015/16: 7.00}}]}
charging: {payee: lead, underspend: joint_reserve, reserve: joint}
"""
        def moves(measure, year):
            return [[row[key] for key in ("opening", "added", "drawn", "closing")]
                    for row in self.section(self.told(text, measure=measure, year=year), "reserves")["rows"]]
        # 90.00 net budgeted and 63.00 spent: 27.00 are kept.
        outturn = ["500.00", "27.00", "7.00", "520.00"]
        self.assertEqual(moves("outturn", "2015/16"), [outturn])
        self.assertEqual(moves("budget", "2015/16"), [["500.00", "0.00", "10.00", "490.00"]])
        self.assertEqual(moves("budget", "2016/17"), [outturn, ["520.00", "0.00", "10.00", "510.00"]])

    def test_what_no_statement_tells(self):
        for more, where in [
                ("charging: {payee: lead, paid: {2017/18: {a: 1.00}}}\n", "charging.paid"),
                ("in_kind: [{party: a, title: officers, budget: {2017/18: 1.00}}]\n", "in_kind"),
                ("reserves: [{id: r, opening: {2015/16: 1.00}}]\ncharging: {payee: lead, reserve: r}\n", "charging.reserve")]:
            told = findings(run("check", self.write("told.yaml", TEXT + more), "--format", "json").stdout)
            self.assertEqual([[each["severity"], each["where"]] for each in told
                              if each["where"] == where and each["severity"] != "note"], [["warning", where]])
            told = findings(run("check", self.write("told.yaml", TEXT + more.replace("2017/18", "2016/17").replace(
                "reserve: r}", "reserve: r, underspend: joint_reserve}")), "--format", "json").stdout)
            self.assertEqual([each for each in told if each["where"] == where and each["severity"] != "note"], [])

    def test_somebody_keeps_what_is_kept(self):
        for treatment, codes in [("carry_forward", ["missing-key"]), ("joint_reserve", ["missing-key"]), ("refund", [])]:
            text = TEXT.replace("{id: staff,", "{id: staff, underspend: " + treatment + ",")
            told = findings(run("check", self.write("keeps.yaml", text), "--format", "json").stdout)
            self.assertEqual([each["code"] for each in told if each["severity"] == "error"], codes)

    def test_a_settlement_has_its_own_dates(self):
        text = HEAD.replace("{id: c}", "{id: c, left: 2015-09-30}") + """cost_lines:
  - {id: l, basis: equal, participants: [a, b], budget: {2015/16: 400.00, 2016/17: 400.00}}
exits:
  c:
    costs:
      - {id: claims, kind: settlement, borne_by: leaver, budget: {2015/16: 300.00}, instalments: [{due: 2015-09-30, amount: 150.00},
         {due: 2016-03-31, amount: 50.00}, {due: 2016-04-30, amount: 100.00}]}
      - {id: other, kind: other, borne_by: leaver, budget: {2015/16: 40.00}}
charging: {payee: lead, instalments: {per_year: 4, timing: advance}}
"""
        told = self.told(text, measure="budget")
        self.assertEqual([each["due"] for each in told["parties"]], ["200.00", "200.00", "340.00"])
        # Of 340.00 the 300.00 have dates of their own.
        self.assertEqual([[part["amount"] for part in each["parties"]] for each in told["instalments"]], [["50.00", "50.00", "10.00"]] * 4)
        dates = [[row["due"], row["amount"]] for row in self.section(told, "exit_instalments")["rows"]]
        self.assertEqual(dates, [["2015-09-30", "150.00"], ["2016-03-31", "50.00"], ["2016-04-30", "100.00"]])
        told = self.told(text, measure="budget", year="2016/17")
        self.assertEqual([[row["party"], row["due"], row["amount"]] for row in self.section(told, "exit_instalments")["rows"]],
                         [["c", "2016-04-30", "100.00"]])
        # The leaver's own page has each date once, and nobody else's has any.
        path = self.write("dates.yaml", text)
        page = self.done("run", path, "--party", "c", "--years", "2015/16..2016/17")
        rows = cells(page, "Exit costs with dates of their own")
        self.assertEqual([(row[0], row[-1]) for row in rows[1:]],
                         [("2015-09-30", "150.00"), ("2016-03-31", "50.00"), ("2016-04-30", "100.00")])
        self.assertNotIn("dates of their own", self.done("run", path, "--party", "a", "--year", "2015/16"))

    def test_what_is_not_added_to_a_joint_reserve_is_told(self):
        text = TEXT.replace("outturn: {2015/16: 540.00}", "underspend: joint_reserve").replace(", outturn: {2015/16: 330.00}", "")
        text += ("reserves: [{id: joint, opening: {2014/15: 100.00}}]\ncharging: {payee: lead, underspend: carry_forward, reserve: joint}\n")
        told = self.warned(self.told(text, measure="budget", year="2016/17"))
        self.assertEqual([each[:3] for each in told], [["note", "no-figure", "cost_lines.staff.underspend"],
                                                       ["note", "no-figure", "charging.underspend"]])
        self.assertIn("not added to the reserve", told[0][3])
        self.assertIn("not credited in 2016/17", told[1][3])

    def test_balances_sum_to_zero(self):
        dice = random.Random(20191)
        for _ in range(20):
            def money(low, high):
                return f"{dice.randint(low, high)}.{dice.randint(0, 99):02}"
            lines = "".join(f"  - {{id: l{i}, basis: {dice.choice(['equal', '{driver: users}'])}, budget: {{2015/16: {money(0, 900)}}}, "
                            f"outturn: {{2015/16: {money(0, 900)}}}{dice.choice(['', ', underspend: carry_forward'])}}}\n" for i in range(3))
            text = (HEAD + "drivers: {users: {values: {a: 3, b: 5, c: 7}}}\ncost_lines:\n" + lines +
                    f"in_kind: [{{party: {dice.choice('abc')}, outturn: {{2015/16: {money(0, 400)}}}, overhead: 7.77%}}]\n"
                    f"charging: {{payee: lead, write_off: {money(0, 30)}, underspend: {dice.choice(['refund', 'joint_reserve'])}, "
                    f"paid: {{2015/16: {{a: {money(0, 900)}, c: {money(0, 900)}}}}}}}\n")
            with self.subTest(text=text):
                told = self.told(text)
                rows = self.section(told, "settlement")["rows"]
                self.assertEqual(sum(Fraction(row["balance"]) for row in rows), 0)
                for row, party in zip(rows, told["parties"]):
                    self.assertEqual(row["due"], party["due"])
                    if row["party"] != "b":
                        self.assertEqual(Fraction(row["due"]) + Fraction(row.get("kept") or 0) - Fraction(row["paid"]) -
                                         Fraction(row.get("written_off") or 0), Fraction(row["balance"]))

    def test_a_partys_schedule_has_its_instalments(self):
        path = self.write("schedule.yaml", TEXT + "charging: {payee: lead, instalments: {per_year: 4, timing: advance}}\n")
        more = ["run", path, "--party", "a", "--years", "2015/16..2016/17"]
        told = json.loads(run(*more, "--format", "json").stdout)["instalments"]
        self.assertEqual(len(told), 8)
        self.assertEqual([told[0], told[7]], [{"year": "2015/16", "due": "2015-04-01", "amount": "75.00"},
                                             {"year": "2016/17", "due": "2017-01-01", "amount": "75.00"}])
        self.assertIn("| 2016-10-01 | £75.00 |", run(*more, "--format", "markdown").stdout)
        self.assertIn("2016-10-01 75.00", [" ".join(line.split()) for line in run(*more).stdout.splitlines()])
        self.assertNotIn("instalments", json.loads(run(*more[:2], *more[4:], "--format", "json").stdout))

    def test_bad_input(self):
        for charging, code, words in [
                ("paid: {2015/16: {b: 1.00}}", "wrong-type", "`b` is the payee, and pays nobody"),
                ("paid: {2015/16: {zz: 1.00}}", "unknown-id", "there is no party `zz`"),
                ("paid: {2015/16: {a: [1.00, x]}}", "number", "`x`"),
                ("paid: {2015/16: 1.00}", "wrong-type", "what each party paid"),
                ("paid: {a: 1.00}", "number", "not a financial year"),
                ("write_off: -1.00", "number", "below zero"),
                ("write_off: 0.001", "not-whole-units", "0.001"),
                ("reserve: transition", "unknown-id", "there is no reserve `transition`"),
                ("underspend: keep", "wrong-type", "choose refund, carry_forward, party_reserve or joint_reserve")]:
            with self.subTest(charging=charging):
                result = run("check", self.write("settlement.yaml", TEXT + f"charging: {{payee: lead, {charging}}}\n"),
                             "--format", "json")
                told = [each for each in findings(result.stdout) if each["severity"] == "error"]
                self.assertEqual([each["code"] for each in told], [code])
                self.assertIn(words, told[0]["message"])
        text = TEXT.replace("{id: staff,", "{id: staff, underspend: refund,") + "rounding: {level: total}\n"
        told = [each for each in findings(run("check", self.write("level.yaml", text), "--format", "json").stdout)
                if each["severity"] == "error"]
        self.assertEqual([[each["code"], each["where"]] for each in told], [["wrong-type", "cost_lines.staff.underspend"]])


if __name__ == "__main__":
    unittest.main()
