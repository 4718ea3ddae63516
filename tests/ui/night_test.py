#!/usr/bin/python3
"""The watch at night in a real browser, on two real nodes: night_test.py SHOTS.
Officers, passwords, numbers and persons are invented."""
import sys

from nodes import EXAMPLES, WASL, until
from stage import Stage

FOREVER = ["--from", "2026-01-01T00:00:00Z", "--until", "2099-01-01T00:00:00Z"]
WARNING = ["warning", "--to", "rabat.dgsn", "--file",
           str(EXAMPLES / "warning-request.json"), "handling=H0",
           "valid_until=2099-01-01T00:00:00Z", "transfer_basis=LED37"]


def card(line):
    """Paris says whom to ring."""
    line.paris.wasl("duty", "add", "damien", "--role", "duty", "--function",
                    "permanence (exemple)", "--languages", "fr", "--telephone",
                    "+33 1 00 00 00 17", *FOREVER, by="valerie")
    entry = line.paris.wasl("duty", "list", by="valerie")["duty"][0]["id"]
    line.paris.wasl("duty", "publish", entry, "--to", "rabat.dgsn",
                    by="valerie")
    until("the card arrived", lambda: [
        c for c in line.rabat.wasl("duty", "cards", by="dalal")["cards"]
        if not c["own"]])


def main(shots):
    who = {"MA": ["dalal", "omar"], "FR": []}
    with Stage(shots, who) as stage:
        card(stage.line)
        send = [WASL, "open", *WARNING, "--json", "--as", "damien", "--dir",
                str(stage.line.paris.dir)]
        return stage.play("night", send=send)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
