"""Holds split.vec against the definitions: every result that the oracle can work out is the one written there.

Lines whose text is refused before there is anything to split (a wrong number, an unknown word) are left to the runners.
"""

import sys

import vector_file
from vector_file import oracle

TEXT_ERRORS = ("number", "usage", "negative-weight")


def expected_of(field):
    """The amounts, and the rest of the words by kind."""
    words = field.split()
    rest = {"unapportioned": [], "tie": [], "finding": []}
    for word in words:
        if "=" in word:
            kind, value = word.split("=", 1)
            rest[kind].append(value)
    return [w for w in words if "=" not in w], rest


def tie_text(names, tie):
    parties, units, given = tie
    return f"{','.join(names[i] for i in parties)}:{'?' if units is None else units}:{','.join(names[i] for i in given)}"


def faults_of(case_fields):
    _, total, parties, options, result = case_fields
    amounts, rest = expected_of(result)
    if amounts[0] == "error" and amounts[1] in TEXT_ERRORS:
        return None
    try:
        case, unit, names = vector_file.split_case(total, parties, options)
        found = oracle.split(case)
    except oracle.Refused as refused:
        return [] if amounts == ["error", refused.code] else [f"error {refused.code}"]
    except LookupError as refused:
        return [] if amounts == ["error", refused.args[0]] else [f"error {refused}"]
    faults = []
    texts = [vector_file.amount_text(a, unit) for a in found.amounts]
    if texts != amounts:
        faults.append(" ".join(texts))
    unapportioned = vector_file.amount_text(found.unapportioned, unit)
    if (rest["unapportioned"] or [vector_file.amount_text(0, unit)]) != [unapportioned]:
        faults.append(f"unapportioned={unapportioned}")
    ties = [tie_text(names, tie) for tie in found.ties]
    if ties != rest["tie"]:
        faults.append("ties " + " ".join(ties))
    missing = set(rest["finding"]) - {"none"} - found.findings
    if missing or ("none" in rest["finding"] and found.findings):
        faults.append("findings " + " ".join(sorted(found.findings)))
    return faults


def main():
    checked = failed = 0
    for fields in vector_file.read(sys.argv[1]):
        faults = faults_of(fields)
        if faults is None:
            continue
        checked += 1
        for fault in faults:
            failed += 1
            print(f"{fields[0]}: written {fields[4]}, by the definitions {fault}")
    print(f"{checked} lines, {failed} faults")
    return failed > 0 or checked < 200


if __name__ == "__main__":
    sys.exit(main())
