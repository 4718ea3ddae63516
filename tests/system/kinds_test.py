#!/usr/bin/python3
"""Two running nodes and a kind that the program was not built with: a file in
kinds.d, played end to end with its items, agreement, second person and parent.
The outing is invented."""
import json
import re
import unittest

from nodes import EXAMPLES, Refused, until
from scene import Scene

# Its name sorts behind that of the kind that takes it.
WORDS = {"common": "words", "v": 1, "codes": {"say": ["GO", "NO_GO"]}}
NUMBER = {"n": 1, "type": "int", "min": 1, "max": 99, "need": True}
OUTING = {
    "kind": "outing", "code": "OUT", "v": 1, "with": ["common", "later", "words"],
    "codes": {"outcome": ["DONE"]},
    "blocks": {
        "leg": {"number": NUMBER, "answer_by": {"n": 2, "type": "instant", "need": True}},
        "reply": {"number": NUMBER, "say": {"n": 2, "type": "code", "of": "say", "need": True}}},
    "fields": {
        "legs": {"n": 1, "type": "list", "item": {"type": "leg"}, "key": "number", "max": 9, "need": True},
        "replies": {"n": 2, "type": "list", "item": {"type": "reply"}, "key": "number", "max": 9, "need": True},
        "plan": {"n": 3, "type": "text", "max": 200, "need": True},
        "plan_hash": {"n": 4, "type": "hash", "need": True},
        "part_of": {"n": 5, "type": "id"}},
    "states": ["planned", "running", "over"],
    "parent": {"field": "part_of", "kinds": ["outing"]},
    "items": {"legs": {"list": "legs", "answers": "replies", "code": "say"}},
    "agree": {"plan": {"propose": "propose", "over": ["plan"], "agree": "approve",
                       "hash": "plan_hash", "own": True}},
    "acts": {
        "open": {"n": 1, "by": "opener", "role": "validator", "to": "planned", "fields": ["legs", "part_of"]},
        "leg": {"n": 2, "by": "partner", "role": "operator", "from": ["planned"], "fields": ["replies"]},
        "propose": {"n": 3, "by": "either", "role": "operator", "from": ["planned"], "fields": ["plan"]},
        "approve": {"n": 4, "by": "either", "role": "operator", "from": ["planned"], "fields": ["plan_hash"]},
        "start": {"n": 5, "by": "opener", "role": "duty", "second": "later", "from": ["planned"], "to": "running",
                  "if": {"all": [{"every": ["legs", "GO"]}, {"agreed": "plan"}]}},
        "end": {"n": 6, "by": "either", "role": "operator", "closes": True, "from": ["running"], "to": "over",
                "if": {"confirmed": "start"}}},
    "rules": [{"id": "parent_open", "on": "open", "home": True, "when": {"has": "$parent/kind"},
               "must": {"eq": ["$parent/closed", False]}, "at": "/part_of", "source": "kind",
               "text": "what it belongs to is over"}],
    "clocks": {"answer": {"n": 1, "per": "legs", "start": "open", "at": "/answer_by", "stop": ["leg", "start"],
                          "duty": "partner", "late": "no_go"}},
    "crossings": {"propose×propose": "keep", "*×propose": "keep", "*×approve": "keep",
                  "*×leg": "keep", "*×start": "keep", "*×end": "keep"}}


LABELS = {"outing.fr.ftl": "kind = sortie fictive\nact-leg = répondre pour une étape\n"
                           "field-legs = étapes\nstate-planned = prévue\n",
          "words.fr.ftl": "code-say-GO = partez\n",
          "outing.ar.ftl": "kind = خرجة خيالية\nfield-legs = المراحل\n"}


def guide():
    """The files that docs/kinds.md has its reader write."""
    text = (EXAMPLES.parent / "docs" / "kinds.md").read_text()
    kind, = re.findall(r"```json\n(.*?)```", text, re.S)
    labels, = re.findall(r"```ftl\n(.*?)```", text, re.S)
    return {"tow.json": kind, **{f"tow.{language}.ftl": labels
                                 for language in ("ar", "fr", "en")}}


def newer_information():
    """The next version of a kind that ships: an answer can be elsewhere."""
    kind = json.loads((EXAMPLES.parent / "kinds" / "information.json")
                      .read_text())
    kind["v"] = 2
    kind["codes"]["outcome"].append("ELSEWHERE")
    return kind


