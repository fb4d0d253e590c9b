"""Bad input: one clear sentence, the right exit status, and nothing half-written."""

import json
import unittest

from agreements import GOOD, WARNED
from support import CommandTest, findings, run

# The exit status, the code, a part of the sentence, and the words behind `split`.
SPLITS = [
    (1, "number", 'TOTAL "£115,350m": column 9: ', ["£115,350m", "a=1"]),
    (1, "number", 'TOTAL "1,23": column 2: ', ["1,23", "a=1"]),
    (1, "number", 'TOTAL "1e5": column 2: ', ["1e5", "a=1"]),
    (1, "number", 'TOTAL "nan": column 1: ', ["nan", "a=1"]),
    (1, "number", 'TOTAL "": column 1: ', ["", "a=1"]),
    (1, "number", f'TOTAL "{"7" * 40}": column 39: ', ["7" * 40, "a=1"]),
    (1, "number", "type `-`", ["\N{MINUS SIGN}5", "a=1"]),
    (1, "number", 'weight of b "1e5": column 2: ', ["1", "a=1", "b=1e5"]),
    (1, "number", 'weight of a "": column 1: ', ["1", "a="]),
    (1, "number", 'weight of a "1/0": column 3: ', ["1", "a=1/0"]),
    (1, "number", '--unit "1,23": column 2: ', ["1", "a=1", "--unit", "1,23"]),
    (1, "number", '--floor of a "x": column 1: ', ["1", "a=1", "--floor", "a=x"]),
    (1, "number", '--published "2.5": ', ["1", "a=1", "--published", "2.5"]),
    (1, "number", "floor of a", ["1", "a=1", "--floor", "a=-1"]),
    (1, "no-weight", "all weights are zero", ["1", "a=0", "b=0"]),
    (1, "no-party", "no party", ["1"]),
    (1, "negative-weight", 'weight of a "-1": ', ["1", "a=-1", "b=2"]),
    (1, "share-sum", "99.99 %", ["1", "a=49.99%", "b=50%"]),
    (1, "share-sum", "100.01 %", ["1", "a=50.01%", "b=50%"]),
    (1, "duplicate-id", "`a` is named twice", ["1", "a=1", "b=1", "a=2"]),
    (1, "duplicate-id", "--cap names `a` twice", ["1", "a=1", "--cap", "a=2", "--cap", "a=3"]),
    (1, "unknown-id", "did you mean `leics`?", ["1", "leics=1", "--floor", "leisc=2"]),
    (1, "unknown-id", "`x`", ["1", "leics=1", "--cap", "x=2"]),
    (1, "unknown-id", "did you mean `leics`?", ["1", "leics=1", "--method", "residual", "--to", "leic"]),
    (1, "unknown-id", "did you mean `leics`?", ["1", "leics=1", "--absorber", "leicss"]),
    (1, "bounds-infeasible", "floors total 2.00", ["1", "a=1", "--floor", "a=2"]),
    (1, "bounds-infeasible", "caps total 0.50", ["1", "a=1", "--cap", "a=0.5"]),
    (1, "tie", "a and b", ["0.01", "a=1", "b=1", "--ties", "refuse"]),
    (1, "not-whole-units", "1.005", ["1.005", "a=1"]),
    (1, "residual-zero-weight", "z", ["0.01", "a=1", "b=1", "c=1", "z=0", "--method", "residual", "--to", "z"]),
    (2, "usage", "there is no total", []),
    (2, "usage", "`a=1` stands where the total should", ["a=1", "b=2"]),
    (2, "usage", "the word `leics`", ["1", "leics"]),
    (2, "usage", "the word `=1`", ["1", "=1"]),
    (2, "usage", "`a=1` and `b=5%` do not mix", ["1", "a=1", "b=5%"]),
    (2, "usage", "did you mean `--method`?", ["1", "a=1", "--metod", "webster"]),
    (2, "usage", "`--meth` is no option", ["1", "a=1", "--meth", "webster"]),
    (2, "usage", "did you mean `webster`?", ["1", "a=1", "--method", "webstr"]),
    (2, "usage", "--method needs a value", ["1", "a=1", "--method"]),
    (2, "usage", "--help takes no value", ["1", "a=1", "--help=3"]),
    (2, "usage", "--unit is given twice", ["1", "a=1", "--unit", "1", "--unit", "2"]),
    (1, "number", "above zero", ["1", "a=1", "--unit", "0"]),
    (1, "number", "above zero", ["1", "a=1", "--unit", "-1"]),
    (2, "usage", "`xml`", ["1", "a=1", "--format", "xml"]),
    (2, "usage", "residual", ["1", "a=1", "--to", "a"]),
    (2, "usage", "residual", ["1", "a=1", "--method", "residual"]),
    (2, "usage", "independent", ["1", "a=1", "--mode", "up"]),
    (2, "usage", "percentages", ["1", "a=1", "--share-sum", "rescale"]),
    (2, "usage", "`maybe`", ["1", "a=100%", "--share-sum", "maybe"]),
    (2, "usage", "leave out --method", ["1", "a=99%", "--share-sum", "as-published", "--method", "webster"]),
    (2, "usage", "leave out --method",
     ["1", "a=99%", "--share-sum", "as-published", "--method", "largest-remainder"]),
    (2, "usage", "rename the party", ["1", "largest=1", "b=2", "--method", "residual", "--to", "largest"]),
]

