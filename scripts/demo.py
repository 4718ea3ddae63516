"""The demonstration's voice: it plays tests/system/story.py and month.py
and tells what happens. Started by scripts/demo."""
import os
import shlex
import signal
import sys
import tempfile
import textwrap
import time

from browser import Browser, origin_of
from month import Month
from nodes import EXAMPLES, WASL, Line
from story import Broken, check, shared_view

COLOR = sys.stdout.isatty() and "NO_COLOR" not in os.environ
SIDES = {"MA": ("Rabat", "32"), "FR": ("Paris", "34")}


def paint(text, code):
    return f"\033[{code}m{text}\033[0m" if COLOR else text


def chapter(title, text):
    print(f"\n{paint(title, '1')}\n{textwrap.fill(text, 78)}", flush=True)


def tell(node, text):
    name, color = SIDES[node.side] if node else ("both", "1")
    lines = textwrap.wrap(str(text), 92, break_on_hyphens=False)
    for number, line in enumerate(lines):
        print(f"  {paint(f'{name if number == 0 else str():5}', color)} | {line}",
              flush=True)


def hear(node, by, words):
    words = [str(w).replace(f"{EXAMPLES.parent}/", "") for w in words]
    tell(node, "$ wasl " + shlex.join([*words, "--as", by]))


def found(line):
    chapter("1. Two sovereign nodes",
            "Each side makes its keys and its root key, signs a card for the "
            "other, starts its node and enrols its officers. Nothing is "
            "shared; there is no centre.")
    for node in line.nodes:
        node.hear = hear
        line.found(node)
        tell(node, f"{node.name} serves on 127.0.0.1:{node.port}, process "
             f"{node.process.pid}, directory {node.dir}")
    chapter("2. The ceremony",
            "Both sides hold the other's card and a secret carried by hand. "
            "The custodians read six words to each other on the telephone: "
            "they differ if a card was swapped or the secret mistyped.")
    tell(None, "six words: " + ", ".join(line.meet()))
    chapter("3. The treaty profile",
            "Two directors of Rabat propose it, two of Paris agree to its "
            "hash. Before that no dossier opens.")
    tell(None, f"agreed: {line.agree(EXAMPLES / 'profile-ma-fr.json')}")


def play(story):
    for part, title, text in [
        (story.refused_at_home, "4. What must not leave does not leave",
         "A request with faults is refused at home, all faults at once."),
        (story.ask, "5. Paris asks",
         "Arrest this person on our judge's warrant. One officer writes, "
         "another one reads and sends: four eyes."),
        (story.accept, "6. Rabat acknowledges, accepts and finds him",
         "Each act is an entry of Rabat's log; Paris holds a copy of that log "
         "and signs for it. Two signatures, and neither side can deny."),
        (story.withdraw_while_rabat_is_dead, "7. Rabat's node is killed",
         "At that moment Paris' judge lifts the warrant. Paris withdraws."),
        (story.arrest_while_the_line_is_cut, "8. Rabat arrests, not knowing",
         "Rabat's node starts again and recovers, but the line is cut. Its "
         "officers go on: a question to Paris, and the arrest."),
        (story.cross, "9. The acts cross",
         "Both sides acted without seeing the other. Both logs give the same "
         "order; the kind's table says what holds: a person in custody is "
         "never forgotten, and someone must free him in time."),
        (story.free, "10. Free",
         "A second officer confirms the arrest, Rabat frees the person and "
         "says so, Paris assesses and closes."),
        (story.answer, "11. The other way",
         "Rabat's question of chapter 8 meanwhile reached Paris."),
    ]:
        chapter(title, text)
        part()


def month(story):
    for part, title, text in [
        (story.execute, "12. A month: a warrant executed",
         "Another person: found, arrested and, the papers having come within "
         "the treaty's time, surrendered. Clocks that nothing stops run on both "
         "sides until the authority has said what became of the person."),
        (story.warn, "13. A threat to life",
         "Rabat's duty officer warns Paris at once; a second person confirms "
         "afterwards. A person, not a machine, acknowledges within minutes."),
        (story.cup, "14. A cup", "Rabat opens the event, Paris joins it."),
        (lambda: story.accredit(400), "15. A batch of volunteers",
         "Each row is checked before anything leaves. Paris' verdicts are "
         "advice; a named human decides."),
        (story.send_officers, "16. Officers and dogs lent",
         "Each post gets its answer; the detachment arrives."),
        (story.incident, "17. An incident",
         "It has an owner and a due time, on both sides."),
        (story.go_home, "18. Home again",
         "The mission's end report, and what both sides learned."),
        (story.meet, "19. The two heads meet",
         "One side writes the minutes; the other approves their hash."),
        (story.decide, "20. What was decided is owed",
         "Each decision becomes a commitment; each side signs its own value."),
        (story.publish, "21. A joint communiqué",
         "Not before both sides approved the same bytes."),
        (story.sheet, "22. The monthly sheet",
         "Both sides sign their figures; they are the same."),
    ]:
        chapter(title, text)
        part()


