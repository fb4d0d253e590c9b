"""Bases: what is wrong with them, sentence by sentence, in golden files."""

import unittest

from support import SOURCE, CommandTest, run

DATA = SOURCE / "test" / "data"


class Bases(CommandTest):
    def test_sentences_of_bases_that_cannot_be(self):
        done = run("check", "faulty-bases.yaml", cwd=DATA)
        self.assertEqual(done.returncode, 1)
        self.golden("faulty-bases.txt", done.stdout + done.stderr)

    def test_sentences_of_bases_that_cannot_be_worked_out(self):
        done = run("run", "unmet-bases.yaml", "--year", "2016/17", cwd=DATA)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.golden("unmet-bases.txt", done.stderr)


if __name__ == "__main__":
    unittest.main()
