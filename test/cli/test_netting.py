"""apportion net: two collaborations between the same bodies, worked by hand.

Under `ict` A is paid: B owes 60.00 and C 40.00. Under `custody` B is paid: A owes 30.00 and C 30.00. So B owes A 30.00 net, C owes
A 40.00 and B 30.00; over both A is owed 70.00, B nothing, and C owes 70.00: one payment settles all.
"""

import csv
import io
import json
import unittest

from support import CommandTest, run

HEAD = """\
format: apportion/1
agreement: {id: %s, title: %s}
parties:
  - {id: a, name: Avon, policing_body: PCC for Avon}
  - {id: b, name: Beds, policing_body: PCC for Beds}
  - {id: c, name: Cumbria}
charging: {payee: %s}
"""
ICT = HEAD % ("ict", "Shared ICT", "a") + """\
cost_lines: [{id: system, basis: {percent: {a: 0, b: 60, c: 40}}, budget: {2015/16: 100.00}, outturn: {2015/16: 50.00}}]
"""
CUSTODY = HEAD % ("custody", "Custody", "b") + """\
cost_lines: [{id: cells, basis: equal, budget: {2015/16: 90.00}, outturn: {2015/16: 90.00}}]
"""


class Netting(CommandTest):
    def net(self, *options, texts=(ICT, CUSTODY)):
        files = [self.write(f"{i}.yaml", text) for i, text in enumerate(texts)]
        return self.done("net", *files, "--year", "2015/16", *options)

    def told(self, *options, texts=(ICT, CUSTODY)):
        return json.loads(self.net("--format", "json", *options, texts=texts))

    def payments(self, told):
        return [(p["from"], p["to"], p["amount"]) for p in told["payments"]]

    def test_pairs(self):
        told = self.told()
        self.assertEqual((told["format"], told["to"], told["least"]), ("apportion-netting/1", "pairs", False))
        self.assertEqual(self.payments(told), [("b", "a", "30.00"), ("c", "a", "40.00"), ("c", "b", "30.00")])
        self.assertEqual([p["net"] for p in told["parties"]], ["-70.00", "0.00", "70.00"])
        gross = {a["agreement"]: [b["balance"] for b in a["balances"]] for a in told["agreements"]}
        self.assertEqual(gross, {"ict": ["-100.00", "60.00", "40.00"], "custody": ["30.00", "-60.00", "30.00"]})

    def test_fewest(self):
        told = self.told("--to", "fewest")
        self.assertEqual((self.payments(told), told["least"]), ([("c", "a", "70.00")], True))

    def test_people(self):
        self.assertTrue(self.net().startswith("Netting for 2015/16, budget\nict: Shared ICT, paid to Avon.\ncustody: Custody, paid to Beds.\n\nBalances\n"))
        self.assertIn("# Netting for 2015/16, budget\n\n- Shared ICT, paid to Avon.\n- Custody, paid to Beds.\n", self.net("--format", "markdown"))

    def test_one_name_and_two_ids(self):
        """Cumbria as `c` and as `cumbria` would be netted as two bodies."""
        told = self.told(texts=(ICT, CUSTODY.replace("id: c,", "id: cumbria,")))
        found = [f["message"] for f in told["findings"] if f["severity"] == "warning"]
        self.assertEqual(found, ["Cumbria is party `c` in agreement `ict` and `cumbria` in agreement `custody`, and is netted as two parties: give it one id"])

    def test_a_fault_names_its_file(self):
        good, bad = self.write("good.yaml", ICT), self.write("bad.yaml", CUSTODY)
        self.write("bad.yaml", CUSTODY.replace("2015/16", "2016/17"))
        late = run("net", good, bad, "--year", "2015/16")
        self.assertEqual((late.returncode, late.stderr[:len(f"apportion: {bad}: ")]), (1, f"apportion: {bad}: "))

    def test_outturn(self):
        """B owes 30.00 and C 20.00 of 50.00: B and A are quits."""
        self.assertEqual(self.payments(self.told("--measure", "outturn")), [("c", "a", "20.00"), ("c", "b", "30.00")])

    def test_csv(self):
        rows = list(csv.reader(io.StringIO(self.net("--format", "csv", "--to", "fewest"))))
        self.assertEqual(rows[0], ["kind", "agreement", "party", "to", "amount"])
        self.assertEqual(rows[2], ["balance", "ict", "b", "a", "60.00"])
        self.assertEqual(rows[-1], ["payment", "", "c", "a", "70.00"])
        self.assertEqual([row[0] for row in rows[1:]], ["balance"] * 6 + ["net"] * 3 + ["payment"])

    def test_people_and_markdown(self):
        text = self.net("--to", "fewest")
        self.assertIn("No fewer payments settle these balances.", text)
        self.assertRegex(text, r"Avon +-100\.00 +30\.00 +-70\.00")
        self.assertRegex(text, r"Cumbria +Avon +70\.00")
        markdown = self.net("--format", "markdown")
        self.assertIn("| Avon | (£100.00) | £30.00 | (£70.00) |", markdown)
        self.assertIn("| Cumbria | Beds | £30.00 |", markdown)

    def test_another_body_under_one_id(self):
        other = CUSTODY.replace("PCC for Beds", "Beds Council")
        told = self.told(texts=(ICT, other))
        self.assertEqual([(f["severity"], f["code"], f["where"]) for f in told["findings"]], [("warning", "duplicate-id", "b")])
        files = [self.write("x.yaml", ICT), self.write("y.yaml", other)]
        self.assertEqual(run("net", *files, "--year", "2015/16", "--strict").returncode, 1)

    def test_refuses(self):
        ict, custody = self.write("i.yaml", ICT), self.write("c.yaml", CUSTODY)
        euro = self.write("e.yaml", CUSTODY.replace("charging:", "currency: EUR\ncharging:"))
        unpaid = self.write("u.yaml", CUSTODY.replace("charging: {payee: b}\n", ""))
        for status, part, words in [(2, "--year", [ict, custody]),
                                    (2, "there twice", [ict, ict, "--year", "2015/16"]),
                                    (2, "net them apart", [ict, euro, "--year", "2015/16"]),
                                    (2, "does not say who is paid", [ict, unpaid, "--year", "2015/16"]),
                                    (2, "pairs or fewest", [ict, "--year", "2015/16", "--to", "some"]),
                                    (1, "no cost line has a figure", [ict, custody, "--year", "2016/17"])]:
            with self.subTest(part=part):
                result = run("net", *words)
                self.assertEqual((result.returncode, result.stdout), (status, ""))
                self.assertIn(part, result.stderr)


if __name__ == "__main__":
    unittest.main()
