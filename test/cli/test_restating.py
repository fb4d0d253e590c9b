"""Restating a year that was issued: the adjustment note."""

import csv
import io
import json
import unittest
from fractions import Fraction

from support import SOURCE, CommandTest, cells, run

GRANT = SOURCE / "examples" / "agreements" / "scottish-police-grant.yaml"
PUBLISHED = SOURCE / "examples" / "data" / "scottish-police-grant.csv"
CAUSES = ["membership", "driver", "basis", "amount", "rounding"]

AGREEMENT = """\
format: apportion/1
agreement: {id: em}
parties: [{id: lincs}, {id: leics}, {id: notts}]
drivers:
  grant: {status: provisional, values: {lincs: 1, leics: 1, notts: 2}, revised: [{status: final, values: {lincs: 1, leics: 2, notts: 1}}]}
cost_lines:
  - {id: support, basis: {driver: grant}, budget: {2015/16: 100.00}}
"""


def money(text):
    return -Fraction(text[1:-1].replace(",", "")) if text.startswith("(") else Fraction(text.replace(",", ""))


class Restating(CommandTest):
    def note(self, before, after, status="provisional"):
        """The note as rows by line ("" for totals) and party; every row is checked against the definition."""
        old, new = self.write("old.yaml", before), self.write("new.yaml", after)
        self.write("issued.json", self.done("run", old, "--year", "2015/16", "--status", status, "--format", "json"))
        told = json.loads(self.done("run", new, "--year", "2015/16", "--issued", self.folder / "issued.json", "--format", "json"))
        self.assertEqual(told["format"], "apportion-adjustment/1")
        rows = {(line["id"], cell["party"]): cell for line in told["lines"] for cell in line["cells"]}
        rows |= {("", cell["party"]): cell for cell in told["parties"]}
        for cell in rows.values():
            self.assertEqual(Fraction(cell["after"]) - Fraction(cell["before"]), Fraction(cell["difference"]))
            self.assertEqual(sum(Fraction(cell["causes"][cause]) for cause in CAUSES), Fraction(cell["difference"]))
        self.merged = {line["id"]: line["merged"] for line in told["lines"]}
        return {key: [cell["difference"], *(cell["causes"][cause] for cause in CAUSES)] for key, cell in rows.items()}

    def test_final_figures(self):
        """25/25/50 were issued; of 1:2:1 the shares are 25/50/25, and only the figures changed."""
        rows = self.note(AGREEMENT, AGREEMENT)
        self.assertEqual(rows["support", "lincs"], ["0.00", "0", "0", "0", "0", "0"])
        self.assertEqual(rows["support", "leics"], ["25.00", "0", "25", "0", "0", "0"])
        self.assertEqual(rows["", "notts"], ["-25.00", "0", "-25", "0", "0", "0"])
        self.assertEqual(self.merged, {"support": False})

    def test_amount_and_rounding(self):
        """As final 25.00/50.00/25.00 of 100.00; of 100.01 a quarter is 25.0025 and a half 50.005, and the penny goes to the half."""
        rows = self.note(AGREEMENT, AGREEMENT.replace("100.00", "100.01"), "final")
        self.assertEqual(rows["support", "leics"], ["0.01", "0", "0", "0", "1/200", "1/200"])
        self.assertEqual(rows["support", "lincs"], ["0.00", "0", "0", "0", "1/400", "-1/400"])

    def test_what_is_due_after_credits(self):
        """25/50/25 before and after; Leicestershire gives 12.00 in kind that was not known when the statement was issued."""
        given = AGREEMENT + "in_kind: [{party: leics, title: Rooms, budget: {2015/16: 12.00}}]\n"
        self.note(AGREEMENT, given, "final")
        words = ["run", self.folder / "new.yaml", "--year", "2015/16", "--issued", self.folder / "issued.json", "--format"]
        told = {each["party"]: each for each in json.loads(self.done(*words, "json"))["parties"]}
        self.assertEqual(told["leics"]["difference"], "0.00")
        self.assertEqual(told["leics"]["due"], {"before": "50.00", "after": "38.00", "difference": "-12.00"})
        self.assertEqual(told["lincs"]["due"], {"before": "25.00", "after": "25.00", "difference": "0.00"})
        rows = {(row["line"], row["party"]): row for row in csv.DictReader(io.StringIO(self.done(*words, "csv")))}
        self.assertEqual([rows["", "leics"][key] for key in ("due_before", "due_after", "due_difference")], ["50.00", "38.00", "-12.00"])
        self.assertEqual(rows["support", "leics"]["due_after"], "")
        page = self.done(*words, "markdown")
        self.assertIn("## What is due after credits", page)
        self.assertRegex(page, r"\| leics \| £50\.00 \| £38\.00 \| \(£12\.00\) \|")
        self.assertEqual(cells(self.done(*words[:-1]), "What is due after credits")[2], ["leics", "50.00", "38.00", "-12.00"])
        self.note(AGREEMENT, AGREEMENT, "final")
        self.assertNotIn("after credits", self.done(*words, "markdown"))
        self.assertNotIn("after credits", self.done(*words[:-1]))
        old = self.done("run", self.folder / "old.yaml", "--year", "2015/16", "--format", "json").replace('"due"', '"formerly"')
        self.write("issued.json", old)
        told = json.loads(self.done(*words, "json"))["parties"]
        self.assertEqual([each["due"]["before"] for each in told], [each["before"] for each in told])

    def test_a_party_that_should_not_have_paid(self):
        """Without Lincolnshire's 25 the others, 1:2 as issued, have 100/3 and 200/3; by the final 2:1 it is the other way."""
        out = AGREEMENT.replace("basis: {driver: grant},", "basis: {driver: grant}, exclude: {lincs: has its own},")
        rows = self.note(AGREEMENT, out)
        self.assertEqual(rows["support", "lincs"][:3], ["-25.00", "-25", "0"])
        self.assertEqual(rows["support", "leics"], ["41.67", str(Fraction(100, 3) - 25), "100/3", "0", "0", str(Fraction("66.67") - Fraction(200, 3))])

    def test_a_party_that_joins(self):
        """Leicestershire joins, and the others keep 1:2: all is membership. By other figures it cannot be told apart."""
        without = AGREEMENT.replace("basis: {driver: grant},", "basis: {driver: grant}, exclude: {leics: not yet},")
        same = AGREEMENT.replace(", revised: [{status: final, values: {lincs: 1, leics: 2, notts: 1}}]", "")
        rows = self.note(without, same)
        self.assertEqual(rows["support", "leics"], ["25.00", "25", "0", "0", "0", "0"])
        self.assertEqual(rows["support", "notts"], ["-16.67", str(50 - Fraction(200, 3)), "0", "0", "0", str(Fraction(200, 3) - Fraction("66.67"))])
        self.assertFalse(self.merged["support"])
        rows = self.note(without, AGREEMENT)
        self.assertTrue(self.merged["support"])
        self.assertEqual(rows["support", "leics"], ["50.00", "0", "50", "0", "0", "0"])

    def test_another_basis(self):
        rows = self.note(AGREEMENT, AGREEMENT.replace("basis: {driver: grant}", "basis: {percent: {lincs: 50, leics: 50}}, exclude: {notts: out}"))
        self.assertEqual(rows["support", "lincs"], ["25.00", "25", "0", "0", "0", "0"])
        rows = self.note(AGREEMENT, AGREEMENT.replace("basis: {driver: grant}", "basis: {percent: {lincs: 30, leics: 30, notts: 40}}"))
        self.assertEqual(rows["support", "notts"], ["-10.00", "0", "0", "-10", "0", "0"])

    def test_lines_that_come_and_go(self):
        more = AGREEMENT + "  - {id: hosting, basis: equal, budget: {2015/16: 0.10}}\n"
        rows = self.note(AGREEMENT, more, "final")
        self.assertEqual(rows["hosting", "lincs"], ["0.04", "0", "0", "0", "1/30", "1/150"])
        rows = self.note(more, AGREEMENT, "final")
        self.assertEqual(rows["hosting", "lincs"], ["-0.04", "0", "0", "0", "-1/30", "-1/150"])

    def test_the_scottish_grant(self):
        """Determined on estimates, redetermined on audited accounts: every adjustment as published (SSI 2008/46, SSI 2009/55)."""
        self.write("issued.json", self.done("run", GRANT, "--year", "2008/09", "--status", "provisional", "--format", "json"))
        words = ["run", GRANT, "--year", "2008/09", "--measure", "outturn", "--issued", self.folder / "issued.json"]
        told = json.loads(self.done(*words, "--format", "json"))
        published = list(csv.DictReader(io.StringIO(PUBLISHED.read_text(encoding="utf-8"))))[:8]
        self.assertEqual([[Fraction(p["before"]), Fraction(p["difference"]), Fraction(p["after"])] for p in told["parties"]],
                         [[money(row[name]) for name in ("Determined", "Adjustment", "Total")] for row in published])
        self.assertEqual(sum(Fraction(p["difference"]) for p in told["parties"]), -14674774)
        self.assertIn("-14,674,774", self.done("table", PUBLISHED, "--unit", "1"))
        self.assertRegex(self.done(*words), r"Strathclyde Joint +263,229,000\.00 +257,145,196\.00 +-6,083,804\.00")
        self.assertIn("| Strathclyde Joint Police Board | £263,229,000.00 | £257,145,196.00 | (£6,083,804.00) |", self.done(*words, "--format", "markdown"))
        rows = list(csv.reader(io.StringIO(self.done(*words, "--format", "csv"))))
        self.assertEqual((len(rows), rows[-1][:5]), (17, ["", "tayside", "43992000.00", "42408284.00", "-1583716.00"]))

    def test_people(self):
        """Of 25.00/25.00/50.00 issued and a half of 100.01 now: the penny that the amount brings, 0.0025 and 0.005, is no whole penny."""
        text = AGREEMENT.replace("{id: em}", "{id: em, title: East Midlands}").replace("{id: leics}", "{id: leics, name: Leicestershire}")
        text += "  - {id: lab, title: Laboratory, basis: equal, budget: {2015/16: 3.00}}\n"
        old, new = self.write("old.yaml", text), self.write("new.yaml", text.replace("100.00", "100.01"))
        self.write("issued.json", self.done("run", old, "--status", "provisional", "--format", "json"))
        words = ["run", new, "--issued", self.folder / "issued.json"]
        told = self.done(*words)
        self.assertIn("East Midlands\nAdjustment note for 2015/16: the budget of now against the budget as issued.", told)
        self.assertRegex(told, r"\nsupport\nParty +Issued +Now +Difference +Figures +Rounding\n"
                               r"lincs +25.00 +25.00 +0.00 +0.00 +0.00\nLeicestershire +25.00 +50.01 +25.01 +25.00 +0.01\n")
        self.assertRegex(told, r"\nTotal +100.00 +100.01 +0.01 +0.00 +0.01\n")
        self.assertIn("\nLaboratory: nothing differs.\n", told)
        page = self.done(*words, "--format", "markdown")
        self.assertIn("# East Midlands\n\nAdjustment note for 2015/16: the budget of now against the budget as issued.", page)
        self.assertIn("| Leicestershire | £25.00 | £50.01 | £25.01 | £0.00 | £25.00 | £0.00 | £0.00 | £0.01 |", page)
        self.assertIn("| Total | £103.00 | £103.01 | £0.01 | £0.00 | £0.00 | £0.00 | £0.00 | £0.01 |", page)

    def test_levels(self):
        for level in ("total", "table"):
            text = AGREEMENT + f"  - {{id: more, basis: equal, budget: {{2015/16: 0.10}}}}\nrounding: {{level: {level}}}\n"
            old, new = self.write("old.yaml", text), self.write("new.yaml", text.replace("0.10", "0.20"))
            self.write("issued.json", self.done("run", old, "--format", "json"))
            told = json.loads(self.done("run", new, "--issued", self.folder / "issued.json", "--format", "json"))
            for party in told["parties"]:
                self.assertEqual(sum(Fraction(part) for part in party["causes"].values()), Fraction(party["difference"]))
            self.assertEqual("before" in told["lines"][0]["cells"][0], level == "table")

    def test_refuses(self):
        path = self.write("a.yaml", AGREEMENT)
        issued = self.done("run", path, "--format", "json")
        for status, part, text, words in [
                (1, "a key in double quotes", "{em: 1}", []),
                (1, "does not add up", issued.replace('"total": "100.00"', '"total": "100.01"'), []),
                (2, "is of agreement `wm`", issued.replace('"agreement": "em"', '"agreement": "wm"'), []),
                (2, "is of 2014/15", issued.replace('"year": "2015/16"', '"year": "2014/15"'), []),
                (2, "leave out", issued, ["--party", "leics"])]:
            with self.subTest(part=part):
                result = run("run", path, "--issued", self.write("i.json", text), *words)
                self.assertEqual((result.returncode, result.stdout), (status, ""))
                self.assertIn(part, result.stderr)


if __name__ == "__main__":
    unittest.main()
