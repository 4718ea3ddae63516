"""Prepares the two nodes of bench/line.sh and runs bench/line-node as one."""
import os
import pathlib
import platform
import subprocess
import sys
import tempfile

DOSSIERS = 16

build = pathlib.Path(sys.argv[1])
seconds = sys.argv[2]
root = pathlib.Path(__file__).resolve().parents[1]
os.environ.setdefault("WASL_BINARY", str(build / "src/cli/wasl"))
sys.path.insert(0, str(root / "tests/system"))

import nodes  # noqa: E402  (after its environment is set)


def open_dossiers(node):
    """Information dossiers that the benchmark writes its acts into."""
    request = nodes.EXAMPLES / "information-request.json"
    for _ in range(DOSSIERS):
        answer = node.open("information", "paris.pn", "--file", request,
                           by="omar")
        node.two(answer, by="zineb")


def machine():
    with open("/proc/cpuinfo") as f:
        model = next((line.split(":", 1)[1].strip() for line in f
                      if line.startswith("model name")), platform.machine())
    print(f"{model}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
          f"acts of 1 KiB, mutual TLS 1.3 on loopback, {seconds} s a row")


with tempfile.TemporaryDirectory(prefix="wasl-bench-") as base:
    with nodes.Line(base) as line:
        line.ceremony()
        open_dossiers(line.rabat)
        line.rabat.terminate()
        machine()
        with nodes.passphrase("keys of rabat.dgsn") as fd, \
                open(pathlib.Path(base) / "bench.log", "wb") as log:
            done = subprocess.run(
                ["setpriv", "--pdeathsig", "KILL", build / "bench/line-node",
                 line.rabat.dir, "paris.pn", str(line.paris.process.pid),
                 seconds, str(fd)], pass_fds=[fd], stderr=log, check=False)
        if done.returncode:
            sys.exit((pathlib.Path(base) / "bench.log").read_text()[-2000:])
