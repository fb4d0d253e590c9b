"""Many threads on one object; and nothing is left behind, whether calls succeed or fail."""

import gc
import importlib.util
import os
import sys
import threading
import tracemalloc
import unittest
from pathlib import Path

import apportion
from vector_files import ROOT

AGREEMENT = ROOT / "examples/agreements/east-midlands-sheets.yaml"


def memory():
    """What the process holds, in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


class Threads(unittest.TestCase):
    def run_all(self, work, count=12):
        faults = []

        def each(number):
            try:
                start.wait()
                work(number)
            except BaseException as fault:  # noqa: BLE001: told below
                faults.append(fault)
        start = threading.Barrier(count)
        threads = [threading.Thread(target=each, args=(number,)) for number in range(count)]
        before = sys.getswitchinterval()
        sys.setswitchinterval(1e-5)
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            sys.setswitchinterval(before)
        self.assertEqual(faults, [])

    def test_one_agreement(self):
        agreement = apportion.Agreement.load(AGREEMENT)
        expected = {year: agreement.statement(year).to_json() for year in agreement.years()}

        def work(_):
            for _ in range(15):
                for year, text in expected.items():
                    self.assertEqual(agreement.statement(year).to_json(), text)
        self.run_all(work)

    def test_one_splitter(self):
        splitter = apportion.Splitter({"a": 1100, "b": 1848, "c": 1888})
        expected = [dict(splitter.split(total)) for total in range(300)]
        self.run_all(lambda _: self.assertEqual([dict(made) for made in splitter.split_all(range(300))], expected))

    def test_loading_at_once(self):
        def work(_):
            for _ in range(10):
                self.assertEqual(apportion.Agreement.load(AGREEMENT).id, apportion.Agreement.load(AGREEMENT).id)
                with self.assertRaises(apportion.InputError):
                    apportion.Agreement.from_yaml("format: apportion/1\n")
        self.run_all(work)

    @unittest.skipUnless(importlib.util.find_spec("pyarrow"), "no pyarrow")
    def test_one_table(self):
        import pyarrow as pa
        lines = pa.table({"amount": list(range(20000))})
        weights = {str(party): party + 1 for party in range(20)}
        table = apportion.split_table(lines, weights, layout="wide")
        expected = table.to_arrow()

        def work(_):
            for _ in range(5):
                self.assertTrue(apportion.split_table(lines, weights, layout="wide").to_arrow().equals(expected))
                self.assertTrue(table.to_arrow().equals(expected))
        self.run_all(work)


class Leaks(unittest.TestCase):
    def check(self, work, times=30):
        """Runs the work in rounds, until there is one in which nothing grows. Caches grow, and other libraries free later;
        what a call leaves behind grows in every round."""
        before, tracemalloc_was = (0, 0), tracemalloc.is_tracing()
        tracemalloc.start()
        try:
            for _ in range(30):
                for _ in range(times):
                    work()
                gc.collect()
                after = tracemalloc.get_traced_memory()[0], memory()
                grown = after[0] - before[0], after[1] - before[1]
                if before[0] and grown[0] < times * 16 and grown[1] < 2**17:
                    return
                before = after
        finally:
            if not tracemalloc_was:
                tracemalloc.stop()
        self.fail(f"every round of {times} calls leaves something behind: {grown} bytes of Python's and of all")

    def failing(self, call, *args, **options):
        def work():
            try:
                call(*args, **options)
            except apportion.ApportionError:
                return
            self.fail("it did not fail")
        self.check(work)

    def test_splits(self):
        def work():
            made = apportion.split("100.01", {str(i): i for i in range(1, 50)}, floors={"1": 1}, caps={"2": "10%"})
            made.explain()
            return made.ties, made.findings, made.to_records()
        self.check(work)

    def test_splits_that_fail(self):
        many = {str(i): i for i in range(1, 50)}
        self.failing(apportion.split, "1,23", many)
        self.failing(apportion.split, "0.001", many)
        self.failing(apportion.split, 1, {**many, "x": "y"})
        self.failing(apportion.split, 1, many, caps={"1": "0.01", **{str(i): "0.01" for i in range(2, 50)}})
        self.failing(apportion.split, 1, many, method="residual")
        self.failing(apportion.split, 1, many, caps={"3": "x"})

    def test_agreements(self):
        def work():
            agreement = apportion.Agreement.load(AGREEMENT)
            statement = agreement.statement("2015/16")
            return agreement.parties, agreement.lines, agreement.check_tables(), statement.to_json(), statement.sections
        self.check(work, 15)

    def test_comparisons(self):
        agreement = apportion.Agreement.load(AGREEMENT)

        def work():
            agreement.what_if([("scale", "cost_lines.infrastructure.budget", 2)], "2015/16").parties.to_records()
            agreement.explain("infrastructure", "leics", "2015/16")
        self.check(work, 15)
        self.failing(agreement.what_if, {"cost_lines.nothing.budget": 2}, "2015/16")
        self.failing(agreement.what_if, {"cost_lines.infrastructure.budget": "x"}, "2015/16")

    def test_agreements_that_fail(self):
        self.failing(apportion.Agreement.load, ROOT / "test/data/twelve-faults.yaml")
        self.failing(apportion.Agreement.load(AGREEMENT).statement, "2031/32")

        def interrupted(*_):
            raise ZeroDivisionError
        from apportion import _core

        def work():
            with self.assertRaises(ZeroDivisionError):
                _core.agreement((("a/b.yaml", AGREEMENT.read_bytes()),), interrupted, lambda _: "0" * 64)
        self.check(work)

    @unittest.skipUnless(importlib.util.find_spec("pyarrow"), "no pyarrow")
    def test_tables(self):
        import pyarrow as pa
        lines = pa.table({"amount": list(range(5000)), "by": ["a"] * 5000})
        weights = {str(party): party + 1 for party in range(20)}

        def work():
            table = apportion.split_table(lines, {"a": weights}, by="by")
            pa.table(table)
            table.__arrow_c_stream__()
            apportion.split_table(lines, weights, layout="totals").to_arrow()
        self.check(work, 15)
        self.failing(apportion.split_table, pa.table({"amount": [1, None]}), weights)
        self.failing(apportion.split_table, lines, {"b": weights}, by="by")
        self.failing(apportion.split_table, pa.table({"amount": [1.5]}), weights)

    def test_reference_counts(self):
        names, weights = tuple(f"party {i}" for i in range(5)), tuple(str(10**9 + i) for i in range(5))
        held = [sys.getrefcount(each) for each in (names, weights, *names, *weights)]
        for _ in range(50):
            apportion.split("1.00", dict(zip(names, weights))).to_json()
            with self.assertRaises(apportion.ApportionError):
                apportion.split("x", dict(zip(names, weights)))
        self.assertEqual([sys.getrefcount(each) for each in (names, weights, *names, *weights)], held)


if __name__ == "__main__":
    unittest.main()
