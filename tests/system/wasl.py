"""Running the real command in a directory of its own, for the system tests."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

WASL = os.environ["WASL_BINARY"]
PASSPHRASE = b"correct horse battery staple"


class Node(unittest.TestCase):
    """A test with a scratch folder: `self.base`, and nodes under it."""

    def setUp(self):
        self._scratch = tempfile.TemporaryDirectory(prefix="wasl-test-")
        self.addCleanup(self._scratch.cleanup)
        self.base = pathlib.Path(self._scratch.name)

    def wasl(self, *words, code=0, passphrases=(), node="node", stdin=b""):
        """Run it; returns (stdout, stderr). `passphrases` become the
        descriptors of the options that they are named by."""
        fds, words = [], list(words)
        for option, passphrase in passphrases:
            read, write = os.pipe()
            os.write(write, passphrase)
            os.close(write)
            fds.append(read)
            words += [option, str(read)]
        done = subprocess.run(
            [WASL, *map(str, words), "--dir", str(self.base / node)],
            input=stdin, capture_output=True, pass_fds=fds, timeout=60,
            check=False)
        for fd in fds:
            os.close(fd)
        out, err = done.stdout.decode(), done.stderr.decode()
        self.assertEqual(done.returncode, code, f"{words}: {out}{err}")
        return out, err

    def both(self, keys=PASSPHRASE, root=PASSPHRASE):
        return [("--passphrase-fd", keys), ("--root-passphrase-fd", root)]

    def init(self, name="rabat.dgsn", side="MA", node="node", root="root",
             code=0, **passphrases):
        (self.base / root).mkdir(exist_ok=True)
        return self.wasl("init", "--root", self.base / root, "--node", name,
                         "--side", side, "--admin", "amal", "--json",
                         node=node, code=code,
                         passphrases=self.both(**passphrases))

    def card(self, to, *words, node="node", root="root", code=0,
             endpoint="https://127.0.0.1:8443", **passphrases):
        return self.wasl("card", "--root", self.base / root, "--to", to,
                         "--endpoint", endpoint, *words, node=node, code=code,
                         passphrases=self.both(**passphrases))

    def files(self, node="node"):
        return {p.name for p in (self.base / node).iterdir()}

    @staticmethod
    def read(text):
        return json.loads(text)


if __name__ == "__main__":
    sys.exit("run one of the *_test.py files")
