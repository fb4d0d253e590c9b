"""split_table against split, line by line: slices, nulls, chunks, offsets, kinds of columns, and what is refused."""

import importlib.util
import os
import random
import signal
import threading
import time
import unittest
from decimal import Decimal, localcontext

import apportion

ALL = "APPORTION_ALL_TESTS" in os.environ
HAVE = ALL or all(importlib.util.find_spec(name) for name in ("pyarrow", "polars", "pandas", "duckdb"))
if HAVE:
    import duckdb
    import pandas
    import polars
    import pyarrow as pa

USERS = {"lincs": "1100", "leics": "1848", "notts": "1888", "nhants": "1220"}
MONEY = "decimal128(20, 2)"


def amounts_of(count, seed=1, digits=11):
    dice = random.Random(seed)
    return [Decimal(dice.randrange(-10**digits, 10**digits)).scaleb(-2) for _ in range(count)]


def lines_of(amounts, kind=None, **columns):
    return pa.table({"amount": pa.array(amounts, type=kind or pa.decimal128(30, 2)), **columns})


def expected_rows(amounts, weights, **options):
    splitter = apportion.Splitter(weights, **options)
    return [list(splitter.split(amount).values()) for amount in amounts]


def wide_rows(table):
    return [list(row.values()) for row in table.to_arrow().to_pylist()]


@unittest.skipUnless(HAVE, "no pyarrow, polars, pandas and duckdb")
class Layouts(unittest.TestCase):
    def setUp(self):
        self.amounts = amounts_of(1000)
        self.rows = expected_rows(self.amounts, USERS)

    def test_wide(self):
        table = apportion.split_table(lines_of(self.amounts), USERS, layout="wide")
        self.assertEqual(table.column_names, tuple(USERS))
        self.assertEqual(len(table), 1000)
        made = table.to_arrow()
        made.validate(full=True)
        self.assertEqual({str(kind) for kind in made.schema.types}, {"decimal128(38, 2)"})
        self.assertEqual(wide_rows(table), self.rows)

    def test_long(self):
        made = apportion.split_table(lines_of(self.amounts), USERS, key="force").to_arrow()
        made.validate(full=True)
        self.assertEqual(made.column_names, ["line", "force", "amount"])
        self.assertEqual([(row["line"], row["force"], row["amount"]) for row in made.to_pylist()],
                         [(i, name, amount) for i, row in enumerate(self.rows) for name, amount in zip(USERS, row)])

    def test_totals(self):
        made = apportion.split_table(lines_of(self.amounts), USERS, layout="totals").to_arrow()
        made.validate(full=True)
        self.assertEqual(made.to_pylist(), [{"party": name, "amount": sum(column)}
                                            for name, column in zip(USERS, zip(*self.rows))])

    def test_nothing_to_share(self):
        for layout, rows in (("wide", 0), ("long", 0), ("totals", 4)):
            table = apportion.split_table(lines_of([]), USERS, layout=layout)
            table.to_arrow().validate(full=True)
            self.assertEqual((len(table), table.to_arrow().num_rows), (rows, rows))

    def test_it_can_be_taken_again_and_outlives_its_maker(self):
        table = apportion.split_table(lines_of(self.amounts), USERS, layout="wide")
        first, second = pa.table(table), polars.DataFrame(table)
        del table
        self.assertEqual(first.column("lincs").to_pylist(), second["lincs"].to_list())
        column = first.column("leics")
        del first, second
        self.assertEqual(column.to_pylist(), [row[1] for row in self.rows])
        apportion.split_table(lines_of(self.amounts), USERS).__arrow_c_stream__()  # and never taken


