"""Every code block of docs/python.md and of the package's README runs, in order, and prints what stands there."""

import contextlib
import doctest
import io
import os
import re
import unittest

import apportion
from vector_files import ROOT


@unittest.skipUnless("APPORTION_ALL_TESTS" in os.environ, "the page also uses the libraries of data")
class Documents(unittest.TestCase):
    def setUp(self):
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir(ROOT)

    def test_the_page(self):
        text = (ROOT / "docs/python.md").read_text(encoding="utf-8")
        blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, re.S | re.M)
        self.assertEqual({word for word, _ in blocks} - {"sh", "pycon"}, set())
        names, told = {}, io.StringIO()
        for number, (word, block) in enumerate(blocks):
            if word != "pycon":
                continue
            test = doctest.DocTestParser().get_doctest(block, names, f"block {number}", "docs/python.md", 0)
            test.globs = names
            runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
            self.assertGreater(len(test.examples), 0)
            failed = runner.run(test, out=told.write, clear_globs=False).failed
            self.assertEqual(failed, 0, told.getvalue())

    def test_the_readme(self):
        text = (ROOT / "bindings/python/README.md").read_text(encoding="utf-8")
        for block in re.findall(r"^```python\n(.*?)^```", text, re.S | re.M):
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                exec(compile(block, "README.md", "exec"), {})
            self.assertIn("352800.00", printed.getvalue())

    def test_docstrings(self):
        from apportion import _splits
        self.assertEqual(doctest.testmod(_splits, extraglobs={"split": apportion.split}).failed, 0)


if __name__ == "__main__":
    unittest.main()
