"""Every vector that the C runners read, through the package: the same figures, the same codes."""

import re
import unittest
from decimal import Decimal
from fractions import Fraction

import apportion
from apportion import _core
from vector_files import ROOT, cases

FORMS = {"plain": 0, "money": 1, "percent": 2, "sheet": 4}


def split_options(text):
    """The command's options as the function's arguments; --share-sum goes with percentages."""
    words, options = text.split(), {}
    for name, value in zip(words[::2], words[1::2]):
        name = name[2:].replace("-", "_")
        if name in ("floor", "cap"):
            party, bound = value.split("=", 1)
            options.setdefault(name + "s", {})[party] = bound
        else:
            options[name] = int(value) if name == "published" and value.isdigit() else value
    return options


def tie_word(tie):
    return f"tie={','.join(tie.parties)}:{tie.units}:{','.join(tie.given)}"


class Splits(unittest.TestCase):
    def check_result(self, made, result):
        amounts = [word for word in result if "=" not in word]
        self.assertEqual([format(amount, "f") for amount in made.values()], amounts)
        ties = [word for word in result if word.startswith("tie=")]
        if ties:
            self.assertEqual(len(made.ties), len(ties))
        for word, tie in zip(ties, made.ties):
            parts = word.split(":")
            units = str(tie.units) if parts[1] == "?" else parts[1]
            self.assertEqual(tie_word(tie), ":".join([parts[0], units, parts[2]]))
        left = [word.split("=")[1] for word in result if word.startswith("unapportioned=")]
        self.assertEqual(made.unapportioned, Decimal(left[0]) if left else 0)
        codes = [finding.code for finding in made.findings]
        for word in result:
            if word == "finding=none":
                self.assertEqual(codes, [])
            elif word.startswith("finding="):
                self.assertIn(word.split("=")[1], codes)

    def test_each(self):
        count = 0
        for identity, total, parties, options, result in cases("split.vec"):
            with self.subTest(id=identity):
                pairs = [word.split("=", 1) for word in parties.split()]
                count += 1
                if result.startswith("error "):
                    with self.assertRaises(apportion.ApportionError) as caught:
                        apportion.split(total, dict(pairs), **split_options(options))
                    self.assertEqual(caught.exception.code, result.split()[1])
                else:
                    self.check_result(apportion.split(total, dict(pairs), **split_options(options)), result.split())
        self.assertGreater(count, 250)


def unescaped(text):
    """The bytes of a quoted text of decimal.vec."""
    raw = re.sub(rb'\\(x[0-9A-F]{2}|.)', lambda found: bytes([int(found[1][1:], 16)]) if len(found[1]) == 3 else found[1],
                 text[1:-1].encode("utf-8"))
    return raw


class Decimals(unittest.TestCase):
    def check_parse(self, forms, text, expected):
        try:
            text = unescaped(text).decode("utf-8")
        except UnicodeDecodeError:
            return  # no str of Python can hold these bytes
        call = (lambda: _core.weight(text)) if forms == "weight" else \
            (lambda: _core.parse(text, sum(FORMS[form] for form in forms.split("+"))))
        if expected.startswith("error "):
            _, code, column = expected.split()
            with self.assertRaises(apportion.ApportionError) as caught:
                call()
            self.assertEqual((caught.exception.code, caught.exception.column), (code, int(column)))
        elif forms == "weight":
            above, below, percent = call()
            self.assertEqual(f"{above}/{below}{'%' if percent else ''}", expected)
        else:
            self.assertEqual(format(call(), "f"), expected)

    def check_call(self, call, expected):
        if expected.startswith("error "):
            with self.assertRaises(apportion.ApportionError) as caught:
                call()
            self.assertEqual(caught.exception.code, expected.split()[1])
        else:
            self.assertEqual(format(call(), "f"), expected)

    def test_each(self):
        count = 0
        for identity, what, mode, given, expected in cases("decimal.vec"):
            count += 1
            with self.subTest(id=identity):
                if what == "parse":
                    self.check_parse(mode, given, expected)
                elif what == "units":
                    self.check_call(lambda: _core.to_units(*given.split(), None if mode == "none" else mode), expected)
                elif what == "amount":
                    self.check_call(lambda: _core.from_units(*given.split()), expected)
                else:
                    self.assertEqual(format(Decimal(given), ","), expected)
        self.assertGreater(count, 180)