@unittest.skipUnless(HAVE, "no pyarrow, polars, pandas and duckdb")
class Columns(unittest.TestCase):
    def check(self, lines, amounts, weights=USERS, **options):
        table = apportion.split_table(lines, weights, layout="wide", **options)
        table.to_arrow().validate(full=True)
        self.assertEqual(wide_rows(table), expected_rows(amounts, weights, **options))

    def test_slices_of_tables_and_of_arrays(self):
        amounts = amounts_of(3000)
        table = lines_of(amounts)
        for start, length in ((0, 3000), (1, 2999), (7, 64), (511, 1030), (2999, 1), (5, 0)):
            with self.subTest(start=start):
                self.check(table.slice(start, length), amounts[start:start + length])
                batch = table.combine_chunks().to_batches()[0].slice(start, length)
                self.check(batch, amounts[start:start + length])
        struct = pa.StructArray.from_arrays([table.column("amount").combine_chunks()], names=["amount"])
        self.check(pa.RecordBatch.from_struct_array(struct.slice(13, 100)), amounts[13:113])

    def test_chunks(self):
        amounts = amounts_of(997)
        pieces = [lines_of(amounts[start:start + 31]) for start in range(0, 997, 31)]
        self.check(pa.concat_tables(pieces + [lines_of([])]), amounts)
        self.check(pa.concat_tables(pieces).slice(30, 500), amounts[30:530])

    def test_many_lines_and_many_parties(self):
        amounts = amounts_of(20000)
        self.check(lines_of(amounts), amounts, {str(i): i * i for i in range(43)})
        self.check(lines_of(amounts[:50]), amounts[:50], {str(i): i + 1 for i in range(3000)})

    def test_nulls(self):
        amounts = amounts_of(100)
        holed = [None if i % 7 == 3 else amount for i, amount in enumerate(amounts)]
        with self.assertRaises(apportion.InputError) as caught:
            apportion.split_table(lines_of(holed), USERS)
        self.assertEqual((caught.exception.code, caught.exception.where), ("no-figure", "lines[3]"))
        rows = [[None] * 4 if holed[i] is None else row for i, row in enumerate(expected_rows(amounts, USERS))]
        for start in (0, 3, 9):
            table = lines_of(holed).slice(start)
            wide = apportion.split_table(table, USERS, layout="wide", nulls="keep")
            wide.to_arrow().validate(full=True)
            self.assertEqual(wide_rows(wide), rows[start:])
            self.assertEqual(wide.to_arrow().column(0).null_count, sum(row[0] is None for row in rows[start:]))
            long = apportion.split_table(table, USERS, nulls="keep").to_arrow()
            long.validate(full=True)
            self.assertEqual(long.column("amount").to_pylist(), [amount for row in rows[start:] for amount in row])
        totals = apportion.split_table(lines_of(holed), USERS, layout="totals", nulls="keep").to_arrow()
        self.assertEqual(totals.column("amount").to_pylist(), [sum(amount or 0 for amount in column) for column in zip(*rows)])

    def test_whole_numbers_of_every_width(self):
        for name in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"):
            with self.subTest(kind=name):
                amounts = [0, 1, 100, 127] + ([-128] if not name.startswith("u") else [255])
                if name == "uint64":
                    amounts.append(2**64 - 1)
                self.check(lines_of(amounts, getattr(pa, name)()).slice(1), amounts[1:])

    def test_decimals_of_every_width_and_scale(self):
        for kind in (pa.decimal32(7, 2), pa.decimal64(18, 2), pa.decimal128(38, 2), pa.decimal128(10, 0),
                     pa.decimal128(20, 10), pa.decimal128(38, 20), pa.decimal128(10, -2)):
            with self.subTest(kind=str(kind)):
                amounts = [Decimal("-12300"), Decimal("0"), Decimal("99900")]
                self.check(lines_of(amounts, kind), amounts)

    def test_texts_as_amounts(self):
        amounts = ["12.50", "£1,000", "-3", "a rather long text is none"]
        self.check(lines_of(amounts[:3], pa.string()), amounts[:3])
        self.check(lines_of(amounts[:3], pa.large_string()).slice(1), amounts[1:3])
        self.check(lines_of(amounts[:3], pa.string_view()), amounts[:3])
        with self.assertRaises(apportion.InputError) as caught:
            apportion.split_table(lines_of(amounts, pa.string()), USERS)
        self.assertEqual((caught.exception.code, caught.exception.where), ("number", "lines[3]"))

    def test_totals_beyond_64_bits(self):
        amounts = [Decimal(10**30 + 7).scaleb(-2), Decimal(1), Decimal(-(10**35)).scaleb(-2), Decimal(2**63).scaleb(-2),
                   Decimal(-(2**63)).scaleb(-2), Decimal(2**63 - 1).scaleb(-2)]
        self.check(lines_of(amounts, pa.decimal128(38, 2)), amounts)
        self.check(lines_of(amounts, pa.decimal128(38, 2)), amounts, method="webster")
        totals = apportion.split_table(lines_of(amounts, pa.decimal128(38, 2)), USERS, layout="totals").to_arrow()
        with localcontext(prec=60):
            self.assertEqual(sum(totals.column("amount").to_pylist()), sum(amounts))

    def test_units_and_methods(self):
        amounts = [Decimal(n) for n in (0, 5000, -12000, 1000)]
        for options in ({"unit": 1000}, {"unit": "0.05"}, {"unit": "0.001"}, {"unit": 1, "method": "webster"},
                        {"method": "residual", "to": "largest"}, {"method": "residual", "to": "leics"},
                        {"method": "independent", "mode": "half-even"}, {"method": "hill", "ties": "smallest-weight"},
                        {"floors": {"lincs": "10%"}, "caps": {"notts": "25%"}}, {"published": 2}):
            with self.subTest(options=options):
                self.check(lines_of(amounts), amounts, **options)
        odd = [Decimal("1.005"), Decimal("-1.005")]
        with self.assertRaises(apportion.InputError) as caught:
            apportion.split_table(lines_of(odd, pa.decimal128(10, 3)), USERS)
        self.assertEqual((caught.exception.code, caught.exception.where), ("not-whole-units", "lines[0]"))
        self.check(lines_of(odd, pa.decimal128(10, 3)), odd, rounding_of_total="half-away")

    def test_percentages(self):
        shares = {"leics": "35.28", "notts": "42.02", "nhants": "22.70"}
        self.check(lines_of([Decimal(1000000)]), [Decimal(1000000)], shares, percent=True)
        with self.assertRaises(apportion.InputError) as caught:
            apportion.split_table(lines_of([1]), {"a": "99%"})
        self.assertEqual(caught.exception.code, "share-sum")


