"""Help, the manual and the completions say the same, which is what the command takes."""

import json
import re
import shutil
import subprocess
import unittest

from support import SOURCE, CommandTest, run

COMMANDS = ["split", "run", "check", "init", "table", "net", "whatif", "sweep", "compare", "explain", "verify", "methods"]
COMPLETION = SOURCE / "examples" / "apportion" / "completion"
MANUAL = SOURCE / "docs" / "man" / "apportion.1.scd"


def options_of(command):
    """The options that help lists, each with the words that its value can be."""
    text = run("help", command).stdout.split("\nOptions:\n")[1]
    found = {}
    for block in re.split(r"^  (?=--)", text, flags=re.M)[1:]:
        name = re.match(r"--([a-z-]+)", block)[1]
        words = re.search(r"One of: ([^.]*)\.", " ".join(block.split()))
        found[name] = words[1].split(", ") if words else []
    return found


def completed(shell, line):
    """What a shell offers at the end of a line, or None when it is not installed."""
    if not shutil.which(shell):
        return None
    if shell == "fish":
        script = f'source {COMPLETION}/apportion.fish; complete -C "{line}"'
        done = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True, timeout=60,
                              check=True)
        return {word.split("\t")[0] for word in done.stdout.splitlines()}
    words = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    script = (f". {COMPLETION}/apportion.bash; COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _apportion; "
              'printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, timeout=60, check=True)
    return set(done.stdout.split())


class Help(CommandTest):
    def test_golden(self):
        self.golden("help.txt", self.done("--help"))
        for command in COMMANDS:
            self.golden(f"help-{command}.txt", self.done("help", command))

    def test_every_way_to_ask(self):
        for command in COMMANDS:
            for words in ([command, "--help"], [command, "-h"], ["--help", command], ["help", command]):
                self.assertEqual(self.done(*words), self.done("help", command))
        for words in (["help"], ["-h"]):
            self.assertEqual(self.done(*words), self.done("--help"))

    def test_examples_come_first(self):
        for words in (["--help"], *(["help", command] for command in COMMANDS)):
            lines = self.done(*words).splitlines()
            self.assertEqual(lines[2], "Examples:")
            self.assertTrue(lines[3].startswith("  apportion "))

    def test_overview_lists_the_commands(self):
        listed = re.findall(r"^  ([a-z]+)  ", self.done("--help").split("Commands:")[1], re.M)
        self.assertEqual(listed, COMMANDS)

    def test_every_example_works(self):
        """In a folder that holds the agreements and the sheets as they are shipped."""
        for path in [*(SOURCE / "examples" / "agreements").glob("*.yaml"), *(SOURCE / "examples" / "data").glob("*.csv"),
                     *(SOURCE / "examples" / "agreements").glob("*.csv"), *(SOURCE / "examples" / "scenarios").glob("*.yaml")]:
            shutil.copy(path, self.folder)
        self.write("statement.json", self.done("run", self.folder / "east-midlands.yaml", "--year", "2015/16", "--format", "json"))
        text = (self.folder / "east-midlands.yaml").read_text(encoding="utf-8")
        self.write("ict.yaml", text + "charging: {payee: lead}\n")
        self.write("custody.yaml", text.replace("id: em-", "id: other-", 1) + "charging: {payee: notts}\n")
        helps = [self.done("--help"), *(self.done("help", command) for command in COMMANDS)]
        lines = [line for text in helps for line in re.findall(r"^  (apportion .*)$", text.split("\n\n")[1], re.M)]
        lines += re.findall(r"^\t?(apportion .*?)(?:\+\+)?$", MANUAL.read_text(encoding="utf-8").split("\n# EXAMPLES\n")[1],
                            re.M)
        self.assertGreaterEqual(len(lines), 15)
        for line in lines:
            with self.subTest(line=line):
                done = run(*line.split()[1:], cwd=self.folder)
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_words_are_those_of_the_library(self):
        listed = json.loads(self.done("methods", "--format", "json"))
        self.assertEqual(listed["format"], "apportion-methods/1")
        options = options_of("split")
        self.assertEqual(options["method"], [method["name"] for method in listed["methods"]])
        self.assertEqual(options["ties"], listed["ties"])
        self.assertEqual(options["mode"], listed["modes"])
        self.assertEqual(options["rounding-of-total"], listed["modes"])
        self.assertEqual(len(options["method"]), 10)

    def test_every_listed_word_is_taken(self):
        extra = {"residual": ["--to", "a"]}
        for option, words in options_of("split").items():
            for word in words:
                more = extra.get(word, ["--method", "independent"] if option == "mode" else [])
                weights = ["a=40%", "b=60%"] if option == "share-sum" else ["a=2", "b=3"]
                with self.subTest(option=option, word=word):
                    self.assertEqual(run("split", "100", *weights, f"--{option}", word, *more).returncode, 0)

    def test_version(self):
        build = (SOURCE / "meson.build").read_text(encoding="utf-8")
        version = re.search(r"version: '([0-9.]+)'", build)[1]
        self.assertEqual(self.done("--version"), f"apportion {version}\n")


class Manual(CommandTest):
    def test_options(self):
        text = MANUAL.read_text(encoding="utf-8")
        for command in COMMANDS:
            section = re.search(rf"^# {command.upper()}\n(.*?)^# ", text, re.S | re.M)[1]
            entries = dict(re.findall(r"^\*--([a-z-]+)\*[^\n]*\n((?:\t[^\n]*\n)+)", section, re.M))
            options = options_of(command)
            self.assertEqual(list(entries), list(options), command)
            for name, words in options.items():
                for word in words if words != ["json"] else []:
                    self.assertIn(f"*{word}*", entries[name], f"--{name} of {command}")


class Completions(CommandTest):
    def check_shell(self, shell):
        if completed(shell, "apportion ") is None:
            self.skipTest(f"{shell} is not installed")
        self.assertTrue(set(COMMANDS) | {"help"} <= completed(shell, "apportion "))
        self.assertEqual(completed(shell, "apportion help "), set(COMMANDS))
        for command in COMMANDS:
            options = options_of(command)
            self.assertEqual(completed(shell, f"apportion {command} --"), {f"--{name}" for name in options})
            for name, words in options.items():
                if words:
                    self.assertEqual(completed(shell, f"apportion {command} --{name} "), set(words))

    def test_bash(self):
        self.check_shell("bash")
        self.assertEqual(completed("bash", "apportion split 1 leics = 2 notts = 3 --to "), {"leics", "notts"})
        self.assertEqual(completed("bash", "apportion split --ties = re"), {"refuse"})

    def test_fish(self):
        self.check_shell("fish")

    def test_zsh(self):
        text = (COMPLETION / "_apportion").read_text(encoding="utf-8")
        lists = {name: words.split() for name, words in re.findall(r"^    ([a-z]+)=\((.*)\)$", text, re.M)}
        self.assertEqual(lists["commands"], COMMANDS + ["help"])
        for command in COMMANDS:
            body = re.search(rf"^        {command}\)\n(.*?);;", text, re.S | re.M)[1]
            found = {}
            for name, rest in re.findall(r"--([a-z-]+)\[[^\]]*\]([^'\"]*)", body):
                words = re.search(r"\((.*)\)", rest)
                listed = words[1] if words else ""
                found[name] = lists[listed[1:]] if listed.startswith("$") else listed.split()
            self.assertEqual(found, options_of(command), command)
        if shutil.which("zsh"):
            subprocess.run(["zsh", "-n", COMPLETION / "_apportion"], check=True, timeout=60)


if __name__ == "__main__":
    unittest.main()
