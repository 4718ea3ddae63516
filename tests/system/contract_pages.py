"""Page by page a list is the same as at once: nothing twice, nothing left
out."""
import urllib.parse

from contract_house import WHO, Api

# What the story leaves empty at Paris: refusals are Rabat's, and no sheet of
# figures is in force.
EMPTY = {"/v1/refused", "/v1/grounds", "/v1/sheets"}


# Rows that are read one by one: the access log has one of every look, and as
# many of them as a slow machine had to wait.
MOST = 100


class Pages(Api):
    def pages(self):
        """Every list that has pages, its first rows by pages of one."""
        for method, path, _, op in self.contract.operations:
            names = {p["name"] for p in map(self.contract.resolve,
                                            op.get("parameters", []))}
            path = path.replace("{ref}/acts", f"{self.reference}/acts")
            if not {"after", "limit"} <= names or "{" in path:
                continue
            by = WHO.get(op["x-wasl-right"], "valerie")
            schema = self.contract.resolve(op["responses"]["200"]["content"][
                "application/json"]["schema"])
            name = next(n for n, s in schema["properties"].items()
                        if s.get("type") == "array")
            # A receipt that comes meanwhile changes a row: then once more.
            whole, before = self.ask(200, method, path, by=by), None
            tries = iter(range(100))
            while whole != before and next(tries, None) is not None:
                before, rows, after = whole, [], ""
                while after is not None and len(rows) < MOST:
                    page = self.ask(200, method, f"{path}?limit=1" + (
                        after and f"&after={urllib.parse.quote(after)}"),
                        by=by)
                    self.assertLessEqual(len(page[name]), 1)
                    rows += page[name]
                    after = page["next"]
                whole = self.ask(200, method, path, by=by)
            self.assertEqual(whole, before, f"{path} never stands still")
            self.assertEqual(rows, whole[name][:MOST], path)
            self.assertEqual(after is None, len(whole[name]) <= MOST, path)
            self.assertEqual(not rows, path in EMPTY, path)
            problem = self.ask(422, method, f"{path}?after=x", by=by)
            self.assertEqual(problem["findings"][0]["pointer"], "after")