@unittest.skipUnless(HAVE, "no pyarrow, polars, pandas and duckdb")
class Bases(unittest.TestCase):
    """Each line names its basis."""

    def setUp(self):
        dice = random.Random(3)
        self.weights = {f"basis {b}": {f"party {p}": dice.randrange(1, 99) for p in dice.sample(range(9), 4)}
                        for b in range(20)}
        self.amounts = amounts_of(2000, 4)
        self.names = [dice.choice(list(self.weights)) for _ in self.amounts]
        self.basis = pa.table({
            "party": [party for weights in self.weights.values() for party in weights],
            "weight": [weight for weights in self.weights.values() for weight in weights.values()],
            "by": [name for name, weights in self.weights.items() for _ in weights]})
        self.parties = list(dict.fromkeys(party for weights in self.weights.values() for party in weights))

    def expected(self):
        rows = []
        for name, amount in zip(self.names, self.amounts):
            made = apportion.split(amount, self.weights[name])
            rows.append([made.get(party) for party in self.parties])
        return rows

    def test_each_kind_of_text(self):
        kinds = [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string()),
                 pa.dictionary(pa.uint32(), pa.large_string())]
        expected = self.expected()
        for kind in kinds:
            with self.subTest(kind=str(kind)):
                names = pa.array(self.names).cast(kind) if kind != kinds[2] else pa.array(self.names, type=kind)
                lines = lines_of(self.amounts, by=names)
                for table, rows in ((lines, expected), (lines.slice(5, 700), expected[5:705])):
                    made = apportion.split_table(table, self.basis, by="by", layout="wide")
                    made.to_arrow().validate(full=True)
                    self.assertEqual(made.column_names, tuple(self.parties))
                    self.assertEqual(wide_rows(made), rows)

    def test_a_mapping_of_bases_and_numbers_as_names(self):
        numbers = [int(name.split()[1]) for name in self.names]
        weights = {name.split()[1]: weights for name, weights in self.weights.items()}
        lines = lines_of(self.amounts, by=pa.array(numbers, pa.int16()))
        made = apportion.split_table(lines, weights, by="by", layout="wide")
        self.assertEqual(wide_rows(made), self.expected())

    def test_long_and_totals(self):
        lines = lines_of(self.amounts, by=self.names)
        long = apportion.split_table(lines, self.basis, by="by").to_arrow()
        long.validate(full=True)
        self.assertEqual([(row["line"], row["party"], row["amount"]) for row in long.to_pylist()],
                         [(i, party, amount) for i, name in enumerate(self.names)
                          for party, amount in apportion.split(self.amounts[i], self.weights[name]).items()])
        totals = apportion.split_table(lines, self.basis, by="by", layout="totals").to_arrow().to_pylist()
        self.assertEqual([row["amount"] for row in totals],
                         [sum(amount or 0 for amount in column) for column in zip(*self.expected())])

    def refused(self, code, where, lines, basis, **options):
        with self.assertRaises(apportion.ApportionError) as caught:
            apportion.split_table(lines, basis, **options)
        self.assertEqual((caught.exception.code, caught.exception.where), (code, where))

    def test_refused(self):
        lines = lines_of([1, 2], by=["a", "c"])
        basis = pa.table({"party": ["x", "y"], "weight": [1, 2], "by": ["a", "b"]})
        self.refused("unknown-id", "lines[1]", lines, basis, by="by")
        self.refused("missing-key", "lines[0]", lines_of([1], by=pa.array([None], pa.string())), basis, by="by")
        self.refused("unknown-id", "lines", lines_of([1]), basis, by="by")
        self.refused("unknown-id", "basis", lines, pa.table({"weight": [1]}))
        self.refused("missing-weight", "basis[0]", lines, pa.table({"party": ["x"], "weight": pa.array([None], pa.int8())}))
        self.refused("missing-key", "basis[0]", lines, pa.table({"party": pa.array([None], pa.string()), "weight": [1]}))
        self.refused("duplicate-id", "basis[1]", lines, pa.table({"party": ["x", "x"], "weight": [1, 1]}))
        self.refused("no-party", "basis", lines, pa.table({"party": pa.array([], pa.string()), "weight": pa.array([], pa.int8())}))
        self.refused("usage", "lines", lines_of([1.5], pa.float64()), {"a": 1})
        self.refused("usage", "basis", lines, pa.table({"party": ["x"], "weight": [1.5]}))
        self.refused("usage", "basis.b.weights.x", lines, {"a": {"x": 1}, "b": {"x": 0.5}}, by="by")
        self.refused("tie", "lines[1]", lines_of([Decimal("0.02"), Decimal("0.01")]), {"a": 1, "b": 1}, ties="refuse")
        self.refused("usage", "lines", [1, 2], {"a": 1})
        self.refused("usage", "layout", lines, {"a": 1}, layout="square")


