"""No crash, whatever is passed: every public function with objects that lie, raise and overflow.

What a call raises is an error of the package, or what the object itself raised; never SystemError, and never the end of
the process. Every call is made with each object in each place."""

import functools
import importlib.util
import inspect
import random
import unittest
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import apportion


class Boom(Exception):
    """What hostile objects raise."""


def explode(*_, **__):
    raise Boom


class IndexRaises:
    __index__ = __int__ = __str__ = __hash__ = __eq__ = __len__ = __iter__ = explode


class IndexLies:
    def __index__(self):
        return "12"


class StrLies(str):
    __str__ = __repr__ = encode = __hash__ = explode

    def __eq__(self, other):
        raise Boom


class IntLies(int):
    __abs__ = __pos__ = __str__ = __neg__ = __ge__ = __lt__ = __pow__ = explode


class DecimalLies(Decimal):
    is_finite = adjusted = as_tuple = __format__ = __bool__ = explode


class FractionLies(Fraction):
    numerator = property(lambda self: 10**60)
    denominator = property(lambda self: 0)


class NoStream:
    """What claims to be a table and is none."""

    def __init__(self, given):
        self.given = given

    def __arrow_c_stream__(self, requested_schema=None):
        return self.given


class SaysItIsStr:
    __class__ = property(lambda self: str)


class MappingLies(Mapping):
    def __getitem__(self, key):
        return key

    def __iter__(self):
        return iter(["1", "2"])

    def __len__(self):
        return -5


class MappingGrows(dict):
    def __iter__(self):
        yield from ("a", "b", "a")

    def __getitem__(self, key):
        return 1


OBJECTS = [
    None, True, 0, -1, 10**40, -(10**5000), 1.5, float("nan"), "", "1", "1\0", "\ud800", "x" * 100000, "9" * 100000, b"1",
    bytearray(b"\0" * 9), Decimal("NaN"), Decimal("sNaN"), Decimal("1E+999999"), Decimal("-0"), Fraction(1, 3),
    Fraction(10**60, 7), [], ["a"], (), {}, {"a": 1}, {"a": "1%"}, {"a": None}, {None: 1}, {"\ud800": 1}, {"\0": 1},
    {"a" * 1000: 1, "b": 2}, set(), range(3), object(), object, explode, IndexRaises(), IndexLies(), StrLies("1"),
    IntLies(5), DecimalLies(5), FractionLies(1, 3), SaysItIsStr(), MappingLies(), MappingGrows(), memoryview(b"abc"),
    {"a": IndexRaises()}, {"a": StrLies("1")}, {"a": IntLies(3)}, {"a": SaysItIsStr()}, iter([1, 2]), NotImplemented, ...,
    NoStream(1), NoStream(None), NoStream(NoStream(1)), NoStream,
]
FINE = {"total": "100", "weights": {"a": 1, "b": 2}, "text": "1", "year": "2015/16", "line": "rent", "party": "a",
        "changes": {"cost_lines.rent.budget.2015/16": 1}}
AGREEMENT = """format: apportion/1
agreement: {id: two}
parties: [{id: a}, {id: b}]
cost_lines: [{id: rent, basis: equal, budget: {2015/16: 0.05}}]
"""


def callables():
    """Every public function and class, and the methods of what they make."""
    for name in apportion.__all__:
        found = getattr(apportion, name)
        if inspect.isfunction(found):
            yield name, found
        elif inspect.isclass(found) and not issubclass(found, BaseException):
            yield name, found
    splitter = apportion.Splitter({"a": 1, "b": 2})
    yield "Splitter.split", splitter.split
    if importlib.util.find_spec("pyarrow"):
        import pyarrow
        lines = pyarrow.table({"amount": [1, 2], "by": ["a", "b"]})
        yield "split_table of lines", functools.partial(apportion.split_table, lines)
        yield "Table.__arrow_c_stream__", apportion.split_table(lines, {"a": 1}).__arrow_c_stream__
    yield "Splitter.split_all", splitter.split_all
    made = splitter.split(1)
    yield "Split.__getitem__", made.__getitem__
    yield "Split.get", made.get
    agreement = apportion.Agreement.from_yaml(AGREEMENT)
    for method in ("load", "from_yaml", "years", "statement", "check_tables", "with_changes", "what_if", "compare", "explain"):
        yield f"Agreement.{method}", getattr(agreement, method)
    statement = agreement.statement("2015/16")
    for method in ("cell", "explain", "to_records", "to_json"):
        yield f"Statement.{method}", getattr(statement, method)
    yield "Frame.__getitem__", statement.frame.__getitem__


