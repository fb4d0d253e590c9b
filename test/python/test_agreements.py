"""Agreements and statements: figures of published agreements, faults with their places, and tables of data."""

import copy
import hashlib
import importlib.util
import json
import os
import tempfile
import unittest
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import apportion
from vector_files import ROOT

EAST_MIDLANDS = ROOT / "examples/agreements/east-midlands.yaml"
TWO = """format: apportion/1
agreement: {id: two}
parties: [{id: a}, {id: b}]
cost_lines:
  - {id: rent, title: Rent, basis: equal, budget: {2015/16: 0.05}}
  - {id: rates, basis: {percent: {a: 75, b: 25}}, budget: {2015/16: 10.00}}
"""


def with_data(name):
    """Where every test has to run, a library that is missing is a failure."""
    return unittest.skipUnless(importlib.util.find_spec(name) or "APPORTION_ALL_TESTS" in os.environ, f"no {name}")


class Reading(unittest.TestCase):
    def fault(self, text, **options):
        with self.assertRaises(apportion.InputError) as caught:
            apportion.Agreement.from_yaml(text, **options)
        return caught.exception

    def test_what_it_says_of_itself(self):
        agreement = apportion.Agreement.load(EAST_MIDLANDS)
        self.assertEqual((agreement.id, agreement.title), ("em-cjs-ict", "East Midlands Criminal Justice Service, shared ICT"))
        self.assertEqual([party.id for party in agreement.parties], ["lincs", "leics", "notts", "nhants"])
        self.assertEqual(agreement.parties[1].name, "Leicestershire")
        self.assertIn("2015/16", agreement.years())
        self.assertEqual(agreement.facts["unit"], Decimal("0.01"))
        self.assertTrue(agreement.sources)
        with self.assertRaises(TypeError):
            agreement.facts["id"] = "x"
        with self.assertRaises(AttributeError):
            agreement._facts = {}
        with self.assertRaises(apportion.CallError):
            apportion.Agreement()

    def test_all_faults_together_in_the_order_of_the_text(self):
        fault = self.fault(TWO.replace("title: Rent", "titel: Rent").replace("id: b}", "nam: B}"), name="two.yaml")
        errors = [(one.code, one.line, one.file) for one in fault.findings if one.severity == "error"]
        self.assertEqual(errors, [("missing-key", 3, "two.yaml"), ("unknown-key", 3, "two.yaml"),
                                  ("unknown-key", 5, "two.yaml"), ("unknown-id", 6, "two.yaml")])
        self.assertEqual((fault.code, fault.line), errors[0][:2])
        self.assertEqual(len(str(fault).splitlines()), len(errors))
        self.assertIn("two.yaml:3:", str(fault))
        self.assertIn("title", str(fault))

    def test_twelve_faults_of_a_file(self):
        with self.assertRaises(apportion.InputError) as caught:
            apportion.Agreement.load(ROOT / "test/data/twelve-faults.yaml")
        found = caught.exception.findings
        self.assertEqual(len([one for one in found if one.severity == "error"]), 12)
        self.assertEqual([one.line for one in found], sorted(one.line for one in found))

    def test_a_file_that_is_not_there(self):
        with self.assertRaises(apportion.MachineError) as caught:
            apportion.Agreement.load("no/such.yaml")
        self.assertEqual(caught.exception.code, "io")
        self.assertIsInstance(caught.exception.__cause__, FileNotFoundError)
        for bad in (1, None, object()):
            with self.assertRaises(apportion.CallError):
                apportion.Agreement.load(bad)

    def test_bytes_and_broken_texts(self):
        self.assertEqual(apportion.Agreement.from_yaml(TWO.encode()).id, "two")
        self.fault("")
        self.fault("\ud800")
        self.assertEqual(self.fault(b"format: \xff\xfe").code, "yaml")
        self.assertEqual(self.fault("x: &a 1").code, "unknown-key")
        self.assertEqual(self.fault("[" * 100000).findings[0].severity, "error")

    def test_sheets_come_from_the_folder_and_nowhere_else(self):
        sheet = TWO.replace("{percent: {a: 75, b: 25}}", "{driver: users}") + \
            "drivers: {users: {from_csv: {file: users.csv, key: party, value: value, year: year}}}\n"
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaises(apportion.ApportionError) as caught:
                apportion.Agreement.from_yaml(sheet)
            self.assertEqual(caught.exception.code, "io")
            (Path(folder) / "secret.csv").write_text("party,value,year\na,3,2015/16\nb,1,2015/16\n")
            inner = Path(folder) / "inner"
            inner.mkdir()
            (inner / "a.yaml").write_text(sheet)
            (inner / "users.csv").symlink_to(Path(folder) / "secret.csv")
            with self.assertRaises(apportion.InputError) as caught:
                apportion.Agreement.load(inner / "a.yaml")
            self.assertEqual(caught.exception.code, "path-outside")
            (inner / "users.csv").unlink()
            (inner / "users.csv").write_text("party,value,year\na,3,2015/16\nb,1,2015/16\n")
            for read in (apportion.Agreement.load(inner / "a.yaml"),
                         apportion.Agreement.from_yaml(sheet, folder=inner)):
                self.assertEqual(read.statement("2015/16").cell("rates", "a").amount, Decimal("7.50"))


