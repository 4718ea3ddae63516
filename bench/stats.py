"""The acts and questions of bench/stats.sh."""
import concurrent.futures
import datetime
import json
import sys
import tempfile
import time

import desk
from desk import nodes

THREADS = 16
ROUNDS = 5
LIMIT_S = 2

dossiers = int(sys.argv[2])


def example(name):
    return json.loads((nodes.EXAMPLES / f"{name}.json").read_text())


def post_all(node, by, calls):
    """Each of the calls (path, body), on a few connections; the answers."""
    def some(part):
        connection = node.connect()
        try:
            return [node.call(connection, "POST", path, by, body)
                    for path, body in part]
        finally:
            connection.close()
    parts = [calls[i::THREADS] for i in range(THREADS)]
    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        answers = [a for part in pool.map(some, parts) for a in part]
    wrong = next((a for a in answers if a[0] != 201), None)
    if wrong:
        raise ValueError(wrong)
    return [a[1] for a in answers]


def fill(line):
    """Meetings that one side opens and the other confirms."""
    body = {"kind": "meeting", "to": "paris.pn",
            "fields": example("meeting-request")}
    made = post_all(line.rabat, "omar", [("/v1/dossiers", body)] * dossiers)
    refs = [m["reference"] for m in made]
    nodes.until("they arrived", lambda: line.paris.line()["mirror"]["size"] >=
                line.rabat.line()["own"]["size"], 600)
    body = {"act": "confirm_date", "fields": example("meeting-confirm_date")}
    post_all(line.paris, "olivier",
             [(f"/v1/dossiers/{ref}/acts", body) for ref in refs])
    nodes.until("they came back", lambda: line.rabat.line()["mirror"]["size"]
                >= line.paris.line()["own"]["size"], 600)


def ask(node, name, path):
    connection, took, used = node.connect(), [], []
    for _ in range(ROUNDS):
        began, start = desk.cpu(node.process.pid), time.monotonic()
        status, answer = node.call(connection, "GET", path, "omar")
        took.append(time.monotonic() - start)
        used.append(desk.cpu(node.process.pid) - began)
        if status != 200:
            raise ValueError(answer)
    median = sorted(took)[ROUNDS // 2]
    print(f"{name:22} {median:8.2f} s {sorted(used)[ROUNDS // 2]:8.2f} s CPU "
          f"{1e6 * median / dossiers:8.1f} us a dossier   "
          f"{median / LIMIT_S:.2f} of {LIMIT_S} s")
    return median, answer


def main():
    with tempfile.TemporaryDirectory(prefix="wasl-stats-") as base, \
            nodes.Line(base) as line:
        line.ceremony()
        start = time.monotonic()
        fill(line)
        print(f"{desk.machine()}; {dossiers} dossiers of two acts, made in "
              f"{time.monotonic() - start:.0f} s; median of {ROUNDS}")
        day = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d")
        worst = 0
        for name, query in (("the whole time", f"from={day}&to={day}"),
                            ("what is shared", f"from={day}&to={day}"
                             "&shared=true"),
                            ("an empty month", "month=2020-01")):
            median, _ = ask(line.rabat, name, f"/v1/stats?{query}")
            worst = max(worst, median)
    return 0 if worst <= LIMIT_S else 1


if __name__ == "__main__":
    sys.exit(main())
