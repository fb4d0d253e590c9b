"""What if: scenarios by option and by overlay, comparisons of years and agreements, against figures worked from the definitions."""

import json
import unittest
import xml.etree.ElementTree
from fractions import Fraction

from support import EAST_MIDLANDS, SOURCE, CommandTest, cells, run

SCENARIOS = SOURCE / "examples" / "scenarios"
USERS = {"lincs": 1100, "leics": 1848, "notts": 1888, "nhants": 1220}

FOUR = """format: apportion/1
agreement: {id: four, effective: {from: 2015-04-01}}
parties: [{id: lincs}, {id: leics}, {id: notts}, {id: nhants}]
drivers:
  grant: {unit: GBP, values: {lincs: 69.2m, leics: 112.7m, notts: 141.2m, nhants: 71.7m}}
cost_lines:
  - {id: infrastructure, basis: {driver: grant}, exclude: {lincs: has its own}, budget: {2017/18: 1m, 2018/19: 1m}}
"""


class Scenario(CommandTest):
    def compared(self, *words, **kinds):
        return json.loads(self.done("whatif", *words, "--format", "json", **kinds))["comparisons"]

    def amounts(self, comparison, side="after"):
        return {each["party"]: each[side] for each in comparison["parties"]}

    def check_sums(self, comparison):
        """Before, after and change are sums of their cells, and the causes sum to the change of each party."""
        for party in comparison["parties"]:
            self.assertEqual(Fraction(party["after"]) - Fraction(party["before"]), Fraction(party["change"]))
            self.assertEqual(sum(Fraction(part) for part in party["causes"].values()), Fraction(party["change"]))
        for side in ("before", "after", "change"):
            total = Fraction(comparison["total"][side])
            self.assertEqual(sum(Fraction(each[side]) for each in comparison["parties"]), total)
            self.assertEqual(sum(Fraction(each[side]) for each in comparison["lines"]), total)
            for line in comparison["lines"]:
                self.assertEqual(sum(Fraction(cell[side]) for cell in line["cells"]), Fraction(line[side]))

    def test_a_party_joins_within_the_year(self):
        """69.2/394.8 of £1m for 182 of 365 days, or for 6 of 12 months."""
        path = str(self.write("four.yaml", FOUR))
        change = ["--year", "2017/18", "--set", "cost_lines.infrastructure.exclude.lincs.until=2017-09-30"]
        by_days = self.compared(path, *change)[0]
        self.assertEqual(self.amounts(by_days)["lincs"], "87399.20")
        by_months = self.compared(path, *change, "--set", "proration=months")[0]
        self.assertEqual(self.amounts(by_months)["lincs"], "87639.31")
        for made, part in ((by_days, Fraction(182, 365)), (by_months, Fraction(1, 2))):
            self.check_sums(made)
            causes = {each["party"]: each["causes"] for each in made["parties"]}
            self.assertEqual(Fraction(causes["lincs"]["membership"]), 1000000 * Fraction(692, 3948) * part)
            self.assertEqual({cause for each in causes.values() for cause in ("driver", "basis", "amount") if each[cause] != "0"},
                             set())

    def test_what_is_needed_is_asked_for(self):
        words = ["whatif", str(EAST_MIDLANDS), "--year", "2017/18",
                 "--set", "cost_lines.infrastructure.basis.percent.lincs=needed",
                 "--set", "cost_lines.infrastructure.exclude.lincs.until=2017-09-30"]
        done = run(*words)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("--set cost_lines.infrastructure.basis.percent.lincs:1:47: input needed: Lincolnshire's percentage for "
                      "2017/18, by which cost line `infrastructure` is shared [input-needed]\n", done.stderr)

    def test_users(self):
        """1,940 and 1,941 users of Leicestershire: its part of £605,600."""
        for users, amount in ((1940, "191096.94"), (1941, "191164.35")):
            made = self.compared(str(EAST_MIDLANDS), "--year", "2015/16", "--set", f"drivers.niche_users.values.leics={users}")[0]
            self.check_sums(made)
            support = {cell["party"]: cell["after"] for cell in made["lines"][2]["cells"]}
            self.assertEqual(support["leics"], amount)
            total = sum(USERS.values()) - USERS["leics"] + users
            for party in made["parties"]:
                after = users if party["party"] == "leics" else USERS[party["party"]]
                exact = 605600 * (Fraction(after, total) - Fraction(USERS[party["party"]], 6056))
                self.assertEqual(Fraction(party["causes"]["driver"]), exact)
            self.assertEqual([line["same"] for line in made["lines"]], [True, True, False])

    def test_overlays_side_by_side(self):
        files = [str(SCENARIOS / name) for name in ("lincs-joins.yaml", "more-users.yaml")]
        made = self.compared(str(EAST_MIDLANDS), *files, "--year", "2017/18")
        self.assertEqual([each["name"] for each in made],
                         ["Lincolnshire joins infrastructure on 1 October 2017, by grants of 2004-05", "Leicestershire has 1,940 users"])
        for each in made:
            self.check_sums(each)
        infrastructure = {cell["party"]: cell["after"] for cell in made[0]["lines"][0]["cells"]}
        self.assertEqual(infrastructure["lincs"], "90895.17")  # 1.04 of 87,399.2023…: £1.04m x 692/3948 x 182/365
        self.assertEqual(Fraction(round(Fraction(104000000 * 692 * 182, 3948 * 365)), 100), Fraction("90895.17"))
        together = self.compared(str(EAST_MIDLANDS), *files, "--year", "2017/18", "--together")
        self.assertEqual(len(together), 1)
        self.assertEqual(Fraction(together[0]["lines"][0]["cells"][0]["after"]), Fraction("90895.17"))

    def test_causes_in_order(self):
        """Two parties, £100: 1:1 to begin with; then 3:1 by the driver, then twice the amount, then a party leaves half-way."""
        path = str(self.write("two.yaml", """format: apportion/1
agreement: {id: two}
parties: [{id: a}, {id: b}]
drivers: {users: {values: {a: 1, b: 1}}}
cost_lines:
  - {id: x, basis: {driver: users}, budget: {2015/16: 100.00}}
"""))
        made = self.compared(path, "--set", "drivers.users.values.a=3", "--set", "cost_lines.x.budget.2015/16=200.00",
                             "--set", "cost_lines.x.exclude.b={reason: gone, from: 2015-10-01}")[0]
        self.check_sums(made)
        causes = {each["party"]: each["causes"] for each in made["parties"]}
        # From 1 October 2015, 183 of 366 days: a has 50; then 50 + 25 = 75 of 100; then 3/8 + 1/2 = 87.5; then 175 of 200.
        self.assertEqual(causes["a"], {"membership": "25", "driver": "25/2", "basis": "0", "amount": "175/2", "rounding": "0"})
        self.assertEqual(causes["b"], {"membership": "-25", "driver": "-25/2", "basis": "0", "amount": "25/2", "rounding": "0"})

    def test_a_cause_that_cannot_be_told_alone(self):
        """A new party without a figure in the driver of before: membership is told with the driver."""
        path = str(self.write("two.yaml", """format: apportion/1
agreement: {id: two}
parties: [{id: a}, {id: b}]
drivers: {users: {values: {a: 1, b: 1}}}
cost_lines:
  - {id: x, basis: {driver: users}, budget: {2015/16: 120.00}}
"""))
        made = self.compared(path, "--add", "parties.c={name: C}", "--set", "drivers.users.values.c=1")[0]
        self.check_sums(made)
        causes = {each["party"]: each["causes"] for each in made["parties"]}
        self.assertEqual([causes[party]["membership"] for party in "abc"], ["0", "0", "0"])
        self.assertEqual([causes[party]["driver"] for party in "abc"], ["-20", "-20", "40"])
        self.assertEqual(len(made["findings"]), 1)
        self.assertIn("the change by membership cannot be told alone, and is told with that by driver: ", made["findings"][0]["message"])

    def test_short_forms_are_addressed_in_long(self):
        path = str(self.write("short.yaml", """format: apportion/1
agreement: {id: short, title: Short}
parties: [{id: a, name: A}, {id: b}]
drivers:
  users: {values: {a: 1, b: 3}}
  calls: {status: final, by_year: {2015-16: {a: 1, b: 1}, 2016-17: {a: 1, b: 1}}}
bases: {flat: equal, users: {driver: users, share: exact}}
cost_lines:
  - {id: x, basis: flat, exclude: {a: has its own}, budget: {2015-16: 100.00}}
  - {id: y, basis: users, participants: [a, b], budget: {2015/16: 100.00}}
  - {id: z, basis: equal, budget: {2015/16: 100.00}}
"""))
        year = ["--year", "2015/16"]
        for change, a in (
                (["--set", "cost_lines.x.exclude.a.until=2015-09-30"], "100.00"),      # 25 + 25 + 50
                (["--set", "cost_lines.y.participants.b.from=2015-10-01"], "112.50"),  # 62.50 + 50
                (["--set", "cost_lines.z.participants.b.from=2015-10-01"], "100.00"),  # 25 + 75
                (["--remove", "cost_lines.z.participants.b"], "125.00"),
                (["--set", "cost_lines.y.basis.driver=calls"], "100.00"),
                (["--set", "cost_lines.z.basis.share.published=0"], "75.00"),
                (["--set", "bases.users.share.published=0"], "75.00"),
                (["--set", "drivers.users.by_year.2015/16.a=3"], "100.00"),
                (["--set", "cost_lines.x.budget.2015/16=0", "--set", "agreement.title.cy=Byr", "--set", "parties.a.name.cy=A"], "75.00"),
                (["--set", "cost_lines.z.budget.2015-16=200.00"], "125.00"),
                (["--set", "drivers.calls.status.2015/16=provisional"], "75.00"),
                (["--scale", "cost_lines.z.budget=150%"], "100.00"),
                (["--scale", "drivers.users.values=2"], "75.00"),
                (["--add", "cost_lines.w={basis: equal, budget: {2015/16: 10.00}}"], "80.00"),
                (["--remove", "cost_lines.z"], "25.00"),
                (["--remove", "cost_lines.x.exclude.a"], "125.00")):
            with self.subTest(change=change):
                made = self.compared(path, *year, *change)[0]
                self.check_sums(made)
                self.assertEqual(self.amounts(made)["a"], a)

    def test_figures_of_a_sheet(self):
        self.write("users.csv", "force,users\nA,1\nB,3\n")
        path = str(self.write("sheet.yaml", """format: apportion/1
agreement: {id: sheet}
parties: [{id: a}, {id: b}]
drivers: {users: {from_csv: {file: users.csv, key: force, value: users}}}
cost_lines:
  - {id: x, basis: {driver: users}, budget: {2015/16: 100.00}}
"""))
        made = self.compared(path, "--set", "drivers.users.values.a=3")[0]
        self.assertEqual(self.amounts(made), {"a": "50.00", "b": "50.00"})
        self.assertEqual(made["parties"][0]["causes"]["driver"], "25")
        self.refused(1, "unknown-id", "whatif", path, "--set", "drivers.users.by_year.2015/16.a=3", says="write `values`")

    def test_paths_that_do_not_exist(self):
        base = ["whatif", str(EAST_MIDLANDS), "--year", "2015/16"]
        for option, code, says in (
                (["--set", "drivers.nich_users.values.leics=1"], "unknown-id", "did you mean `niche_users`?"),
                (["--set", "drivers.niche_users.values.leisc=1"], "unknown-id", "did you mean `leics`?"),
                (["--set", "cost_lines.infrastructure.exlude.leics=x"], "unknown-id", "did you mean `exclude`?"),
                (["--set", "cost_lines.hosting.title=x"], "unknown-id", "there is no `hosting` in `cost_lines`"),
                (["--remove", "cost_lines.infrastructure.exclude.linc"], "unknown-id", "did you mean `lincs`?"),
                (["--scale", "drivers.niche_users.value=2"], "unknown-id", "did you mean `values`?"),
                (["--scale", "drivers.niche_users.unit=2"], "number", "is no number that could be scaled"),
                (["--scale", "drivers.niche_users.values=twice"], "number", "`twice` is no factor"),
                (["--add", "drivers.niche_users={values: {}}"], "duplicate-key", "is there already"),
                (["--set", "drivers.niche_users.values.leics.high=1"], "unknown-id", "is a single value"),
                (["--set", "drivers.niche_users.values.leics={a: 1}"], "wrong-type", ""),
                (["--set", "cost_lines..title=x"], "unknown-id", "is no path"),
                (["--set", "proration=weeks"], "wrong-type", ""),
                (["--set", "bases.infra.percent.leics=35.29"], "share-sum", "100.01")):
            with self.subTest(option=option):
                done = run(*base, *option)
                self.assertEqual((done.returncode, done.stdout), (1, ""))
                errors = [line for line in done.stderr.splitlines() if ": note: " not in line]
                self.assertEqual(len(errors), 1, done.stderr)
                self.assertIn(f" [{code}]", errors[0])
                self.assertIn(says, errors[0])
                if code != "share-sum":
                    self.assertTrue(errors[0].startswith(f"{option[0]} {option[1].split('=')[0]}:1:"), errors[0])

    def test_overlays_that_are_wrong(self):
        path = str(self.write("four.yaml", FOUR))
        for text, code, place in (
                ("what_if: x\nbase: five\nchanges: []\n", "unknown-id", "o.yaml:2:7"),
                ("what_if: x\nchanges:\n  - {set: agreement.title}\n", "missing-key", "o.yaml:3:5"),
                ("what_if: x\nchanges:\n  - {set: agreement.title, remove: agreement.id, to: 1}\n", "wrong-type", "o.yaml:3:5"),
                ("what_if: x\nchanges:\n  - {st: agreement.title, to: 1}\n", "unknown-key", "o.yaml:3:6"),
                ("what_if: x\n", "missing-key", "o.yaml:1:1"),
                ("what_if: x\nchanges:\n  - {set: drivers.grant.values.lincs, to: -1}\n", "negative-weight", "o.yaml:3:43")):
            with self.subTest(text=text):
                overlay = self.write("o.yaml", text)
                done = run("whatif", path, str(overlay), "--year", "2017/18")
                self.assertEqual((done.returncode, done.stdout), (1, ""))
                self.assertIn(f" [{code}]", done.stderr)
                self.assertIn(f"{place}: ", done.stderr)

    def test_command_line(self):
        path = str(self.write("four.yaml", FOUR))
        self.refused(2, "usage", "whatif", path, "--year", "2017/18", says="nothing is changed")
        self.refused(2, "usage", "whatif", path, "--set", "proration=days", says="2017/18, 2018/19")
        self.refused(2, "usage", "whatif", path, "--year", "2017/18", "--set", "proration", says="is not a path and a value")
        self.refused(2, "usage", "whatif", str(SCENARIOS / "more-users.yaml"), "--year", "2017/18", says="all files are scenarios")

    def test_for_people(self):
        words = ["whatif", EAST_MIDLANDS.name, "--year", "2015/16", "--set", "drivers.niche_users.values.leics=1940"]
        unicode = self.done(*words, env={"LC_ALL": "C.UTF-8"}, cwd=EAST_MIDLANDS.parent)
        self.golden("whatif-users.txt", unicode)
        plain = self.done(*words, env={"LC_ALL": "C"}, cwd=EAST_MIDLANDS.parent)
        self.assertTrue(plain.split("Pays less, pays more")[1].split("By line")[0].isascii())
        self.assertIn("Leicestershire                    |>>>>>>>>>>>>>>>>  +6,296.94\n", plain)
        self.assertEqual(cells(plain, "By cause")[-1][0], "Total")
        both = self.done("whatif", EAST_MIDLANDS.name, *(str(SCENARIOS / name) for name in ("lincs-joins.yaml", "more-users.yaml")),
                         "--year", "2017/18", env={"LC_ALL": "C.UTF-8", "COLUMNS": "130"}, cwd=EAST_MIDLANDS.parent)
        self.golden("whatif-two.txt", both)

    def test_csv_and_markdown(self):
        words = ["whatif", str(EAST_MIDLANDS), "--year", "2015/16", "--set", "drivers.niche_users.values.leics=1940", "--format"]
        csv = run(*words, "csv").stdout.splitlines()
        self.assertEqual(csv[0], "name,line,party,before,after,change")
        self.assertIn("What if,niche_support,leics,184800.00,191096.94,6296.94", csv)
        self.assertEqual(len(csv), 13)
        markdown = run(*words, "markdown").stdout
        self.assertIn("| Leicestershire | £537,600.00 | £543,896.94 | £6,296.94 | 1.17 % |\n", markdown)