class Statements(unittest.TestCase):
    def setUp(self):
        self.statement = apportion.Agreement.load(EAST_MIDLANDS).statement("2015/16", "budget")

    def test_published_shares(self):
        cell = self.statement.cell("infrastructure", "leics")
        self.assertEqual((cell.status, cell.share, cell.quota, cell.amount, cell.moved),
                         ("shared", Fraction(3528, 10000), Fraction(352800), Decimal("352800.00"), 0))
        cell = self.statement.cell("infrastructure", "lincs")
        self.assertEqual((cell.status, cell.reason, cell.amount),
                         ("excluded", "already has the required infrastructure", None))
        self.assertEqual(str(self.statement.amounts["leics"]), "537600.00")

    def test_cells_make_lines_and_parties_make_the_total(self):
        for line, total in self.statement.line_totals.items():
            self.assertEqual(sum(cell.amount or 0 for cell in self.statement.cells if cell.line == line), total)
        self.assertEqual(sum(self.statement.amounts.values()), self.statement.total)

    def test_the_digest_by_its_definition(self):
        told = json.loads(self.statement.to_json())
        digest = told.pop("digest")
        canonical = json.dumps(told, indent=2, ensure_ascii=False) + "\n"
        self.assertEqual(digest, "sha256:" + hashlib.sha256(canonical.encode()).hexdigest())
        self.assertEqual(digest, self.statement.digest)
        self.assertEqual(told["inputs"][0]["digest"], "sha256:" + hashlib.sha256(EAST_MIDLANDS.read_bytes()).hexdigest())
        self.assertEqual(json.dumps(json.loads(self.statement.to_json()), indent=2, ensure_ascii=False) + "\n",
                         self.statement.to_json())

    def test_faults_of_a_year(self):
        agreement = apportion.Agreement.load(EAST_MIDLANDS)
        for year, measure, kind, code in (("2031/32", "budget", apportion.InputError, "outside-agreement"),
                                          ("twenty", "budget", apportion.InputError, "number"),
                                          ("2015/16", "budgets", apportion.CallError, "usage")):
            with self.assertRaises(kind) as caught:
                agreement.statement(year, measure)
            self.assertEqual(caught.exception.code, code)
        with self.assertRaises(apportion.CallError):
            agreement.statement(2015)
        with self.assertRaises(apportion.CallError):
            agreement.statement("2015/16", status="draft")

    def test_ties_and_findings(self):
        statement = apportion.Agreement.from_yaml(TWO).statement("2015/16")
        (line, tie), = statement.ties
        self.assertEqual((line, tie.parties, tie.units, tie.given), ("rent", ("a", "b"), 1, ("a",)))
        self.assertIn("retrospective", [one.code for one in self.statement.findings])

    def test_published_tables_are_checked(self):
        found = apportion.Agreement.load(ROOT / "examples/agreements/gwent.yaml").check_tables()
        self.assertEqual({one.code for one in found}, {"footing"})
        self.assertEqual([(one.footing.id, one.footing.difference, one.footing.diagnosis) for one in found],
                         [("expenditure", "1", "rounding"), ("variance", "-1", "rounding")])

    def test_it_does_not_change(self):
        with self.assertRaises(AttributeError):
            self.statement._told = {}
        with self.assertRaises(TypeError):
            self.statement.amounts["leics"] = Decimal(0)
        with self.assertRaises(TypeError):
            copy.deepcopy(self.statement)

    def test_html(self):
        text = self.statement._repr_html_()
        self.assertIn("<caption>em-cjs-ict, budget 2015/16, GBP</caption>", text)
        self.assertIn("352,800.00", text)


class Frames(unittest.TestCase):
    def setUp(self):
        self.statement = apportion.Agreement.from_yaml(TWO).statement("2015/16")

    def test_records(self):
        rows = self.statement.to_records()
        self.assertEqual(rows[0], {
            "line": "rent", "title": "Rent", "basis": "equal", "method": "largest-remainder", "party": "a",
            "status": "shared", "reason": None, "share": Fraction(1, 2), "quota": Fraction(1, 40),
            "amount": Decimal("0.03"), "moved": Fraction(1, 2), "bound": None})
        self.assertEqual([row["amount"] for row in rows], [Decimal(text) for text in ("0.03", "0.02", "7.50", "2.50")])

    @with_data("pyarrow")
    def test_arrow(self):
        import pyarrow
        table = self.statement.to_arrow()
        self.assertEqual(table.schema.field("amount").type, pyarrow.decimal128(38, 2))
        self.assertEqual([str(kind) for kind in table.schema.types].count("double"), 0)
        self.assertEqual(table.column("amount").to_pylist()[2], Decimal("7.50"))

    @with_data("pandas")
    def test_pandas(self):
        frame = self.statement.to_pandas()
        self.assertEqual(list(frame.columns)[:5], ["line", "title", "basis", "method", "party"])
        self.assertIn("decimal128(38, 2)", str(frame["amount"].dtype))
        sums = frame.groupby("party")["amount"].sum()
        self.assertEqual((sums["a"], sums["b"]), (Decimal("7.53"), Decimal("2.52")))

    @with_data("polars")
    def test_polars(self):
        import polars
        frame = self.statement.to_polars()
        self.assertEqual(frame.schema["amount"], polars.Decimal(38, 2))
        self.assertEqual(frame["amount"].sum(), Decimal("10.05"))

    def test_sections(self):
        seen = 0
        for name in ("settlement.yaml", "amounts.yaml"):
            agreement = apportion.Agreement.load(ROOT / "test/data" / name)
            for measure in ("budget", "outturn"):
                for year in agreement.years(measure):
                    for section in agreement.statement(year, measure).sections.values():
                        seen += len(section)
                        self.assertEqual({type(row[column.id]) for row in section for column in section.columns
                                          if column.kind == "amount"} - {Decimal, type(None)}, set())
                        for id_, total in section.totals.items():
                            self.assertEqual(sum(row[id_] or 0 for row in section), total)
        self.assertGreater(seen, 5)


if __name__ == "__main__":
    unittest.main()