def standing(act):
    if act["effect"] == "took":
        return "bound" if act["bound"] else "not yet binding"
    return act["effect"]


def side_by_side(story):
    chapter("23. Both views, side by side",
            "Read from each node's own database: log position, act, state "
            "after it, how firmly it stands, when the partner signed for it.")
    for reference in (story.arrest, story.information, *story.played):
        views = story.settled(reference)
        check(len({shared_view(v) for v in views}) == 1, "the views differ")
        if reference in story.played:
            tell(None, f"{reference} {views[0]['state']}: equal, byte for "
                 f"byte, {len(views[0]['acts'])} acts")
            continue
        columns = [[f"{v['reference']} {v['state']}, {v['outcome']}",
                    *(f"{SIDES[node_side(story, a)][0]} "
                      f"#{a['position']['index']:<2} {a['act']:10.10} "
                      f"{a['state']:12} {standing(a):7} "
                      f"{a['receipt']['at'][11:19]}" for a in v["acts"])]
                   for v in views]
        print()
        print("  " + " | ".join(paint(f"{n.name:50}", SIDES[n.side][1])
                                for n in story.line.nodes))
        for left, right in zip(*columns):
            print(f"  {left:50} | {right}")
        tell(None, f"equal, byte for byte: {len(views[0]['acts'])} acts in the "
             "same order, positions, authors, fields, clocks")
    chapter("24. Verification",
            "Each node reads every log again: trees, signatures, receipts, "
            "envelopes, and every dossier folded anew.")
    story.verified()


def node_side(story, act):
    return next(n.side for n in story.line.nodes if n.name == act["node"])


def accounts(node):
    """Every officer gets a password, by a link as an administrator gives it."""
    origin = origin_of(node)
    print(f"\n  {paint(origin, '1')}  the screens of {node.name}")
    for name, _, roles in node.staff:
        link = node.wasl("user", "link", name, by=node.admin)["link"]
        password = f"invented words of {name}"
        status, answer = Browser(origin).enrol(link, password)
        check(status == 200, f"{name}: {answer}")
        print(f"    {name:9} {password:27} {roles}")


def by_hand(story):
    paris, rabat = story.paris, story.rabat
    print(f"""
{paint('Go on by hand', '1')} (in another terminal; the nodes stay up until Enter)

  wasl={shlex.quote(WASL)}
  export PARIS={shlex.quote(str(paris.dir))} RABAT={shlex.quote(str(rabat.dir))}
  $wasl list   --dir "$PARIS" --as olivier
  $wasl show   {story.arrest} --fields --dir "$RABAT" --as zineb
  $wasl kinds  information --dir "$RABAT" --as omar
  $wasl open   information --to rabat.dgsn --dir "$PARIS" --as olivier \\
               --file {shlex.quote(str(EXAMPLES / 'information-request.json'))}
  $wasl approve --dir "$PARIS" --as valerie      # the second person
  $wasl status --dir "$RABAT" --as dalal
  $wasl verify --dir "$RABAT" --as amal
""")
    for node in story.line.nodes:
        print(f"  officers of {node.name}: " + ", ".join(
            f"{name} ({roles})" for name, _, roles in node.staff))
    for node in story.line.nodes:
        accounts(node)
    print("\nEnter ends both nodes and removes their directories.", flush=True)
    sys.stdin.readline()


def main(once):
    begun = time.monotonic()
    print("wasl: an arrest and a month between Rabat and Paris. All persons, places"
          "\nand numbers are invented.")
    with tempfile.TemporaryDirectory(prefix="wasl-demo-") as base, \
            Line(base, screens=not once) as line:
        story = Month(line, tell)
        try:
            found(line)
            play(story)
            month(story)
            side_by_side(story)
        except Exception as fault:
            print(f"\n{paint('This did not hold', '1;31')}: "
                  f"{type(fault).__name__}: {fault}")
            for node in line.nodes:
                print(f"\nend of {node.name}'s log:\n{node.tail()}")
            if isinstance(fault, (Broken, OSError, ValueError)) or once:
                return 1
            raise
        print(f"\n{paint('Everything held', '1;32')}, in "
              f"{time.monotonic() - begun:.0f} seconds.", flush=True)
        if not once:
            by_hand(story)
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        sys.exit(main("--once" in sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
