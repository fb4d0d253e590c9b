"""A table of 43 forces rounded as one: what is printed is read again and added up, and held against exact fractions."""

import csv
import io
import json
import math
import re
import unittest
from fractions import Fraction

from support import EAST_MIDLANDS, SOURCE, CommandTest, cells, findings, run

FORCES = SOURCE / "examples" / "agreements" / "forty-three-forces.yaml"
GRANTS = SOURCE / "test" / "data" / "police-grants-2025-26.csv"

# Each line with its amount, its driver and who shares it (None: all), apart from the file.
LINES = {
    "ict_company": ("7992512", "grants", None),
    "ict_contingency": ("178488", "equal", None),
    "it_guarantee": ("5000000", "grants", None),
    "airwave": ("31334000", "people", None),
    "rural_fund": ("-15000000", "rural", None),
    "npas_merseyside": ("2132378.96", "equal", ["merseyside"]),
    "mutual_aid": ("87391.66", "equal", ["cleveland"]),
    "settlement": ("10500000", "equal", ["warwickshire"]),
    "regional_underspend": ("-318000", "grants", ["derbyshire", "leicestershire", "lincolnshire", "northamptonshire",
                                                  "nottinghamshire"]),
    "contact_management": ("33600000", "officers", ["thames-valley", "hampshire"]),
    "western_savings": ("-12000000", "officers", ["devon-and-cornwall", "dorset"]),
    "eastern_savings": ("-4438000", "officers", ["bedfordshire", "cambridgeshire", "hertfordshire"]),
}


def read_drivers():
    """The weights by driver and force, in the file's order; the grants are those of the published sheet."""
    text = FORCES.read_text(encoding="utf-8")
    drivers = {}
    for block in re.split(r"\n  (?=[a-z]+:\n    unit)", text.split("\ndrivers:")[1].split("\nbases:")[0])[1:]:
        drivers[block.split(":")[0]] = {name: Fraction(value)
                                        for name, value in re.findall(r"^      ([a-z-]+): ([0-9.]+)$", block, re.M)}
    with GRANTS.open(encoding="utf-8", newline="") as sheet:
        published = [Fraction(row["amount_gbp"]) for row in csv.DictReader(sheet)]
    assert sorted(drivers["grants"].values()) == sorted(published)
    drivers["equal"] = {name: Fraction(1) for name in drivers["grants"]}
    return drivers


def quotas():
    """The exact table, from the definition: the amount by the weights of those who share it."""
    drivers = read_drivers()
    table = {}
    for line, (amount, driver, members) in LINES.items():
        weights = {name: weight for name, weight in drivers[driver].items() if members is None or name in members}
        whole = sum(weights.values())
        table[line] = {name: Fraction(amount) * weight / whole for name, weight in weights.items()}
    return table


def is_near(value, exact, unit):
    """Floor or ceiling, in units."""
    return value / unit in (math.floor(exact / unit), math.ceil(exact / unit))


def number(text):
    """A printed figure: commas, a pound sign, brackets or a minus."""
    text = text.strip().replace(",", "").replace("£", "").replace("*", "")
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    return Fraction(text)


def read_people(text):
    """Lines, line totals, parties' totals and the grand total of the tables for people."""
    table, totals = {}, {}
    for block in text.split("\n\n"):
        rows = re.findall(r"^(\S.*?)  +.*?(-?[0-9][0-9,]*(?:\.[0-9]+)?)$", block, re.M)
        if not re.search(r"^Party .*Amount", block, re.M):
            continue
        title = block.split("\n")[0]
        if title == "By nature":
            continue
        name = title if title == "What each party pays" else title.rsplit(": ", 1)[0]
        table[name] = {row[0]: number(row[1]) for row in rows if row[0] not in ("Party", "Total")}
        totals[name] = next(number(row[1]) for row in rows if row[0] == "Total")
    parties = table.pop("What each party pays")
    return table, totals, parties, totals.pop("What each party pays")


