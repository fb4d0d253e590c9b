#!/usr/bin/env python3
"""Prints a dictionary for libFuzzer: every key and word of the agreement file, as docs/apportion-1.schema.json has them.

    dictionary.py SCHEMA
"""
import json
import sys
from pathlib import Path


def words(node):
    """Keys of objects, and the words of enumerations."""
    if isinstance(node, list):
        for each in node:
            yield from words(each)
    elif isinstance(node, dict):
        yield from (key + ": " for key in node.get("properties", {}))
        yield from node.get("enum", [])
        for each in node.values():
            yield from words(each)


for number, word in enumerate(sorted({each for each in words(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
                                      if isinstance(each, str) and each.isascii()})):
    print(f'word{number}="{word}"')
