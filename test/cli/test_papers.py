"""Tables and figures that papers print, as they print them: what adds up, what does not, and by how much.

Each case names its paper. Nothing here was computed by the library.
"""

import unittest
from fractions import Fraction

from support import CommandTest, findings, run

HEAD = "format: apportion/1\nagreement: {id: papers}\nparties: [{id: wales}]\ntables:\n"

# General grant and budget requirement of the Welsh police authorities in £m: Commons written answer, 6 May 2009, col 292W.
# By year: the rows, and by how much the printed total differs from them, in grants and in requirements.
WALES = {
    "2000-01": ([("44.08", "59.03"), ("62.47", "76.14"), ("65.23", "84.02"), ("146.57", "179.08")], "-0.01", "-0.01"),
    "2001-02": ([("46.83", "62.88"), ("65.23", "80.68"), ("69.41", "89.45"), ("154.14", "188.94")], None, None),
    "2002-03": ([("47.84", "65.33"), ("66.74", "84.39"), ("70.19", "93.46"), ("158.27", "195.01")], "-0.01", "-0.01"),
    "2003-04": ([("49.30", "71.23"), ("69.55", "91.97"), ("73.33", "104.64"), ("163.01", "201.01")], "0.01", "0.01"),
    "2004-05": ([("50.89", "77.01"), ("71.82", "98.19"), ("77.28", "115.24"), ("168.23", "216.62")], "-0.01", None),
}


def exact(value):
    """A sum of figures of two decimals, written with two."""
    cents = Fraction(value) * 100
    return f"{int(cents) // 100}.{int(cents) % 100:02d}"


class Papers(CommandTest):
    def footings(self, table):
        path = self.write("t.yaml", HEAD + table)
        return [(each["what"], each["id"], each["difference"], each["diagnosis"])
                for each in findings(self.done("check", path, "--format", "json")) if each["code"] == "footing"]

    def broken(self, path):
        result = run("check", path, "--format", "json")
        self.assertEqual(result.returncode, 1)
        return result.stdout or result.stderr

    def column(self, unit, values, total):
        rows = "".join(f"      r{at}: ['{value}']\n" for at, value in enumerate(values))
        return self.footings(f"  - id: t\n    unit: {unit}\n    columns: [figure]\n    rows:\n{rows}    total: ['{total}']\n")

    def test_wales_by_year(self):
        """Seven of ten printed totals are out by a hundredth of a million; rounding explains each."""
        off = 0
        for year, (rows, *differences) in WALES.items():
            printed = [exact(sum(Fraction(row[at]) for row in rows) + Fraction(difference or 0))
                       for at, difference in enumerate(differences)]
            lines = "".join(f"      r{at}: [{grant}, {need}]\n" for at, (grant, need) in enumerate(rows))
            found = self.footings(f"  - id: t\n    unit: 0.01\n    columns: [grant, requirement]\n    rows:\n{lines}"
                                  f"    total: [{', '.join(printed)}]\n")
            expected = [("column", name, difference, "rounding")
                        for name, difference in zip(("grant", "requirement"), differences) if difference]
            self.assertEqual(found, expected, year)
            off += len(expected)
        self.assertEqual(off, 7)

    def test_wales_1998(self):
        """Lords written answer, 2 February 1998: four grants make 352.9, printed as 353.0."""
        self.assertEqual(self.column("0.1", ["51.1", "67.3", "73.2", "161.3"], "353.0"),
                         [("column", "figure", "0.1", "rounding")])

    def test_police_grant_2015(self):
        """Written statement, 4 February 2015: 4,136 and 174 make 4,310, printed as 4,309."""
        self.assertEqual(self.column("1", ["4136", "174"], "4309"), [("column", "figure", "-1", "rounding")])

    def test_airwave_leaves_a_row_out(self):
        """Written answer, 27 November 2000: totals short by exactly one row, Dorset's, which no rounding explains."""
        for dorset, others, printed in (("1913", "70143", "70143"), ("994", "30340", "30340")):
            found = self.footings("  - id: t\n    unit: 1\n    columns: [figure]\n"
                                  f"    rows: {{dorset: [{dorset}], others: [{others}]}}\n    total: [{printed}]\n")
            self.assertEqual(found, [("column", "figure", f"-{dorset}", "equals-row:dorset")])

    def test_sums_that_hold(self):
        """Police ICT Company 2017/18; the Metropolitan Police's submission for 2015/16; the work and the recommendations
        of Gwent's report for 2019/20; the savings of Bedfordshire, Cambridgeshire and Hertfordshire, February 2016; four
        years of Lancashire's programme office."""
        for unit, values, total in (("1", ["2700000", "5471000"], "8171000"), ("1", ["7992512", "178488"], "8171000"),
                                    ("0.1", ["285.0", "60.5"], "345.5"), ("1", ["235", "31"], "266"),
                                    ("1", ["1", "34", "13"], "48"), ("0.001", ["0.227", "0.158"], "0.385"),
                                    ("0.001", ["0.626", "0.92", "0.385", "1.0"], "2.931"),
                                    ("1", ["250000"] * 4, "1000000"), ("1", ["180000"] * 4, "720000"),
                                    ("1", ["720000", "280000"], "1000000")):
            self.assertEqual(self.column(unit, values, total), [], total)

    def test_a_variance_of_two_parts(self):
        """Warwickshire 2021/22 in £m: 115.350 less 114.233 is 1.117, which is 0.778 and 0.339."""
        table = ("  - id: t\n    unit: 0.001\n    columns: [budget, outturn, variance, one, two]\n"
                 "    rows: {whole: [115.350, 114.233, %s, 0.778, 0.339]}\n"
                 "    across: [variance = budget - outturn, variance = one + two]\n")
        self.assertEqual(self.footings(table % "1.117"), [])
        self.assertEqual(self.footings(table % "1.119"), [("row", "whole", "0.002", "unexplained")] * 2)

    def test_a_comma_and_a_magnitude(self):
        """`£115,350m` was printed for £115.350m: refused, since nobody can say which was meant."""
        path = self.write("t.yaml", "format: apportion/1\nagreement: {id: x}\nparties: [{id: a}]\ncost_lines:\n"
                                    "  - {id: budget, basis: equal, budget: {2021/22: '£115,350m'}}\n")
        self.assertEqual([each["code"] for each in findings(self.broken(path))], ["number"])


if __name__ == "__main__":
    unittest.main()
