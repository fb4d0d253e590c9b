"""docs/apportion-1.schema.json is the format that lib/agreement reads.

    check_schema.py ROOT APPORTION

Every table of keys in lib/agreement is a definition of the schema with the same keys, required ones alike, and every list of
words is one of its enumerations. What the command reads, the schema accepts; unknown keys and values of the wrong kind are
refused by both.
"""

import copy
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import yaml
    from jsonschema import Draft202012Validator
except ImportError:
    print("python3-yaml or python3-jsonschema is missing")
    sys.exit(77)

# Which definition has the keys of a table; "" is the file itself.
TABLES = {
    ("agreement_reader.c", "file_keys"): "",
    ("read_arose.c", "arose_keys"): "arose",
    ("read_bands.c", "band_keys"): "band",
    ("read_bands.c", "bands_keys"): "bands",
    ("read_bases.c", "basis_keys"): "basis_keys",
    ("read_bases.c", "judgement_keys"): "judgement",
    ("read_bases.c", "share_keys"): "published_share",
    ("read_beside.c", "less_keys"): "less",
    ("read_beside.c", "vat_keys"): "vat",
    ("read_charging.c", "charging_keys"): "charging",
    ("read_charging.c", "instalments_keys"): "instalments",
    ("read_counted.c", "average_keys"): "average",
    ("read_counted.c", "pay_keys"): "take_or_pay",
    ("read_counted.c", "term_keys"): "term",
    ("read_discount.c", "discount_keys"): "discount",
    ("read_discount.c", "step_keys"): "discount_step",
    ("read_driver_sheet.c", "csv_keys"): "driver_sheet",
    ("read_drivers.c", "driver_keys"): "driver",
    ("read_drivers.c", "revision_keys"): "revision",
    ("read_exit_costs.c", "cost_keys"): "exit_cost",
    ("read_exit_costs.c", "instalment_keys"): "exit_instalment",
    ("read_exit_costs.c", "written_off_keys"): "written_off",
    ("read_exits.c", "exit_keys"): "exit",
    ("read_exits.c", "notice_keys"): "notice",
    ("read_facts.c", "keys"): "window",
    ("read_head.c", "decision_keys"): "decision",
    ("read_head.c", "head_keys"): "head",
    ("read_head.c", "keys"): "effective",
    ("read_in_kind.c", "in_kind_keys"): "in_kind",
    ("read_indices.c", "series_keys"): "index",
    ("read_items.c", "item_keys"): "item",
    ("read_limits.c", "change_keys"): "limit_change",
    ("read_limits.c", "rebase_keys"): "rebase",
    ("read_limits.c", "share_limit_keys"): "limit_share",
    ("read_line_sheet.c", "csv_keys"): "line_sheet",
    ("read_lines.c", "line_keys"): "line",
    ("read_members.c", "exclusion_keys"): "exclusion",
    ("read_members.c", "participant_keys"): "participant",
    ("read_mixed.c", "blend_keys"): "blend_part",
    ("read_mixed.c", "transition_keys"): "transition",
    ("read_overrun.c", "overrun_keys"): "overrun",
    ("read_parties.c", "party_keys"): "party",
    ("read_prepaid.c", "prepaid_keys"): "prepaid",
    ("read_prices.c", "price_keys"): "unit_price",
    ("read_rest.c", "rest_keys"): "rest",
    ("read_reserves.c", "reserve_keys"): "reserve",
    ("read_rounding.c", "agreement_keys"): "rounding",
    ("read_rounding.c", "line_keys"): "line_rounding",
    ("read_saving.c", "saving_keys"): "saving",
    ("read_savings.c", "headline_keys"): "headline",
    ("read_savings.c", "payback_keys"): "payback",
    ("read_savings.c", "savings_keys"): "savings",
    ("read_tables.c", "table_keys"): "table",
    ("read_text.c", "keys"): "bilingual",
    ("read_versions.c", "version_keys"): "version",
    ("read_worked.c", "financing_keys"): "financing",
    ("read_worked.c", "indexed_keys"): "indexed",
}
# Tables of what is no agreement file: a scenario.
OTHER_FILES = {("scenario.c", "overlay_keys"), ("scenario.c", "change_keys")}
# What is found by its one key, such as {from_csv: …} and {prepaid: …}, has no table.
WITHOUT_TABLE = {"lines_from_sheet": {"from_csv"}, "prepaid_figures": {"prepaid"}, "rest_figures": {"rest"}}
# Of several files only the first has these.
FIRST_FILE_ONLY = {"agreement", "parties"}
# Lists of words in lib/agreement that are not what a key may say, and enumerations that are in no list there.
NOT_SAID = {("calendar.c", "days"), ("read_bases.c", "beside"), ("read_dates.c", "month_names"), ("worked.c", "charged"),
            ("read_line_sheet.c", "what"), ("agreement.c", "measure_words"), ("agreement.c", "figures_words"),
            ("sign_off.c", "capacity_words"), ("read_sheet_totals.c", "names"),
            ("apply_scenario.c", "keys"), ("apply_scenario.c", "groups"), ("apply_scenario.c", "lists"),
            ("scenario.c", "kind_words"), ("scenario.c", "value_keys")}
