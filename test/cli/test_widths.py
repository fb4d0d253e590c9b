"""Tables for people: no wider than the terminal, and no word cut while there is room."""

import unittest

from support import CommandTest

COUNCILS = """\
format: apportion/1
agreement: {id: srs, title: Shared Resource Service}
parties:
  - {id: torfaen, name: Torfaen County Borough Council}
  - {id: monmouth, name: Monmouthshire County Council}
  - {id: gwent, name: Gwent}
cost_lines:
  - {id: hosting, title: Hosting, basis: equal, budget: {2019/20: 300000.00, 2020/21: 300000.00}, outturn: {2019/20: 270000.00}}
charging: {payee: torfaen, paid: {2019/20: {monmouth: 100000.00}}, underspend: carry_forward}
"""


class Widths(CommandTest):
    def told(self, *words):
        return self.done("run", self.write("a.yaml", COUNCILS), *words)

    def test_a_name_is_wrapped_between_words(self):
        told = self.told("--year", "2019/20", "--measure", "outturn")
        self.assertEqual([line for line in told.split("\n") if len(line) > 80], [])
        settlement = told[told.index("\nSettlement\n"):].split("\n")
        firsts = {line.split("  ")[0].strip() for line in settlement}
        self.assertIn("Monmouthshire", " ".join(firsts))
        self.assertFalse(any(line.startswith(("Monmouth ", "shire ")) for line in settlement), settlement)
        # 90,000.00 of 270,000.00 each; 10,000.00 of the budget's 100,000.00 is kept, and 100,000.00 was paid: nothing is owed.
        self.assertRegex(told, r"Monmouthshire[A-Za-z ]*  +90,000\.00 +90,000\.00 +10,000\.00 +100,000\.00 +100,000\.00 +0\.00\n")
        self.assertRegex(told, r" +Underspend\nParty +Amount +Due +kept +Payable")

    def test_what_is_due_from_one_party(self):
        """Of 100,000.00 in 2020/21 the 10,000.00 left over in 2019/20 comes off."""
        text = COUNCILS.replace("underspend: carry_forward", "underspend: carry_forward, instalments: {per_year: 4, timing: advance}")
        told = self.done("run", self.write("a.yaml", text), "--year", "2020/21", "--party", "gwent")
        self.assertRegex(told, r"What is due\nYear +Amount +Credit +Of it brought forward +Due\n2020/21 +100,000.00 +10,000.00 +10,000.00 +90,000.00\n")
        self.assertEqual(told.count("22,500.00"), 4)
        page = self.done("run", self.folder / "a.yaml", "--year", "2020/21", "--party", "gwent", "--format", "markdown")
        self.assertIn("| 2020/21 | £100,000.00 | £10,000.00 | £90,000.00 |", page)

    def test_why_a_party_pays_less(self):
        text = COUNCILS.replace("{id: gwent, name: Gwent}", "{id: gwent, name: Gwent, left: 2019-09-30}").replace(
            "basis: equal, ", "basis: equal, less: [{title: Grant, budget: {2019/20: 60000.00, 2020/21: 0}, outturn: {2019/20: 0}}], ").replace(", underspend: carry_forward", "")
        told = self.done("run", self.write("a.yaml", text), "--year", "2019/20", "--party", "gwent")
        self.assertIn("\nHosting, 2019/20: shared for 183 of 366 days.\n", told)
        self.assertIn("Hosting, 2019/20: 240,000.00 is shared, of 300,000.00, after funding of\n  60,000.00.\n", told)


if __name__ == "__main__":
    unittest.main()
