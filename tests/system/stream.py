"""A client of GET /v1/events: reads one stream in a thread, waits for what a
test expects."""
import contextlib
import json
import socket
import threading

from nodes import PATIENCE


class Stream:
    """Events of one officer, from the moment it was opened."""

    def __init__(self, node, by, last=None, path="/v1/events"):
        self.connection = node.connect()
        self.connection.timeout = PATIENCE
        headers = {"Wasl-As": by}
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        self.connection.request("GET", path, headers=headers)
        self.answer = self.connection.getresponse()
        self.status = self.answer.status
        self.type = self.answer.getheader("Content-Type")
        self.events, self.last, self.over = [], None, False
        self.moved = threading.Condition()
        if self.status != 200:
            self.problem = json.loads(self.answer.read())
            return
        # Its place is the first thing that it says.
        self.fields = {}
        while self.last is None:
            self.line(self.answer.readline())
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        try:
            while line := self.answer.readline():
                with self.moved:
                    self.line(line)
                    self.moved.notify_all()
        except (OSError, ValueError, AttributeError):
            pass  # closed under our hands
        with self.moved:
            self.over = True
            self.moved.notify_all()

    def line(self, line):
        """One line of the format of the HTML standard."""
        text = line.decode().rstrip("\n")
        if text == "":
            if "data" in self.fields:
                self.events.append((self.fields.get("event", "message"),
                                    json.loads(self.fields["data"])))
            self.fields = {}
            return
        name, _, value = text.partition(": ")
        self.fields[name] = value
        if name == "id":
            self.last = int(value)

    def wait(self, what, probe):
        """Until `probe(events)` is true; returns it."""
        with self.moved:
            found = self.moved.wait_for(
                lambda: probe(self.events) or self.over, PATIENCE)
            answer = probe(self.events)
        if not found or not answer:
            raise TimeoutError(f"waited in vain: {what}: {self.events}")
        return answer

    def change(self, what, reference=None):
        """The first change of this sort, about that."""
        return self.wait(f"{what} {reference}", lambda events: next(
            (data for name, data in events if name == "change" and
             data["what"] == what and reference in (None, data["reference"])),
            None))

    def changes(self):
        with self.moved:
            return [data for name, data in self.events if name == "change"]

    def ended(self):
        """The code it ended with, or None if it was cut."""
        with self.moved:
            if not self.moved.wait_for(lambda: self.over, PATIENCE):
                raise TimeoutError("the stream goes on")
            return next((data["code"] for name, data in self.events
                         if name == "end"), None)

    def close(self):
        """Ends the thread's read first: closing would wait for it."""
        with contextlib.suppress(OSError, AttributeError):
            self.connection.sock.shutdown(socket.SHUT_RDWR)
        self.connection.close()
