"""The examples of docs/format.md: every one that begins with `format:` is a whole file that reads without an error, and pays what
the comments behind its lines say.

A block that is headed ```csv NAME is a sheet, which later examples may name. A cost line followed by `# 2016/17: 232909.51 263787.98`
has these amounts in that year, for those who share it in listed order.
"""

import json
import re
import unittest

from support import SOURCE, CommandTest, findings, run

FORMAT = (SOURCE / "docs" / "format.md").read_text(encoding="utf-8")


def promises(example):
    """The year, the line and the amounts of each comment."""
    for line in example.splitlines():
        found = re.match(r"  - \{?id: ([a-z0-9_-]+).*# (\d{4}/\d\d): ([-0-9. ]+)$", line)
        if found:
            yield found[2], found[1], found[3].split()


class Format(CommandTest):
    def examples(self):
        """Each whole file, with the sheets that stand before it."""
        for kind, name, text in re.findall(r"^```(yaml|csv) ?(\S*)\n(.*?)^```$", FORMAT, re.M | re.S):
            if kind == "csv":
                self.write(name, text)
            elif text.startswith("format:"):
                yield text

    def test_every_example_reads(self):
        read = 0
        for text in self.examples():
            read += 1
            with self.subTest(text=text):
                result = run("check", self.write("example.yaml", text), "--format", "json")
                told = [each for each in findings(result.stdout) if each["severity"] == "error"]
                self.assertEqual([each for each in told if each["code"] != "input-needed"], [])
        self.assertGreaterEqual(read, 9)

    def test_examples_pay_what_they_say(self):
        count = 0
        for text in self.examples():
            path = self.write("example.yaml", text)
            for year, line, amounts in promises(text):
                count += 1
                with self.subTest(line=line, text=text):
                    result = run("run", path, "--year", year, "--format", "json")
                    self.assertEqual((result.returncode, result.stderr), (0, ""))
                    cells = next(told["cells"] for told in json.loads(result.stdout)["lines"] if told["id"] == line)
                    self.assertEqual([cell["amount"] for cell in cells if "amount" in cell], amounts)
        self.assertGreaterEqual(count, 10)

    def test_contents_are_the_headings(self):
        contents = re.search(r"^Contents: (.*?)\n\n", FORMAT, re.M | re.S)[1].replace("\n", " ")
        headings = re.findall(r"^## (\d+)\. (.*)$", FORMAT, re.M)
        self.assertEqual(contents.split(" · "), [" ".join(heading) for heading in headings])


if __name__ == "__main__":
    unittest.main()