class Compare(CommandTest):
    def compared(self, *words):
        return json.loads(self.done("compare", *words, "--format", "json"))["comparisons"][0]

    def test_two_years(self):
        """Nothing but the amounts changes in the East Midlands file, and 2015/16 to 2016/17 is 2 %."""
        made = self.compared(str(EAST_MIDLANDS), "--year", "2015/16", "--with", "2016/17")
        for party in made["parties"]:
            self.assertEqual(Fraction(party["after"]), Fraction(party["before"]) * Fraction(102, 100))
            self.assertEqual(Fraction(party["causes"]["amount"]), Fraction(party["change"]))

    def test_two_years_by_every_cause(self):
        """£100 by users 1:1 in 2016/17; then b leaves half-way through 2017/18, users are 3:1, the phased basis goes from
        users alone to half equal, and the amount is 200."""
        path = str(self.write("years.yaml", """format: apportion/1
agreement: {id: years}
parties: [{id: a}, {id: b, left: 2017-09-30}, {id: c}]
proration: months
drivers: {users: {by_year: {2016/17: {a: 1, b: 1, c: 2}, 2017/18: {a: 3, b: 1, c: 4}}}}
bases:
  users: {driver: users}
  phased: {transition: {from: users, to: equal, steps: {2017/18: 50}}}
cost_lines:
  - {id: x, basis: phased, budget: {2016/17: 120.00, 2017/18: 240.00}}
"""))
        made = self.compared(path, "--year", "2016/17", "--with", "2017/18")

        def shares(users, members, equal):
            total = sum(users[each] for each in members)
            return {each: (1 - equal) * Fraction(users[each], total) + equal * Fraction(1, len(members)) for each in members}

        def year(users, equal, leaves, amount):
            first = shares(users, "abc", equal)
            second = shares(users, "ac", equal) if leaves else first
            return {each: amount * (first[each] + second.get(each, 0)) / 2 for each in "abc"}

        old, new = {"a": 1, "b": 1, "c": 2}, {"a": 3, "b": 1, "c": 4}
        steps = [year(old, 0, False, 120), year(old, 0, True, 120), year(new, 0, True, 120),
                 year(new, Fraction(1, 2), True, 120), year(new, Fraction(1, 2), True, 240)]
        for party in made["parties"]:
            for at, cause in enumerate(("membership", "driver", "basis", "amount")):
                self.assertEqual(Fraction(party["causes"][cause]), steps[at + 1][party["party"]] - steps[at][party["party"]])
            self.assertEqual(sum(Fraction(part) for part in party["causes"].values()), Fraction(party["change"]))

    def test_two_agreements(self):
        path = str(self.write("four.yaml", FOUR))
        other = str(self.write("five.yaml", FOUR.replace("id: four", "id: five").replace("lincs: 69.2m", "lincs: 70m")
                               .replace("exclude: {lincs: has its own}, ", "").replace("{id: lincs}, {id: leics}", "{id: leics}, {id: lincs}")))
        made = self.compared(path, other, "--year", "2017/18")
        grants = {"lincs": Fraction("69.2"), "leics": Fraction("112.7"), "notts": Fraction("141.2"), "nhants": Fraction("71.7")}
        without = sum(grants.values()) - grants["lincs"]
        for party in made["parties"]:
            who = party["party"]
            first = 0 if who == "lincs" else grants[who] / without
            second = grants[who] / sum(grants.values())
            third = (70 if who == "lincs" else grants[who]) / (without + 70)
            self.assertEqual(Fraction(party["causes"]["membership"]), 1000000 * (second - first))
            self.assertEqual(Fraction(party["causes"]["driver"]), 1000000 * (third - second))

    def test_command_line(self):
        path = str(self.write("four.yaml", FOUR))
        self.refused(2, "usage", "compare", path, "--year", "2017/18", says="nothing to compare with")
        self.refused(2, "usage", "compare", path, says="say which year")
        self.refused(1, "unit-mismatch", "compare", path, str(self.write("e.yaml", FOUR.replace("id: four", "id: e").replace(
            "parties:", "currency: EUR\nparties:").replace("GBP", "EUR"))), "--year", "2017/18", says="one currency")


