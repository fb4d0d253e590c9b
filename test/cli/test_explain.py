"""apportion explain: each explanation is worked out again without the library, and no number of it can be altered unseen."""

import copy
import json
import re
import sys
import unittest

from support import EAST_MIDLANDS, SOURCE, CommandTest, run

sys.path.insert(0, str(SOURCE / "test" / "explain"))
import rederive

EXAMPLES = sorted((SOURCE / "examples" / "agreements").glob("*.yaml"))
DATA = sorted((SOURCE / "test" / "data").glob("*.yaml"))
PAGE = (SOURCE / "docs" / "explain.md").read_text(encoding="utf-8")
FAULTS = (rederive.Wrong, rederive.oracle.Refused, rederive.table_oracle.Refused, KeyError, IndexError, ValueError,
          ZeroDivisionError, StopIteration, AttributeError)


def statements(path):
    """Each year and measure that can be made, as JSON."""
    words = path.read_text(encoding="utf-8")
    sheets = [sheet.read_text(encoding="utf-8") for sheet in path.parent.glob("*.csv")]
    years = sorted(set(re.findall(r"\b\d{4}/\d\d\b", "".join([words, *sheets]))))
    for measure in ("budget", "outturn"):
        for year in years:
            told = run("run", path, "--year", year, "--measure", measure, "--format", "json")
            if told.returncode == 0:
                yield year, measure, json.loads(told.stdout)


class Texts(dict):
    """The texts of an agreement by the names that places have."""

    def __missing__(self, name):
        with open(name, encoding="utf-8-sig") as text:
            self[name] = text.read()
        return self[name]


def work_out(told, texts=None):
    rederive.Explanation(told).work_out()
    if texts is not None:
        rederive.look_up(told, texts)


def explained(test, path, year, *words):
    return json.loads(test.done("explain", path, "--year", year, *words, "--format", "json"))


class Explain(CommandTest):
    def check_amounts(self, told, statement):
        """The amounts of the explanation are those of the statement."""
        last = told["steps"][-1] if told["steps"][-1]["rule"] == "pays" else next(
            step for step in told["steps"] if step["rule"] == "pays")
        self.assertEqual({gives["party"]: gives["value"] for gives in last["gives"] if gives["name"] == "amount"},
                         {party["party"]: party["amount"] for party in statement["parties"]})
        cells = {}
        for step in told["steps"]:
            if step["rule"] in ("round", "table"):
                for gives in step["gives"]:
                    if gives["name"] == "amount":
                        cells[gives.get("line", step.get("line")), gives["party"]] = gives["value"]
        self.assertEqual(cells, {(line["id"], cell["party"]): cell["amount"] for line in statement["lines"]
                                 for cell in line["cells"] if "amount" in cell})

    def check_files(self, paths):
        count = 0
        for path in paths:
            for year, measure, statement in statements(path):
                with self.subTest(path=path.name, year=year, measure=measure):
                    told = explained(self, path, year, "--measure", measure)
                    work_out(told, Texts())
                    self.check_amounts(told, statement)
                    count += 1
        return count

    def test_every_amount_of_every_example(self):
        self.assertGreaterEqual(self.check_files(EXAMPLES), 12)

    def test_every_amount_of_every_agreement_of_the_tests(self):
        self.assertGreaterEqual(self.check_files(DATA), 30)

    def test_every_kind_of_step_is_met(self):
        met = {step["rule"] for path in [*EXAMPLES, *DATA] for year, measure, _ in statements(path)
               for step in explained(self, path, year, "--measure", measure)["steps"]}
        missing = set(rederive.RULES) - met - {"other rules", "excluded", "not-a-member"}
        self.assertEqual(missing, set())

    def test_every_cell_with_its_other_rules(self):
        for path, year in ((EAST_MIDLANDS, "2015/16"), (SOURCE / "examples/agreements/four-forces-bounds.yaml", "2016/17"),
                           (SOURCE / "test/data/level-total.yaml", "2015/16")):
            statement = json.loads(self.done("run", path, "--year", year, "--format", "json"))
            for line in statement["lines"]:
                for cell in line["cells"]:
                    with self.subTest(line=line["id"], party=cell["party"]):
                        told = explained(self, path, year, "--line", line["id"], "--party", cell["party"])
                        work_out(told, Texts())
                        # Percentages as published have no other rule.
                        self.assertEqual("other rules" in [step["rule"] for step in told["steps"]], line["id"] != "training")
                        if cell["status"] in ("excluded", "not-a-member"):
                            self.assertIn(cell["status"], [step["rule"] for step in told["steps"]])


def numbers(told, path=()):
    """Where every number of a JSON value stands: texts that are numbers, years and days, and places."""
    if isinstance(told, dict):
        for key, value in told.items():
            if key in ("id", "from", "says", "rule", "file", "agreement", "format", "basis", "party", "parties"):
                continue
            if key in ("line", "name") and isinstance(value, str) and not re.match(r"\d{4}-\d\d-\d\d to ", value):
                continue
            yield from numbers(value, (*path, key))
    elif isinstance(told, list):
        for at, value in enumerate(told):
            yield from numbers(value, (*path, at))
    elif isinstance(told, int) or re.search(r"\d", told):
        yield path