# The same for the whole command line.
LINES = [
    (2, "usage", "there is no command", []),
    (2, "usage", "did you mean `split`?", ["spilt"]),
    (2, "usage", "did you mean `check`?", ["chek"]),
    (2, "usage", "`divide` is no command", ["divide"]),
    (2, "usage", "`--bogus` is no command", ["--bogus"]),
    (2, "usage", "did you mean `run`?", ["help", "runn"]),
    (2, "usage", "one word too many", ["help", "run", "check"]),
    (2, "usage", "word 2 of the command line is not UTF-8", ["split", b"\xa3100", "a=1"]),
    (2, "usage", "options only", ["methods", "webster"]),
    (2, "usage", "it knows json", ["methods", "--format", "csv"]),
    (2, "usage", "run needs a file", ["run"]),
    (2, "usage", "check needs a file", ["check"]),
    (3, "io", "No such file or directory", ["run", "no-such-file.yaml"]),
    (3, "io", "Is a directory", ["run", "."]),
    (3, "io", "Is a directory", ["check", "."]),
]

# Bad agreements: the exit status, the code, the place of the first finding, a part of its sentence, and the text.
AGREEMENTS = [
    (1, "missing-key", "1:1", "", b""),
    (1, "unknown-key", "12:3", "did you mean", GOOD.replace("cost_lines:", "cost_linez:").encode()),
    (1, "unknown-key", "5:27", "did you mean `name`?", GOOD.replace("south, name:", "south, nane:").encode()),
    (1, "unknown-id", "7:57", "", GOOD.replace("south: 1}", "sauth: 1}").encode()),
    (1, "duplicate-id", "5:10", "", GOOD.replace("id: south, name", "id: north, name").encode()),
    (1, "yaml", "3:1", "", GOOD.replace("  - {id: north, name", "\t- {id: north, name", 1).encode()),
    (1, "yaml-feature", "7:10", "anchor", GOOD.replace("users: {unit", "users: &a {unit").encode()),
    (1, "yaml-feature", "", "deep", b"a: " + b"[" * 100 + b"]" * 100),
    (1, "yaml", "", "UTF-8", GOOD.replace("North", "N\xf4rth").encode("latin-1")),
    (3, "limit", "", "4 MiB", b"#" * (5 * 1024 * 1024)),
]


class Sentences(CommandTest):
    def test_splits(self):
        for status, code, says, words in SPLITS:
            self.refused(status, code, "split", *words, says=says)

    def test_the_option_is_named(self):
        for status, code, option, words in (
                (1, "share-sum", "--share-sum rescale or --share-sum as-published", ["1", "a=49%", "b=50%"]),
                (1, "tie", "--ties", ["0.01", "a=1", "b=1", "--ties", "refuse"]),
                (1, "not-whole-units", "--rounding-of-total half-away", ["1.005", "a=1"]),
                (2, "usage", "--to", ["1", "a=1", "--method", "residual"])):
            self.refused(status, code, "split", *words, says=f"; say so with {option} [")
        bound = self.refused(1, "not-whole-units", "split", "1", "a=1", "--floor", "a=0.005")
        self.assertNotIn("say so", bound)

    def test_lines(self):
        for status, code, says, words in LINES:
            self.refused(status, code, *words, says=says, cwd=self.folder)

    def test_errors_are_json_on_request(self):
        for status, code, _, words in SPLITS:
            with self.subTest(words=words):
                if "--format" in words or words[-1:] == ["--method"]:
                    continue
                result = run("split", "--format", "json", *words)
                self.assertEqual((result.returncode, result.stdout), (status, ""))
                self.assertEqual([told["code"] for told in findings(result.stderr)], [code])

    def test_control_characters_are_not_repeated(self):
        sentence = self.refused(2, "usage", "split", "1", "\x1b[31mred\n")
        self.assertNotIn("\x1b", sentence)


