"""The laws of a split on inputs that hypothesis thinks of, against exact fractions."""

import importlib.util
import os
import unittest
from decimal import Decimal
from fractions import Fraction

import apportion

if importlib.util.find_spec("hypothesis") or "APPORTION_ALL_TESTS" in os.environ:
    from hypothesis import assume, given, settings
    from hypothesis import strategies as st

    settings.register_profile("laws", derandomize=True, max_examples=200, deadline=None, database=None)
    settings.load_profile("laws")
    PENNIES = st.integers(-10**15, 10**15) | st.integers(-60, 60) | st.integers(-10**30, 10**30)
    WEIGHTS = st.lists(st.fractions(0, 10**9, max_denominator=1000) | st.integers(0, 12), min_size=1, max_size=8) \
        .filter(any)
    METHODS = st.sampled_from([word for word, _, _ in apportion._core.methods() if word not in ("residual", "independent")])

    def split(pennies, weights, **options):
        made = apportion.split(Fraction(pennies, 100), dict(enumerate(weights)), **options)
        return [int(Fraction(amount) * 100) for amount in made.values()], made

    class Laws(unittest.TestCase):
        @given(PENNIES, WEIGHTS)
        def test_largest_remainder_by_its_definition(self, pennies, weights):
            size, whole = abs(pennies), sum(map(Fraction, weights))
            quotas = [size * Fraction(weight) / whole for weight in weights]
            floors = [quota.numerator // quota.denominator for quota in quotas]
            order = sorted(range(len(weights)), key=lambda i: (floors[i] - quotas[i], i))
            for i in order[:size - sum(floors)]:
                floors[i] += 1
            sign = -1 if pennies < 0 else 1
            self.assertEqual(split(pennies, weights)[0], [sign * amount for amount in floors])

        @given(PENNIES, WEIGHTS, METHODS)
        def test_every_method_keeps_the_laws(self, pennies, weights, method):
            amounts, made = split(pennies, weights, method=method)
            self.assertEqual(sum(amounts), pennies)
            self.assertEqual(made.unapportioned, 0)
            self.assertEqual([amount for amount, weight in zip(amounts, weights) if weight == 0 and amount], [])
            self.assertEqual(split(-pennies, weights, method=method)[0], [-amount for amount in amounts])

        @given(PENNIES, WEIGHTS, METHODS, st.integers(1, 10**9))
        def test_only_proportions_count(self, pennies, weights, method, factor):
            self.assertEqual(split(pennies, [weight * factor for weight in weights], method=method)[0],
                             split(pennies, weights, method=method)[0])

        @given(PENNIES, WEIGHTS, st.sampled_from(["half-away", "half-even", "up", "down"]))
        def test_nothing_is_hidden_when_each_is_rounded_alone(self, pennies, weights, mode):
            amounts, made = split(pennies, weights, method="independent", mode=mode)
            self.assertEqual(sum(amounts) + int(Fraction(made.unapportioned) * 100), pennies)

        @given(PENNIES, WEIGHTS)
        def test_what_is_told_is_exact(self, pennies, weights):
            whole = sum(map(Fraction, weights))
            _, made = split(pennies, weights)
            for row, weight in zip(made.to_records(), weights):
                self.assertEqual(row["share"], Fraction(weight) / whole)
                self.assertEqual(row["quota"], Fraction(pennies, 100) * row["share"])
                self.assertEqual(row["moved"], (Fraction(row["amount"]) - row["quota"]) * 100)

        @given(st.decimals(allow_nan=True, allow_infinity=True) | st.fractions() | st.integers() | st.text())
        def test_a_figure_is_taken_exactly_or_refused(self, figure):
            try:
                made = apportion.split(figure, {"a": 1}, unit="0.000000000000000001")
            except apportion.InputError as fault:
                self.assertIn(fault.code, ("number", "not-whole-units", "limit"))
                return
            except apportion.MachineError as fault:
                self.assertEqual(fault.code, "limit")
                return
            assume(not isinstance(figure, str))
            self.assertEqual(Fraction(made["a"]), Fraction(figure))

        @unittest.skipUnless(importlib.util.find_spec("pyarrow"), "no pyarrow")
        @given(st.lists(st.none() | st.integers(-10**20, 10**20), max_size=40), WEIGHTS, METHODS, st.data())
        def test_a_table_is_its_lines(self, pennies, weights, method, data):
            import pyarrow as pa
            amounts = [None if each is None else Decimal(each).scaleb(-2) for each in pennies]
            cuts = sorted(data.draw(st.lists(st.integers(0, len(amounts)), max_size=4)))
            pieces = [amounts[a:b] for a, b in zip([0, *cuts], [*cuts, len(amounts)])]
            table = pa.table({"amount": pa.chunked_array([pa.array(piece, pa.decimal128(38, 2)) for piece in pieces],
                                                         pa.decimal128(38, 2))})
            start = data.draw(st.integers(0, len(amounts)))
            named = {str(i): weight for i, weight in enumerate(weights)}
            made = apportion.split_table(table.slice(start), named, layout="wide", nulls="keep", method=method).to_arrow()
            made.validate(full=True)
            splitter = apportion.Splitter(named, method=method)
            self.assertEqual([list(row.values()) for row in made.to_pylist()],
                             [[None] * len(weights) if amount is None else list(splitter.split(amount).values())
                              for amount in amounts[start:]])


if __name__ == "__main__":
    unittest.main()
