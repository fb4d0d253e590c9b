"""What if, comparisons and explanations: against statements worked out by themselves, and sums that must hold."""

import importlib.util
import os
import tempfile
import unittest
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import apportion
from vector_files import ROOT

EAST_MIDLANDS = ROOT / "examples/agreements/east-midlands.yaml"
USERS = {"lincs": 1100, "leics": 1848, "notts": 1888, "nhants": 1220}
CAUSES = ("membership", "driver", "basis", "amount", "rounding")


class WhatIf(unittest.TestCase):
    def setUp(self):
        self.agreement = apportion.Agreement.load(EAST_MIDLANDS)

    def check_sums(self, compared):
        for row in compared.parties:
            self.assertEqual(row["after"] - row["before"], row["change"])
            self.assertEqual(sum(row[cause] for cause in CAUSES), Fraction(row["change"]))
        for key in ("before", "after", "change"):
            self.assertEqual(sum(row[key] for row in compared.parties), compared.total[key])
            self.assertEqual(sum(row[key] for row in compared.lines), compared.total[key])
            self.assertEqual(sum(row[key] for row in compared.cells), compared.total[key])

    def test_more_users(self):
        """Support is shared by users: with 1940 for 1848 it is the split by these; licences are not Leicestershire's."""
        compared = self.agreement.what_if({"drivers.niche_users.values.leics": 1940}, "2015/16")
        self.check_sums(compared)
        after = apportion.split("605600", {**USERS, "leics": 1940})
        for row in compared.cells:
            if row["line"] == "niche_support":
                self.assertEqual(row["after"], after[row["party"]])
                self.assertEqual(row["before"], apportion.split("605600", USERS)[row["party"]])
        self.assertEqual([row["line"] for row in compared.lines if not row["same"]], ["niche_support"])
        for row in compared.parties:
            self.assertEqual((row["membership"], row["basis"], row["amount"]), (0, 0, 0))
        # The exact change of Leicestershire: 605,600 x (1940/6148 - 1848/6056).
        leics = next(row for row in compared.parties if row["party"] == "leics")
        self.assertEqual(leics["driver"], 605600 * (Fraction(1940, 6148) - Fraction(1848, 6056)))

    def test_kinds_of_change(self):
        total = self.agreement.statement("2015/16").total
        for changes, expected in (
                ([("scale", "cost_lines.infrastructure.budget.2015/16", "105%")], total + 50000),
                ({"cost_lines.infrastructure.budget.2015/16": Decimal("1000000.01")}, total + Decimal("0.01")),
                ({"cost_lines.infrastructure.budget.2015/16": None}, total - 1000000),
                ([("remove", "cost_lines.niche_licences.exclude.leics")], total)):
            with self.subTest(changes=changes):
                changed = self.agreement.with_changes(changes)
                self.assertEqual(changed.statement("2015/16").total, expected)
                compared = self.agreement.compare("2015/16", other=changed)
                self.check_sums(compared)
                self.assertEqual(compared.total["after"], expected)
                self.assertEqual(self.agreement.what_if(changes, "2015/16").to_json(), compared.to_json())
        self.assertEqual(self.agreement.statement("2015/16").total, total)

    def test_changes_upon_changes(self):
        once = self.agreement.with_changes([("scale", "cost_lines.infrastructure.budget.2015/16", 2)])
        twice = once.with_changes([("scale", "cost_lines.infrastructure.budget.2015/16", 2)])
        self.assertEqual(twice.statement("2015/16").line_totals["infrastructure"], 4000000)
        again = once.what_if([("scale", "cost_lines.infrastructure.budget.2015/16", 2)], "2015/16")
        self.assertEqual((again.total["change"]), 2000000)

    def test_two_years(self):
        compared = self.agreement.compare("2015/16", "2016/17")
        self.check_sums(compared)
        self.assertEqual(compared.total["after"], self.agreement.statement("2016/17").total)

    def test_refused(self):
        for changes, kind, code in (
                ({"drivers.niche_user.values.leics": 1}, apportion.InputError, "unknown-id"),
                ({"drivers.niche_users.values.leics": 1.5}, apportion.CallError, "usage"),
                ({"drivers.niche_users.values.leics": "many"}, apportion.InputError, "number"),
                ([("paint", "x", 1)], apportion.CallError, "usage"), ([("set", "x")], apportion.CallError, "usage"),
                ([("remove", "x", 1)], apportion.CallError, "usage"), (5, apportion.CallError, "usage"),
                ([("scale", "agreement.title", 2)], apportion.ApportionError, None)):
            with self.subTest(changes=changes), self.assertRaises(kind) as caught:
                self.agreement.what_if(changes, "2015/16")
            if code:
                self.assertEqual(caught.exception.code, code)

    def test_a_sheet_that_changes_later_has_no_part(self):
        text = """format: apportion/1
agreement: {id: two}
parties: [{id: a}, {id: b}]
drivers: {users: {from_csv: {file: users.csv, key: party, value: value, year: year}}}
cost_lines: [{id: rent, basis: {driver: users}, budget: {2015/16: 10.00}}]
"""
        with tempfile.TemporaryDirectory() as folder:
            sheet = Path(folder) / "users.csv"
            sheet.write_text("party,value,year\na,3,2015/16\nb,1,2015/16\n")
            agreement = apportion.Agreement.from_yaml(text, folder=folder)
            sheet.unlink()
            compared = agreement.what_if({"cost_lines.rent.budget.2015/16": "20.00"}, "2015/16")
            self.assertEqual([row["after"] for row in compared.parties], [15, 5])

    @unittest.skipUnless(importlib.util.find_spec("polars") or "APPORTION_ALL_TESTS" in os.environ, "no polars")
    def test_as_a_frame(self):
        frame = self.agreement.what_if({"drivers.niche_users.values.leics": 1940}, "2015/16").to_polars()
        self.assertEqual(frame["change"].sum(), 0)
        self.assertIn("driver", frame.columns)


class Explained(unittest.TestCase):
    def setUp(self):
        self.agreement = apportion.Agreement.load(EAST_MIDLANDS)

    def test_the_steps_end_in_the_amount(self):
        told = self.agreement.explain("niche_support", "leics", "2015/16")
        self.assertIn("184800.00", str(told))
        given = [(result["name"], result.get("value")) for step in told.steps for result in step["gives"]]
        self.assertIn(("amount", "184800.00"), given)
        self.assertIn("apportion-explanation/1", told.to_json())

    def test_refused(self):
        with self.assertRaises(apportion.InputError) as caught:
            self.agreement.explain("niche_suport", "leics", "2015/16")
        self.assertEqual(caught.exception.code, "unknown-id")


if __name__ == "__main__":
    unittest.main()
