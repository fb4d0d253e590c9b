"""Where output goes: files whole or not at all, closed pipes, full disks, terminals, locales."""

import os
import pty
import shutil
import stat
import subprocess
import unittest

from agreements import GOOD, WELSH
from support import APPORTION, EAST_MIDLANDS, PLAIN, CommandTest, run

SPLIT = ["split", "£100,000", "lincs=1100", "leics=1848", "notts=1888", "nhants=1220"]
STATEMENT = ["run", EAST_MIDLANDS, "--year", "2015/16"]


def on_terminal(words, env=None, columns=None):
    """What the command writes to a terminal."""
    leader, follower = pty.openpty()
    if columns:
        import fcntl
        import struct
        import termios
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen([APPORTION, *words], stdout=follower, stderr=subprocess.DEVNULL,
                               env={**PLAIN, "TERM": "xterm", **(env or {})})
    os.close(follower)
    written = b""
    try:
        while True:
            more = os.read(leader, 65536)
            if not more:
                break
            written += more
    except OSError:  # a terminal whose other end is closed reads so
        pass
    os.close(leader)
    if process.wait(timeout=60) != 0:
        raise AssertionError(written)
    return written.decode().replace("\r\n", "\n")


class Files(CommandTest):
    def setUp(self):
        super().setUp()
        self.agreement = self.write("good.yaml", GOOD)
        self.out = self.folder / "out.json"

    def write_out(self, path, *words):
        return run("run", self.agreement, "--year", "2015/16", "--format", "json", "--output", path, *words)

    def test_written_whole(self):
        result = self.write_out(self.out)
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))
        self.assertEqual(self.out.read_text(encoding="utf-8"),
                         self.done("run", self.agreement, "--year", "2015/16", "--format", "json"))
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["good.yaml", "out.json"])

    def test_replaces_and_keeps_the_mode(self):
        self.out.write_text("old\n" * 10000, encoding="utf-8")
        self.out.chmod(0o640)
        self.assertEqual(self.write_out(self.out).returncode, 0)
        self.assertTrue(self.out.read_text(encoding="utf-8").startswith("{"))
        self.assertEqual(stat.S_IMODE(self.out.stat().st_mode), 0o640)

    def test_a_link_stays_a_link(self):
        link = self.folder / "link.json"
        link.symlink_to("out.json")
        self.out.write_text("old", encoding="utf-8")
        self.assertEqual(self.write_out(link).returncode, 0)
        self.assertTrue(link.is_symlink())
        self.assertTrue(self.out.read_text(encoding="utf-8").startswith("{"))

    def test_a_failure_leaves_the_old_file(self):
        self.out.write_text("old", encoding="utf-8")
        result = run("run", self.agreement, "--year", "2010/11", "--output", self.out)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(self.out.read_text(encoding="utf-8"), "old")

    def test_unwritable(self):
        for path in (self.folder / "none" / "out.json", self.folder, self.agreement / "out.json", "/dev/full"):
            with self.subTest(path=path):
                result = run("run", self.agreement, "--year", "2015/16", "--output", path)
                self.assertEqual((result.returncode, result.stdout), (3, ""))
                self.assertEqual(result.stderr.count("\n"), 1)
                self.assertIn("cannot be written", result.stderr)
                self.assertTrue(result.stderr.endswith(" [io]\n"))
        self.assertEqual([path.name for path in self.folder.iterdir()], ["good.yaml"])

    def test_an_input_is_not_replaced(self):
        """By its own name, through links, and when it is read from standard input."""
        (self.folder / "link.yaml").symlink_to("good.yaml")
        os.link(self.agreement, self.folder / "hard.yaml")
        other = self.write("amounts.yaml", "format: apportion/1\n")
        for name in ("good.yaml", "./good.yaml", "link.yaml", "hard.yaml", self.agreement):
            self.refused(2, "usage", "run", other, self.agreement, "--year", "2015/16", "--output", name,
                         says=f"`{name}`", cwd=self.folder)
        with self.agreement.open("rb") as file:
            done = subprocess.run([APPORTION, "run", "-", "--year", "2015/16", "--output", self.agreement], stdin=file,
                                  capture_output=True, text=True, env=PLAIN, timeout=60, check=False)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(self.agreement.read_text(encoding="utf-8"), GOOD)

    def test_a_device_stays_a_device(self):
        self.assertEqual(self.write_out("/dev/null").returncode, 0)
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))

    def test_minus_is_standard_output(self):
        self.assertTrue(self.write_out("-").stdout.startswith("{"))


