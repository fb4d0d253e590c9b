"""Published tables: those that are known, and random ones against the definitions of docs/statement.md, "Published totals".

The oracle below is written from those definitions, in exact fractions, and shares nothing with the library.
"""

import random
import unittest
from fractions import Fraction

from support import SOURCE, CommandTest, findings, run

HEAD = "format: apportion/1\nagreement: {id: papers}\nparties: [{id: gwent}]\ntables:\n"
GWENT = SOURCE / "examples" / "agreements" / "gwent.yaml"


def decimals(text):
    return len(text.partition(".")[2])


def plain(value, least):
    """A number that a decimal can write, with `least` decimals or as many more as it needs."""
    places = least
    while (value * 10**places).denominator != 1:
        places += 1
    digits = f"{abs(value * 10**places).numerator:0{places + 1}d}"
    cut = len(digits) - places
    return ("-" if value < 0 else "") + digits[:cut] + ("." + digits[cut:] if places else "")


def mended(text, wanted):
    """The text with two neighbouring digits exchanged that is the wanted number, or None."""
    places = [at for at, letter in enumerate(text) if letter.isdigit()]
    for one, two in zip(places, places[1:]):
        letters = list(text)
        letters[one], letters[two] = letters[two], letters[one]
        if Fraction("".join(letters)) == wanted:
            return plain(wanted, decimals(text))
    return None


