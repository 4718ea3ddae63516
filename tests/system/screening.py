"""Two running nodes that search for persons, with one request that both have.
All persons are invented."""
import json

from nodes import EXAMPLES
from scene import Scene

REQUEST = EXAMPLES / "arrest-request.json"
LATIN = "Salim El Mitali El Khayali"
ARABIC = "سليم المثالي الخيالي"
REASON = "contrôle d'identité, gare d'Exemple"


class Screening(Scene):
    """olivier drafts, valerie approves; ugo's unit sees its own only."""

    MORE = {"FR": [("ugo", "PJ", "unit"), ("dora", "DPD", "dpo")]}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ref = cls.line.request(cls.paris, "arrest", "--file", REQUEST)

    def screen(self, *words, by="olivier", node=None):
        return (node or self.paris).wasl("screen", *words, by=by)

    def refs(self, answer):
        return [h["reference"] for h in answer["hits"]]

    def persons(self, node=None):
        node = node or self.paris
        return node.wasl("status", by=node.admin)["persons"]

    def changed(self, given, family, given_ar, family_ar, born="1955-12-24"):
        """The request for another invented person."""
        request = json.loads(REQUEST.read_text())
        request["person"].update(
            given_names=given_ar, family_name=family_ar,
            given_names_latin=given, family_name_latin=family,
            birth_date=born)
        for name in ["other_spellings", "documents"]:
            del request["person"][name]
        path = self.base / f"{family.replace(' ', '')}.json"
        path.write_text(json.dumps(request))
        return path

    def sent(self, path):
        """A request of Paris from this file; its reference, once it came."""
        return self.line.request(self.paris, "arrest", "--file", path)
