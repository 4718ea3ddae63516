"""The streams and requests of bench/inbox.sh."""
import contextlib
import http.client
import sys
import tempfile
import threading
import time

import desk

DOSSIERS = int(sys.argv[2])
REQUESTS = 1000
LIMIT_MS = 20
MARKS = 200

# What is asked, and by whom: of the triage desk, of a unit, of a large one.
ASKED = [
    ("newest 50", "SPOC", "limit=50"),
    ("newest, rare state", "SPOC", "state=answered&limit=50"),
    ("soonest due 50", "SPOC", "order=soonest&limit=50"),
    ("soonest due, came in", "SPOC", "order=soonest&side=in&limit=50"),
    ("soonest due, a kind", "SPOC", "order=soonest&kind=locate&limit=50"),
    ("soonest due, rare state", "SPOC",
     "order=soonest&state=answered&limit=50"),
    ("closed, came in", "SPOC", "order=closed&side=in&limit=50"),
    ("mine", "SPOC", "order=soonest&whose=mine&limit=50"),
    ("my unit's", "PJ", "order=soonest&whose=unit&limit=50"),
    ("unit officer, soonest", "PJ", "order=soonest&limit=50"),
    ("unit officer, newest", "PJ", "limit=50"),
    ("large unit, soonest", "DNPJ", "order=soonest&limit=50"),
    ("large unit, newest", "DNPJ", "limit=50"),
    *((f"{unit}: {word}", unit, f"which={word}&side=in&limit=50")
      for unit in ("SPOC", "DNPJ")
      for word in ("standing", "triage", "approve", "crossed", "aside")),
]
COUNTED = ["SPOC", "PJ", "DNPJ"]


class Caller:
    """One signed-in officer on a connection that stays open."""

    def __init__(self, browser):
        self.browser = browser
        port = int(browser.origin.rsplit(":", 1)[1])
        self.connection = http.client.HTTPConnection("127.0.0.1", port,
                                                     timeout=60)

    def get(self, path):
        self.connection.request("GET", path,
                                headers=self.browser.usual("GET"))
        return self.connection.getresponse()


class Streams:
    """An event stream of each officer, read to the end."""

    def __init__(self, browsers):
        self.events, self.moved = 0, threading.Condition()
        self.callers = [Caller(b) for b in browsers]
        for caller in self.callers:
            answer = caller.get("/v1/events")
            if answer.status != 200:
                raise ValueError(f"a stream: {answer.status}")
            threading.Thread(target=self.read, args=[answer],
                             daemon=True).start()

    def read(self, answer):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            while line := answer.readline():
                if line.startswith(b"event: change"):
                    with self.moved:
                        self.events += 1
                        self.moved.notify_all()

    def heard(self, n):
        with self.moved:
            if not self.moved.wait_for(lambda: self.events >= n, 60):
                raise TimeoutError(f"{self.events} of {n} events")


def measure(pid, callers, path, n=REQUESTS):
    """Milliseconds a request, sorted, and the node's CPU."""
    took, began = [], desk.cpu(pid)
    for i in range(n):
        start = time.monotonic()
        answer = callers[i % len(callers)].get(path)
        body = answer.read()
        took.append(1000 * (time.monotonic() - start))
        if answer.status != 200:
            raise ValueError(f"{path}: {answer.status} {body[:200]}")
    return sorted(took), 1000 * (desk.cpu(pid) - began) / n


def inboxes(full, pid):
    print(f"{'question':26} {'p50 ms':>8} {'p99 ms':>8} {'max':>8} "
          f"{'CPU ms':>8}   limit: p99 {LIMIT_MS} ms")
    units = {"PJ": [], "DNPJ": [], "SPOC": []}
    for i, name in enumerate(full.names):
        unit = "SPOC" if i % 4 != 3 else "DNPJ" if i % 8 == 7 else "PJ"
        units[unit].append(name)
    worst = 0
    asked = [(text, unit, f"/v1/dossiers?{query}")
             for text, unit, query in ASKED]
    asked += [(f"{unit}: counts", unit, "/v1/counts") for unit in COUNTED]
    for text, unit, path in asked:
        callers = [Caller(full.browsers[n]) for n in units[unit][:16]]
        measure(pid, callers, path, 20)
        took, used = measure(pid, callers, path)
        p99 = took[len(took) * 99 // 100]
        worst = max(worst, p99)
        print(f"{text:26} {took[len(took) // 2]:8.2f} {p99:8.2f} "
              f"{took[-1]:8.2f} {used:8.2f}   {p99 / LIMIT_MS:.2f} of it")
        for caller in callers:
            caller.connection.close()
    return worst


def events(full, pid, streams):
    """One officer marks dossiers; every stream of the triage desk is told of
    each."""
    browser = full.browsers[full.names[0]]
    told = sum(i % 4 != 3 for i in range(full.count))
    rows = browser.call("GET", f"/v1/dossiers?limit={MARKS}")[1]["dossiers"]
    before, began, start = streams.events, desk.cpu(pid), time.monotonic()
    for i, row in enumerate(rows):
        status, answer = browser.call(
            "POST", f"/v1/dossiers/{row['reference']}/mark",
            {"state": "executing"})
        if status != 200:
            raise ValueError(f"mark: {status} {answer}")
        streams.heard(before + (i + 1) * told)
    seconds = time.monotonic() - start
    n = len(rows) * told
    print(f"{len(rows)} changes told to {told} of {len(streams.callers)} "
          f"streams: {1e6 * (desk.cpu(pid) - began) / n:.1f} us CPU an event, "
          f"{1000 * seconds / len(rows):.1f} ms from the call to the last")


def main():
    with tempfile.TemporaryDirectory(prefix="wasl-inbox-") as scratch, \
            desk.Desk(scratch, DOSSIERS) as full:
        full.fill()
        pid = full.node.process.pid
        start = time.monotonic()
        full.sign_in()
        print(f"{desk.machine()}; {DOSSIERS} dossiers, {REQUESTS} requests "
              f"each; {full.count} officers signed in, "
              f"{time.monotonic() - start:.0f} s")
        before = [desk.status_of(pid, f) for f in ("VmRSS", "Threads")]
        streams = Streams(full.browsers.values())
        after = [desk.status_of(pid, f) for f in ("VmRSS", "Threads")]
        print(f"{len(streams.callers)} streams open: "
              f"{(after[0] - before[0]) / len(streams.callers):.1f} kB each, "
              f"threads {before[1]} -> {after[1]}")
        worst = inboxes(full, pid)
        events(full, pid, streams)
        print(f"worst p99 {worst:.1f} ms: "
              f"{'within' if worst <= LIMIT_MS else 'OVER'} {LIMIT_MS} ms")


main()
