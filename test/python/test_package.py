"""What is installed: a wheel that stands alone, and not the source tree."""

import importlib.metadata
import importlib.resources
import os
import re
import sys
import unittest
import zipfile
from pathlib import Path

import apportion
from vector_files import ROOT


class Package(unittest.TestCase):
    def test_it_is_not_the_source_tree(self):
        self.assertTrue(Path(apportion.__file__).resolve().is_relative_to(Path(sys.prefix).resolve()))
        self.assertFalse(Path(apportion.__file__).resolve().is_relative_to(ROOT / "bindings"))

    def test_the_version_is_the_library_s(self):
        header = (ROOT / "include/apportion/version.h").read_text(encoding="utf-8")
        expected = re.search(r'APN_VERSION_TEXT\s+"([^"]+)"', header)[1]
        self.assertEqual(apportion.__version__, expected)
        self.assertEqual(importlib.metadata.version("apportion"), expected)

    def test_it_needs_nothing_and_is_typed(self):
        self.assertIsNone(importlib.metadata.requires("apportion"))
        self.assertTrue(importlib.resources.files("apportion").joinpath("py.typed").is_file())

    def test_nothing_private_is_shown(self):
        self.assertEqual(apportion.__all__, sorted(apportion.__all__))
        for name in apportion.__all__:
            self.assertTrue(getattr(apportion, name).__doc__, name)

    @unittest.skipUnless("APPORTION_WHEEL" in os.environ, "the wheel itself is looked at once")
    def test_the_wheel_carries_its_libraries_and_their_licences(self):
        wheel, = Path(os.environ["APPORTION_WHEEL"]).glob("*.whl")
        self.assertIn("-cp311-abi3-manylinux", wheel.name)
        names = zipfile.ZipFile(wheel).namelist()
        for library in ("libgmp", "libmpfr", "libyaml"):
            self.assertEqual(len([name for name in names if f".libs/{library}" in name]), 1, library)
        for licence in ("LICENSE", "LGPL-3.0.txt", "GPL-3.0.txt", "NOTICE.txt"):
            self.assertEqual(len([name for name in names if name.endswith(f"/{licence}")]), 1, licence)
        self.assertEqual([name for name in names if name.endswith(".so")], ["apportion/_core.abi3.so"])


if __name__ == "__main__":
    unittest.main()