class Hostile(unittest.TestCase):
    def attempt(self, name, call, /, *args, **options):
        try:
            call(*args, **options)
        except SystemError as fault:
            self.fail(f"{name}({args!r}, {options!r}): SystemError {fault}")
        except Exception:  # noqa: BLE001: any other exception is an answer
            pass

    def test_each_object_in_each_place(self):
        seen = 0
        for name, call in callables():
            parameters = [p for p in inspect.signature(call).parameters.values() if p.kind != p.VAR_KEYWORD]
            for parameter in parameters:
                for thing in OBJECTS:
                    given = {p.name: FINE.get(p.name, None) for p in parameters if p.default is p.empty}
                    given[parameter.name] = thing
                    if any(p.kind == p.POSITIONAL_ONLY for p in parameters):
                        self.attempt(name, call, *given.values())
                    else:
                        self.attempt(name, call, **given)
                    seen += 1
        self.assertGreater(seen, 1000)

    def test_objects_together(self):
        dice = random.Random(20150401)
        every = list(callables())
        for _ in range(8000):
            name, call = dice.choice(every)
            names = [p.name for p in inspect.signature(call).parameters.values() if p.kind == p.KEYWORD_ONLY]
            options = {option: dice.choice(OBJECTS) for option in dice.sample(names, min(len(names), dice.randrange(4)))}
            self.attempt(name, call, *(dice.choice(OBJECTS) for _ in range(dice.randrange(4))), **options)

    def test_the_extension_itself(self):
        """What is not public may be refused in any way, and does not crash either."""
        from apportion import _core
        dice = random.Random(1)
        def agreement():
            return _core.agreement((("a", AGREEMENT.encode()),), lambda *_: b"", lambda _: "0" * 64)[0]
        options = (None, None, None, None, -1, None, None, -1, None, None, -1)
        calls = [getattr(_core, name) for name in dir(_core) if not name.startswith("__")]
        calls += [getattr(made, name) for made in (_core.splitter(("1", "2"), ("a", "b"), options),
                                                   _core.splitter(("1",), ("a",), options).split("1"),
                                                   agreement(), agreement().statement("2015/16", "budget", None))
                  for name in dir(made) if not name.startswith("__")]
        for _ in range(8000):
            call = dice.choice([call for call in calls if callable(call)])
            self.attempt("_core", call, *(dice.choice(OBJECTS) for _ in range(dice.randrange(5))))
        for place in range(len(options)):
            for thing in OBJECTS:
                changed = options[:place] + (thing,) + options[place + 1:]
                self.attempt("_core.splitter", _core.splitter, ("1", "2"), ("a", "b"), changed)

    def test_functions_that_fail_while_an_agreement_is_read(self):
        from apportion import _core
        text = AGREEMENT.replace("basis: equal", "basis: {driver: users}") + \
            "drivers: {users: {from_csv: {file: users.csv, key: party, value: value, year: year}}}\n"

        def interrupted(*_):
            raise KeyboardInterrupt

        for source in OBJECTS + [lambda *_: thing for thing in OBJECTS]:
            self.attempt("_core.agreement", _core.agreement, (("a", text.encode()),), source, lambda _: "0" * 64)
        for digest in OBJECTS + [lambda _: thing for thing in OBJECTS]:
            self.attempt("_core.agreement", _core.agreement, (("a", text.encode()),), explode, digest)
        for source, digest in ((interrupted, lambda _: "0" * 64), (lambda *_: b"", interrupted)):
            with self.assertRaises(KeyboardInterrupt):
                _core.agreement((("a", text.encode()),), source, digest)


if __name__ == "__main__":
    unittest.main()
