"""Statements that last: their canonical form, the digests of what they were made from, and who signs them."""

import hashlib
import json
import re
import subprocess
import sys
import unittest

from support import EAST_MIDLANDS, SOURCE, CommandTest

SECTION = (SOURCE / "docs" / "verify.md").read_text(encoding="utf-8")
SHEETS = SOURCE / "examples" / "agreements" / "east-midlands-sheets.yaml"


def sha256(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def block(kind):
    return re.search(rf"^```{kind}\n(.*?)^```$", SECTION, re.M | re.S)[1]


class Digest(CommandTest):
    def statement(self, path, *words):
        return self.done("run", path, *words, "--format", "json")

    def test_the_example_of_the_manual(self):
        path = self.write("licences.yaml", block("yaml"))
        self.assertEqual(self.statement(path), block("json"))

    def test_the_program_of_the_manual_checks_it(self):
        text = self.statement(EAST_MIDLANDS, "--year", "2015/16")
        for told, expected in ((text, "True"), (text.replace("352800.00", "352800.01", 1), "False")):
            path = self.write("statement.json", told)
            done = subprocess.run([sys.executable, "-c", block("python"), path], capture_output=True, text=True,
                                  timeout=60, check=True)
            self.assertEqual(done.stdout, expected + "\n")

    def test_the_digest_is_of_all_bytes_before_it(self):
        text = self.statement(EAST_MIDLANDS, "--year", "2015/16")
        canonical, digest = re.fullmatch(r'(.*),\n  "digest": "(sha256:[0-9a-f]{64})"\n}\n', text, re.S).groups()
        self.assertEqual(digest, sha256((canonical + "\n}\n").encode()))

    def test_inputs_are_the_texts_and_then_the_sheets(self):
        told = json.loads(self.statement(SHEETS, "--year", "2016/17"))["inputs"]
        folder = SHEETS.parent
        self.assertEqual(told[0], {"digest": sha256(SHEETS.read_bytes())})
        self.assertEqual(sorted(each["sheet"] for each in told[1:]), ["ledger-2015-19.csv", "niche-users.csv"])
        for each in told[1:]:
            self.assertEqual(each["digest"], sha256((folder / each["sheet"]).read_bytes()))

    def test_several_texts_in_their_order(self):
        one = b"format: apportion/1\nagreement: {id: x}\nparties: [{id: a}]\n"
        two = b"format: apportion/1\nagreement: {id: x}\ncost_lines: [{id: l, basis: equal, budget: {2015/16: 1}}]\n"
        told = json.loads(self.done("run", self.write("one", one), self.write("two", two), "--format", "json"))
        self.assertEqual(told["inputs"], [{"digest": sha256(one)}, {"digest": sha256(two)}])

    def test_another_name_is_the_same_statement(self):
        copy = self.write("another.yaml", EAST_MIDLANDS.read_bytes())
        self.assertEqual(self.statement(copy, "--year", "2017/18"), self.statement(EAST_MIDLANDS, "--year", "2017/18"))

    def test_a_comment_more_is_another_statement_with_the_same_figures(self):
        copy = self.write("copy.yaml", EAST_MIDLANDS.read_bytes() + b"# a comment\n")
        one, other = (json.loads(self.statement(path, "--year", "2015/16")) for path in (EAST_MIDLANDS, copy))
        self.assertNotEqual(one.pop("digest"), other.pop("digest"))
        self.assertNotEqual(one.pop("inputs"), other.pop("inputs"))
        self.assertEqual(one, other)

    def test_a_schedule_has_none(self):
        self.assertNotIn('"digest"', self.statement(SHEETS, "--years", "2015/16..2016/17"))


class SignOff(CommandTest):
    def test_eight_corporations_sole_of_four_forces(self):
        told = json.loads(self.done("run", EAST_MIDLANDS, "--year", "2015/16", "--format", "json"))
        self.assertEqual(len(told["sign_off"]), 8)
        self.assertEqual(told["sign_off"][0], {"party": "lincs", "as": "policing_body", "name": "PCC for Lincolnshire",
                                               "decisions": [{"ref": "015/2017", "date": "2017-06-16"}]})
        self.assertEqual(told["sign_off"][1], {"party": "lincs", "as": "chief_officer",
                                               "name": "Chief Constable of Lincolnshire", "decisions": []})
        self.assertEqual([each for each in told["sign_off"][2:] if each["decisions"]], [])

    def test_markdown_has_a_row_for_each(self):
        text = self.done("run", EAST_MIDLANDS, "--year", "2015/16", "--format", "markdown")
        rows = [line for line in text.split("## Sign-off")[1].split("\n") if line.startswith("| ")][2:]
        self.assertEqual(len(rows), 8)
        self.assertEqual(rows[0], "| PCC for Lincolnshire | 015/2017, 2017-06-16 |  |  |")
        self.assertEqual(rows[1], "| Chief Constable of Lincolnshire |  |  |  |")
        self.assertIn(f"- Agreement: SHA-256 {hashlib.sha256(EAST_MIDLANDS.read_bytes()).hexdigest()}\n", text)


if __name__ == "__main__":
    unittest.main()
