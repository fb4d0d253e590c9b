"""Every split vector through the command: the same answer, the same code."""

import json
import sys
import unittest
from decimal import Decimal

from support import CommandTest, findings, run

# The codes that are no fault of the input; all others exit with 1.
STATUS = {"usage": 2, "io": 3, "memory": 3, "limit": 3, "internal": 70}


def cases(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield [field.strip() for field in line.rstrip("\n").split(" | ")]


def tie_word(tie):
    return f"tie={','.join(tie['parties'])}:{tie['units']}:{','.join(tie['given'])}"


class Vectors(CommandTest):
    path = ""

    def check_result(self, told, result):
        amounts = [word for word in result if "=" not in word]
        self.assertEqual([party["amount"] for party in told["parties"]], amounts)
        ties = [word for word in result if word.startswith("tie=")]
        if ties:
            self.assertEqual(len(told["ties"]), len(ties))
        for word, tie in zip(ties, told["ties"]):
            parts = word.split(":")
            units = tie["units"] if parts[1] == "?" else parts[1]
            self.assertEqual(tie_word(tie), ":".join([parts[0], units, parts[2]]))
        left = [word.split("=")[1] for word in result if word.startswith("unapportioned=")]
        self.assertEqual(Decimal(told["unapportioned"]), Decimal(left[0]) if left else 0)
        codes = [finding["code"] for finding in told["findings"]]
        for word in result:
            if word == "finding=none":
                self.assertEqual(codes, [])
            elif word.startswith("finding="):
                self.assertIn(word.split("=")[1], codes)

    def test_each(self):
        count = 0
        for identity, total, parties, options, result in cases(self.path):
            with self.subTest(id=identity):
                words = ["split", *options.split(), "--format", "json", total, *parties.split()]
                done = run(*words)
                count += 1
                if result.startswith("error "):
                    code = result.split()[1]
                    self.assertEqual(done.stdout, "")
                    self.assertEqual([finding["code"] for finding in findings(done.stderr)], [code])
                    self.assertEqual(done.returncode, STATUS.get(code, 1))
                else:
                    self.assertEqual((done.returncode, done.stderr), (0, ""))
                    self.check_result(json.loads(done.stdout), result.split())
        self.assertGreater(count, 50)


if __name__ == "__main__":
    Vectors.path = sys.argv.pop()
    unittest.main()