class Sweep(CommandTest):
    def swept(self, *words):
        return json.loads(self.done("sweep", *words, "--format", "json"))

    def test_every_point_is_a_scenario(self):
        """What a sweep gives is what whatif gives point by point; the ends of the range are in it."""
        path = "drivers.niche_users.values.leics"
        made = self.swept(str(EAST_MIDLANDS), "--year", "2015/16", "--over", f"{path}=1820..1950:40")
        self.assertEqual([point["values"] for point in made["points"]], [["1820"], ["1860"], ["1900"], ["1940"]])
        for point in made["points"]:
            one = json.loads(self.done("whatif", str(EAST_MIDLANDS), "--year", "2015/16", "--set", f"{path}={point['values'][0]}",
                                       "--format", "json"))["comparisons"][0]
            self.assertEqual(point["amounts"], [party["after"] for party in one["parties"]])
            self.assertEqual(point["total"], one["total"]["after"])

    def test_levels_and_bases_behind_bases(self):
        """Lines that are rounded together, and a driver behind a blend, give the same as points by themselves."""
        text = """format: apportion/1
agreement: {id: x}
parties: [{id: a}, {id: b}, {id: c}]
drivers: {users: {values: {a: 1, b: 2, c: 4}}, calls: {values: {a: 5, b: 5, c: 7}}}
bases:
  users: {driver: users}
  calls: {driver: calls}
  both: {blend: [{basis: users, weight: 1}, {basis: calls, weight: 2}]}
rounding: {level: LEVEL}
cost_lines:
  - {id: one, basis: both, budget: {2015/16: 100.01}}
  - {id: two, basis: calls, budget: {2015/16: 33.33}}
  - {id: three, basis: equal, budget: {2015/16: 10.00}}
"""
        for level in ("line", "total", "table"):
            path = str(self.write("x.yaml", text.replace("LEVEL", level)))
            for over in ("drivers.users.values.a=1..9:2", "bases.both.blend.calls.weight=1..5:1", "cost_lines.two.budget.2015/16=1..2:0.25",
                         "rounding.unit=0.01..0.01:1"):
                made = self.swept(path, "--over", over)
                for point in made["points"]:
                    one = json.loads(self.done("whatif", path, "--set", f"{over.split('=')[0]}={point['values'][0]}", "--format",
                                               "json"))["comparisons"][0]
                    self.assertEqual(point["amounts"], [party["after"] for party in one["parties"]], (level, over, point))

    def test_two_figures(self):
        made = self.swept(str(EAST_MIDLANDS), "--year", "2015/16", "--over", "drivers.niche_users.values.leics=1848..1940:92",
                          "--over", "cost_lines.niche_support.budget.2015/16=605600..605700:50")
        self.assertEqual([point["values"] for point in made["points"]],
                         [[users, amount] for users in ("1848", "1940") for amount in ("605600", "605650", "605700")])

    def test_marks(self):
        """An alabama: 15p, then 16p, over 35.28, 42.02 and 22.70 %: [5, 6, 4], then [6, 7, 3]. A cap of 40 % bites beyond 40
        of 100 users."""
        path = str(self.write("p.yaml", """format: apportion/1
agreement: {id: p}
parties: [{id: leics}, {id: notts}, {id: nhants}]
cost_lines:
  - {id: x, basis: {percent: {leics: 35.28, notts: 42.02, nhants: 22.70}}, budget: {2015/16: 0.15}}
"""))
        made = self.swept(path, "--over", "cost_lines.x.budget.2015/16=0.15..0.16:0.01")
        self.assertEqual([point["amounts"] for point in made["points"]], [["0.05", "0.06", "0.04"], ["0.06", "0.07", "0.03"]])
        self.assertEqual(made["marks"], [{"mark": "alabama", "values": ["0.16"], "party": "nhants", "line": "x"}])
        path = str(self.write("b.yaml", """format: apportion/1
agreement: {id: b}
parties: [{id: a}, {id: b}]
drivers: {users: {values: {a: 20, b: 60}}}
cost_lines:
  - {id: x, basis: {driver: users}, caps: {a: 40%}, budget: {2015/16: 100.00}}
  - {id: y, basis: {driver: users}, budget: {2015/16: 100.00}}
"""))
        made = self.swept(path, "--over", "drivers.users.values.a=30..90:10")
        marks = [(mark["mark"], mark["values"], mark["party"]) for mark in made["marks"]]
        # 40 of 100 is the cap exactly. Beyond it a pays 40 on x, and 40 + 100 a / (a + 60) is 100 at 90: never more than b.
        self.assertEqual(marks, [("bound", ["50"], "a")])
        people = self.done("sweep", path, "--over", "drivers.users.values.a=30..90:20")
        self.assertIn("* 50: a is at its cap of x from here.\n", people)

    def test_order(self):
        path = str(self.write("o.yaml", """format: apportion/1
agreement: {id: o}
parties: [{id: a, name: A}, {id: b, name: B}]
drivers: {users: {values: {a: 20, b: 60}}}
cost_lines:
  - {id: x, basis: {driver: users}, budget: {2015/16: 100.00}}
"""))
        made = self.swept(path, "--over", "drivers.users.values.a=50..70:5")
        self.assertEqual(made["marks"], [{"mark": "order", "values": ["65"], "party": "a", "passes": "b"}])
        self.assertIn("* 65: A pays more than B from here.\n", self.done("sweep", path, "--over", "drivers.users.values.a=50..70:5"))

    def test_points_that_cannot_be(self):
        path = str(self.write("f.yaml", """format: apportion/1
agreement: {id: f}
parties: [{id: a}, {id: b}]
cost_lines:
  - {id: x, basis: equal, floors: {a: 50.00}, budget: {2015/16: 100.00}}
"""))
        made = self.swept(path, "--over", "cost_lines.x.budget.2015/16=40..60:10",
                          "--set", "cost_lines.x.floors.a=40.00")
        self.assertEqual([point.get("amounts") for point in made["points"]], [["40.00", "0.00"], ["40.00", "10.00"], ["40.00", "20.00"]])
        made = self.swept(path, "--over", "cost_lines.x.floors.a=90..110:10")
        self.assertEqual([point.get("error") for point in made["points"]], [None, None, "bounds-infeasible"])
        rows = self.done("sweep", path, "--over", "cost_lines.x.floors.a=90..110:10", "--format", "csv").splitlines()
        self.assertEqual(rows, ["cost_lines.x.floors.a,a,b,total,error", "90,90.00,10.00,100.00,", "100,100.00,0.00,100.00,",
                                "110,,,,bounds-infeasible"])

    def test_chart(self):
        """A flat line and a falling one: the places of their ends, in a picture 900 by 520 with 410 between top and bottom."""
        path = str(self.write("c.yaml", """format: apportion/1
agreement: {id: c}
parties: [{id: a, name: A & B}, {id: b}]
cost_lines:
  - {id: x, basis: {all_to: a}, budget: {2015/16: 100.00}}
  - {id: y, basis: {all_to: b}, budget: {2015/16: 100.00}}
"""))
        chart = self.done("sweep", path, "--over", "cost_lines.y.budget.2015/16=0..100:50", "--chart")
        self.assertIn('points="110.0,50.0 410.0,50.0 710.0,50.0"', chart)
        self.assertIn('points="110.0,460.0 410.0,255.0 710.0,50.0"', chart)
        self.assertIn("A &amp; B</text>", chart)
        xml.etree.ElementTree.fromstring(chart)
        both = ["sweep", path, "--over", "cost_lines.y.budget.2015/16=0..100:50", "--over", "cost_lines.x.budget.2015/16=10..20:10", "--chart"]
        self.refused(2, "usage", *both, says="a party when two figures vary")
        self.assertEqual(self.done(*both, "--party", "a").count("<polyline"), 2)

    def test_command_line(self):
        path = str(EAST_MIDLANDS)
        base = ["sweep", path, "--year", "2015/16"]
        self.refused(2, "usage", *base, says="what is to vary")
        for over in ("a", "a=1..2", "a=1..2:0", "a=1..2:-1", "=1..2:1", "a=x..2:1"):
            self.refused(2, "usage", *base, "--over", over, says="is not a path and a range")
        self.refused(2, "usage", *base, "--over", "drivers.niche_users.values.leics=2..1:1", says="ends before it begins")
        self.refused(3, "limit", *base, "--over", "drivers.niche_users.values.leics=1..1000000:1", says="take larger ones")
        done = run(*base, "--over", "drivers.nich.values.leics=1..2:1")
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("did you mean", run(*base, "--over", "drivers.niche_user.values.leics=1..2:1").stderr)


if __name__ == "__main__":
    unittest.main()
