"""The scripts that a newcomer runs: what they do when packages are there, when they are not, and without root."""

import os
import shutil
import subprocess
import unittest

from support import PLAIN, SOURCE, CommandTest


class Packages(CommandTest):
    """.ci/packages in a folder of its own, on a machine that is told what it has."""

    def setUp(self):
        super().setUp()
        (self.folder / "clone" / ".ci").mkdir(parents=True)
        shutil.copy(SOURCE / ".ci" / "packages", self.folder / "clone" / ".ci")
        self.tools = self.folder / "bin"
        self.tools.mkdir()
        self.tool("dpkg-query", 'case "$4" in here*) printf installed ;; gone) printf config-files ;; *) exit 1 ;; esac')
        self.tool("apt-get", f'echo "$*" >> {self.folder}/apt.txt')

    def tool(self, name, script):
        path = self.tools / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def packages(self, user, *names):
        self.tool("id", f"echo {user}")
        return subprocess.run([self.folder / "clone" / ".ci" / "packages", *names], capture_output=True, text=True,
                              cwd="/", env={**PLAIN, "PATH": f"{self.tools}:{os.environ['PATH']}"}, timeout=60,
                              check=False)

    def asked(self):
        path = self.folder / "apt.txt"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def test_nothing_is_missing(self):
        for user in (0, 1000):
            done = self.packages(user, "here", "here-too")
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual(self.asked(), [])

    def test_without_root_and_sudo(self):
        """Only the tools of this test are there, and sudo is none of them."""
        self.tool("id", "echo 1000")
        done = subprocess.run([self.folder / "clone" / ".ci" / "packages", "not-there", "gone"], capture_output=True,
                              text=True, env={**PLAIN, "PATH": str(self.tools)}, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        self.assertNotIn("sudo", done.stderr)
        self.assertIn("as root", done.stderr)
        self.assertRegex(done.stderr.splitlines()[-1], r"^apt-get update && apt-get install .* not-there gone$")

    def test_without_root(self):
        self.tool("sudo", "exit 1")
        done = self.packages(1000, "here", "not-there", "gone")
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        lines = [line for line in done.stderr.splitlines() if line.startswith("sudo ")]
        self.assertEqual(len(lines), 1)
        self.assertTrue(lines[0].endswith(" not-there gone"), lines[0])
        self.assertEqual(self.asked(), [])

    def test_as_root(self):
        done = self.packages(0, "here", "not-there", "gone")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertEqual(done.stderr, "Installing not-there gone\n")
        update, install = self.asked()
        self.assertIn(" update", update)
        self.assertTrue(install.endswith(" not-there gone"), install)
        self.assertIn(" install -y ", install)

    def test_when_installing_fails(self):
        self.tool("apt-get", "echo no network; exit 100")
        done = self.packages(0, "not-there")
        self.assertEqual((done.returncode, done.stdout), (3, ""))
        self.assertIn("no network", done.stderr)


class Run(CommandTest):
    """examples/run in a folder of its own, by a user who is not root."""

    def setUp(self):
        super().setUp()
        self.clone = self.folder / "clone"
        for folder in ("examples", ".ci"):
            (self.clone / folder).mkdir(parents=True)
        shutil.copy(SOURCE / "examples" / "run", self.clone / "examples")
        (self.clone / ".ci" / "packages").write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
        (self.clone / ".ci" / "packages").chmod(0o755)
        self.folder.chmod(0o755)

    def run_script(self, *words):
        user = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        return subprocess.run([self.clone / "examples" / "run", *words], capture_output=True, text=True, env=PLAIN,
                              timeout=60, check=False, **user)

    def test_a_build_of_another_user(self):
        build = self.clone / "build"
        for folder in (build, build / "command"):
            folder.mkdir(parents=True)
            folder.chmod(0o555)
            done = self.run_script()
            folder.chmod(0o777)
            self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (3, "", 1), done.stderr)
            self.assertTrue(done.stderr.startswith(f"{folder} was made by another user"), done.stderr)

    def test_words(self):
        done = self.run_script("--help")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "usage: examples/run\n", ""))
        for words in (["--full"], ["a", "b"], [""]):
            done = self.run_script(*words)
            self.assertEqual((done.returncode, done.stdout, done.stderr.count("\n")), (2, "", 1))
            self.assertTrue(done.stderr.startswith("usage: examples/run"), done.stderr)
        self.assertFalse((self.clone / "build").exists())

    def test_it_asks_for_what_the_build_needs(self):
        """Every dependency of the command's build has its package in the list."""
        holders = {"gmp": "libgmp-dev", "yaml-0.1": "libyaml-dev", "smartcols": "libsmartcols-dev",
                   "mpfr": "libmpfr-dev", "nettle": "nettle-dev"}
        script = (SOURCE / "examples" / "run").read_text(encoding="utf-8")
        line = next(line for line in script.splitlines() if line.startswith(".ci/packages"))
        built = "".join((SOURCE / name).read_text(encoding="utf-8")
                        for name in ("meson.build", "lib/meson.build", "examples/apportion/meson.build"))
        for dependency, package in holders.items():
            self.assertEqual(f"dependency('{dependency}')" in built, package in line.split(), dependency)
        for package in ("gcc", "libc6-dev", "meson", "ninja-build", "pkg-config", "scdoc"):
            self.assertIn(package, line.split())


if __name__ == "__main__":
    unittest.main()
