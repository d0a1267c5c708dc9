"""Makes golden.json: deadlines by a walk minute by minute, written apart from the engine in shared/cases/deadline.

    python3 shared/testing/deadlines/walk.py

Standard library only. It knows the working hours and the moved days of resources/catalogs/calendar-*.json and nothing else: every minute of Shanghai time
is asked whether it is worked, and the minutes are counted. No formula is shared with the engine, which counts no minutes at all.
"""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).parent
CATALOGS = HERE.parents[2] / "resources" / "catalogs"
SHANGHAI = timezone(timedelta(hours=8))
MINUTE = timedelta(minutes=1)

MOVED = {}
for file in sorted(CATALOGS.glob("calendar-*.json")):
    table = json.loads(file.read_text(encoding="utf-8"))
    MOVED.update({entry["day"]: entry["kind"] for entry in table["entries"]})


def is_worked(minute):
    """Whether people work in the minute that begins then: 08:00-12:00 and 14:00-18:00."""
    kind = MOVED.get(minute.strftime("%Y-%m-%d"))
    if kind == "holiday" or (kind is None and minute.isoweekday() > 5):
        return False
    return 8 <= minute.hour < 12 or 14 <= minute.hour < 18


def due(start, amount, unit):
    if unit == "urgentHour":
        return start + timedelta(hours=amount)
    if unit == "urgentDay":
        return start + timedelta(days=amount)
    left = timedelta(hours=amount * (8 if unit == "workDay" else 1))
    now = start
    while left > timedelta(0):
        next_minute = now.replace(second=0, microsecond=0) + MINUTE
        if is_worked(now):
            step = min(next_minute - now, left)
            left -= step
            now += step
        else:
            now = next_minute
    return now


def worked_minutes(start, end):
    minutes = timedelta(0)
    now = start
    while now < end:
        step = min(now.replace(second=0, microsecond=0) + MINUTE, end)
        if is_worked(now):
            minutes += step - now
        now = step
    return minutes.total_seconds() / 60


# Where a clock may go wrong, chosen by hand: the edges of every period, the days around every moved day, the turn of the year.
STARTS = [
    ("an ordinary morning", "2026-11-25 09:00"),
    ("to the second", "2026-11-25 09:00:30"),
    ("before the day begins", "2026-11-25 07:59"),
    ("as the day begins", "2026-11-25 08:00"),
    ("a second before noon", "2026-11-25 11:59:59"),
    ("exactly at the end of the morning", "2026-11-25 12:00"),
    ("at lunch", "2026-11-25 12:30"),
    ("exactly at the beginning of the afternoon", "2026-11-25 14:00"),
    ("a second before the day ends", "2026-11-25 17:59:59"),
    ("exactly at the end of the day", "2026-11-25 18:00"),
    ("at night", "2026-11-25 22:36"),
    ("at midnight", "2026-11-26 00:00"),
    ("Friday at five", "2026-11-27 17:00"),
    ("Friday night", "2026-11-27 23:59:59"),
    ("Saturday at ten", "2026-11-28 10:00"),
    ("Sunday evening", "2026-11-29 20:00"),
    ("the last working minute before the national holiday", "2026-09-30 17:59"),
    ("in the national holiday", "2026-10-03 10:00"),
    ("the last evening of the national holiday", "2026-10-07 21:00"),
    ("a Friday before a worked Saturday", "2026-10-09 16:00"),
    ("a worked Saturday", "2026-10-10 09:15"),
    ("the evening of a worked Saturday", "2026-10-10 18:00"),
    ("a worked Sunday", "2026-09-20 11:30"),
    ("a Friday before a worked Sunday", "2026-09-18 17:30"),
    ("the eve of a holiday Friday", "2026-09-24 15:00"),
    ("before nine free days", "2026-02-13 17:00"),
    ("a worked Saturday before nine free days", "2026-02-14 13:00"),
    ("amid nine free days", "2026-02-19 08:00"),
    ("a worked Saturday after them", "2026-02-28 17:00"),
    ("the eve of a holiday that is a weekend and a Monday", "2026-04-03 17:45"),
    ("before five free days and a worked Saturday", "2026-04-30 14:30"),
    ("a Friday before a worked Saturday in May", "2026-05-08 17:30"),
    ("before three free days in June", "2026-06-18 17:59:30"),
    ("New Year's Eve", "2026-12-31 16:00"),
    ("New Year's Day", "2027-01-01 10:00"),
    ("the last day of an earlier year without a table", "2025-12-31 17:00"),
    ("a worked Sunday after New Year", "2026-01-04 15:00"),
    ("before the Spring Festival of 2027", "2027-02-04 17:00"),
]
LIMITS = [
    (2, "urgentHour"),
    (2, "workHour"),
    (4, "workHour"),
    (0.5, "workHour"),
    (1, "workDay"),
    (5, "workDay"),
    (2, "urgentDay"),
    (15, "workDay"),
]


def utc(local):
    return local.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def vectors():
    for words, start in STARTS:
        local = datetime.fromisoformat(start).replace(tzinfo=SHANGHAI)
        for amount, unit in LIMITS:
            end = due(local, amount, unit)
            yield {
                "start": words,
                "from": utc(local),
                "amount": amount,
                "unit": unit,
                "due": utc(end),
                # What was worked until twelve hours after it was due: measured, not added.
                "workedMinutes": worked_minutes(local, end + timedelta(hours=12)),
            }


if __name__ == "__main__":
    rows = [json.dumps(row, ensure_ascii=False) for row in vectors()]
    (HERE / "golden.json").write_text("[\n  " + ",\n  ".join(rows) + "\n]\n", encoding="utf-8")
    print(len(rows), "vectors")
