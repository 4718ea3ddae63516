#!/usr/bin/python3
"""Every rule that the program itself finds broken has its sentence in texts/,
and no sentence is of a rule that no code names. The rules of kinds have theirs
in the labels of the kinds."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
# What engineers read: faults of kind files, profiles and labels.
ENGINEERS = {"kind/build.c", "kind/condition_build.c", "kind/label.c",
             "kind/profile_check.c", "kind/finding.c", "cli/kind_check.c"}
# What the command says where no rule says it.
OWN = {"open", "other"}
CALLS = [
    r"wasl_findings_schema\(\s*[^;]*?,\s*[^;]*?,\s*{rule}",
    r"wasl_findings_add\([^;]*?WASL_SEVERITY_\w+(?:\s*:\s*WASL_SEVERITY_\w+)?"
    r",[^;]*?,\s*{rule}\s*,\s*\"[^\"]*\",\s*\"(?:T\d\d)?\"\s*,",
    r"\bwrong\(fault,\s*{rule}",
    r"\bnote\(l,\s*{rule}",
    r"\bfault\(m,\s*(?:\"/\w+\",\s*)?{rule}",
    r"\"rule\",\s*{rule},\s*\"source\", \"api\"",
]
RULE = r"\"([a-z][a-z0-9_]*)\""


def rules_of(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    for name, value in re.findall(r"#define (RULE_\w+) (\"\w+\")", text):
        text = text.replace(f"{name},", f"{value},")
    return {rule for call in CALLS
            for rule in re.findall(call.replace("{rule}", RULE), text)}


class Findings(unittest.TestCase):
    def test_every_rule_of_the_code_has_a_sentence_and_no_other(self):
        in_code = {}
        for path in sorted((ROOT / "src").rglob("*.c")):
            name = str(path.relative_to(ROOT / "src"))
            if name not in ENGINEERS:
                for rule in rules_of(path.read_text()):
                    in_code.setdefault(rule, name)
        english = (ROOT / "texts/house.en.ftl").read_text()
        said = set(re.findall(r"^finding-(\w+) =", english, re.M)) - OWN
        self.assertEqual({}, {r: f for r, f in in_code.items()
                              if r not in said})
        self.assertEqual(set(), said - set(in_code))


unittest.main()
