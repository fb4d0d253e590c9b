"""apportion verify: the same, or exactly what differs."""

import hashlib
import json
import re
import unittest

from support import EAST_MIDLANDS, SOURCE, CommandTest, run

LEVELS = SOURCE / "test" / "data" / "level-total.yaml"


def sealed(canonical):
    """A canonical form with its digest, by the rule of docs/verify.md."""
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return canonical[:-3] + f',\n  "digest": "sha256:{digest}"\n}}\n'


def canonical(text):
    return re.sub(r',\n  "digest": "[^"]*"\n}\n$', "\n}\n", text)


class Verify(CommandTest):
    def setUp(self):
        super().setUp()
        self.text = self.done("run", EAST_MIDLANDS, "--year", "2015/16", "--format", "json")
        self.path = self.folder / "statement.json"

    def verify(self, text, *agreement):
        self.path.write_text(text, encoding="utf-8")
        result = run("verify", self.path, *(agreement or [EAST_MIDLANDS]), "--format", "json")
        return result.returncode, json.loads(result.stdout) if result.stdout else json.loads(result.stderr)

    def test_the_same(self):
        status, told = self.verify(self.text)
        self.assertEqual((status, told["same"], told["digest"], told["differences"]), (0, True, "holds", []))
        self.assertEqual((told["year"], told["measure"]), ("2015/16", "budget"))

    def test_people_are_told_the_same(self):
        self.path.write_text(self.text, encoding="utf-8")
        told = self.done("verify", self.path, EAST_MIDLANDS)
        self.assertTrue(told.startswith("Same: East Midlands"), told)

    def test_every_digit_altered_in_turn(self):
        """Each digit anywhere in a statement made another: nothing passes for what was issued."""
        small = self.write("small.yaml", "format: apportion/1\nagreement: {id: s1}\nparties: [{id: a1}, {id: b}]\n"
                                         "cost_lines: [{id: l1, basis: equal, exclude: {b: since 1999}, budget: {2015/16: 1.01}}]\n")
        text = self.done("run", small, "--format", "json")
        places = [at for at, sign in enumerate(text) if sign.isdigit()]
        self.assertGreater(len(places), 100)
        for at in places:
            altered = text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1:]
            with self.subTest(at=at, around=text[max(at - 20, 0):at + 10]):
                status, told = self.verify(altered, small)
                self.assertEqual(status, 1)
                self.assertFalse(told.get("same", False))

    def test_a_statement_that_was_forged_with_a_digest(self):
        """The digest holds, and the figures are still found out."""
        forged = sealed(canonical(self.text).replace('"352800.00"', '"352800.01"', 1))
        status, told = self.verify(forged)
        self.assertEqual((status, told["digest"]), (1, "holds"))
        line = forged[:forged.index('"352800.01"')].count("\n") + 1
        self.assertEqual([(each["line_id"], each["party"], each["figure"], each["before"], each["after"], each["line"])
                          for each in told["differences"]],
                         [("infrastructure", "leics", "amount", "352800.01", "352800.00", line)])

    def test_an_agreement_that_was_changed_since(self):
        """Leicestershire's users 1848 made 1940: by hand 1940 of 6148 of £605,600 is 191,096.94."""
        changed = EAST_MIDLANDS.read_text(encoding="utf-8").replace("leics: 1848", "leics: 1940", 1)
        status, told = self.verify(self.text, self.write("changed.yaml", changed))
        self.assertEqual(status, 1)
        found = {(each["line_id"], each["party"], each["figure"]): (each["before"], each["after"])
                 for each in told["differences"]}
        changes = [key for key in found if key[1] == "leics" and key[2] == "amount"]
        self.assertTrue(any(key[0] for key in changes))
        self.assertIn(("", "", "digest"), found)
        self.assertEqual({key[0] for key in found if key[1] == "lincs" and key[2] == "reason"}, set())

    def test_a_line_that_is_no_longer_there(self):
        one = self.write("one.yaml", "format: apportion/1\nagreement: {id: x}\nparties: [{id: a}]\ncost_lines:\n"
                                     "  - {id: gone, basis: equal, budget: {2015/16: 1}}\n  - {id: stays, basis: equal, budget: {2015/16: 2}}\n")
        text = self.done("run", one, "--format", "json")
        later = self.write("later.yaml", "format: apportion/1\nagreement: {id: x}\nparties: [{id: a}]\ncost_lines:\n"
                                         "  - {id: stays, basis: equal, budget: {2015/16: 2}}\n  - {id: comes, basis: equal, budget: {2015/16: 3}}\n")
        told = self.verify(text, later)[1]["differences"]
        self.assertIn(("lines.gone", "gone", "{…}", None), [(each["where"], each["line_id"], each["before"], each["after"]) for each in told])
        self.assertIn(("lines.comes", "comes", None, "{…}"), [(each["where"], each["line_id"], each["before"], each["after"]) for each in told])
        self.assertIn(("parties.a.amount", "a", "3.00", "5.00"), [(each["where"], each["party"], each["before"], each["after"]) for each in told])
        self.assertIn(("total", "", "3.00", "5.00"), [(each["where"], each["party"], each["before"], each["after"]) for each in told])

    def test_every_line_of_the_table_for_people(self):
        forged = sealed(canonical(self.text).replace('"352800.00"', '"352800.01"', 1))
        self.path.write_text(forged, encoding="utf-8")
        result = run("verify", self.path, EAST_MIDLANDS)
        self.assertEqual((result.returncode, result.stderr), (1, ""))
        rows = [line.split() for line in result.stdout.splitlines()]
        self.assertIn(["infrastructure", "leics", "amount", "352800.01", "352800.00"], rows)
        self.assertIn("1 difference:", result.stdout)

    def test_without_a_digest(self):
        status, told = self.verify(canonical(self.text))
        self.assertEqual((status, told["digest"], told["differences"]), (1, "missing", []))

    def test_other_blanks_break_the_digest(self):
        status, told = self.verify(json.dumps(json.loads(self.text)))
        self.assertEqual((status, told["digest"], told["differences"]), (1, "broken", []))

    def test_another_version_of_the_library(self):
        version = json.loads(self.text)["library"]
        status, told = self.verify(sealed(canonical(self.text).replace(f'"library": "{version}"', '"library": "0.0.1"')))
        self.assertEqual((status, told["same"], told["library"]), (0, True, "0.0.1"))
        self.assertIn("It was made by version 0.0.1", self.done("verify", self.path, EAST_MIDLANDS))

    def test_totals_rounded_as_one(self):
        year = "2015/16"
        result = run("run", LEVELS, "--year", year, "--format", "json")
        self.assertEqual(self.verify(result.stdout, LEVELS)[0], 0)

    def test_bad_input(self):
        self.path.write_text(self.text, encoding="utf-8")
        self.refused(2, "usage", "verify", self.path, says="verify needs a statement and the files")
        self.refused(2, "usage", "verify", "-", "-", says="twice")
        self.refused(3, "io", "verify", self.folder / "none.json", EAST_MIDLANDS)
        other = self.write("other.yaml", "format: apportion/1\nagreement: {id: other}\nparties: [{id: a}]\n"
                                         "cost_lines: [{id: l, basis: equal, budget: {2015/16: 1}}]\n")
        self.refused(1, "unknown-id", "verify", self.path, other, says="another agreement")
        self.refused(1, "duplicate-key", "verify", self.write("twice.json", self.text.replace('"year":', '"year": "2015/16",\n  "year":', 1)), EAST_MIDLANDS)
        self.refused(1, "json", "verify", self.write("cut.json", self.text[:100]), EAST_MIDLANDS)
        self.refused(1, "wrong-type", "verify", self.write("findings.json", '{"format": "apportion-split/1"}'), EAST_MIDLANDS,
                     says="apportion-statement/1")
        self.refused(1, "duplicate-key", "verify",
                     self.write("twice.json", self.text.replace('"year"', '"measure": "budget",\n  "year"', 1)), EAST_MIDLANDS)
        self.refused(1, "number", "verify", self.write("year.json", self.text.replace("2015/16", "2015/17", 1)), EAST_MIDLANDS)
        self.refused(1, "wrong-type", "verify", self.write("measure.json", self.text.replace("budget", "budgie", 1)), EAST_MIDLANDS,
                     says="measure")


if __name__ == "__main__":
    unittest.main()
