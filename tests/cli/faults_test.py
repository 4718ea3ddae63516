#!/usr/bin/python3
"""Whoever is refused reads why in his language: what the code says by a word
(kind/fault.h) has its sentence in texts/ with just the values that the code
gives, no sentence is of a word that no code names, and no refusal that reaches
a person is English."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SRC = ROOT / "src"

# The rooms whose refusals reach persons, through the API or the command …
ROOMS = ["api", "desk", "node", "cli"]
# … by these statuses. The others are faults of the machine or of the partner,
# which engineers read.
REFUSALS = {"MALFORMED", "TOO_BIG", "SCHEMA", "NOT_FOUND", "EXISTS", "CONFLICT",
            "DENIED", "RULE", "NOT_READY", "NO_SPACE", "USAGE", "SIGN_IN",
            "CODE_NEEDED", "CSRF", "CHANGED", "NOT_ACCEPTED", "TOO_MANY",
            "BAD_TYPE", "MISDIRECTED"}
# Files of the node that speak to engineers: the configuration, what lines say
# to each other, and what is kept and sent sealed.
ENGLISH = {"blobconfig", "blobline", "cache", "change", "change_enter",
           "compromise", "config", "deskconfig", "entry", "feed_read",
           "httpconfig", "known_feed", "lineact", "lineserver", "regrant",
           "sealed", "send"}


# Of whatever takes a word and passes it on.
PASSED_ON = re.compile(r"\b(?:refuse\(err|stop\((?:un|ctx)|fail\(csv"
                       r"|record_fail\([^;]*?WASL_[A-Z_]+),\s*\"([a-z0-9-]+)\"")
VALUE = re.compile(r"WASL_FAULT_[NT]\(\s*(\"\w+\"|WASL_FAULT_INNER)")


def arguments(text, at):
    """Of the call whose bracket opens before `at`, and where it ends."""
    depth, start, quote, found = 1, at, None, []
    while True:
        c = text[at]
        if quote:
            if c == "\\":
                at += 1
            elif c == quote:
                quote = None
        elif c in "\"'":
            quote = c
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth == 0:
                return [*found, text[start:at].strip()]
        elif c == "," and depth == 1:
            found.append(text[start:at].strip())
            start = at + 1
        at += 1


def sources():
    """(room, name, text without its comments) of every file that calls."""
    for path in sorted(SRC.rglob("*.[ch]")):
        if path.stem == "fault":
            continue
        text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m[0].count("\n"),
                      path.read_text(), flags=re.S)
        yield path.parent.name, path.stem, text


def calls(text, name):
    """(line, arguments) of each call."""
    for found in re.finditer(rf"\b{name}\(", text):
        yield text[:found.start()].count("\n") + 1, \
            arguments(text, found.end())


class Faults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        english = (ROOT / "texts/house.en.ftl").read_text()
        cls.sentences = dict(re.findall(r"^fault-([\w-]+) = (.*)$", english,
                                        re.M))

    def test_every_word_has_its_sentence_and_its_values(self):
        wrong = []
        for room, name, text in sources():
            given = [(line, a[3], a[4:]) for line, a in
                     calls(text, "wasl_fault_of")]
            given += [(line, a[3], []) for line, a in
                      calls(text, "wasl_fault")]
            for line, word, values in given:
                has = {VALUE.match(v)[1].strip('"') for v in values}
                has = {"fault" if v == "WASL_FAULT_INNER" else v for v in has}
                for w in re.findall(r"(?:^|[?:]\s*)\"([a-z0-9-]+)\"", word):
                    needs = set(re.findall(r"\{\$(\w+)\}",
                                           self.sentences.get(w, "{$}")))
                    if w not in self.sentences or has != needs:
                        wrong.append((f"{room}/{name}.c:{line}", w, has, needs))
            wrong += [(f"{room}/{name}.c", w) for w in PASSED_ON.findall(text)
                      if w not in self.sentences]
        self.assertEqual([], wrong)

    def test_no_sentence_is_of_a_word_that_no_code_names(self):
        named = {word for _, _, text in sources()
                 for word in re.findall(r"\"([a-z0-9-]+)\"", text)}
        rights = re.findall(r"^X\((\w+)\)$",
                            (SRC / "desk/right.def").read_text(), re.M)
        named |= {f"may-{right.lower()}" for right in rights}
        self.assertEqual(set(), set(self.sentences) - named)

    def test_no_refusal_that_reaches_a_person_is_english(self):
        wrong = []
        for room, name, text in sources():
            if room not in ROOMS or room == "node" and name in ENGLISH:
                continue
            for call in ("wasl_fail", "wasl_fail_at"):
                wrong += [
                    f"{room}/{name}.c:{line}" for line, a in calls(text, call)
                    if set(re.findall(r"WASL_(\w+)", a[1])) & REFUSALS]
        self.assertEqual([], wrong)


unittest.main()
