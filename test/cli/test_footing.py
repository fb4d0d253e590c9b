"""apportion table: what is printed adds up, is the exact sheet rounded up or down, and can be read again; and bad sheets."""

import csv
import io
import json
import random
import re
import subprocess
import sys
import unittest
from fractions import Fraction
from math import ceil, floor

from support import APPORTION, PLAIN, SOURCE, CommandTest, findings, run

sys.path.insert(0, str(SOURCE / "test" / "property"))
import table_certificate  # noqa: E402
from table_oracle import Groups, Table, by_trial, rounded  # noqa: E402

DOCUMENT = (SOURCE / "docs" / "table.md").read_text(encoding="utf-8")
GRANT = SOURCE / "examples" / "data" / "scottish-police-grant.csv"


def sheet(text):
    """The cells of a CSV text."""
    return list(csv.reader(io.StringIO(text)))


def number(text):
    """A printed amount, or a cell of a sheet."""
    text = text.replace(",", "").replace("£", "").strip()
    if text.startswith("("):
        text = "-" + text.strip("()")
    return Fraction(text)


class Printed:
    """A table for people, read back: its names, its figures, and the tables of groups below it."""

    def __init__(self, text):
        blocks = [block for block in text.split("\n\n") if re.search(r" +-{2,}$|^Group", block, re.M)]
        self.tables = [self.read(block) for block in blocks]
        self.words = text

    @staticmethod
    def read(block):
        lines = block.splitlines()
        if lines[0].startswith("Groups of"):
            lines = lines[1:]
        head = re.split(r"  +", lines[0].strip())
        rows = {}
        for line in lines[1:]:
            cells = re.split(r"  +", line.strip())
            if set(line) <= {" ", "-"}:
                continue
            rows[cells[0]] = dict(zip(head[1:], (number(cell.rstrip("*")) for cell in cells[1:])))
        return head, rows


class Adds(CommandTest):
    """Every figure that is printed is added up."""

    def check_sums(self, rows):
        total = rows.pop("Total")
        for row in rows.values():
            self.assertEqual(sum(cell for name, cell in row.items() if name != "Total"), row["Total"])
        for column, printed in total.items():
            self.assertEqual(sum(row[column] for row in rows.values()), printed, column)

    def check_rounded(self, exact, rows, unit):
        """Every cell, row, column and the whole is less than a unit from the exact one."""
        columns = list(next(iter(exact.values())))
        for name, cells in exact.items():
            for column in columns:
                self.assertLess(abs(rows[name][column] - cells[column]), unit)
            self.assertLess(abs(rows[name]["Total"] - sum(cells.values())), unit)
        for column in columns:
            self.assertLess(abs(rows["Total"][column] - sum(cells[column] for cells in exact.values())), unit)
        whole = sum(sum(cells.values()) for cells in exact.values())
        self.assertLess(abs(rows["Total"]["Total"] - whole), unit)

    def test_a_published_sheet_in_millions(self):
        head, *lines = sheet(GRANT.read_text(encoding="utf-8"))
        exact = {line[0]: {head[1]: number(line[1]), head[2]: number(line[2])} for line in lines[:-1]}
        for unit, word in ((10**6, "£1m"), (1000, "1000"), (250000, "£250k")):
            with self.subTest(unit=word):
                printed = Printed(self.done("table", GRANT, "--unit", word, env={"COLUMNS": "120"}))
                _, rows = printed.tables[0]
                self.assertEqual(len(rows), 9)
                self.check_rounded(exact, rows, unit)
                self.check_sums(rows)

    def test_rounded_alone_it_would_not_foot(self):
        """The example shows what it says: each figure rounded alone, the millions do not add up."""
        _, *lines = sheet(GRANT.read_text(encoding="utf-8"))
        alone = [[floor(number(cell) / 10**6 + Fraction(1, 2)) for cell in line[1:]] for line in lines]
        self.assertNotEqual(sum(row[1] for row in alone[:-1]), alone[-1][1])
        self.assertTrue(any(row[0] + row[1] != row[2] for row in alone))

    def test_groups(self):
        text = re.search(r"`regions.csv`:\n\n```csv\n(.*?)```", DOCUMENT, re.S)[1]
        printed = Printed(self.done("table", self.write("regions.csv", text), "--groups", "--unit", "1"))
        (_, rows), (_, down), (_, across) = printed.tables
        lines = sheet(text)
        in_south, in_thames = ["Kent", "Surrey", "Sussex"], ["Surrey", "Sussex"]
        for column in lines[0][2:]:
            self.assertEqual(down["South"][column], sum(rows[name][column] for name in in_south))
            self.assertEqual(down["South/Thames"][column], sum(rows[name][column] for name in in_thames))
            exact = sum(number(line[lines[0].index(column)]) for line in lines[2:5])
            self.assertLess(abs(down["South"][column] - exact), 1)
        for name in (*in_south, "Cleveland", "Total"):
            self.assertEqual(across[name]["First half"], rows[name]["Q1"] + rows[name]["Q2"])
            self.assertEqual(across[name]["Second half"], rows[name]["Q3"] + rows[name]["Q4"])
        for name in down:
            self.assertEqual(sum(across[name].values()), down[name]["Total"])
        self.check_sums(rows)

    def test_blocks_that_are_not_held(self):
        """S by S is 3.7 and S by T is 7.5: both are starred, and the note speaks of both."""
        text = ("x,group,a,b,c,d,e\ngroup,,S,T,T,S,T\np,S,0.7,0.4,0.8,0.7,0.6\nq,S,0.1,0.9,0.7,0.1,0.2\n"
                "r,S,0.6,0.9,0.3,0.2,0.8\ns,T,0.4,0.6,0.8,0.4,0.7\nt,S,0.8,0.3,0.9,0.5,0.7\n")
        out = self.done("table", self.write("blocks.csv", text), "--groups", "--unit", "1")
        within = Printed(out).tables[2][1]["S"]
        for printed, exact in zip(within.values(), (Fraction("3.7"), Fraction("7.5"))):
            self.assertGreaterEqual(abs(printed - exact), 1)
        self.assertEqual(len(re.findall(r"\d\*", out)), 2)
        self.assertIn("the ones marked are a unit or more from their exact amounts.", " ".join(out.split()))

    def test_columns_that_do_not_fit_go_below(self):
        names = [f"Column {i:02}" for i in range(20)]
        text = "Row," + ",".join(names) + "\n" + "".join(f"R{r}," + ",".join(["1234567.896"] * 20) + "\n" for r in range(3))
        out = self.done("table", self.write("wide.csv", text))
        for name in names:
            self.assertEqual(out.count(name), 1)
        self.assertLessEqual(max(map(len, out.splitlines())), 80)
        self.assertGreater(out.count("Row "), 2)

    def test_random_sheets(self):
        chance = random.Random(5)
        for _ in range(20):
            rows, columns = chance.randint(1, 9), chance.randint(1, 9)
            exact = {f"r{r}": {f"c{c}": Fraction(chance.randint(-99999, 99999), 1000) for c in range(columns)}
                     for r in range(rows)}
            text = "x," + ",".join(f"c{c}" for c in range(columns)) + "\n"
            text += "".join(name + "," + ",".join(f"{float(cell):.3f}" for cell in cells.values()) + "\n"
                            for name, cells in exact.items())
            printed = Printed(self.done("table", self.write("r.csv", text), env={"COLUMNS": "200"}))
            _, table = printed.tables[0]
            self.check_rounded(exact, table, Fraction(1, 100))
            self.check_sums(table)