WITHOUT_LIST = {("exact",), ("equal",), ("all",), ("apportion/1",)}
ELSEWHERE = ["lib/split/methods.c", "lib/decimal/rounding_mode.c"]


class EditorLoader(yaml.SafeLoader):
    """Values as an editor sees them: the core schema of YAML 1.2."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, form, first in [
        ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
        ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
        ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789"))]:
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(form), first)
EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
EditorLoader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def text_keys(value):
    """The keys of a file are texts, in an editor too."""
    if isinstance(value, dict):
        return {str(key): text_keys(each) for key, each in value.items()}
    return [text_keys(each) for each in value] if isinstance(value, list) else value


def load(text):
    """What an editor sees, and what the library sees: text alone."""
    return [text_keys(yaml.load(text, Loader=loader)) for loader in (EditorLoader, yaml.BaseLoader)]


def key_tables(folder):
    """For each table of keys its name, the keys that are read, and those that are required."""
    for path in sorted(folder.glob("*.c")):
        for name, body in re.findall(r"static const apn__key (\w+)\[\] = \{(.*?)\n\s*\};", path.read_text(encoding="utf-8"), re.S):
            keys = re.findall(r'APN__(KEY|REQUIRED)\(\w+, [\w.\[\]]+,\s*"(\w+)"', body)
            if len(keys) != len(re.findall(r"^ +APN__", body, re.M)):
                raise SystemExit(f"{path.name}: the keys of {name} could not be read")
            yield (path.name, name), {key for _, key in keys}, {key for kind, key in keys if kind == "REQUIRED"}


def check_keys(root, schema):
    tables = {place: (keys, required) for place, keys, required in key_tables(root / "lib" / "agreement")
              if place not in OTHER_FILES}
    for place in sorted(tables.keys() ^ TABLES.keys()):
        yield f"{'/'.join(place)}: say in TABLES which definition has these keys" if place in tables else f"{place} is gone"
    for place in sorted(tables.keys() & TABLES.keys()):
        keys, required = tables[place]
        definition = schema["$defs"][TABLES[place]] if TABLES[place] else schema
        where = TABLES[place] or "the file"
        for key in sorted(keys ^ definition["properties"].keys()):
            yield f"{where}: `{key}` is {'read, and not in the schema' if key in keys else 'in the schema, and not read'}"
        if required - (FIRST_FILE_ONLY if not TABLES[place] else set()) != set(definition.get("required", [])):
            yield f"{where}: {sorted(required)} are required"
        if definition.get("additionalProperties") is not False:
            yield f"{where}: takes any key"
    named = {name for name, each in schema["$defs"].items() if "properties" in each}
    for name in sorted(named - set(TABLES.values()) - WITHOUT_TABLE.keys()):
        yield f"{name}: no table in lib/agreement has its keys"
    for name in sorted(schema["$defs"]):
        if f'"#/$defs/{name}"' not in json.dumps(schema):
            yield f"{name}: is used nowhere"


def enumerations(value):
    if isinstance(value, dict):
        if "enum" in value and "not" not in value:
            yield tuple(value["enum"])
        for key, each in value.items():
            yield from () if key == "not" else enumerations(each)
    elif isinstance(value, list):
        for each in value:
            yield from enumerations(each)


def word_lists(root):
    for path in sorted((root / "lib" / "agreement").glob("*.c")) + [root / each for each in ELSEWHERE]:
        text = path.read_text(encoding="utf-8")
        for name, body in re.findall(r"static const char \*const (\w+)\[\] = \{(.*?)\};", text, re.S):
            if (path.name, name) not in NOT_SAID:
                yield f"{path.name}/{name}", tuple(re.findall(r'"([^"]*)"', body))
        methods = tuple(re.findall(r'^\s+(?:\[\w+\] = )?\{"([a-z-]+)", "', text, re.M)) if path.name == "methods.c" else ()
        if methods:
            yield "methods.c", methods


def check_words(root, schema):
    lists = dict(word_lists(root))
    reserved = lists.pop("read_ids.c/reserved")
    if set(schema["$defs"]["id"]["not"]["enum"]) != set(reserved):
        yield f"an id is none of {reserved}"
    said = set(enumerations(schema))
    for where, words in lists.items():
        if words not in said:
            yield f"{where}: no enumeration of the schema is {words}"
    for words in sorted(said - set(lists.values()) - WITHOUT_LIST):
        yield f"{words}: no list in lib/ has these words"


class Command:
    def __init__(self, command, folder):
        self.command = str(Path(command).resolve())
        self.folder = Path(folder)

    def codes(self, path):
        """The codes of the errors that the command finds in a file."""
        plain = {k: v for k, v in os.environ.items() if not k.startswith("LC_")}
        done = subprocess.run([self.command, "check", str(path), "--format", "json"], capture_output=True, env=plain, check=False)
        told = json.loads((done.stdout if done.stdout.strip() else done.stderr).decode())
        return {each["code"] for each in told.get("findings", []) if each["severity"] == "error"}

    def codes_of(self, value):
        path = self.folder / "changed.yaml"
        path.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
        return self.codes(path)


def blocks(document):
    return re.findall(r"^```(yaml|csv) ?(\S*)\n(.*?)^```$", document.read_text(encoding="utf-8"), re.M | re.S)


# What a file says of itself and its keys, and not of what they mean together.
OF_FORM = {"missing-key", "unknown-key", "wrong-type", "number", "duplicate-key", "duplicate-id", "yaml", "yaml-feature", "limit",
           "csv", "io", "path-outside"}


def check_accepted(root, command, accepts):
    """Whole files that the command reads are accepted by the schema."""
    read = 0
    for path in sorted([*(root / "examples" / "agreements").glob("*.yaml"), *(root / "test" / "data").glob("*.yaml")]):
        if command.codes(path) & OF_FORM:
            continue
        read += 1
        for value in load(path.read_text(encoding="utf-8")):
            yield from (f"{path.name}: {fault}" for fault in accepts(value))
    for kind, _, text in blocks(root / "docs" / "format.md"):
        if kind == "yaml" and text.startswith("format:"):
            read += 1
            for value in load(text):
                yield from (f"docs/format.md: {fault}, in\n{text}" for fault in accepts(value))
    if read < 40:
        yield f"only {read} files were read"


def check_refused(root, command, accepts):
    """Examples in docs/errors.md of keys and of kinds of values; files with keys that there are not."""
    unknown = [path for path in sorted((root / "test" / "data").glob("*.yaml")) if "unknown-key" in command.codes(path)]
    if not unknown:
        yield "no file in test/data has an unknown key"
    for path in unknown:
        for value in load(path.read_text(encoding="utf-8")):
            if not any(accepts(value)):
                yield f"{path.name} is not refused"
    document = (root / "docs" / "errors.md").read_text(encoding="utf-8")
    for word in ("unknown-key", "missing-key", "wrong-type"):
        text = re.search(rf"^### `{word}`\n.*?^```yaml\n(.*?)^```$", document, re.M | re.S)[1]
        for value in load(text):
            if not any(accepts(value)):
                yield f"docs/errors.md: the example of {word} is not refused"


def places(value, path=()):
    """The path of every value within."""
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, key)
        yield from places(each, (*path, key))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def check_changed(root, command, accepts):
    """A list in a list is right nowhere, and a key that nobody knows only where it may be an id."""
    tried = 0
    for kind, name, text in blocks(root / "docs" / "format.md"):
        if kind == "csv":
            (command.folder / name).write_text(text, encoding="utf-8")
        if kind != "yaml" or not text.startswith("format:"):
            continue
        whole = load(text)[1]
        for path in places(whole):
            changed = copy.deepcopy(whole)
            at(changed, path[:-1])[path[-1]] = [["wrong"]]
            if not any(accepts(changed)):
                yield f"docs/format.md: {path} as a list in a list is not refused, in\n{text}"
            changed = copy.deepcopy(whole)
            group = at(changed, path)
            if not isinstance(group, dict):
                continue
            group["nobodys"] = "wrong"
            if "unknown-key" in command.codes_of(changed):
                tried += 1
                if not any(accepts(changed)):
                    yield f"docs/format.md: an unknown key in {path} is not refused, in\n{text}"
    if tried < 150:
        yield f"only {tried} unknown keys were tried"


def main():
    root, command = Path(sys.argv[1]), sys.argv[2]
    schema = json.loads((root / "docs" / "apportion-1.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)

    def accepts(value):
        """What the schema finds in a file."""
        return (f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator.iter_errors(value))

    faults = [*check_keys(root, schema), *check_words(root, schema)]
    with tempfile.TemporaryDirectory() as folder:
        runs = Command(command, folder)
        for check in (check_accepted, check_refused, check_changed):
            faults += check(root, runs, accepts)
    for fault in faults:
        print(fault)
    print(f"{len(TABLES)} tables of keys, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
