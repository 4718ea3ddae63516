"""The node and the dossiers of bench/screens.sh; screens.mjs looks at them."""
import json
import subprocess
import sys
import tempfile
import time

import desk

DOSSIERS = int(sys.argv[2])
# What the first screen asks for, and its filters.
ASKED = ["/v1/session", "/v1/status", "/v1/peers",
         "/v1/dossiers?order=soonest&side=in&limit=50",
         "/v1/dossiers?order=closed&side=in&limit=50",
         "/v1/tasks?whose=all&limit=100", "/v1/drafts"]
TIMES = 30


def arrived(full):
    """A request of Rabat, that can be opened: its reference."""
    rabat = full.line.rabat
    made = rabat.two(rabat.open("arrest", "paris.pn", "--file",
                                desk.nodes.EXAMPLES / "arrest-request.json",
                                by="omar"), by="zineb")["reference"]
    desk.nodes.until("it arrived", lambda: any(
        d["reference"] == made for d in full.node.wasl(
            "list", "--limit", "1", by=full.node.admin)["dossiers"]))
    return made


def answers(browser):
    print(f"{'asked by the first screen':46} {'p50 ms':>8} {'kB':>8}")
    for path in ASKED:
        took = []
        for _ in range(TIMES):
            start = time.monotonic()
            status, _, body = browser.raw("GET", path,
                                          headers=browser.usual("GET"))
            took.append(1000 * (time.monotonic() - start))
            if status != 200:
                raise ValueError(f"{path}: {status} {body[:200]}")
        print(f"{path:46} {sorted(took)[TIMES // 2]:8.2f} "
              f"{len(body) / 1000:8.1f}")


def main():
    with tempfile.TemporaryDirectory(prefix="wasl-screens-") as scratch, \
            desk.Desk(scratch, DOSSIERS, officers=1) as full:
        full.fill()
        full.sign_in()
        browser = full.browsers[full.names[0]]
        told = {"origin": browser.origin, "cookie": browser.cookie,
                "reference": arrived(full)}
        print(f"{desk.machine()}; {DOSSIERS} dossiers")
        answers(browser)
        return subprocess.run(
            ["node", desk.root / "bench/screens.mjs"], check=False,
            input=json.dumps(told), text=True).returncode


sys.exit(main())
