"""The rows, streams and requests of bench/inbox.sh."""
import contextlib
import json
import os
import pathlib
import platform
import random
import resource
import sqlite3
import sys
import tempfile
import threading
import time

build = pathlib.Path(sys.argv[1])
DOSSIERS = int(sys.argv[2])
OFFICERS = 200
SPEAK = 16  # one uid speaks for no more; each may have eight streams
EACH = 8
REQUESTS = 1000
root = pathlib.Path(__file__).resolve().parents[1]
os.environ.setdefault("WASL_BINARY", str(build / "src/cli/wasl"))
os.environ.setdefault("WASL_PATIENCE", "10")
sys.path.insert(0, str(root / "tests/system"))

import nodes  # noqa: E402  (after its environment is set)

KINDS = ["arrest", "information", "identity", "locate", "evidence"]
STATES = ["sent", "acknowledged", "accepted", "answered"]
NEVER = 2**63 - 1
ASKED = [
    ("newest 50", "limit=50"),
    ("soonest due 50", "order=soonest&limit=50"),
    ("soonest due, came in", "order=soonest&side=in&limit=50"),
    ("soonest due, a kind", "order=soonest&kind=locate&limit=50"),
    ("soonest due, rare state", "order=soonest&state=answered&limit=50"),
    ("mine", "order=soonest&whose=mine&limit=50"),
    ("my unit's", "order=soonest&whose=unit&limit=50"),
    ("unit officer, soonest", "order=soonest&limit=50"),
]


def officers(db):
    """Operators of the triage desk, and every fourth of a unit."""
    names = []
    for i in range(OFFICERS):
        unit, role = ("PJ", "unit") if i % 4 == 3 else ("SPOC", "operator")
        names.append(f"o{i:03d}")
        db.execute("INSERT INTO officer (name, pseudonym, unit, roles, "
                   "until_at) VALUES (?, ?, ?, ?, 0)",
                   (names[-1], f"FR-{unit}-{i:04x}", unit, role))
    return names


def rows(db, first):
    """Half ours; one in three closed; half of the rest has a clock; one in
    fifty is the unit's, one in a hundred somebody's own."""
    rnd, now = random.Random(7), int(time.time())
    peer = db.execute("SELECT id FROM peer").fetchone()[0]
    for i in range(DOSSIERS):
        id = rnd.randbytes(16)
        closed = i % 3 == 0
        due = now + rnd.randrange(90 * 86400) if i % 2 and not closed else NEVER
        db.execute(
            "INSERT INTO dossier (id, peer_id, kind, kind_hash, profile_hash, "
            "ref, own, state, outcome, urgency, sector, crossed, opened_at, "
            "changed_at, closed, handling, due_at, due_name, due_since, heard)"
            " VALUES (?,?,?,?,?,?,?,?,'','U2','DRUGS',0,?,?,?,'H1',?,?,?,1)",
            (id, peer, KINDS[i % 5], bytes(32), bytes(32),
             f"FR-2026-ARR-{i:06d}", i % 2,
             "answered" if i % 500 == 1 else STATES[i % 3], now - i, now - i,
             closed, due, "reply" if due != NEVER else "", now - 86400))
        if due != NEVER:
            db.execute("INSERT INTO clock (dossier_id, number, due_at, name, "
                       "stopped, ours, started_at) VALUES (?,1,?,'reply',0,1,"
                       "?)", (id, due, now - 86400))
        if i % 50 == 0:
            db.execute("INSERT INTO need VALUES (?, 'PJ', 0, 1, ?, ?, 0)",
                       (id, first, now))
        if i % 100 == 1:
            db.execute("INSERT INTO need VALUES (?, '', ?, 1, ?, ?, 0)",
                       (id, first + i // 100 % OFFICERS, first, now))
    return rnd


class Streams:
    """Event streams that somebody reads."""

    def __init__(self, node, names):
        self.connections = []
        for name in names:
            connection = node.connect()
            connection.request("GET", "/v1/events", headers={"Wasl-As": name})
            answer = connection.getresponse()
            if answer.status != 200:
                raise ValueError(f"a stream: {answer.status}")
            threading.Thread(target=self.read, args=[answer],
                             daemon=True).start()
            self.connections.append(connection)

    def read(self, answer):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            while answer.readline():
                pass


def cpu(pid):
    """Seconds that the process has used."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1]
    return sum(map(int, fields.split()[11:13])) / os.sysconf("SC_CLK_TCK")


def measure(node, names, query, n=REQUESTS):
    """Milliseconds a request, sorted, and the node's CPU."""
    took, began = [], cpu(node.process.pid)
    with contextlib.closing(node.connect()) as connection:
        for i in range(n):
            start = time.monotonic()
            status, answer = node.call(connection, "GET",
                                       f"/v1/dossiers?{query}",
                                       names[i % len(names)])
            took.append(1000 * (time.monotonic() - start))
            if status != 200 or "dossiers" not in answer:
                raise ValueError(f"{query}: {status} {answer}")
    return sorted(took), 1000 * (cpu(node.process.pid) - began) / n


def main():
    with tempfile.TemporaryDirectory(prefix="wasl-inbox-") as scratch, \
            nodes.Line(scratch) as line:
        line.ceremony()
        node = line.paris
        node.terminate()
        line.rabat.terminate()
        with sqlite3.connect(node.dir / "wasl.db") as db:
            names = officers(db)
            first = db.execute("SELECT id FROM officer WHERE name = 'o000'"
                               ).fetchone()[0]
            rows(db, first)
        config = json.loads((node.dir / "wasl.json").read_text())
        config["desk"] = {**config.get("desk", {}), "triage": ["SPOC"]}
        (node.dir / "wasl.json").write_text(json.dumps(config))
        names = names[:SPEAK]
        node.speak(names)
        node.admin = names[0]  # who asks whether it serves
        node.start()
        print(f"{platform.machine()}, {os.cpu_count()} cores, load "
              f"{os.getloadavg()[0]:.1f}; {DOSSIERS} dossiers, {OFFICERS} "
              f"officers, {REQUESTS} requests each")
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 1024), hard))
        before = int(pathlib.Path(f"/proc/{node.process.pid}/status")
                     .read_text().split("Threads:")[1].split()[0])
        streams = Streams(node, names * EACH)
        after = int(pathlib.Path(f"/proc/{node.process.pid}/status")
                    .read_text().split("Threads:")[1].split()[0])
        print(f"{len(streams.connections)} streams open, threads "
              f"{before} -> {after}")
        triage = [n for i, n in enumerate(names) if i % 4 != 3]
        unit = [n for i, n in enumerate(names) if i % 4 == 3]
        print(f"{'question':28} {'p50 ms':>8} {'p99 ms':>8} {'max':>8} "
              f"{'CPU ms':>8}")
        for text, query in ASKED:
            who = unit if "unit" in text else triage
            measure(node, who, query, 20)
            took, used = measure(node, who, query)
            print(f"{text:28} {took[len(took) // 2]:8.2f} "
                  f"{took[len(took) * 99 // 100]:8.2f} {took[-1]:8.2f} "
                  f"{used:8.2f}")


main()
