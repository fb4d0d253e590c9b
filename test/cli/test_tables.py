"""Tables for people: right at 80 columns with long names, and the figures that must come out."""

import re
import unittest

from agreements import GOOD, WELSH
from support import EAST_MIDLANDS, SOURCE, CommandTest, cells, run, width

# What each force pays on the lines of 2015/16, and in all.
INFRASTRUCTURE = {"Leicestershire": "352,800.00", "Nottinghamshire": "420,200.00", "Northamptonshire": "227,000.00",
                  "Total": "1,000,000.00"}
SUPPORT = {"Lincolnshire": "110,000.00", "Leicestershire": "184,800.00", "Nottinghamshire": "188,800.00",
           "Northamptonshire": "122,000.00", "Total": "605,600.00"}
LICENCES = {"Lincolnshire": "110,000.00", "Nottinghamshire": "188,800.00", "Northamptonshire": "122,000.00",
            "Total": "420,800.00"}
TOTALS = {"Lincolnshire": "220,000.00", "Leicestershire": "537,600.00", "Nottinghamshire": "797,800.00",
          "Northamptonshire": "471,000.00", "Total": "2,026,400.00"}


def amounts(text, title):
    """Names and amounts of the table under a heading."""
    return {row[0]: row[-1] for row in cells(text, title) if re.fullmatch(r"-?[0-9,]+(\.[0-9]+)?", row[-1])}


