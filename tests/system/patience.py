"""How tests wait: they ask again until it is so, with patience for a machine
that is many times slower. Nothing is expected within a time."""
import os
import time

PATIENCE = 240 * float(os.environ.get("WASL_PATIENCE", "1"))  # seconds


def until(what, probe, patience=None):
    """Ask again until `probe` answers something true; returns it."""
    end = time.monotonic() + (patience or PATIENCE)
    pause = 0.01
    while True:
        answer = probe()
        if answer:
            return answer
        if time.monotonic() > end:
            raise TimeoutError(f"waited in vain: {what}")
        time.sleep(pause)
        pause = min(pause * 1.5, 0.2)