@unittest.skipUnless(HAVE, "no pyarrow, polars, pandas and duckdb")
class Libraries(unittest.TestCase):
    """What analysts hold, in and out."""

    def check(self, lines, basis):
        for taken in (apportion.split_table(lines, basis, layout="totals").to_pandas()["amount"].tolist(),
                      polars.DataFrame(apportion.split_table(lines, basis, layout="totals"))["amount"].to_list()):
            self.assertEqual(taken, [Decimal("0.02"), Decimal("0.03")])

    def test_pandas(self):
        self.check(pandas.DataFrame({"amount": [Decimal("0.05")]}, index=[7]),
                   pandas.DataFrame({"party": pandas.Categorical(["a", "b"]), "weight": [1, 2]}))

    def test_polars(self):
        self.check(polars.DataFrame({"amount": [Decimal("0.05")]}),
                   polars.DataFrame({"party": ["a", "a party with a long name"], "weight": ["1", "2"]}))
        self.check(polars.DataFrame({"amount": [Decimal("9"), Decimal("0.05")]}).slice(1),
                   polars.DataFrame({"party": polars.Series(["a", "b"], dtype=polars.Categorical), "weight": [1, 2]}))

    def test_duckdb(self):
        self.check(duckdb.sql("select 0.05::decimal(10, 2) as amount"),
                   duckdb.sql("select * from (values ('a', 1), ('b', 2)) t(party, weight)"))
        shared = apportion.split_table(lines_of([Decimal("0.05")]), {"a": 1, "b": 2})
        self.assertEqual(duckdb.sql("select sum(amount) from shared").fetchall(), [(Decimal("0.05"),)])

    def test_a_stream_that_fails(self):
        def batches():
            yield pa.record_batch({"amount": pa.array([1])})
            raise RuntimeError("the database went away")
        reader = pa.RecordBatchReader.from_batches(pa.schema({"amount": pa.int64()}), batches())
        with self.assertRaises(apportion.MachineError) as caught:
            apportion.split_table(reader, {"a": 1})
        self.assertEqual(caught.exception.code, "io")
        self.assertIn("the database went away", str(caught.exception))