class EastMidlands(CommandTest):
    def test_statement(self):
        text = self.done("run", EAST_MIDLANDS.relative_to(SOURCE), "--year", "2015/16", cwd=SOURCE)
        self.assertEqual(amounts(text, "Infrastructure"), INFRASTRUCTURE)
        self.assertEqual(amounts(text, "Niche licences"), LICENCES)
        self.assertEqual(amounts(text, "Niche support"), SUPPORT)
        self.assertEqual(amounts(text, "What each party pays"), TOTALS)
        self.assertIn("Lincolnshire is excluded: already has the required infrastructure.", text)
        self.assertRegex(text, r"Leicestershire is excluded: .*licen[cs]es")
        self.assertIn("illustrative", text)
        self.golden("east-midlands.txt", text)

    def test_later_years(self):
        """Infrastructure by the percentages, and a Niche user at £2 more every year on each line."""
        text = self.done("run", EAST_MIDLANDS, "--years", "2015/16..2018/19")
        years, totals = text.split("\n\nParty ")[1:3]
        rows = {line.split()[0]: line.split()[1:5] for line in years.splitlines() if re.search(r"\.00", line)}
        percent = {"Lincolnshire": 0, "Leicestershire": 3528, "Nottinghamshire": 4202, "Northamptonshire": 2270}
        users = {"Lincolnshire": 2200, "Leicestershire": 1848, "Nottinghamshire": 3776, "Northamptonshire": 2440}
        for name, share in percent.items():
            paid = [(1000000 + 20000 * year) * share // 10000 + (100 + 2 * year) * users[name] for year in range(4)]
            self.assertEqual(rows[name], [f"{pounds:,}.00" for pounds in paid])
            self.assertRegex(totals, rf"(?m)^{name} +{sum(paid):,}\.00$")

    def test_one_party(self):
        text = self.done("run", EAST_MIDLANDS.relative_to(SOURCE), "--year", "2015/16", "--party", "leics", cwd=SOURCE)
        self.assertEqual([line.split()[-1] for line in text.splitlines() if line.startswith(("Infra", "Niche", "Total"))],
                         ["352,800.00", "excluded", "184,800.00", "537,600.00"])
        self.golden("east-midlands-leics.txt", text)

    def test_present_values(self):
        """£24m over five years at 3.5 % are £22,677,315.38; a third and £1,000.00 more, which are £1,035.00 of the next year."""
        text = self.done("run", SOURCE / "test" / "data" / "discounted.yaml", "--years", "2014/15..2018/19")
        self.assertIn("Present values in 2014/15, in real prices, discounted at 3.5 % to year 30, 3 %\n", text)
        rows = text[text.index("Present value\n"):].splitlines()[1:5]
        self.assertEqual([row.split()[-1] for row in rows if "--" not in row], ["7,560,105.13", "15,118,210.25", "22,678,315.38"])
        text = self.done("run", SOURCE / "test" / "data" / "discounted.yaml", "--years", "2014/15..2018/19", "--party", "one")
        rows = text[text.index("Present value\n"):].splitlines()[1:5]
        self.assertEqual([row.split()[-1] for row in rows if "--" not in row], ["7,559,105.13", "1,000.00", "7,560,105.13"])

    def test_split(self):
        self.golden("split-funding.txt",
                    self.done("split", "£1,000,000", "leics=35.28%", "notts=42.02%", "nhants=22.70%"))
        self.golden("split-users.txt", self.done("split", "100000", "lincs=1100", "leics=1848", "notts=1888",
                                                 "nhants=1220"))

    def test_methods(self):
        self.golden("methods.txt", self.done("methods"))


class Bounds(CommandTest):
    """Who is off its share, by the definition: below its floor, above its cap, or the absorber."""

    def last(self, *words):
        return self.done("split", "100", "a=1", "b=1", "c=2", *words).splitlines()[-1]

    def test_split(self):
        self.assertEqual(self.last("--floor", "a=30"), "a pays its floor; the others share the rest.")
        self.assertEqual(self.last("--cap", "c=40%"), "c pays its cap; the others share the rest.")
        self.assertEqual(self.last("--floor", "a=30", "--absorber", "b"),
                         "a pays its floor; b takes what that leaves; the others pay their shares.")
        self.assertTrue(self.last("--floor", "a=20").startswith("Total"))

    def test_statement(self):
        text = self.done("run", SOURCE / "examples" / "agreements" / "four-forces-bounds.yaml", "--year", "2016/17")
        self.assertEqual(text.count("pays its"), 2)
        self.assertIn("\nNorth pays its floor; East pays its cap; the others share the rest.\n", text)


class Words(CommandTest):
    def test_who_pays_the_whole_line(self):
        text = self.done("run", self.write("one.yaml", GOOD.replace("basis: equal\n    exclude: {south: has its own}",
                                                                    "basis: {all_to: north}")), "--year", "2016/17")
        self.assertIn("\nNorth pays the whole line.\n", text)
        self.assertNotIn("all_to", text)

    def test_not_a_member(self):
        path = self.write("one.yaml", GOOD.replace("exclude: {south: has its own}", "participants: [north]"))
        text = self.done("run", path, "--year", "2016/17", "--party", "south")
        self.assertIn("  not a member\n", text)

    def test_unapportioned(self):
        text = self.done("split", "0.01", "a=1", "b=1", "--method", "independent", "--mode", "down")
        self.assertRegex(text, r"\nUnapportioned +0\.01\n")


class Schedules(CommandTest):
    def setUp(self):
        super().setUp()
        self.path = self.write("good.yaml", GOOD)

    def test_parties_by_year(self):
        # 3 : 1 of 100 and of 200; North alone pays the support of 10.
        text = self.done("run", self.path, "--years", "2015/16..2016/17")
        rows = [line.split() for line in text.splitlines()]
        self.assertIn(["Party", "2015/16", "2016/17", "Total"], rows)
        self.assertIn(["North", "75.00", "160.00", "235.00"], rows)
        self.assertIn(["South", "25.00", "50.00", "75.00"], rows)
        self.assertIn(["Total", "100.00", "210.00", "310.00"], rows)

    def test_one_party_by_year(self):
        text = self.done("run", self.path, "--years", "2015/16..2016/17", "--party", "south")
        rows = [line.split() for line in text.splitlines()]
        self.assertIn(["System", "25.00", "50.00", "75.00"], rows)
        self.assertIn(["Support", "-", "excluded"], rows)
        self.assertIn(["Total", "25.00", "50.00", "75.00"], rows)
        self.assertIn("Excluded from Support: has its own.", text)

    def test_notes_follow(self):
        text = self.done("run", self.path, "--year", "2015/16")
        self.assertIn("[no-figure]", text.split("Notes and warnings")[1])

    def test_years_that_do_not_fit_go_below(self):
        path = self.write("welsh.yaml", WELSH)
        text = self.done("run", path, "--years", "2015/16..2018/19")
        for year in ("2015/16", "2016/17", "2017/18", "2018/19"):
            self.assertEqual(len(re.findall(rf"^Party .*  {year}\b", text, re.M)), 1, text)
        self.assertLessEqual(max(map(width, text.splitlines())), 80)
        self.assertEqual(text.count("9,999,999,999,999.99"), 3)


class Widths(CommandTest):
    def setUp(self):
        super().setUp()
        self.path = self.write("welsh.yaml", WELSH)

    def outputs(self, **env):
        yield run("run", self.path, "--year", "2015/16", env=env).stdout
        yield run("run", self.path, "--years", "2015/16..2018/19", env=env).stdout
        yield run("run", self.path, "--years", "2015/16..2018/19", "--party", "llanfair", env=env).stdout
        yield run("methods", env=env).stdout
        yield run("split", "£1,000,000", "Cyngor Sir Ynys Môn ac awdurdodau lleol eraill gogledd Cymru i gyd=1/3",
                  "Tŷ Ddewi=2/3", env=env).stdout
        folder = SOURCE / "examples" / "agreements"
        for path in sorted(folder.glob("*.yaml")):
            lines = path.read_text(encoding="utf-8").partition("\nsavings:" if path.stem == "bch" else "\ncost_lines:")[2]
            year = re.search(r"\b20\d\d/\d\d\b", lines)
            yield run("run", path.name, "--year", year[0], env=env, cwd=folder).stdout

    def test_80_columns(self):
        for text in self.outputs():
            self.assertTrue(text)
            for line in text.splitlines():
                self.assertLessEqual(width(line), 80, line)
                self.assertEqual(line, line.rstrip())

    def test_numbers_are_whole_at_any_width(self):
        for columns in ("40", "60", "132"):
            text = run("run", self.path, "--year", "2015/16", env={"COLUMNS": columns}).stdout
            self.assertEqual(text.count("5,000,000,000,000.00"), 2, text)
            self.assertEqual(text.count("4,999,999,999,999.99"), 2, text)
            self.assertEqual(text.count("9,999,999,999,999.99"), 3, text)
            if columns != "40":
                self.assertLessEqual(max(map(width, text.splitlines())), int(columns))

    def test_columns_line_up(self):
        """Amounts end in one column, however many bytes the names before them take."""
        text = self.done("run", self.path, "--year", "2015/16")
        ends = {width(line) for line in text.splitlines() if re.search(r"  [0-9,]+\.[0-9]{2}$", line)}
        self.assertEqual(len(ends), 1, text)

    def test_long_names_are_all_there(self):
        text = self.done("run", self.path, "--year", "2015/16")
        joined = re.sub(r"[\s0-9.,]+", " ", text)
        for word in "Cyngor Sir Ynys Môn ac awdurdodau lleol eraill gogledd Cymru gyda'i gilydd".split():
            self.assertIn(word, joined)
        self.assertIn("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch is excluded", joined)
        self.golden("welsh.txt", text)


if __name__ == "__main__":
    unittest.main()