class Agreements(unittest.TestCase):
    """One fact a line. An agreement is read once, a statement made once."""

    read, made = {}, {}

    @classmethod
    def agreement(cls, name):
        if name not in cls.read:
            path = next(ROOT / folder / name for folder in ("examples/agreements", "test/data")
                        if (ROOT / folder / name).exists())
            cls.read[name] = apportion.Agreement.load(path)
        return cls.read[name]

    def fact(self, name, year, measure, what):
        kind, *words = what.split()
        key = name, year, measure
        if key not in self.made:
            self.made[key] = self.agreement(name).statement(year, measure)
        statement = self.made[key]
        if kind == "total":
            return format(statement.total, "f")
        if kind == "line":
            return format(statement.line_totals[words[0]], "f")
        if kind == "party":
            return format(statement.amounts[words[0]], "f")
        if kind == "footing":
            found = [one.footing for one in statement.findings if one.footing and one.footing.table == words[0]]
            return f"{found[-1].difference} {found[-1].diagnosis}" if found else "none"
        cell = statement.cell(*words)
        if kind == "share":
            return str(cell.share)
        if cell.status in ("shared", "direct"):
            return format(cell.amount, "f")
        return cell.status + (f" {cell.reason}" if cell.reason else "")

    def test_each(self):
        count = 0
        for identity, name, year, measure, what, expected in cases("agreement.vec"):
            count += 1
            with self.subTest(id=identity):
                if what == "fails":
                    with self.assertRaises(apportion.ApportionError) as caught:
                        self.agreement(name).statement(year, measure)
                    self.assertEqual(caught.exception.code, expected)
                else:
                    self.assertEqual(self.fact(name, year, measure, what), expected)
        self.assertGreater(count, 250)


def places(text):
    return tuple(-1 if word == "-" else int(word) for word in text.split(","))


class Tables(unittest.TestCase):
    def rounded(self, rows, options):
        chosen = dict(word.split("=", 1) if "=" in word else (word, "") for word in options.split())
        cells, below = [], []
        for row in rows.split(";"):
            words = row.split()
            below.append(words.pop()[1:] if words[-1].startswith("/") else "1")
            cells.append(words)
        groups = [(places(chosen[parents]), places(chosen[members])) if parents in chosen else None
                  for parents, members in (("row-groups", "rows"), ("column-groups", "columns"))]
        totals = chosen.get("column-totals")
        if groups == [None, None] and all(denominator.isdigit() and int(denominator) for denominator in below):
            public = apportion.round_table
            exact = [[Fraction(word) / Fraction(denominator) for word in words]
                     for words, denominator in zip(cells, below)]
            return public(exact, unit=chosen.get("unit"), cumulative="cumulative" in chosen,
                          column_totals=totals and totals.split(","))
        flat = _core.round_table(tuple(word for words in cells for word in words), len(cells[0]), tuple(below),
                                 chosen.get("unit"), "cumulative" in chosen, *groups, totals and tuple(totals.split(",")))
        return [flat[start:start + len(cells[0])] for start in range(0, len(flat), len(cells[0]))]

    def test_each(self):
        count = 0
        for identity, rows, options, expected in cases("table.vec"):
            count += 1
            with self.subTest(id=identity):
                try:
                    found = " ; ".join(" ".join(format(cell, "f") for cell in row) for row in self.rounded(rows, options))
                except apportion.ApportionError as fault:
                    found = f"error {fault.code}"
                self.assertEqual(found, expected)
        self.assertGreater(count, 100)


if __name__ == "__main__":
    unittest.main()
