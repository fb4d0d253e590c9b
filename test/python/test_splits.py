"""split and Splitter: published figures, what is taken and refused, and what is told."""

import copy
import pickle
import unittest
from decimal import Decimal, localcontext
from fractions import Fraction

import apportion

USERS = {"lincs": 1100, "leics": 1848, "notts": 1888, "nhants": 1220}


class Published(unittest.TestCase):
    def test_infrastructure_of_the_east_midlands(self):
        made = apportion.split("1000000.00", {"Leicestershire": "35.28", "Nottinghamshire": "42.02",
                                              "Northamptonshire": "22.70"}, percent=True)
        self.assertEqual(dict(made), {"Leicestershire": Decimal("352800.00"), "Nottinghamshire": Decimal("420200.00"),
                                      "Northamptonshire": Decimal("227000.00")})
        self.assertEqual([str(amount) for amount in made.values()], ["352800.00", "420200.00", "227000.00"])

    def test_percentages_that_total_too_much(self):
        shares = {"lincs": "18.16", "leics": "30.52", "notts": "31.18", "nhants": "20.15"}
        with self.assertRaises(apportion.InputError) as caught:
            apportion.split("£2.4m", shares, percent=True)
        self.assertEqual(caught.exception.code, "share-sum")
        made = apportion.split("£2.4m", shares, percent=True, share_sum="as-published")
        self.assertEqual(made.unapportioned, Decimal("-240.00"))
        self.assertEqual([finding.code for finding in made.findings], ["unapportioned"])


class Taken(unittest.TestCase):
    def test_all_exact_kinds_are_one_figure(self):
        for total in ("100000", 100000, Decimal("1E+5"), Fraction(200000, 2), "£100,000", "£100k"):
            with self.subTest(total=total):
                self.assertEqual(str(apportion.split(total, USERS)["lincs"]), "18163.81")
        self.assertEqual(apportion.split(Fraction(1, 4), {"a": Fraction(1, 3), "b": "2/3"}),
                         {"a": Decimal("0.08"), "b": Decimal("0.17")})
        self.assertEqual(str(apportion.split(Decimal("-0.05"), {"a": 7, "b": Decimal("3.0")})["a"]), "-0.04")

    def test_the_context_of_decimals_has_no_part(self):
        with localcontext() as context:
            context.prec = 2
            self.assertEqual(str(apportion.split(Decimal("100000.00"), USERS)["lincs"]), "18163.81")

    def test_any_hashable_names(self):
        self.assertEqual(apportion.split(3, {1: 1, None: 1, ("a", 2): 1})[("a", 2)], Decimal("1.00"))

    def test_zeros_of_any_exponent(self):
        for zero in ("0E-30", "0E+30", "-0.00"):
            self.assertEqual(str(apportion.split(Decimal(zero), USERS)["lincs"]), "0.00")

    def test_indices_of_other_libraries(self):
        class Whole:
            def __index__(self):
                return 12

        self.assertEqual(apportion.split(Whole(), {"a": Whole()})["a"], 12)