@unittest.skipUnless(HAVE, "no pyarrow, polars, pandas and duckdb")
class Long(unittest.TestCase):
    """Large tables: Ctrl-C, threads, memory."""

    @classmethod
    def setUpClass(cls):
        whole = pa.array(range(10**6), pa.int64())
        cls.million = pa.table({"amount": whole})
        cls.weights = {f"party {p}": p * p + 3 for p in range(43)}

    def test_an_interruption_is_heard(self):
        def stop(*_):
            raise KeyboardInterrupt
        before = signal.signal(signal.SIGALRM, stop)
        self.addCleanup(signal.signal, signal.SIGALRM, before)
        many = pa.concat_tables([self.million] * 30)
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        began = time.monotonic()
        with self.assertRaises(KeyboardInterrupt):
            apportion.split_table(many, self.weights, layout="totals")
        self.assertLess(time.monotonic() - began, 8)

    def test_the_lock_is_released(self):
        """Another thread of Python runs while a table is shared: it counts on during one call."""
        counted, going = [0], threading.Event()

        def count():
            while not going.is_set():
                counted[0] += 1
                time.sleep(0.0005)
        thread = threading.Thread(target=count)
        thread.start()
        before = counted[0]
        apportion.split_table(self.million, self.weights, layout="totals")
        during = counted[0] - before
        going.set()
        thread.join()
        self.assertGreater(during, 20)

    def test_memory_of_a_million_rows(self):
        import resource

        def peak():
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        before = peak()
        totals = apportion.split_table(self.million, self.weights, layout="totals")
        self.assertLess(peak() - before, 32 * 2**20)
        self.assertEqual(sum(totals.to_arrow().column("amount").to_pylist()), sum(range(10**6)))
        before = peak()
        wide = apportion.split_table(self.million, self.weights, layout="wide")
        cells = 10**6 * 43 * 16
        self.assertLess(peak() - before, cells * 1.05 + 32 * 2**20)
        self.assertEqual(len(wide), 10**6)


if __name__ == "__main__":
    unittest.main()
