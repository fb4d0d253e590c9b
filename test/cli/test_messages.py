"""Slips that newcomers make, and the sentence that mends each."""

import unittest

from support import CommandTest, run

GOOD = """\
format: apportion/1
agreement: {id: em, title: Niche}
parties: [{id: a}, {id: b}]
cost_lines:
  - {id: x, basis: equal, budget: {2015/16: 10.00}}
"""
SHEET = GOOD.split("cost_lines")[0] + "cost_lines:\n  - from_csv: {file: t.csv, id: Code, year: Year, amount: Amount, basis: equal}\n"


class Messages(CommandTest):
    def told(self, found, put, text=GOOD):
        self.assertIn(found, text)
        result = run("check", self.write("a.yaml", text.replace(found, put)))
        self.assertEqual(result.returncode, 1)
        return result.stdout + result.stderr

    def test_the_word_that_means_the_opposite(self):
        for word in ("non-recoverable", "unrecoverable"):
            told = self.told("basis: equal,", f"basis: equal, vat: {{treatment: {word}, budget: {{2015/16: 2.00}}}},")
            self.assertIn("did you mean `irrecoverable`?", told)

    def test_format(self):
        self.assertIn("add `format: apportion/1`", self.told("format: apportion/1\n", ""))

    def test_a_no_break_space(self):
        told = self.told("agreement: {id: em, title: Niche}", "agreement:\n  id: em\n\u00a0 title: Niche")
        self.assertIn("a no-break space stands before a key", told)

    def test_a_comma_in_a_text(self):
        told = self.told("Niche", "Beds, Cambs and Herts")
        self.assertIn("`Cambs and Herts` stands behind a comma, and is not a key of `agreement`: a text with a comma in it stands in quotes", told)

    def test_a_figure_to_come(self):
        for word in ("TBC", "needed"):
            self.assertIn(f"`{word}` for `cost_lines.x.budget.2015/16` is not an amount: write the number as 1234.56, and leave out what is not known yet",
                          self.told("10.00", word))

    def test_sheets(self):
        for mark, name in ((";", "semicolons"), ("\t", "tabs")):
            self.write("t.csv", mark.join(("Code", "Year", "Amount")) + "\n" + mark.join(("x", "2015/16", "10.00")) + "\n")
            self.assertIn(f"are apart by {name}: save it with commas", self.told("", "", SHEET))
        self.write("t.csv", "Code,Year,Amount\nx,2015/16,\n")
        self.assertIn("nothing stands in the cell for `cost_lines.x.budget.2015/16`, where an amount is expected: write it in the sheet", self.told("", "", SHEET))


if __name__ == "__main__":
    unittest.main()
