"""The examples of docs/format.md: every one that begins with `format:` is a whole file that reads without an error.

A block that is headed ```csv NAME is a sheet, which later examples may name.
"""

import re
import unittest

from support import SOURCE, CommandTest, findings, run

FORMAT = (SOURCE / "docs" / "format.md").read_text(encoding="utf-8")


class Format(CommandTest):
    def test_every_example_reads(self):
        read = 0
        for kind, name, text in re.findall(r"^```(yaml|csv) ?(\S*)\n(.*?)^```$", FORMAT, re.M | re.S):
            if kind == "csv":
                self.write(name, text)
            elif text.startswith("format:"):
                read += 1
                with self.subTest(text=text):
                    result = run("check", self.write("example.yaml", text), "--format", "json")
                    told = [each for each in findings(result.stdout) if each["severity"] == "error"]
                    self.assertEqual([each for each in told if each["code"] != "input-needed"], [])
        self.assertGreaterEqual(read, 9)

    def test_contents_are_the_headings(self):
        contents = re.search(r"^Contents: (.*?)\n\n", FORMAT, re.M | re.S)[1].replace("\n", " ")
        headings = re.findall(r"^## (\d+)\. (.*)$", FORMAT, re.M)
        self.assertEqual(contents.split(" · "), [" ".join(heading) for heading in headings])


if __name__ == "__main__":
    unittest.main()