def read_markdown(text):
    """The same of Markdown."""
    table, totals = {}, {}
    for block in text.split("\n## Sign-off")[0].split("\n## ")[1:]:
        name = block.split("\n")[0]
        if name in ("Figures used", "By nature"):
            continue
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.split("\n")
                if line.startswith("| ") and not line.startswith(("| :", "| Party"))]
        if not rows:
            continue
        column = 2 if len(rows[0]) == 4 else 1
        table[name] = {row[0]: number(row[column]) for row in rows if row[column] and row[0] != "**Total**"}
        totals[name] = number(rows[-1][column])
    parties = table.pop("Totals by party")
    return table, totals, parties, totals.pop("Totals by party")


def read_csv(text):
    """Amounts by line and party."""
    table = {}
    for row in csv.DictReader(io.StringIO(text)):
        if row["amount"]:
            table.setdefault(row["title"], {})[row["party"]] = Fraction(row["amount"])
    return table


class FortyThree(CommandTest):
    @classmethod
    def setUpClass(cls):
        cls.quotas = quotas()
        cls.statement = json.loads(run("run", str(FORCES), "--format", "json").stdout)
        cls.titles = {}
        for row in csv.DictReader(io.StringIO(run("run", str(FORCES), "--format", "csv").stdout)):
            cls.titles[row["line"]] = row["title"]

    def test_there_are_43(self):
        self.assertEqual(len(self.statement["parties"]), 43)
        self.assertEqual([line["id"] for line in self.statement["lines"]], list(LINES))
        names = re.findall(r"^  - \{id: ([a-z-]+), name: (.*), policing_body: (.*)\}$",
                           FORCES.read_text(encoding="utf-8"), re.M)
        self.assertEqual(len(names), 43)
        self.assertEqual([name[0] for name in names], [party["party"] for party in self.statement["parties"]])
        for place in range(3):
            self.assertEqual(len({name[place] for name in names}), 43)

    def test_every_amount_is_its_exact_one_rounded_up_or_down(self):
        penny = Fraction(1, 100)
        self.assertEqual((self.statement["level"], self.statement["ties"]), ("table", []))
        for line in self.statement["lines"]:
            exact = self.quotas[line["id"]]
            cells = {cell["party"]: cell for cell in line["cells"] if "amount" in cell}
            self.assertEqual(line["method"], "table")
            self.assertEqual(set(cells), set(exact))
            self.assertEqual(Fraction(line["total"]), Fraction(LINES[line["id"]][0]))
            self.assertEqual(sum(Fraction(cell["amount"]) for cell in cells.values()), Fraction(line["total"]))
            for party, cell in cells.items():
                self.assertEqual(Fraction(cell["quota"]), exact[party])
                self.assertTrue(is_near(Fraction(cell["amount"]), exact[party], penny), (line["id"], party))
                self.assertEqual(Fraction(cell["moved"]), (Fraction(cell["amount"]) - exact[party]) / penny)

    def test_every_party_pays_its_exact_total_rounded_up_or_down(self):
        """Of all such totals that make the whole, those with the least errors: the largest remainders are rounded up."""
        exact = {party["party"]: sum(row.get(party["party"], Fraction(0)) for row in self.quotas.values()) * 100
                 for party in self.statement["parties"]}
        paid = {party["party"]: Fraction(party["amount"]) * 100 for party in self.statement["parties"]}
        up = [party for party in exact if paid[party] > exact[party]]
        down = [party for party in exact if paid[party] <= exact[party]]
        for party in exact:
            self.assertTrue(is_near(paid[party], exact[party], 1), party)
            self.assertEqual(paid[party] / 100, sum(Fraction(cell["amount"]) for line in self.statement["lines"]
                                                    for cell in line["cells"]
                                                    if cell["party"] == party and "amount" in cell))
        self.assertEqual(sum(paid.values()), sum(exact.values()))
        self.assertGreater(min(exact[party] % 1 for party in up), max(exact[party] % 1 for party in down))

    def test_figures_that_are_whole_stay_as_published(self):
        fund = next(line for line in self.statement["lines"] if line["id"] == "rural_fund")
        for cell in fund["cells"]:
            self.assertEqual(Fraction(cell["amount"]), -read_drivers()["rural"][cell["party"]])
        self.assertEqual(sum(cell["amount"] == "0.00" for cell in fund["cells"]), 12)

    def check_print(self, *options, unit):
        """Every sum of what is printed, and each figure against its exact one in `unit` pounds."""
        people = read_people(self.done("run", FORCES, *options))
        markdown = read_markdown(self.done("run", FORCES, *options, "--format", "markdown"))
        self.assertEqual(people, markdown)
        table, totals, parties, grand = people
        names = dict(zip((party["party"] for party in self.statement["parties"]), parties))
        sheet = read_csv(self.done("run", FORCES, *options, "--format", "csv"))
        self.assertEqual({line: {names[party]: amount for party, amount in row.items()} for line, row in sheet.items()},
                         table)
        self.assertEqual(len(table), 12)
        self.assertEqual(len(parties), 43)
        for line, row in table.items():
            self.assertEqual(sum(row.values()), totals[line], line)
        for party, amount in parties.items():
            self.assertEqual(sum(row.get(party, 0) for row in table.values()), amount, party)
        self.assertEqual(sum(totals.values()), grand)
        self.assertEqual(sum(parties.values()), grand)
        for line in self.statement["lines"]:
            self.assertTrue(is_near(totals[self.titles[line["id"]]] * unit[0], Fraction(line["total"]), unit[1]))
            for cell in line["cells"]:
                if "amount" in cell:
                    shown = table[self.titles[line["id"]]][names[cell["party"]]] * unit[0]
                    self.assertTrue(is_near(shown, Fraction(cell["amount"]), unit[1]), (line["id"], cell))
        for party in self.statement["parties"]:
            self.assertTrue(is_near(parties[names[party["party"]]] * unit[0], Fraction(party["amount"]), unit[1]))
        self.assertTrue(is_near(grand * unit[0], Fraction(self.statement["total"]), unit[1]))

    def test_the_print_adds_up(self):
        self.check_print(unit=(1, Fraction(1, 100)))

    def test_the_print_adds_up_in_pounds(self):
        self.check_print("--in", "pounds", unit=(1, 1))

    def test_the_print_adds_up_in_thousands(self):
        self.check_print("--in", "thousands", unit=(1000, 1000))

    def test_the_print_adds_up_in_millions(self):
        self.check_print("--in", "millions", unit=(10 ** 6, 10 ** 6))
        self.check_print("--in", "millions", "--decimals", "1", unit=(10 ** 6, 10 ** 5))

    def test_as_rounded(self):
        """Each figure by itself, halves away from zero, and a note of each sum that does not hold."""
        def alone(text):
            size = abs(Fraction(text)) / 1000
            return math.floor(size + Fraction(1, 2)) * (-1 if text.startswith("-") else 1)

        table = {line["id"]: {cell["party"]: alone(cell["amount"]) for cell in line["cells"] if "amount" in cell}
                 for line in self.statement["lines"]}
        rows = {line["id"]: alone(line["total"]) for line in self.statement["lines"]}
        columns = {party["party"]: alone(party["amount"]) for party in self.statement["parties"]}
        grand = alone(self.statement["total"])
        wrong = [line for line in table if sum(table[line].values()) != rows[line]]
        wrong += [party for party in columns if sum(row.get(party, 0) for row in table.values()) != columns[party]]
        wrong += [total for total in (sum(rows.values()), sum(columns.values())) if total != grand]
        self.assertGreater(len(wrong), 10)

        words = ["run", FORCES, "--in", "thousands", "--as-rounded"]
        text = self.done(*words)
        shown, totals, parties, total = read_people(text)
        names = dict(zip(columns, parties))
        self.assertEqual(shown, {self.titles[line]: {names[party]: amount for party, amount in row.items()}
                                 for line, row in table.items()})
        self.assertEqual((list(totals.values()), list(parties.values()), total),
                         (list(rows.values()), list(columns.values()), grand))
        text = " ".join(text.split())
        self.assertEqual(text.count("Figures may not sum due to rounding [footing]"), 1)
        self.assertEqual(text.count(" [footing]"), 1 + len(wrong))
        self.assertNotEqual(sum(rows.values()), grand)
        self.assertIn(f"The totals of the lines: the amounts in £000 add up to {sum(rows.values()):,}, "
                      f"and their total is printed as {grand:,}", text)
        markdown = self.done(*words, "--format", "markdown")
        self.assertEqual(markdown.count("- note (footing): "), 1 + len(wrong))
        sheet = run(*words, "--format", "csv")
        self.assertEqual((sheet.returncode, sheet.stderr.count("[footing]")), (0, 1 + len(wrong)))
        self.assertEqual(run(*words, "--strict").returncode, 0)

    def test_one_force_by_line(self):
        text = self.done("run", FORCES, "--party", "merseyside", "--format", "csv", "--in", "thousands")
        rows = list(csv.DictReader(io.StringIO(text)))
        paid = next(Fraction(party["amount"]) for party in self.statement["parties"] if party["party"] == "merseyside")
        self.assertTrue(is_near(sum(Fraction(row["amount"]) for row in rows if row["amount"]) * 1000, paid, 1000))
        self.assertEqual(next(row for row in rows if row["line"] == "npas_merseyside")["status"], "direct")