class Figures(CommandTest):
    """Answers that are worked out by hand."""

    def rounded(self, text, *options):
        """The cells of the CSV that comes out, without names."""
        out = sheet(self.done("table", self.write("in.csv", text), "--format", "csv", *options))
        return [[cell for cell in line[1:]] for line in out[1:]]

    def test_thirds(self):
        """Of six tables with one unit a row and a column, the greatest in row order."""
        text = "x,a,b,c\n" + "".join(f"{name},1/3,1/3,1/3\n" for name in "pqr")
        one = [["1", "0", "0", "1"], ["0", "1", "0", "1"], ["0", "0", "1", "1"], ["1", "1", "1", "3"]]
        self.assertEqual(self.rounded(text, "--unit", "1"), one)
        minus = self.rounded(text.replace("1/3", "-1/3"), "--unit", "1")
        self.assertEqual(minus, [[cell if cell == "0" else "-" + cell for cell in row] for row in one])

    def test_product_of_shares(self):
        """The margins that the definition picks, and the least sum of the cells' errors, are known figures."""
        down, across = (3285, 1534, 4162, 1019), (1392, 2627, 4730, 1251)
        text = "x,a,b,c,d\n" + "".join(f"{a}," + ",".join(f"{a * b}/1000000" for b in across) + "\n" for a in down)
        cells = self.rounded(text, "--unit", "1")
        self.assertEqual([row[4] for row in cells], ["33", "15", "42", "10", "100"])
        self.assertEqual(cells[4][:4], ["14", "26", "47", "13"])
        errors = sum(abs(int(cells[i][j]) - Fraction(a * b, 10**6)) for i, a in enumerate(down) for j, b in enumerate(across))
        self.assertEqual(errors, Fraction(4741148, 10**6))

    def test_whole_cells_stay(self):
        text = "x,a,b\np,1,2.5\nq,0,2.5\n"
        self.assertEqual(self.rounded(text, "--unit", "1"),
                         [["1", "3", "4"], ["0", "2", "2"], ["1", "5", "6"]])

    def test_running_totals(self):
        """Thirds of a hundred pounds: after three quarters each has a hundred."""
        text = "q,a,b,c\n" + "".join(f"Q{i},100/3,100/3,100/3\n" for i in range(4))
        cells = [[number(cell) for cell in row] for row in self.rounded(text, "--cumulative")]
        self.assertEqual([sum(row[c] for row in cells[:3]) for c in range(3)], [100, 100, 100])
        for quarter in range(1, 5):
            for c in range(3):
                running = sum(row[c] for row in cells[:quarter])
                self.assertIn(running * 100, (floor(Fraction(10000 * quarter, 3)), ceil(Fraction(10000 * quarter, 3))))

    def test_prescribed(self):
        text = "x,a,b,c\np,0.5,0.5,2\nq,0.5,0.5,2\nTotal,2,0,4\n"
        self.assertEqual(self.rounded(text, "--unit", "1", "--column-totals", "prescribe"),
                         [["1", "0", "2", "3"], ["1", "0", "2", "3"], ["2", "0", "4", "6"]])

    def test_spreadsheets_habits(self):
        text = "\ufeffx,a,b\r\np,\"(1,234.565)\",1.5-\r\nq,-,£1k\r\nr,£6.7m, 5 \r\n,,\r\n"
        cells = self.rounded(text)
        self.assertEqual([row[1] for row in cells[:3]], ["-1.50", "1000.00", "5.00"])
        self.assertEqual([row[0] for row in cells[1:3]], ["0.00", "6700000.00"])
        self.assertIn(cells[0][0], ("-1234.56", "-1234.57"))
        self.assertEqual(cells[3][0], f"{6700000 + float(cells[0][0]):.2f}")

    def test_fractions_of_a_row_meet_decimals(self):
        """1/3 + 1/6 + 1.5 is 2."""
        self.assertEqual(self.rounded("x,a,b,c\np,1/3,1/6,1.5\n", "--unit", "1"),
                         [["0", "0", "2", "2"], ["0", "0", "2", "2"]])