def altered(told, path, at):
    """A copy in which one digit of a number is another."""
    other = copy.deepcopy(told)
    place = other
    for key in path[:-1]:
        place = place[key]
    value = place[path[-1]]
    text = str(value)
    places = [i for i, sign in enumerate(text) if sign.isdigit()]
    i = places[at % len(places)]
    text = text[:i] + str((int(text[i]) + 1) % 10) + text[i + 1:]
    place[path[-1]] = int(text) if isinstance(value, int) else text
    return other


def is_same_number(told, other, where, texts):
    """A place that was altered to another place where the same number stands."""
    if where[-1] not in ("line", "column"):
        return False
    found = []
    for each in (told, other):
        for key in where[:-1]:
            each = each[key]
        found.append(re.match(r"[^,}\n]*", texts[each["file"]].splitlines()[each["line"] - 1][each["column"] - 1:])[0].strip())
    return found[0] == found[1]


class Altered(CommandTest):
    def check_alterations(self, path, year, *words, every=1):
        """Each number made another; those that are read from a file may need the file."""
        told = explained(self, path, year, *words)
        texts = Texts()
        found = list(numbers(told))[::every]
        unseen = []
        for at, where in enumerate(found):
            other = altered(told, where, at)
            try:
                work_out(other)
                rederive.look_up(other, texts)
            except FAULTS:
                continue
            if not is_same_number(told, other, where, texts):
                unseen.append((where, at))
        self.assertEqual(unseen, [])
        return len(found)

    def test_each_number_of_a_cell(self):
        count = self.check_alterations(EAST_MIDLANDS, "2015/16", "--line", "niche_support", "--party", "notts")
        self.assertGreater(count, 50)

    def test_each_number_of_small_agreements(self):
        data = SOURCE / "test" / "data"
        for path, year in ((data / "limited-change.yaml", "2018/19"), (data / "bases.yaml", "2016/17"), (data / "membership.yaml", "2017/18"),
                           (data / "no-worse-off.yaml", "2016/17"), (data / "level-table.yaml", "2015/16"), (data / "level-total.yaml", "2015/16"),
                           (data / "amounts.yaml", "2015/16"), (data / "agreed-shares.yaml", "2022/23"), (data / "bases.yaml", "2015/16"),
                           (SOURCE / "examples/agreements/four-forces-bounds.yaml", "2016/17")):
            with self.subTest(path=path.name):
                self.assertGreater(self.check_alterations(path, year), 10)

    def test_some_numbers_of_43_forces(self):
        self.assertGreater(self.check_alterations(SOURCE / "examples/agreements/forty-three-forces.yaml", "2025/26", every=61), 15)


class Words(CommandTest):
    def test_the_page_shows_what_the_command_writes(self):
        shown = re.findall(r"^```\n\$ apportion (explain .*?)\n(.*?)^```$", PAGE, re.M | re.S)
        self.assertGreaterEqual(len(shown), 2)
        for words, text in shown:
            with self.subTest(words=words):
                self.assertEqual(self.done(*words.split(), cwd=SOURCE / "examples" / "agreements"), text)

    def test_every_rule_is_on_the_page(self):
        listed = re.findall(r"^\| `([a-z -]+)` \|", PAGE.split("| rule | takes | gives |")[1], re.M)
        self.assertEqual(sorted(listed), sorted(rederive.RULES))

    def test_bad_input(self):
        self.refused(2, "usage", "explain", EAST_MIDLANDS, says="needs a --year")
        self.refused(1, "unknown-id", "explain", EAST_MIDLANDS, "--year", "2015/16", "--line", "infrastructur",
                     says="did you mean `infrastructure`")
        self.refused(1, "unknown-id", "explain", EAST_MIDLANDS, "--year", "2015/16", "--party", "lincoln", says="lincoln")
        two = self.write("two.yaml", "format: apportion/1\nagreement: {id: x}\nparties: [{id: a}]\ncost_lines:\n"
                                     "  - {id: one, basis: equal, budget: {2015/16: 1}}\n  - {id: two, basis: equal, budget: {2016/17: 1}}\n")
        self.refused(1, "no-figure", "explain", two, "--year", "2015/16", "--line", "two", says="nothing to explain")

    def test_who_was_next_in_line(self):
        """£100 by a third each: 33.33 and a third of a penny each; the first listed gets the penny."""
        thirds = self.write("thirds.yaml", "format: apportion/1\nagreement: {id: x}\nparties: [{id: a}, {id: b}, {id: c}]\n"
                                           "cost_lines: [{id: l, basis: equal, budget: {2015/16: 100}}]\n")
        text = self.done("explain", thirds, "--year", "2015/16", "--line", "l", "--party", "b")
        self.assertIn("the last unit went to a, whose remainder is 1/3 of a unit = 0.3333\n", text)
        self.assertIn("next in line was b, whose remainder is 1/3 of a unit = 0.3333\n", text)
        self.assertIn("amount of b: 100/3 becomes 33.33\n", text)


if __name__ == "__main__":
    unittest.main()