def judge(total, entries, unit, kind):
    """Difference, diagnosis and candidates of a printed total; entries are (name, text, sign). None where it foots."""
    difference = Fraction(total) - sum(sign * Fraction(text) for _, text, sign in entries)
    if difference == 0:
        return None
    allowed = (len(entries) // 2) * Fraction(unit)
    if decimals(total) < max(decimals(text) for _, text, _ in entries):
        allowed += Fraction(1, 2 * 10**decimals(total))
    candidates = []
    equal = [name for name, text, _ in entries if abs(Fraction(text)) == abs(difference)]
    if abs(difference) <= allowed:
        diagnosis = "rounding"
    elif equal:
        diagnosis = f"equals-{kind}:{equal[0]}"
    else:
        for name, text, sign in entries:
            value = mended(text, Fraction(text) + sign * difference)
            if value is not None:
                candidates.append({"entry": name, "value": value})
        diagnosis = "transposition" if candidates else "unexplained"
    return plain(difference, decimals(unit)), diagnosis, candidates


class Table:
    """A random table with a few slips planted in it: column c is a - b, and the total row is the sum of the others."""

    def __init__(self, rnd, name):
        self.name = name
        self.places = rnd.choice((0, 0, 1, 2, 3))
        self.unit = f"{1 / 10**self.places:.{self.places}f}"
        self.names = [f"r{i}" for i in range(rnd.randint(1, 9))]
        self.columns = ["a", "b", "c"]
        size = 10 ** rnd.randint(1, 7)
        exact = []
        for _ in self.names:
            a, b = rnd.randint(-size // 5, size), rnd.randint(0, size)
            exact.append([a, b, a - b])
        total = [sum(column) for column in zip(*exact)]
        self.slip(rnd, exact, total)
        self.rows = [[plain(Fraction(x, 10**self.places), self.places) for x in row] for row in exact]
        self.total = [self.printed(rnd, x) for x in total]

    def printed(self, rnd, units):
        """A total is now and then rounded to fewer decimals than its entries."""
        if self.places == 0 or rnd.random() < 0.7:
            return plain(Fraction(units, 10**self.places), self.places)
        fewer = rnd.randint(0, self.places - 1)
        step = 10 ** (self.places - fewer)
        return plain(Fraction((units + step // 2) // step, 10**fewer), fewer)

    @staticmethod
    def slip(rnd, exact, total):
        row, column = rnd.randrange(len(exact)), rnd.randrange(3)
        kind = rnd.choice(("none", "unit", "left out", "twice", "swap", "swap", "any"))
        if kind == "unit":
            total[column] += rnd.choice((-1, 1)) * rnd.randint(1, len(exact) // 2 + 1)
        elif kind == "left out":
            total[column] -= exact[row][column]
        elif kind == "twice":
            total[column] += exact[row][column]
        elif kind == "any":
            exact[row][column] += rnd.randint(1, 10**6)
        elif kind == "swap":
            digits = list(str(abs(exact[row][column])))
            if len(digits) > 1:
                at = rnd.randrange(len(digits) - 1)
                digits[at], digits[at + 1] = digits[at + 1], digits[at]
                exact[row][column] = int("".join(digits)) * (-1 if exact[row][column] < 0 else 1)

    def text(self):
        rows = "".join(f"      {name}: [{', '.join(row)}]\n" for name, row in zip(self.names, self.rows))
        return (f"  - id: {self.name}\n    unit: {self.unit}\n    columns: [a, b, c]\n    rows:\n{rows}"
                f"    total: [{', '.join(self.total)}]\n    across: c = a - b\n")

    def told(self):
        """What must be found: rows in their order, then the totals as columns and across, by place."""
        found = []
        for name, row in [*zip(self.names, self.rows), ("total", self.total)]:
            if name == "total":
                for at, column in enumerate(self.columns):
                    entries = [(row_name, cells[at], 1) for row_name, cells in zip(self.names, self.rows)]
                    found.append(("column", column, judge(self.total[at], entries, self.unit, "row")))
            found.append(("row", name, judge(row[2], [("a", row[0], 1), ("b", row[1], -1)], self.unit, "column")))
        return [(self.name, what, name, *verdict) for what, name, verdict in found if verdict]


class Published(CommandTest):
    def footings(self, text):
        told = [each for each in findings(self.done("check", self.write("t.yaml", text), "--format", "json"))
                if each["code"] == "footing"]
        self.assertEqual({each["severity"] for each in told} - {"warning"}, set())
        return [(each["table"], each["what"], each["id"], each["difference"], each["diagnosis"], each["candidates"])
                for each in told]

    def test_gwent(self):
        """The budget foots; expenditure is +1 and variance -1 by rounding; every row cross-foots, the totals too."""
        self.assertEqual(self.footings(GWENT.read_text(encoding="utf-8")),
                         [("performance-2019-20", "column", "expenditure", "1", "rounding", []),
                          ("performance-2019-20", "column", "variance", "-1", "rounding", [])])

    def test_gwent_in_words(self):
        result = run("check", GWENT)
        self.assertEqual(result.returncode, 0)
        self.assertEqual(result.stdout.splitlines()[0].partition(": ")[2],
                         "warning: table `performance-2019-20`: the total of column `expenditure`, 8,730,736, is 1 more "
                         "than the sum of its rows: rounding explains it [footing]")
        self.assertEqual(result.stdout.splitlines()[-1],
                         "gwent-ict: 5 cost lines, 2 statements, 1 table; no errors, 2 warnings, no notes")
        self.assertEqual(run("check", GWENT, "--strict").returncode, 1)

    def test_gwents_shares_are_needed(self):
        """By which shares the councils and South Wales share was never published: a line on them asks for each by name."""
        text = GWENT.read_text(encoding="utf-8")
        for line, basis, names in [("srs", "shared_resource_service", ["gwent", "torfaen", "monmouthshire", "blaenau_gwent", "newport"]),
                                   ("dsd", "digital_services_division", ["gwent", "south_wales"])]:
            shared = f"basis: {basis}\n    participants: [{', '.join(names)}]"
            head, mark, rest = text.partition(f"  - id: {line}\n")
            changed = head + mark + rest.replace("basis: {all_to: gwent}", shared, 1)
            result = run("run", self.write("shared.yaml", changed))
            self.assertEqual(result.returncode, 1)
            told = result.stderr.splitlines()
            self.assertEqual(len(told), len(names))
            for sentence in told:
                self.assertIn(f"percentage in basis {basis} for 2019/20", sentence)
                self.assertTrue(sentence.endswith("[input-needed]"))

    def test_savings_of_three_forces(self):
        """Items of 4.438 against a headline of 4.6: more than three units, and to one decimal the items are 4.4."""
        rows = {"nonpay-2014": "0.626", "nonpay-2015": "0.92", "apps-2016": "0.227", "infra-2016": "0.158",
                "apps-2017": "0.1", "infra-2017": "0.9", "pay-2016": "1.507"}
        table = "  - id: savings\n    unit: 0.001\n    columns: [saving]\n    rows:\n"
        table += "".join(f"      {name}: [{value}]\n" for name, value in rows.items())
        self.assertEqual(self.footings(HEAD + table + "    total: [4.6]\n"),
                         [("savings", "column", "saving", "0.162", "unexplained", [])])
        self.assertEqual(self.footings(HEAD + table + "    total: [4.4]\n"),
                         [("savings", "column", "saving", "-0.038", "rounding", [])])

    def test_microsite(self):
        """19,824.00 + 23,125.94 + 5,000 + 949.00 = 48,898.94: mixed precision, and 48,899 and 49,000 as totals."""
        table = ("  - id: microsite\n    columns: [cost]\n    rows: {build: ['19,824.00'], servers: ['23,125.94'], "
                 "support: ['5,000'], certificates: [949.00]}\n    total: ")
        self.assertEqual(self.footings(HEAD + table + "['48,898.94']\n"), [])
        self.assertEqual(self.footings(HEAD + table + "['48,899']\n"),
                         [("microsite", "column", "cost", "0.06", "rounding", [])])
        self.assertEqual(self.footings(HEAD + table + "['49,000']\n"),
                         [("microsite", "column", "cost", "101.06", "unexplained", [])])

    def test_years_as_columns(self):
        """Lancashire's programme: 6.7 + 5.7 + 4.2 + 3.3 + 4.1 = 24.0, and a total of 23.9 that is off by 0.1."""
        table = ("  - id: programme\n    unit: £0.1m\n    columns: [2013/14, 2014/15, 2015/16, 2016/17, 2017/18, total]\n"
                 "    rows: {ict: [£6.7m, £5.7m, £4.2m, £3.3m, £4.1m, %s]}\n"
                 "    across: total = 2013/14 + 2014/15 + 2015/16 + 2016/17 + 2017/18\n")
        self.assertEqual(self.footings(HEAD + table % "£24m"), [])
        self.assertEqual(self.footings(HEAD + table % "£23.9m"),
                         [("programme", "row", "ict", "-100000", "rounding", [])])
        self.assertEqual(self.footings(HEAD + table % "£23.6m"),
                         [("programme", "row", "ict", "-400000", "unexplained", [])])
        self.assertEqual(self.footings(HEAD + table % "£18.3m"),
                         [("programme", "row", "ict", "-5700000", "equals-column:2014/15", [])])

    def test_several_sums_across(self):
        table = ("  - id: t\n    unit: 1\n    columns: [pay, other, gross, income, net]\n"
                 "    rows: {a: [10, 20, 30, 5, 26], b: [1, 2, 3, 4, -1]}\n"
                 "    across: [gross = pay + other, net = gross - income, income = - net + gross]\n")
        self.assertEqual(self.footings(HEAD + table), [("t", "row", "a", "1", "rounding", []),
                                                       ("t", "row", "a", "1", "rounding", [])])

    def test_a_subtracted_entry_is_mended(self):
        """5 = 26 - 12 is 9 less than the difference, 14: 21 in place of 12 mends it."""
        table = "  - {id: t, unit: 1, columns: [x, y, z], rows: {r: [26, 12, 5]}, across: z = x - y}\n"
        self.assertEqual(self.footings(HEAD + table),
                         [("t", "row", "r", "-9", "transposition", [{"entry": "y", "value": "21"}])])

    def test_stated_totals_say_the_same(self):
        text = ("format: apportion/1\nagreement: {id: x}\nparties: [{id: a}]\ncost_lines:\n  - id: site\n"
                "    basis: equal\n    stated_total: {2014/15: 48899}\n    items:\n"
                "      - {budget: {2014/15: 48898.00}}\n      - {budget: {2014/15: 0.94}}\n")
        self.assertEqual(self.footings(text), [("site", "column", "2014/15", "0.06", "rounding", [])])

    def test_random_tables(self):
        rnd = random.Random(20200903)
        seen = set()
        for batch in range(8):
            tables = [Table(rnd, f"t{batch}-{i}") for i in range(250)]
            expected = [each for table in tables for each in table.told()]
            self.assertEqual(self.footings(HEAD + "".join(table.text() for table in tables)), expected)
            seen |= {each[4].partition(":")[0] for each in expected}
        self.assertEqual(seen, {"rounding", "equals-row", "equals-column", "transposition", "unexplained"})


if __name__ == "__main__":
    unittest.main()
