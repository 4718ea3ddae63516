"""Files between two real nodes, beside curl: the second half of blob.sh."""
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time

BUILD, MIB, ROUNDS = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
os.environ["WASL_BINARY"] = str(BUILD / "src/cli/wasl")
sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "tests/system"))

from nodes import EXAMPLES, Line, free_port, until  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")


def cpu(*roots):
    """CPU seconds of these processes and their children, until now."""
    total, seen = 0, set(roots)
    stats = {}
    for entry in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            rest = entry.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        stats[int(entry.parent.name)] = (int(rest[1]), int(rest[11]) + int(rest[12]))
    grown = True
    while grown:
        grown = False
        for pid, (parent, _) in stats.items():
            if parent in seen and pid not in seen:
                seen.add(pid)
                grown = True
    for pid in seen:
        total += stats.get(pid, (0, 0))[1]
    return total / TICK


class Watch:
    """Wall and CPU time of a block."""

    def __init__(self, *pids):
        self.pids = pids

    def __enter__(self):
        self.cpu, self.wall = cpu(*self.pids), time.monotonic()
        self.children = os.times()
        return self

    def __exit__(self, *_):
        now = os.times()
        self.wall = time.monotonic() - self.wall
        self.cpu = cpu(*self.pids) - self.cpu + (
            now.children_user + now.children_system
            - self.children.children_user - self.children.children_system)


def row(what, watches, peer=None):
    wall = statistics.median(w.wall for w in watches)
    used = statistics.median(w.cpu for w in watches)
    beside = "" if peer is None else f"   {wall / peer:5.2f} x curl's time"
    print(f"{what:34} {MIB / wall:8.0f} MiB/s {1000 * used / MIB:7.3f} "
          f"ms/MiB{beside}", flush=True)
    return wall


def noise(path, seed):
    """A file that no layer can compress, new for each round."""
    with open(path, "wb") as f:
        for _ in range(MIB):
            f.write(os.urandom(1 << 20))


def curl(base, path):
    """The same bytes over TLS to the same disk, as people would do it."""
    port, key = free_port(), base / "peer.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes",
                    "-subj", "/CN=localhost", "-keyout", key, "-out", key.with_suffix(".crt")],
                   check=True, capture_output=True)
    server = subprocess.Popen(
        ["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-key", key, "-cert",
         key.with_suffix(".crt"), "-WWW", "-quiet", "-tls1_3"], cwd=path.parent,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    out = base / "curl.out"
    watches = []
    try:
        for _ in range(ROUNDS):
            with Watch(server.pid) as watch:
                subprocess.run(["curl", "-sk", "--retry", "20", "--retry-connrefused",
                                "--retry-delay", "0", "-o", out,
                                f"https://127.0.0.1:{port}/{path.name}"], check=True)
                os.sync()
            if out.stat().st_size != path.stat().st_size:
                sys.exit("curl did not get the file")
            watches.append(watch)
            out.unlink()
    finally:
        server.kill()
        server.wait()
    return watches


def rounds(line, base, ref):
    """One file a round: attached, arrived, fetched."""
    paris, rabat = line.paris, line.rabat
    up, over, down = [], [], []
    for i in range(ROUNDS):
        path = base / f"bench-{i}.bin"
        noise(path, i)
        with Watch(paris.process.pid) as watch:
            blob = paris.run("attach", ref, path, "--upload-only", "--as", "olivier")
        if blob[0] != 0:
            sys.exit(blob[2])
        up.append(watch)
        with Watch(paris.process.pid, rabat.process.pid) as watch:
            paris.wasl("attach", ref, path, "--note", "bench", by="olivier")
            folder = rabat.dir / "blob" / paris.name
            until("it is whole", lambda n=i: len(
                [f for f in folder.iterdir() if len(f.name) == 64]) == n + 1, 600)
        over.append(watch)
        out = base / "fetched.out"
        with Watch(rabat.process.pid) as watch:
            rabat.wasl("fetch", ref, path.name, "--out", out, by="omar")
        down.append(watch)
        out.unlink()
    return up, over, down, path


def main():
    model = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo")
                  if l.startswith("model name")), platform.machine())
    with tempfile.TemporaryDirectory(prefix="wasl-bench-") as scratch:
        base = pathlib.Path(scratch)
        print(f"\n{MIB} MiB, median of {ROUNDS}; {model}, {os.cpu_count()} CPUs, "
              f"load {os.getloadavg()[0]:.1f}; files in {base.parent}")
        with Line(scratch) as line:
            line.ceremony()
            draft = line.paris.open("information", line.rabat.name, "--file",
                                    EXAMPLES / "information-request.json", by="olivier")
            ref = line.paris.two(draft, by="valerie")["reference"]
            until("the request arrived",
                  lambda: line.rabat.wasl("list", by="omar")["dossiers"])
            up, over, down, path = rounds(line, base, ref)
            peer = row("curl over TLS, to disk, synced", curl(base, path))
            row("upload: sealed, read back, hashed", up, peer)
            row("line: sent, read back, hashed*", over, peer)
            row("fetch: opened, hashed, saved", down, peer)
            print("* with a second reading of the file by the command, to find "
                  "its hash; CPU is of both nodes and the command together")


main()