class Reports(CommandTest):
    def setUp(self):
        super().setUp()
        self.text = re.search(r"`regions.csv`:\n\n```csv\n(.*?)```", DOCUMENT, re.S)[1]
        self.path = self.write("regions.csv", self.text)

    def test_csv_gives_itself(self):
        once = self.done("table", self.path, "--groups", "--format", "csv", "--unit", "1")
        again = self.done("table", "-", "--groups", "--format", "csv", "--unit", "1", stdin=once)
        self.assertEqual(once, again)
        self.assertEqual([line[:2] for line in sheet(once)], [line[:2] for line in sheet(self.text)] + [["Total", ""]])
        self.assertEqual(sheet(once)[1], sheet(self.text)[1] + [""])
        odd = self.write("odd.csv", '"a ""b""",x,"y, z"\n"p, q",1.5,2\n')
        once = self.done("table", odd, "--format", "csv")
        self.assertEqual(self.done("table", "-", "--format", "csv", stdin=once), once)
        self.assertEqual(sheet(once), [['a "b"', "x", "y, z", "Total"], ["p, q", "1.50", "2.00", "3.50"],
                                       ["Total", "1.50", "2.00", "3.50"]])

    def test_json(self):
        told = json.loads(self.done("table", self.path, "--groups", "--format", "json", "--unit", "1"))
        self.assertEqual(list(told), ["format", "method", "unit", "cumulative", "column_totals", "rows", "columns", "quota",
                                      "total", "row_groups", "column_groups", "blocks", "prices"])
        self.assertEqual((told["format"], told["method"], told["unit"], told["cumulative"], told["column_totals"]),
                         ("apportion-table/1", "controlled", "1", False, "rounded"))
        lines = sheet(self.text)[2:]
        for row, line in zip(told["rows"], lines):
            self.assertEqual((row["row"], row["group"]), (line[0], line[1]))
            self.assertEqual([Fraction(cell["quota"]) for cell in row["cells"]], [number(cell) for cell in line[2:]])
            for cell in row["cells"]:
                self.assertEqual(Fraction(cell["moved"]), int(cell["amount"]) - Fraction(cell["quota"]))
            self.assertEqual(sum(int(cell["amount"]) for cell in row["cells"]), int(row["total"]))
            self.assertEqual(Fraction(row["quota"]), sum(number(cell) for cell in line[2:]))
            self.assertEqual([int(group["amount"]) for group in row["column_groups"]],
                             [sum(int(cell["amount"]) for cell in row["cells"][half]) for half in (slice(0, 2), slice(2, 4))])
        for place, column in enumerate(told["columns"]):
            self.assertEqual(int(column["total"]), sum(int(row["cells"][place]["amount"]) for row in told["rows"]))
            self.assertEqual(Fraction(column["quota"]), sum(number(line[2 + place]) for line in lines))
            self.assertEqual(column["group"], ("First half", "Second half")[place // 2])
        self.assertEqual(Fraction(told["quota"]), sum(number(cell) for line in lines for cell in line[2:]))
        self.assertEqual(told["row_groups"][1]["within"], "South")
        self.check_blocks(told, lines)
        self.check_prices(told)

    def check_blocks(self, told, lines):
        self.assertEqual(len(told["blocks"]), 6)
        for block in told["blocks"]:
            rows = [place for place, line in enumerate(lines) if (line[1] + "/").startswith(block["row_group"] + "/")]
            half = slice(2, 4) if block["column_group"] == "First half" else slice(4, 6)
            exact = sum(number(cell) for place in rows for cell in lines[place][half])
            amount = sum(int(cell["amount"]) for place in rows
                         for cell in told["rows"][place]["cells"][half.start - 2:half.stop - 2])
            self.assertEqual(int(block["amount"]), amount)
            self.assertEqual(block["held"], abs(amount - exact) < 1)

    def check_prices(self, told):
        """One entry for the whole and one for each group, a price for each column and one more."""
        self.assertEqual([price.get("group") for price in told["prices"]], [None, "South", "South/Thames", "North"])
        for price in told["prices"]:
            self.assertEqual([column.get("column") for column in price["columns"]], ["Q1", "Q2", "Q3", "Q4", None])
            for column in price["columns"]:
                for part in ("rows", "columns", "cells"):
                    self.assertEqual(str(Fraction(column[part])), column[part])

    def test_periods_in_json(self):
        path = self.write("q.csv", "q,a\nQ1,1.5\nQ2,1.5\n")
        told = json.loads(self.done("table", path, "--cumulative", "--unit", "1", "--format", "json"))
        self.assertIs(told["cumulative"], True)
        self.assertEqual([price.get("until") for price in told["prices"]], [None, "Q1", "Q2"])

    def test_markdown_adds_up(self):
        text = self.done("table", self.path, "--groups", "--format", "markdown", "--unit", "1")
        rows = [[cell.strip(" *\\") for cell in line.strip("|\n ").split("|")] for line in text.splitlines()
                if line.startswith("|") and "--:" not in line]
        self.assertEqual(rows[0], ["Force", "Q1", "Q2", "Q3", "Q4", "Total"])
        table = [[number(cell) for cell in row[1:]] for row in rows[1:6]]
        for row in table:
            self.assertEqual(sum(row[:4]), row[4])
        self.assertEqual([sum(column) for column in zip(*table[:4])], table[4])
        self.assertIn("## Groups of rows", text)
        self.assertIn("## Groups of columns", text)
        self.assertEqual(rows[6][0], "Group")

    def test_output_and_strict(self):
        out = self.folder / "out.csv"
        self.assertEqual(self.done("table", self.path, "--groups", "--format", "csv", "--output", out), "")
        self.assertTrue(out.read_text(encoding="utf-8").startswith("Force,group,Q1"))
        self.refused(2, "usage", "table", self.path, "--groups", "--output", self.path, says="would replace it")
        warned = self.write("warned.csv", "x,a,Total\np,1,2\n")
        self.assertEqual([run("table", warned).returncode, run("table", warned, "--strict").returncode], [0, 1])
        self.assertEqual(run("table", warned, "--strict").stdout, run("table", warned).stdout)

    def test_without_names_in_the_corner(self):
        self.assertEqual(self.done("table", "-", "--format", "csv", stdin=",a\np,1\n"),
                         ",a,Total\np,1.00,1.00\nTotal,1.00,1.00\n")

    def test_standard_input_is_named(self):
        self.assertTrue(run("table", "-", stdin="x,a\np,?\n").stderr.startswith("<stdin>:2:3: "))


def table_of(told):
    """The exact table, what was found, and the prices, from the JSON alone."""
    unit = Fraction(told["unit"])
    cells = [[Fraction(cell["quota"]) / unit for cell in row["cells"]] for row in told["rows"]]
    found = [[int(Fraction(cell["amount"]) / unit) for cell in row["cells"]] for row in told["rows"]]
    names = {kind: [one["group"] for one in told[kind]] for kind in ("row_groups", "column_groups")}

    def groups(kind, members):
        place = {name: i for i, name in enumerate(names[kind])}
        return Groups([place.get(one.get("within")) for one in told[kind]], [place.get(one.get("group")) for one in members])
    prescribed = told["column_totals"] == "prescribed"
    table = Table(cells, groups("row_groups", told["rows"]), groups("column_groups", told["columns"]),
                  [int(Fraction(one["total"]) / unit) for one in told["columns"]] if prescribed else None, told["cumulative"])
    rows, columns = [row["row"] for row in told["rows"]], [column["column"] for column in told["columns"]]
    prices = {}
    for price in told["prices"]:
        group = names["row_groups"].index(price["group"]) if "group" in price else None
        group = rows.index(price["until"]) if "until" in price else group
        for j, part in enumerate(price["columns"]):
            ties = {rows.index(tie["row"]) * len(columns) + columns.index(tie["column"]): int(tie["sign"])
                    for tie in part["ties"]}
            prices[group, j] = (Fraction(part["rows"]), Fraction(part["columns"]), Fraction(part["cells"]), ties)
    return table, found, prices


class Certificates(CommandTest):
    """The JSON by itself proves that no other table is better."""

    def check(self, text, *options, unit="1"):
        told = json.loads(self.done("table", self.write("t.csv", text), "--format", "json", "--unit", unit, *options))
        table, found, prices = table_of(told)
        self.assertEqual(table_certificate.faults(table, found, prices), [], text)
        return table, found, prices

    def sheet(self, chance, rows, columns, groups):
        names = ["", "S", "S/T", "N"] if groups else [""]
        head = ["x", *(["group"] if groups else []), *(f"c{c}" for c in range(columns))]
        lines = [head]
        if groups:
            lines.append(["group", "", *(chance.choice(names) for _ in range(columns))])
        below = chance.choice((2, 3, 4, 10))
        for r in range(rows):
            lines.append([f"r{r}", *([chance.choice(names)] if groups else []),
                          *(f"{chance.randint(-3 * below, 3 * below)}/{below}" for _ in range(columns))])
        return "\n".join(",".join(line) for line in lines) + "\n"

    def test_plain_tables(self):
        chance = random.Random(11)
        for _ in range(30):
            table, found, _ = self.check(self.sheet(chance, chance.randint(1, 3), chance.randint(1, 3), False))
            self.assertEqual(found, rounded(table, by_trial))

    def test_groups(self):
        chance = random.Random(12)
        for _ in range(30):
            self.check(self.sheet(chance, chance.randint(2, 6), chance.randint(2, 6), True), "--groups")

    def test_periods(self):
        chance = random.Random(13)
        for _ in range(20):
            self.check(self.sheet(chance, chance.randint(1, 6), chance.randint(1, 5), False), "--cumulative")

    def test_prescribed(self):
        self.check("x,a,b,c\np,0.5,0.5,1\nq,1/3,1/3,1/3\nr,0.25,0.25,0.5\nTotal,2,1,1\n", "--column-totals", "prescribe")

    def test_a_published_sheet(self):
        self.check(GRANT.read_text(encoding="utf-8"), unit="1000000")

    def test_another_table_is_not_proven(self):
        table, found, prices = self.check("x,a,b\np,1/2,1/2\nq,1/2,1/2\n")
        self.assertEqual(found, [[1, 0], [0, 1]])
        self.assertNotEqual(table_certificate.faults(table, [[0, 1], [1, 0]], prices), [])


class Proportional(CommandTest):
    TEXT = "x,a,b,c,Total\np,35,42,23,200\nq,10,20,30,100\nTotal,120,110,70,300\n"

    def check(self, text, unit):
        told = json.loads(self.done("table", self.write("p.csv", text), "--method", "biproportional", "--unit", unit,
                                    "--format", "json"))
        head, *lines = sheet(text)
        self.assertEqual((told["method"], told["unit"]), ("biproportional", unit))
        self.assertEqual([column["total"] for column in told["columns"]], lines[-1][1:-1])
        for row, line in zip(told["rows"], lines):
            self.assertEqual(row["total"], line[-1])
            self.assertEqual(sum(Fraction(cell["amount"]) for cell in row["cells"]), Fraction(line[-1]))
            for cell, seed, column in zip(row["cells"], line[1:-1], told["columns"]):
                exact = Fraction(seed) * Fraction(row["divisor"]) * Fraction(column["divisor"])
                self.assertLessEqual(abs(Fraction(cell["amount"]) / Fraction(unit) - exact), Fraction(1, 2))
        for place, column in enumerate(told["columns"]):
            self.assertEqual(column["column"], head[1 + place])
            self.assertEqual(sum(Fraction(row["cells"][place]["amount"]) for row in told["rows"]), Fraction(column["total"]))
        return told

    def test_certificate(self):
        told = self.check(self.TEXT, "1")
        self.assertEqual(told["ties"], [])
        self.check(self.TEXT.replace(",200", ",200.00").replace(",100\n", ",100.00\n").replace("120,110,70,", "120.00,110.00,70.00,"),
                   "0.01")

    def test_ties(self):
        """Four cells of a half each: either diagonal would do, and the greatest in row order is taken."""
        text = "x,a,b,Total\np,1,1,1\nq,1,1,1\nTotal,1,1,2\n"
        told = self.check(text, "1")
        self.assertEqual([[cell["amount"] for cell in row["cells"]] for row in told["rows"]], [["1", "0"], ["0", "1"]])
        self.assertEqual(len(told["ties"]), 1)
        self.assertEqual(len(told["ties"][0]["cells"]), 4)
        self.assertEqual(told["ties"][0]["raised"], [{"row": "p", "column": "a"}, {"row": "q", "column": "b"}])
        people = self.done("table", self.folder / "p.csv", "--method", "biproportional", "--unit", "1")
        self.assertIn("\nTie: `p` in `a`,", people)
        markdown = self.done("table", self.folder / "p.csv", "--method", "biproportional", "--unit", "1", "--format", "markdown")
        self.assertIn("- Tie: p, a; p, b; q, a; q, b lie on halves", markdown)
        self.assertIn("| Row | Divisor |", markdown)

    def test_refused(self):
        wants = ("--method", "biproportional", "--unit", "1")
        path = self.write("none.csv", "x,a\np,1\n")
        done = run("table", path, *wants)
        self.assertEqual((done.returncode, done.stderr.count("[missing-key]")), (1, 2))
        self.refused(1, "number", "table", self.write("f.csv", "x,a,total\np,1/2,1\ntotal,1,1\n"), *wants, says="fractions")
        self.refused(1, "not-whole-units", "table", self.write("h.csv", "x,a,total\np,1,1/2\ntotal,1,1\n"), *wants,
                     says="row `p`")
        self.refused(1, "table-infeasible", "table", self.write("i.csv", "x,a,b,total\np,0,1,1\nq,0,1,1\ntotal,1,1,2\n"), *wants)


# The code, the place and a part of the sentence, the sheet, and the options.
SHEETS = [
    ("missing-key", "1:1", "the sheet is empty", "", []),
    ("missing-key", "1:1", "the sheet is empty", "\n,,\n", []),
    ("no-party", "1:1", "no row of amounts", "x,a,b\n", []),
    ("no-party", "1:1", "no row of amounts", "x,a,b\nTotal,1,2\n", []),
    ("no-party", "1:1", "no column of amounts", "x\np\n", []),
    ("no-party", "1:1", "no column of amounts", "x,Total\np,1\n", []),
    ("csv", "2:1", "row `p` has 2 cells where the heading has 3", "x,a,b\np,1\n", []),
    ("csv", "2:1", "row `p` has 4 cells where the heading has 3", "x,a,b\np,1,2,3\n", []),
    ("csv", "1:3", "column 1 has no name", "x,,b\np,1,2\n", []),
    ("csv", "2:1", "row 1 has no name", "x,a\n,1\n", []),
    ("csv", "1:3", "the column `Total` stands before others", "x,Total,b\np,1,2\n", []),
    ("csv", "2:1", "the row `£/TOTAL` stands before others", "x,a\n£/TOTAL,1\nq,2\n", []),
    ("csv", "1:5", "the column `Total costs` is called like a total", "x,a,Total costs\np,1,1\n", []),
    ("csv", "2:1", "the row `Sub-total South` is called like a total", "x,a\nSub-total South,1\nq,1\n", []),
    ("csv", "3:1", "the row `Subtotals` is called like a total", "x,a\np,1\nSubtotals,1\nq,1\n", []),
    ("csv", "2:1", "`Grand totals 2015/16` is called like a total", "x,a\nGrand totals 2015/16,1\n", []),
    ("csv", "1:1", "one cell with `;` in it", "x;a;b\np;1,5;2\n", []),
    ("csv", "1:1", "one cell with tabs in it", "x\ta\np\t1\n", []),
    ("csv", "1:1", "leave out titles above", "Costs of 2015/16\nx,a,b\np,1,2\n", []),
    ("csv", "2:1", "in quotation marks", "x,a,b\np,1,234.50,2\n", []),
    ("csv", "2:1", "and none for column `b`: write its amount", "x,a,b\np,1\n", []),
    ("csv", "1:3", "give --groups", "x,Group,b\np,North,2\n", []),
    ("csv", "2:1", "give --groups", "x,a\ngroup,North\np,2\n", []),
    ("csv", "1:3", "head the second column `group`", "x,a\np,2\n", ["--groups"]),
    ("csv", "2:3", "an empty part", "x,group,a\np,South//Thames,2\n", ["--groups"]),
    ("csv", "3:7", "a group of a total", "x,group,a\np,South,2\nTotal,South,2\n", ["--groups"]),
    ("csv", "2:5", "does not end", 'x,a\np,5,"1\n', []),
    ("csv", "2:1", "Windows-1252", b"x,a\n\xd4,1\n", []),
    ("duplicate-id", "3:1", "two rows are called `p`, the other on line 2", "x,a\np,1\np,2\n", []),
    ("duplicate-id", "1:5", "two columns are called `a`, the other on line 1 in column 3", "x,a,a\np,1,2\n", []),
    ("number", "2:5", "row `p`, column `b`: the cell is empty", "x,a,b\np,1,\nq,1,2\n", []),
    ("number", "2:3", 'row `p`, column `a`: "1,23": a misplaced comma', 'x,a\np,"1,23"\n', []),
    ("number", "2:5", 'row `p`, column `total`: "x"', "x,a,total\np,1,x\n", []),
    ("number", "2:3", '"n/a": text where an amount is expected: write', "x,a\np,n/a\n", []),
    ("number", "2:3", '"TBC": text where an amount is expected: write', "x,a\np,TBC\n", []),
    ("number", "2:3", "the spreadsheet's own error", "x,a\np,#REF!\n", []),
    ("number", "2:3", "a formula where an amount is expected: save", "x,a\np,=A1\n", []),
    ("not-whole-units", "3:7", "the total of column `a`, 10, is not a whole number of units of 1,000,000: write a total",
     "x,a,total\np,1,1000000\ntotal,10,1000000\n", ["--method", "biproportional", "--unit", "£1m"]),
    ("number", "2:3", "above zero", "x,a\np,1/0\n", []),
    ("number", "2:3", "a second sign", "x,a\np,--1/3\n", []),
    ("number", "2:3", "%", "x,a\np,50%\n", []),
    ("missing-key", "1:1", "no last row called total", "x,a\np,1\n", ["--column-totals", "prescribe"]),
    ("not-whole-units", "3:7", "the total of column `a` is a fraction", "x,a\np,1\nTotal,1/2\n", ["--column-totals", "prescribe"]),
]


class Faults(CommandTest):
    def test_sheets(self):
        for code, place, says, text, options in SHEETS:
            with self.subTest(text=text):
                path = self.write("bad.csv", text)
                sentence = self.refused(1, code, "table", path, *options, says=says)
                self.assertTrue(sentence.startswith(f"{path}:{place}: "), sentence)
                told = findings(run("table", path, *options, "--format", "json").stderr)
                self.assertEqual([(one["code"], f"{one['line']}:{one['column']}") for one in told], [(code, place)])

    def test_all_at_once_in_order(self):
        path = self.write("bad.csv", "x,a,a,total\np,1,,?\np,x,3,4\nq,1\nr,1,2,3,4\n")
        done = run("table", path)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        places = [re.match(rf"{path}:(\d+):(\d+): .*\[([a-z-]+)\]$", line).groups() for line in done.stderr.splitlines()]
        self.assertEqual(places, [("1", "5", "duplicate-id"), ("2", "5", "number"), ("2", "6", "number"),
                                  ("3", "1", "duplicate-id"), ("3", "3", "number"), ("4", "1", "csv"), ("5", "1", "csv")])

    def test_many_faults_are_counted(self):
        path = self.write("bad.csv", "x,a\n" + "".join(f"r{i},?\n" for i in range(10007)))
        lines = run("table", path).stderr.splitlines()
        self.assertEqual(len(lines), 10001)
        self.assertIn("7 more", lines[-1])

    def test_short_rows_ask_for_no_memory(self):
        """As many rows as columns, all but one of them short: the product would be 10^12 cells."""
        text = "x," + ",".join(f"c{i}" for i in range(1000000)) + "\n" + "".join(f"r{i},1\n" for i in range(1000000))
        done = run("table", "-", stdin=text)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("[csv]", done.stderr)

    def test_footing(self):
        """Printed totals are checked to the last decimal; the sheet is rounded all the same."""
        path = self.write("in.csv", "x,a,b,Total\np,1.005,2,3.00\nq,1/3,1,1\nTotal £,1.34,3.00,4.34\n")
        done = run("table", path, "--unit", "1")
        self.assertEqual(done.returncode, 0)
        told = [f"{path}:2:11: warning: the total of row `p`, 3.00, is 0.005 less than the sum of its figures, 3.005: rounding "
                "explains it [footing]",
                f"{path}:3:9: warning: the total of row `q`, 1, is 1/3 less than the sum of its figures, 4/3 [footing]",
                f"{path}:4:9: warning: the total of column `a`, 1.34, is 1/600 more than the sum of its figures, 803/600 "
                "[footing]",
                f"{path}:4:19: warning: the total of column `total`, 4.34, is 0.34 more than the sum of its figures, 4.00: "
                "nothing simple explains it [footing]"]
        self.assertEqual(done.stderr.splitlines(), told)
        told = findings(run("table", path, "--unit", "1", "--format", "json").stderr)
        self.assertEqual([(one["severity"], one["code"]) for one in told], [("warning", "footing")] * 4)
        self.assertEqual([one.get("diagnosis") for one in told], ["rounding", None, None, "unexplained"])
        self.assertEqual([one.get("difference") for one in told], ["-0.005", None, None, "0.34"])
        self.assertEqual(self.done("table", "-", stdin="x,a,TOTAL\np,1,1\n(total),1,\n").count("1.00"), 4)

    def test_names_of_totals(self):
        """Each is taken for the total: 3 and 4 are 7, and nothing is told."""
        for name in ("total", "TOTALS", "Grand total", "Total (£000)", "Total £m", "Total:", "Sum", "£'000 Total", "£/Total",
                     "**Total**", "Overall total", "Total\u00a0£"):
            for text in (f"x,a,b,{name}\np,1,2,3\nq,2,2,4\n", f"x,a,b\np,1,2\nq,2,2\n{name},3,4\n"):
                with self.subTest(text=text):
                    done = run("table", "-", "--unit", "1", "--format", "csv", stdin=text)
                    self.assertEqual((done.stderr, sheet(done.stdout)[-1]), ("", ["Total", "3", "4", "7"]))

    def test_a_last_line_that_is_the_sum(self):
        """It is added in as it is called, and that is told."""
        path = self.write("in.csv", "x,a,b,All forces\np,1,1/3,4/3\nq,2,2,4\nBoth,3,7/3,16/3\n")
        done = run("table", path, "--unit", "1")
        self.assertEqual(done.returncode, 0)
        self.assertEqual([line.split(" warning: ")[0] for line in done.stderr.splitlines()], [f"{path}:1:7:", f"{path}:4:1:"])
        self.assertIn("the column `All forces` is the sum of the others, and is added to them: call it `total`", done.stderr)
        self.assertIn("the row `Both` is the sum of the others", done.stderr)
        for text in ("x,a,b,c\np,1,2,3\nq,2,2,5\n", "x,a,b\np,1,1\nq,2,2\n", "x,a,b,c\np,0,0,0\n"):
            self.assertEqual(run("table", "-", stdin=text).stderr, "")

    def test_prescribed_totals_that_differ_have_no_diagnosis(self):
        path = self.write("in.csv", "x,a,b,Total\np,1,2,40\nq,2,1,31\nTotal,35,35,70\n")
        done = run("table", path, "--method", "biproportional", "--unit", "1", "--format", "json")
        told = json.loads(done.stderr)
        self.assertNotIn("rounding", done.stderr)
        self.assertNotIn("diagnosis", json.dumps(told))

    def test_what_explains_a_difference(self):
        """A row that was left out, and two digits of an entry that changed places: 20 for 2."""
        path = self.write("in.csv", "x,a,b\np,184,20\nq,300,70\nr,16,5\nTotal,484,77\n")
        told = findings(run("table", path, "--unit", "1", "--format", "json").stderr)
        self.assertEqual([(one["what"], one["id"], one["difference"], one["diagnosis"], one["candidates"]) for one in told],
                         [("column", "a", "-16", "equals-row:r", []),
                          ("column", "b", "-18", "transposition", [{"entry": "p", "value": "2"}])])

    def test_prescribed_totals_are_not_checked(self):
        text = "x,a,b\np,0.5,0.5\nq,0.5,0.5\nTotal,2,0\n"
        path = self.write("in.csv", text)
        self.done("table", path, "--unit", "1", "--column-totals", "prescribe")
        self.assertEqual(run("table", path, "--unit", "1").stderr.count("[footing]"), 2)
        infeasible = self.write("no.csv", text.replace("2,0", "3,-1"))
        sentence = self.refused(1, "table-infeasible", "table", infeasible, "--unit", "1", "--column-totals", "prescribe")
        self.assertIn("a", sentence)
        self.refused(1, "not-whole-units", "table", path, "--unit", "2", "--column-totals", "prescribe")

    def test_words(self):
        path = self.write("in.csv", "x,group,a,total\np,N,1,1\ntotal,,1,1\n")
        both = [["--method", "biproportional", "--cumulative"], ["--method", "biproportional", "--groups"],
                ["--method", "biproportional", "--column-totals", "check"], ["--column-totals", "prescribe", "--groups"],
                ["--column-totals", "prescribe", "--cumulative"], ["--groups", "--cumulative"]]
        for words in both:
            self.refused(2, "usage", "table", path, *words, says="do not go together")
        self.refused(2, "usage", "table", says="table needs a file")
        self.refused(2, "usage", "table", path, path, says="table needs one file")
        self.refused(2, "usage", "table", path, "--method", "controled", says="neither controlled nor biproportional")
        self.refused(2, "usage", "table", path, "--column-totals", "fix", says="neither check nor prescribe")
        self.refused(1, "number", "table", path, "--unit", "0", says="above zero")
        for unit in ("0", "abc", "-1", "€1"):
            sentences = [self.refused(1, "number", *words, "--unit", unit) for words in (("table", path), ("split", "1", "a=1"))]
            self.assertEqual(sentences[0], sentences[1])
        self.refused(3, "io", "table", "no-such-file.csv", cwd=self.folder)

    def test_limits(self):
        self.refused(3, "limit", "table", "-", stdin="x,a\np," + "1" * (64 << 20) + "\n", says="64 MiB")
        wide = "9" * 38
        self.refused(3, "limit", "table", "-", stdin=f"x,a,b\np,1/{wide},1/{wide[:-1]}8\n", says="common denominator")
        self.refused(3, "limit", "table", "-", "--unit", "1", stdin=f"x,a,b\np,{wide},{wide}\n")


class Documents(CommandTest):
    def test_examples_are_true(self):
        """Every sheet of docs/table.md is written, and every command under it prints what it says."""
        for name, text in re.findall(r"`([a-z]+\.csv)`:\n\n```csv\n(.*?)```", DOCUMENT, re.S):
            self.write(name, text)
        tools = self.folder / "bin"
        tools.mkdir()
        (tools / "apportion").symlink_to(APPORTION)
        blocks = re.findall(r"^```console\n\$ ([^\n]*)\n(.*?)^```", DOCUMENT, re.S | re.M)
        self.assertGreaterEqual(len(blocks), 6)
        for line, output in blocks:
            with self.subTest(line=line):
                done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=self.folder, timeout=60,
                                      env={**PLAIN, "PATH": f"{tools}:{PLAIN['PATH']}"}, check=False)
                self.assertEqual(done.stdout + done.stderr, output)

    def test_every_option_has_an_example(self):
        used = " ".join(re.findall(r"`?\$ (apportion table [^\n]*)", DOCUMENT))
        for option in re.findall(r"^  --([a-z-]+)", run("help", "table").stdout, re.M):
            if option not in ("help", "format", "output", "strict"):
                self.assertIn(f"--{option}", used)


if __name__ == "__main__":
    unittest.main()
