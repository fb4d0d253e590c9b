"""Days, months and their edges on all days of 400 years, against Python's calendar.

    calendar_days.py CALENDAR_DAYS
"""

import subprocess
import sys
from calendar import monthrange
from datetime import date, timedelta


def expected():
    first, day = date(1800, 1, 1), date(1800, 1, 1)
    while day.year < 2200:
        number = (day - first).days
        begins, ends = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
        months = (day.year - first.year) * 12 + day.month
        yield f"{number} {day} {number} {begins} {ends} {months}"
        day += timedelta(days=1)
    yield f"1000-01-01 9999-12-31 {(date(9999, 12, 31) - date(1000, 1, 1)).days}"


def main():
    lines = subprocess.run([sys.argv[1]], capture_output=True, text=True, check=True).stdout.splitlines()
    wanted = list(expected())
    faults = sum(a != b for a, b in zip(lines, wanted)) + abs(len(lines) - len(wanted))
    for found, want in zip(lines, wanted):
        if found != want:
            print(f"{found}, and not {want}")
            break
    print(f"{len(lines)} lines, {faults} faults")
    return 1 if faults or len(lines) != 146097 + 1 else 0


if __name__ == "__main__":
    sys.exit(main())