class Agreements(CommandTest):
    def first(self, text):
        path = self.write("bad.yaml", text)
        result = run("check", "--format", "json", path)
        self.assertEqual(result.stderr, "")
        return result.returncode, [told for told in findings(result.stdout) if told["severity"] == "error"]

    def test_check_and_run_agree(self):
        for status, code, place, says, text in AGREEMENTS:
            with self.subTest(code=code, text=text[:200]):
                returned, errors = self.first(text)
                self.assertEqual(returned, status)
                told = next((error for error in errors if error["code"] == code), None)
                self.assertIsNotNone(told, errors)
                self.assertIn(says, told["message"])
                path = self.folder / "bad.yaml"
                result = run("run", path)
                self.assertEqual((result.returncode, result.stdout), (status, ""))
                line = f"{path}:{told['line']}:{told['column']}: {told['message']} [{code}]"
                self.assertIn(line, result.stderr.splitlines())
                self.assertEqual(len(result.stderr.splitlines()), len(errors))

    def test_comma_inside_braces_has_its_own_sentence(self):
        text = GOOD.replace("{2016/17: 10.00}", "{2016/17: 48,898.94}")
        _, errors = self.first(text)
        self.assertTrue(any("48,898.94" in error["message"] for error in errors), errors)

    def test_keys_are_those_of_the_library(self):
        """What the command writes itself has the keys, in the order, of what the library writes."""
        path = self.write("bad.yaml", "format: apportion/1\n")
        own = findings(run("check", path, "--format", "json").stdout)
        theirs = findings(run("run", path, "--format", "json").stderr)
        self.assertEqual([list(told.items()) for told in own], [list(told.items()) for told in theirs])

    def test_standard_input(self):
        self.assertEqual(self.done("check", "-", stdin=GOOD).splitlines()[-1],
                         "two-years: 2 cost lines, 2 statements; no errors, no warnings, 1 note")
        result = run("run", "-", stdin="format: apportion/2\n")
        self.assertIn("<stdin>:1:9: ", result.stderr)
        self.refused(2, "usage", "run", "-", "-", says="named twice")


class Years(CommandTest):
    def setUp(self):
        super().setUp()
        self.path = self.write("two.yaml", GOOD)

    def test_a_year_must_be_said_when_there_are_several(self):
        self.refused(2, "usage", "run", self.path, says="2015/16, 2016/17")

    def test_year_and_years_do_not_go_together(self):
        self.refused(2, "usage", "run", self.path, "--year", "2015/16", "--years", "2015/16..2016/17")

    def test_ranges(self):
        self.refused(2, "usage", "run", self.path, "--years", "2015/16", says="..")
        self.refused(2, "usage", "run", self.path, "--years", "2016/17..2015/16", says="ends before it begins")
        self.refused(1, "no-figure", "run", self.path, "--years", "2015/16..2017/18", says="2017/18")

    def test_the_first_year_that_is_missing_is_told(self):
        for years, missing in (("2015/16..2018/19", "2017/18"), ("2013/14..2016/17", "2013/14"),
                               ("2013/14..2018/19", "2013/14"), ("2014-15..2015-16", "2014/15")):
            self.refused(1, "no-figure", "run", self.path, "--years", years, says=f"in {missing}:")
        self.refused(2, "usage", "run", self.path, "--years", "2016/17..2010/11", says="ends before it begins")
        for years in ("2015/16..later", "later..2015/16", "2010/11..later"):
            self.refused(1, "number", "run", self.path, "--years", years, says="`later`")

    def test_the_only_year_need_not_be_said(self):
        path = self.write("one.yaml", GOOD.replace(", 2016/17: 200.00", "").replace("2016/17", "2015/16"))
        self.assertEqual(self.done("run", path), self.done("run", path, "--year", "2015/16"))

    def test_words(self):
        self.refused(1, "number", "run", self.path, "--year", "next", says="`next`")
        self.refused(1, "no-figure", "run", self.path, "--year", "2010/11")
        self.refused(1, "no-figure", "run", self.path, "--measure", "outturn")
        self.refused(2, "usage", "run", self.path, "--measure", "guess", says="guess")
        self.refused(1, "unknown-id", "run", self.path, "--year", "2015/16", "--party", "nort", says="did you mean")

    def test_short_years_are_read(self):
        self.assertEqual(self.done("run", self.path, "--year", "2016-17"),
                         self.done("run", self.path, "--year", "2016/17"))


class Strict(CommandTest):
    def test_warnings_fail_only_when_strict(self):
        path = self.write("warned.yaml", WARNED)
        for words in (["check", path], ["run", path, "--year", "2015/16"],
                      ["run", path, "--year", "2015/16", "--format", "json"]):
            with self.subTest(words=words):
                self.assertEqual(run(*words).returncode, 0)
                strict = run(*words, "--strict")
                self.assertEqual(strict.returncode, 1)
                self.assertEqual(strict.stdout, run(*words).stdout)

    def test_notes_never_fail(self):
        path = self.write("good.yaml", GOOD)
        self.assertEqual(run("check", path, "--strict").returncode, 0)

    def test_footing_in_json(self):
        path = self.write("warned.yaml", WARNED)
        told = [each for each in findings(self.done("check", path, "--format", "json")) if each["code"] == "footing"]
        self.assertEqual(len(told), 1)
        self.assertEqual((told[0]["severity"], told[0]["difference"], told[0]["diagnosis"], told[0]["candidates"]),
                         ("warning", "27.00", "unexplained", []))

    def test_csv_tells_findings_aside(self):
        path = self.write("warned.yaml", WARNED)
        result = run("run", path, "--year", "2015/16", "--format", "csv")
        self.assertIn("[footing]", result.stderr)
        self.assertNotIn("footing", result.stdout)
        result = run("run", path, "--year", "2015/16", "--format", "json")
        self.assertEqual(result.stderr, "")
        self.assertIn("footing", [told["code"] for told in json.loads(result.stdout)["findings"]])


if __name__ == "__main__":
    unittest.main()