class Kinds(Scene):
    @classmethod
    def prepare(cls, node):
        (node.dir / "kinds.d").mkdir()
        cls.file = node.dir / "kinds.d" / "outing.json"
        cls.file.write_text(json.dumps(OUTING, ensure_ascii=False))
        (cls.file.parent / "words.json").write_text(json.dumps(WORDS))
        cls.newer = cls.file.parent / "information-2.json"
        cls.newer.write_text(json.dumps(newer_information()))
        for name, text in {**LABELS, **guide()}.items():
            (cls.file.parent / name).write_text(text)

    @classmethod
    def profile(cls):
        profile = json.loads((EXAMPLES / "profile-ma-fr.json").read_text())
        profile["kinds"]["outing"] = cls.check()["hash"]
        return cls.kept(profile)

    @classmethod
    def check(cls, file=None):
        """What `wasl kind check` says; only the labels may miss."""
        _, out, _ = cls.rabat.run("kind", "check", "--json", file or cls.file)
        said = json.loads(out)
        wrong = [f for f in said["findings"] if f["rule"] != "label"]
        if wrong:
            raise AssertionError(wrong)
        return said

    def open(self, *words):
        legs = [{"number": n, "answer_by": "2030-01-01T00:00:00Z"} for n in (1, 2)]
        return self.rabat.open("outing", "paris.pn", f"legs:={json.dumps(legs)}",
                               *words, by="zineb")["reference"]

    def until(self, node, ref, holds):
        def look():
            try:
                shown = node.show(ref)
            except Refused:
                return None
            return shown if holds(shown) else None
        return until("both sides see it", look)

    def answer(self, ref, **says):
        replies = [{"number": int(n[1:]), "say": say} for n, say in says.items()]
        self.paris.act(ref, "leg", f"replies:={json.dumps(replies)}", by="olivier")

    def refused(self, node, *words, by):
        with self.assertRaises(Refused) as told:
            node.act(*words, by=by)
        return str(told.exception)

    def test_a_kind_of_a_file_is_played_end_to_end(self):
        ref = self.open()
        self.until(self.paris, ref, lambda d: d["items"]["legs"]["open"] == 2)
        self.assertEqual(len([c for c in self.paris.show(ref)["clocks"] if c["name"] == "answer"]), 2)
        self.assertIn("no number 9", self.refused(
            self.paris, ref, "leg", 'replies:=[{"number":9,"say":"GO"}]', by="olivier"))
        self.answer(ref, n1="GO", n2="NO_GO")
        self.until(self.rabat, ref, lambda d: d["items"]["legs"]["open"] == 0)
        self.rabat.act(ref, "propose", "plan=An invented plan.", by="omar")
        shown = self.until(self.paris, ref, lambda d: d["agree"]["plan"])
        self.assertIn("answer GO: 2", self.refused(self.rabat, ref, "start", by="dalal"))
        self.assertIn(shown["agree"]["plan"]["hash"], self.refused(
            self.paris, ref, "approve", f"plan_hash={'0' * 64}", by="olivier"))
        self.paris.act(ref, "approve", f"plan_hash={shown['agree']['plan']['hash']}", by="olivier")
        self.answer(ref, n2="GO")
        self.until(self.rabat, ref, lambda d: d["agree"]["plan"]["agreed"]
                   and d["items"]["legs"]["codes"] == {"GO": 2})
        self.rabat.act(ref, "start", by="dalal")
        shown = self.until(self.paris, ref, lambda d: d["state"] == "running")
        self.assertEqual(shown["alone"], 1)
        self.assertTrue(any(c["name"] == "second" and c["due_at"] for c in shown["clocks"]))
        self.refused(self.paris, ref, "end", by="olivier")
        entry = next(a for a in shown["acts"] if a["act"] == "start")["position"]["index"]
        self.rabat.act(ref, "confirm", f"confirms:={entry}", by="zineb")
        self.until(self.paris, ref, lambda d: d["alone"] == 0)
        self.paris.act(ref, "end", by="olivier")
        self.until(self.rabat, ref, lambda d: d["closed"])
        # What belongs to it comes too late, by the reference that people say.
        with self.assertRaises(Refused) as told:
            self.open(f"part_of={ref}")
        self.assertIn("/part_of", told.exception.pointers())
        for node in self.line.nodes:
            self.assertEqual(node.verify()[0], 0)

    def test_a_kind_of_a_file_has_a_template(self):
        made = self.rabat.wasl("new", "outing")
        self.assertIn("legs", made["template"])
        self.assertIn("no kind", self.rabat.run("new", "nothing")[2])

    def test_every_act_has_a_template(self):
        for words in (["outing", "leg"], ["MA-2026-OUT-000001", "leg"],
                      ["paris.pn:FR-2026-OUT-000001", "leg"]):
            made = self.rabat.wasl("new", *words)
            self.assertEqual(("outing", "leg"), (made["kind"], made["act"]))
            self.assertEqual(["replies"], list(made["template"]))
        made = self.rabat.wasl("new", "arrest", "hit")
        needed = {f["field"]: f["needed"] for f in made["fields"]}
        self.assertTrue(needed["hit_at"])
        self.assertFalse(needed["transfer_basis"])  # it is filled in
        for words, why in ((["arrest", "jump"], "wasl kinds arrest"),
                           (["MA-2026-ARR-000001"], "name an act"),
                           (["LNK-paris.pn"], "name an act"),
                           (["MA-2026-ZZZ-000001", "hit"], "no dossier")):
            code, _, said = self.rabat.run("new", *words)
            self.assertNotEqual(0, code)
            self.assertIn(why, said)

    def test_a_kind_of_a_file_has_its_names(self):
        """The command and the API know the labels beside the file."""
        for language, wanted in (("fr", "étapes"), ("ar", "المراحل")):
            made = self.rabat.wasl("new", "outing", "--lang", language)
            self.assertEqual([wanted], [f["label"] for f in made["fields"]
                                        if f["field"] == "legs"])
        ref = self.open()
        self.until(self.paris, ref, lambda d: d["state"] == "planned")
        self.answer(ref, n1="GO", n2="GO")
        self.until(self.rabat, ref, lambda d: d["items"]["legs"]["open"] == 0)
        _, shown, _ = self.rabat.run("show", ref, "--fields", "--lang", "fr",
                                     "--as", "omar")
        for word in ("prévue", "répondre pour une étape", "étapes", "partez"):
            self.assertIn(word, shown)
        _, listed, _ = self.rabat.run("list", "--lang", "fr", "--as", "omar")
        self.assertIn("sortie fictive", listed)
        status, answer = self.rabat.call(self.rabat.connect(), "GET",
                                         "/v1/kinds/outing", "omar")
        self.assertEqual(200, status)
        labels = answer["labels"]
        self.assertEqual(["ar", "en", "fr"], sorted(labels))
        self.assertEqual(("sortie fictive", "partez", "خرجة خيالية"), (
            labels["fr"]["kind"], labels["fr"]["code-say-GO"],
            labels["ar"]["kind"]))
        self.assertNotIn("kind", labels["en"])
        # A file of before has no noun for what was done: the verb stands.
        self.assertEqual("répondre pour une étape", labels["fr"]["done-leg"])
        # Of the common files it takes, too.
        self.assertIn("act-attach", labels["en"])

    def test_the_guide_is_true_to_the_letter(self):
        """A kind of ten minutes: what docs/kinds.md has written is clean, as
        it says, and its names and template are there."""
        text = (EXAMPLES.parent / "docs" / "kinds.md").read_text()
        code, said, err = self.rabat.run("kind", "check",
                                         self.file.parent / "tow.json")
        self.assertEqual(0, code, said + err)
        promised, = re.findall(r"tow\.json (is clean: .*)", text)
        self.assertIn(promised, said)
        made = self.rabat.wasl("new", "tow", "--lang", "fr")
        self.assertIn("plate", made["template"])
        self.assertIn("plaque d’immatriculation",
                      [f["label"] for f in made["fields"]])
        # Without a profile that enables it, it is refused with the reason.
        with self.assertRaises(Refused) as refused:
            self.rabat.open("tow", "paris.pn", "plate=fictif", by="omar")
        self.assertIn("does not enable tow", str(refused.exception))

    def test_what_names_miss_is_told_by_kind_check(self):
        _, out, _ = self.rabat.run("kind", "check", "--json", self.file)
        missing = [f["text"] for f in json.loads(out)["findings"]]
        for label in ["outing.ar.ftl has no label for act-leg",
                      "outing.fr.ftl has no label for done-leg"]:
            self.assertTrue(any(label in text for text in missing), missing)
        self.assertTrue(any("there are no labels in" in text and "outing.en.ftl"
                            in text for text in missing), missing)

    def two(self, node, *words):
        """An act by its two persons."""
        author, second = (("omar", "zineb") if node is self.rabat else
                          ("olivier", "valerie"))
        return node.two(node.act(*words, by=author), by=second)

    def test_z_a_shipped_kind_goes_over_to_its_next_version(self):
        """Both sides act at once: what was drafted before the partner acted
        comes back; both name the new version at once, and it holds for both."""
        rabat, paris, file = self.rabat, self.paris, "information-request.json"
        ref = rabat.two(rabat.open("information", "paris.pn", "--file",
                                   EXAMPLES / file, by="omar"),
                        by="zineb")["reference"]
        self.until(paris, ref, lambda d: d["state"] == "sent")
        self.assertIn("in force", self.refused(rabat, ref, "rebase",
                                               by="omar"))
        self.assertNotIn("rebase", rabat.show(ref, by="omar")["can"])
        draft = rabat.act(ref, "withdraw", "reason=fictif", by="omar")
        paris.act(ref, "ack", by="damien")
        paris.act(ref, "accept", by="olivier")
        self.until(rabat, ref, lambda d: d["state"] == "accepted")
        with self.assertRaises(Refused):
            rabat.wasl("approve", draft["draft"], "--yes", by="zineb")
        self.until(rabat, ref, lambda _: any(
            t["sort"] == "returned" for t in
            rabat.wasl("tasks", by="omar")["tasks"]))
        # A newer profile names a newer version of the kind.
        old = rabat.show(ref)["kind_hash"]
        new = self.check(self.newer)["hash"]
        profile = json.loads((self.line.base / "profile.json").read_text())
        profile["v"] += 1
        profile["kinds"]["information"] = new
        path = self.line.base / "profile-2.json"
        path.write_text(json.dumps(profile))
        self.line.agree(path)
        self.assertIn("rebase", rabat.show(ref, by="omar")["can"])
        answer = ["answer", "--file", EXAMPLES / "information-answer-all.json",
                  "outcome=ELSEWHERE"]
        with self.assertRaises(Refused) as refused:
            paris.act(ref, *answer, by="olivier")
        self.assertIn("/outcome", refused.exception.pointers())
        # Each drafts before it hears of the other; one goes and comes first,
        # or both cross: either way both end under it.
        drafts = [(node, node.act(ref, "rebase", "reason=fictif", by=by), second)
                  for node, by, second in ((rabat, "omar", "zineb"),
                                           (paris, "olivier", "valerie"))]
        for node, made, second in drafts:
            try:
                node.two(made, by=second)
            except Refused:  # the other's came first: it is put forward again
                self.two(node, ref, "rebase", "reason=fictif")
        for node in self.line.nodes:
            shown = self.until(node, ref, lambda d: d["kind_hash"] == new)
            self.assertEqual("accepted", shown["state"])
            self.assertFalse(any(a["effect"] == "void"
                                 for a in shown["acts"]))
        self.assertNotEqual(old, new)
        self.assertIn("in force", self.refused(paris, ref, "rebase",
                                               by="olivier"))
        # It outlives its file, as a kind outlives the program it came with.
        for node in self.line.nodes:
            node.kill()
            (node.dir / "kinds.d" / self.newer.name).unlink()
            node.start()
        self.two(paris, ref, *answer)
        shown = self.until(rabat, ref, lambda d: d["state"] == "answered")
        self.assertEqual("ELSEWHERE", shown["outcome"])
        for node in self.line.nodes:
            self.assertEqual(node.verify()[0], 0)

    def test_a_child_names_its_parent(self):
        parent = self.open()
        self.until(self.paris, parent, lambda d: d["state"] == "planned")
        child = self.open(f"part_of={parent}")
        shown = self.until(self.paris, child, lambda d: d["state"] == "planned")
        self.assertEqual(shown["parent"], self.rabat.show(parent)["id"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
