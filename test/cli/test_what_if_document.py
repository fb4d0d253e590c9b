"""docs/what-if.md shows what the command prints; and every key of the format can be a path."""

import json
import re
import shutil
import unittest

import yaml

from support import SOURCE, CommandTest, run

DOCUMENT = (SOURCE / "docs" / "what-if.md").read_text(encoding="utf-8")
FORMAT = (SOURCE / "docs" / "format.md").read_text(encoding="utf-8")
SCHEMA = json.loads((SOURCE / "docs" / "apportion-1.schema.json").read_text(encoding="utf-8"))


class Document(CommandTest):
    def setUp(self):
        super().setUp()
        for path in [*(SOURCE / "examples" / "agreements").iterdir(), *(SOURCE / "examples" / "scenarios").iterdir()]:
            shutil.copy(path, self.folder)

    def test_outputs(self):
        shown = re.findall(r"```sh\n(apportion .*?)\n```\n\n```text\n(.*?)```\n", DOCUMENT, re.S)
        self.assertEqual(len(shown), DOCUMENT.count("```sh\n"))
        self.assertGreaterEqual(len(shown), 6)
        for line, output in shown:
            with self.subTest(line=line):
                done = run(*line.split()[1:], cwd=self.folder, env={"LC_ALL": "C.UTF-8"})
                self.assertEqual(done.stdout + done.stderr, output)

    def test_the_scenario_is_the_one_that_is_shipped(self):
        shown = re.search(r"```yaml\n(what_if: .*?)```", DOCUMENT, re.S)[1]
        self.assertTrue((SOURCE / "examples" / "scenarios" / "lincs-joins.yaml").read_text(encoding="utf-8").endswith(shown))


def leaves(value, path=""):
    """Every single value of a file, with its path: entries of lists by their id, or else by their place."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, each in enumerate(value, 1):
            named = isinstance(each, dict) and "id" in each
            yield from leaves(each, f"{path}.{each['id']}" if named else f"{path}[{place}]")
    else:
        yield path, value


class Paths(CommandTest):
    # Keys that no example has, each in an example that may have it. The last two are of a sheet of lines, which is not addressed.
    NOT_IN_EXAMPLES = {
        "prices": ("discount: {rates", "discount.prices", "real"),
        "mid_year": ("discount: {rates", "discount.mid_year", "yes"),
        "relative": ("limit_change: {basis: grant", "bases.damped.limit_change.relative", "5"),
        "others": ("key: Force", "drivers.users.from_csv.others", "pass"),
        "forecast": ("id: shared-ict}", "cost_lines.licences.forecast.2015/16", "1.00"),
        "waived": ("exits:\n  nhants", "exits.nhants.notice.waived", "by consent"),
        "measure": ("id: shared-ict}", "agreement.title", "x"),
        "repeated": ("id: shared-ict}", "agreement.title", "x"),
    }

    def setUp(self):
        super().setUp()
        for name, text in re.findall(r"^```csv (\S+)\n(.*?)^```$", FORMAT, re.M | re.S):
            self.write(name, text)

    def test_every_value_of_every_example_is_at_its_path(self):
        """Set to what it is, a value changes nothing, and no path is refused; so every key that the examples have is one."""
        seen, tried = set(), 0
        for text in re.findall(r"^```yaml\n(format: .*?)^```$", FORMAT, re.M | re.S):
            path = str(self.write("example.yaml", text))
            whole = yaml.load(text, Loader=yaml.BaseLoader)
            years = re.findall(r"\b[12][0-9]{3}/[0-9]{2}\b", text)
            for place, value in leaves(whole):
                seen.update(re.split(r"[.\[]", place))
                if place.startswith("cost_lines[") or place.startswith("cost_lines.from_csv"):
                    continue  # a sheet of lines: its lines are addressed, and not how they are found
                tried += 1
                done = run("whatif", path, "--set", f"{place}={value}", "--format", "json", *(["--year", years[0]] if years else []))
                told = json.loads(done.stdout if done.stdout.strip() else done.stderr)
                refused = [each for each in told.get("findings", []) if each["file"].startswith("--set")
                           and each["code"] in ("unknown-id", "unknown-key", "wrong-type")]
                self.assertEqual(refused, [], (place, value, text))
                for made in told.get("comparisons", []):
                    self.assertEqual([line["same"] for line in made["lines"]], [True] * len(made["lines"]), place)
        self.assertGreater(tried, 300)
        for key, (marker, place, value) in self.NOT_IN_EXAMPLES.items():
            text = next(each for each in re.findall(r"^```yaml\n(format: .*?)^```$", FORMAT, re.M | re.S) if marker in each)
            done = run("whatif", str(self.write("example.yaml", text)), "--set", f"{place}={value}", "--year", "2015/16")
            self.assertNotIn("unknown", done.stderr, place)
            seen.add(key)
        keys = {key for each in [SCHEMA, *SCHEMA["$defs"].values()] for key in each.get("properties", {})}
        self.assertEqual(sorted(keys - seen), [], "no example has these keys, so no path was tried")


if __name__ == "__main__":
    unittest.main()