class Total(CommandTest):
    """The totals of each party in test/data/level-total.yaml; agreement.vec has the sums by hand."""

    def test_statement(self):
        text = self.done("run", "level-total.yaml", "--year", "2015/16", cwd=SOURCE / "test" / "data")
        paid = {row[0]: row[-1] for row in cells(text, "What each party pays")[1:]}
        self.assertEqual(paid["Leicestershire"], "5.35")
        self.assertEqual(paid["Nottinghamshire"], "0.35")
        self.golden("level-total.txt", text)

    def test_one_party(self):
        text = self.done("run", "level-total.yaml", "--years", "2015/16..2016/17", "--party", "leics",
                         cwd=SOURCE / "test" / "data")
        self.assertRegex(text, r"(?m)^Rounded in total +5\.01 +-0\.01 +5\.00$")
        self.golden("level-total-leics.txt", text)


class Options(CommandTest):
    def test_what_does_not_go_together(self):
        words = ["run", EAST_MIDLANDS, "--year", "2015/16"]
        self.refused(2, "usage", *words, "--in", "kilos", says='--in "kilos"')
        self.refused(2, "usage", *words, "--decimals", "1", says="--decimals goes with --in")
        self.refused(2, "usage", *words, "--as-rounded", says="--as-rounded goes with --in")
        for decimals in ("7", "1x", "-1", ""):
            self.refused(2, "usage", *words, "--in", "millions", "--decimals", decimals, says="from 0 to 6")
        self.refused(2, "usage", *words, "--in", "full", "--as-rounded", says="are not rounded")
        told = run(*words, "--in", "thousands", "--format", "json")
        self.assertEqual((told.returncode, told.stdout), (2, ""))
        self.assertIn("exact figures", findings(told.stderr)[0]["message"])
        self.assertEqual(self.done(*words, "--in", "full"), self.done(*words))
        self.assertEqual(self.done(*words, "--in", "full", "--format", "json"), self.done(*words, "--format", "json"))

    def test_years_side_by_side(self):
        """1,000,000 and 20,000 more each year, and 10,264 users at 100 and 2 more each year."""
        text = self.done("run", EAST_MIDLANDS, "--years", "2015/16..2018/19", "--in", "thousands")
        rows = {line.split()[0]: [number(cell) for cell in line.split()[1:]] for line in text.splitlines()
                if re.match(r"[A-Z][a-z]+ +[0-9,]+  ", line)}
        total = rows.pop("Total")
        self.assertEqual([sum(column) for column in zip(*rows.values())], total)
        for shown, exact in zip(total, (2026400, 2066928, 2107456, 2147984)):
            self.assertTrue(is_near(shown * 1000, exact, Fraction(1000)))


if __name__ == "__main__":
    unittest.main()
