"""apportion split: the figures that must come out, for people and for programs."""

import csv
import io
import json
import unittest

from support import CommandTest, run

USERS = ["lincs=1100", "leics=1848", "notts=1888", "nhants=1220"]
LICENCES = ["lincs=1100", "notts=1888", "nhants=1220"]
FUNDING = ["leics=35.28%", "notts=42.02%", "nhants=22.70%"]
PUBLISHED = ["lincs=18.16%", "leics=30.52%", "notts=31.18%", "nhants=20.15%"]

# Words, and the amounts in listed order.
FIGURES = [
    (["£1,000,000", *FUNDING], ["352800.00", "420200.00", "227000.00"]),
    (["£605,600", *USERS], ["110000.00", "184800.00", "188800.00", "122000.00"]),
    (["100000", *USERS], ["18163.81", "30515.19", "31175.69", "20145.31"]),
    (["1000000", *LICENCES], ["261406.84", "448669.20", "289923.96"]),
    (["1000000", *LICENCES, "--method", "residual", "--to", "lincs"], ["261406.85", "448669.20", "289923.95"]),
    (["1000000", *LICENCES, "--method=residual", "--to=largest"], ["261406.84", "448669.21", "289923.95"]),
    (["0.15", *FUNDING], ["0.05", "0.06", "0.04"]),
    (["0.16", *FUNDING], ["0.06", "0.07", "0.03"]),
    (["0.16", *FUNDING, "--method", "webster"], ["0.05", "0.07", "0.04"]),
    (["0.10", *USERS], ["0.02", "0.03", "0.03", "0.02"]),
    (["-5", "a=7", "b=3", "--unit", "1"], ["-4", "-1"]),
    (["-£5", "a=7", "b=3", "--unit", "£1"], ["-4", "-1"]),
    (["--unit", "1", "--", "-5", "a=7", "b=3"], ["-4", "-1"]),
    (["1", "a=0", "b=1", "c=1", "--unit", "1"], ["0", "1", "0"]),
    (["3", "a=75", "b=25", "--unit", "1"], ["2", "1"]),
    (["2.4m", *PUBLISHED, "--share-sum", "as-published"],
     ["435840.00", "732480.00", "748320.00", "483600.00"]),
]


class Figures(CommandTest):
    def test_json(self):
        for words, amounts in FIGURES:
            with self.subTest(words=words):
                told = json.loads(self.done("split", "--format", "json", *words))
                self.assertEqual(told["format"], "apportion-split/1")
                self.assertEqual([party["amount"] for party in told["parties"]], amounts)

    def test_csv(self):
        for words, amounts in FIGURES:
            with self.subTest(words=words):
                rows = csv.DictReader(io.StringIO(run("split", "--format", "csv", *words).stdout))
                self.assertEqual([row["amount"] for row in rows], amounts)

    def test_table(self):
        for words, amounts in FIGURES:
            with self.subTest(words=words):
                lines = self.done("split", *words).splitlines()
                shown = [line.split()[-1].replace(",", "") for line in lines[1:1 + len(amounts)]]
                self.assertEqual(shown, amounts)

    def test_unapportioned_is_shown(self):
        words = ["split", "£2,400,000", *PUBLISHED, "--share-sum", "as-published"]
        self.assertEqual(json.loads(self.done(*words, "--format", "json"))["unapportioned"], "-240.00")
        lines = self.done(*words).splitlines()
        self.assertEqual(lines[5].split(), ["Unapportioned", "-240.00"])
        self.assertEqual(lines[7].split(), ["Total", "2,400,000.00"])
        self.assertIn("240.00 more than the total", " ".join(lines))
        self.assertIn("[unapportioned]", lines[-1])

    def test_ties_are_told(self):
        told = json.loads(self.done("split", "0.01", "a=0", "b=1", "c=1", "--format", "json"))
        self.assertEqual(told["ties"], [{"parties": ["b", "c"], "units": "1", "given": ["b"]}])
        self.assertIn("b and c have equal claims to 1 unit; by listed-order, given to b.",
                      self.done("split", "0.01", "a=0", "b=1", "c=1"))

    def test_weights_are_shown_as_typed(self):
        text = self.done("split", "12", "a=7/12", "b=1/3", "c=1/12")
        self.assertEqual([line.split() for line in text.splitlines()[1:4]],
                         [["a", "7/12", "58.3333", "7.00"], ["b", "1/3", "33.3333", "4.00"],
                          ["c", "1/12", "8.3333", "1.00"]])

    def test_bounds(self):
        told = json.loads(self.done("split", "100", "a=1", "b=1", "c=2", "--cap", "c=40%", "--floor", "a=£35",
                                    "--format", "json"))
        self.assertEqual([party["amount"] for party in told["parties"]], ["35.00", "25.00", "40.00"])
        told = json.loads(self.done("split", "100", "a=1", "b=1", "c=2", "--cap", "c=40%", "--absorber", "a",
                                    "--format", "json"))
        self.assertEqual([party["amount"] for party in told["parties"]], ["35.00", "25.00", "40.00"])

    def test_order_of_words_is_free(self):
        self.assertEqual(self.done("split", "--method", "webster", "0.16", *FUNDING),
                         self.done("split", "0.16", *FUNDING, "--method", "webster"))


if __name__ == "__main__":
    unittest.main()