class StandardOutput(CommandTest):
    def setUp(self):
        super().setUp()
        self.sheet = self.write("sheet.csv", "x,a\np,1\n")

    def shell(self, line):
        return subprocess.run(["bash", "-o", "pipefail", "-c", line, "bash", APPORTION, EAST_MIDLANDS],
                              capture_output=True, text=True, env=PLAIN, timeout=60, check=False)

    def test_full(self):
        for words in ("split 1 a=1", "methods", "--help", "--version", "help run", 'run "$2" --year 2015/16', 'check "$2"', f"table {self.sheet}"):
            with self.subTest(words=words):
                result = self.shell(f'"$1" {words} > /dev/full')
                self.assertEqual(result.returncode, 3)
                self.assertEqual(result.stderr, "apportion: standard output: cannot be written: "
                                                "No space left on device [io]\n")

    def test_closed_pipe_ends_quietly(self):
        for words in ("split 1 a=1", "methods", "--help", 'run "$2" --year 2015/16', 'check "$2"', f"table {self.sheet}"):
            with self.subTest(words=words):
                result = self.shell(f'{{ sleep 0.2; "$1" {words}; }} | true')
                self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_closed_streams(self):
        result = self.shell('"$1" split 1 a=1 >&-')
        self.assertEqual(result.returncode, 3)
        self.assertIn("[io]", result.stderr)
        out = self.folder / "out"
        result = self.shell(f'"$1" run no-such-file --output {out} 2>&- >&- <&-')
        self.assertEqual(result.returncode, 3)
        self.assertFalse(out.exists())

    def test_nothing_follows_a_failure(self):
        result = run("split", "0.01", "a=1", "b=1", "--ties", "refuse", "--format", "json")
        self.assertEqual((result.returncode, result.stdout), (1, ""))


class Terminals(CommandTest):
    def test_colour_only_on_a_terminal(self):
        self.assertIn("\033[1m", on_terminal(SPLIT))
        self.assertIn("\033[1m", on_terminal(STATEMENT))
        self.assertNotIn("\033", self.done(*SPLIT))
        self.assertNotIn("\033", self.done(*STATEMENT))
        self.assertNotIn("\033", on_terminal(["split", "1", "a=1", "--format", "json"]))

    def test_no_color(self):
        self.assertNotIn("\033", on_terminal(SPLIT, {"NO_COLOR": "1"}))
        self.assertIn("\033", on_terminal(SPLIT, {"NO_COLOR": ""}))
        self.assertNotIn("\033", on_terminal(SPLIT, {"TERM": "dumb"}))

    def test_colour_changes_nothing_else(self):
        plain = on_terminal(SPLIT).replace("\033[1m", "").replace("\033[0m", "")
        self.assertEqual([line.split() for line in plain.splitlines()],
                         [line.split() for line in self.done(*SPLIT).splitlines()])

    def test_width(self):
        path = self.write("welsh.yaml", WELSH)
        words = ["run", path, "--year", "2015/16"]
        self.assertEqual(on_terminal(words, {"NO_COLOR": "1"}, columns=60), self.done(*words, env={"COLUMNS": "60"}))
        self.assertEqual(on_terminal(words, {"NO_COLOR": "1", "COLUMNS": "60"}, columns=100),
                         self.done(*words, env={"COLUMNS": "60"}))
        self.assertEqual(self.done(*words), self.done(*words, env={"COLUMNS": "80"}))
        self.assertEqual(self.done(*words), self.done(*words, env={"COLUMNS": "wide"}))


class Locales(CommandTest):
    def setUp(self):
        super().setUp()
        self.path = self.write("welsh.yaml", WELSH)

    def check_locale(self, **env):
        for words in (SPLIT, ["run", self.path, "--year", "2015/16"], STATEMENT,
                      [*STATEMENT, "--format", "json"], ["methods"], ["--help"]):
            with self.subTest(env=env, words=words):
                self.assertEqual(self.done(*words, env=env), self.done(*words))
        self.assertIn("Ynys Môn", self.done("run", self.path, "--year", "2015/16", env=env))
        self.assertIn("£", self.done(*STATEMENT, env=env))

    def test_plain_locales(self):
        for name in ("C", "POSIX", "C.UTF-8", "no_SUCH.locale"):
            self.check_locale(LC_ALL=name)
        self.check_locale(LANG="C", LC_NUMERIC="de_DE.UTF-8", LC_MESSAGES="de_DE.UTF-8", LANGUAGE="de")

    def test_german(self):
        """A decimal comma and another character set, where the machine can make such a locale."""
        if not shutil.which("localedef") or not os.path.exists("/usr/share/i18n/locales/de_DE"):
            self.check_locale(LC_ALL="de_DE.UTF-8")
            return
        for name, charset in (("de_DE.UTF-8", "UTF-8"), ("de_DE", "ISO-8859-1")):
            subprocess.run(["localedef", "-i", "de_DE", "-f", charset, str(self.folder / name)],
                           check=True, capture_output=True, timeout=120)
            self.check_locale(LC_ALL=name, LOCPATH=str(self.folder))


if __name__ == "__main__":
    unittest.main()