class Refused(unittest.TestCase):
    def check(self, kind, code, *args, **options):
        with self.assertRaises(kind) as caught:
            apportion.split(*args, **options)
        self.assertEqual(caught.exception.code, code)
        return caught.exception

    def test_a_float_is_shown_how_to_mend(self):
        fault = self.check(apportion.CallError, "usage", 0.1, USERS)
        self.assertIn('"0.1" in quotes, or Decimal("0.1")', str(fault))
        self.assertIsInstance(fault, TypeError)
        fault = self.check(apportion.CallError, "usage", 1, {"a": 22.7})
        self.assertEqual(fault.where, "weights.a")
        self.check(apportion.CallError, "usage", 1, USERS, unit=0.01)
        self.check(apportion.CallError, "usage", 1, USERS, caps={"lincs": 0.5})

    def test_the_place_of_a_bad_figure(self):
        fault = self.check(apportion.InputError, "number", "1,23", USERS)
        self.assertEqual((fault.where, fault.line, fault.column), ("total", 1, 2))
        self.assertEqual(self.check(apportion.InputError, "number", 1, {"a": "x"}).where, "weights.a")
        self.assertEqual(self.check(apportion.InputError, "negative-weight", 1, {"a": -1}).where, "weights.a")
        self.assertEqual(self.check(apportion.InputError, "number", 1, USERS, floors={"leics": "x"}).where,
                         "floors.leics")

    def test_each_code_has_its_blame(self):
        self.check(apportion.InputError, "no-party", 1, {})
        self.check(apportion.InputError, "no-weight", 1, {"a": 0})
        self.check(apportion.InputError, "not-whole-units", "0.001", USERS)
        self.check(apportion.InputError, "tie", "0.01", {"a": 1, "b": 1}, ties="refuse")
        self.check(apportion.InputError, "bounds-infeasible", 1, {"a": 1}, caps={"a": "0.50"})
        self.check(apportion.CallError, "usage", 1, USERS, method="hamiltan")
        self.check(apportion.CallError, "usage", 1, USERS, method="residual")
        self.check(apportion.CallError, "usage", 1, {"a": "50%", "b": 50})
        self.check(apportion.CallError, "usage", 1, USERS, to="derbys", method="residual")
        self.check(apportion.InputError, "number", 1, USERS, unit=0)

    def test_figures_that_are_none(self):
        for bad in (Decimal("NaN"), Decimal("Infinity"), Decimal("sNaN"), Decimal("1E+999999"), Decimal("1E-999999"),
                    10**38, -(10**5000), Fraction(1, 3), "\ud800", ""):
            with self.subTest(kind=type(bad)):
                self.check(apportion.InputError, "number", bad, USERS)
        for bad in (True, None, b"1", [1], object()):
            with self.subTest(bad=repr(bad)):
                self.check(apportion.CallError, "usage", bad, USERS)

    def test_errors_are_kept_whole_by_pickle(self):
        fault = self.check(apportion.InputError, "number", "1,23", USERS)
        again = pickle.loads(pickle.dumps(fault))
        self.assertEqual((type(again), str(again), again.where), (type(fault), str(fault), "total"))


class Told(unittest.TestCase):
    def test_a_split_does_not_change(self):
        made = apportion.split(1, USERS)
        with self.assertRaises(TypeError):
            made["lincs"] = Decimal(1)
        for name in ("total", "_amounts", "other"):
            with self.assertRaises(AttributeError):
                setattr(made, name, 1)
        with self.assertRaises(AttributeError):
            del made._amounts
        with self.assertRaises(TypeError):
            copy.deepcopy(made)

    def test_ties(self):
        tie, = apportion.split("-0.05", {"a": 7, "b": 3}).ties
        self.assertEqual((tie.parties, tie.units, tie.given), (("a", "b"), 1, ("a",)))

    def test_records_are_exact(self):
        # 100,000 x 1100 / 6056 = 13750000/757, whose shares sum to one.
        rows = apportion.split("100000", USERS).to_records()
        self.assertEqual(rows[0]["quota"], Fraction(13750000, 757))
        self.assertEqual(rows[0]["share"], Fraction(1100, 6056))
        self.assertEqual((Fraction(rows[0]["amount"]) - rows[0]["quota"]) * 100, rows[0]["moved"])
        self.assertEqual(sum(row["moved"] for row in rows), 0)

    def test_explain_says_why(self):
        text = apportion.split("-0.05", {"a": 7, "b": 3}).explain()
        for words in ("Weight", "-7/200", "largest-remainder: each quota rounded down", "Equal claims to 1 unit(s): a, b. "
                      "By listed-order: a.", "Total"):
            self.assertIn(words, text)

    def test_html_is_escaped(self):
        text = apportion.split(1, {"<b>": 1})._repr_html_()
        self.assertIn("&lt;b&gt;", text)
        self.assertIn('<th scope="row"', text)
        self.assertIn("<caption>", text)

    def test_a_splitter_of_many_totals(self):
        splitter = apportion.Splitter(USERS)
        self.assertEqual(splitter.parties, tuple(USERS))
        self.assertEqual([str(made["lincs"]) for made in splitter.split_all(["100000", 605600])],
                         ["18163.81", "110000.00"])

    def test_figures_as_printed(self):
        self.assertEqual(apportion.parse("£6.7m"), Decimal(6700000))
        self.assertEqual(apportion.parse("(1,234.56)", sheet=True), Decimal("-1234.56"))
        self.assertEqual(apportion.parse("35.28 %", percent=True), Decimal("35.28"))


if __name__ == "__main__":
    unittest.main()
