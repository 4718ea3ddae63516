"""Words as the tables of src/names key them."""
import unicodedata

from fold import ARABIC

ALEFS = {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي"}
LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "ı": "i", "đ": "d"}


def folded(word):
    """Letters alone, as wasl_fold gives them."""
    out = "".join(ALEFS.get(c, LIGATURES.get(c, c)) for c in word.replace("-", "").lower())
    return "".join(c for c in unicodedata.normalize("NFD", out) if not unicodedata.combining(c)) \
        if out[:1] < "\u0600" else out


def codes(word):
    """Letter numbers, bit 7 for Arabic; None for what is no plain word."""
    out = []
    for ch in word:
        if "a" <= ch <= "z":
            out.append(ord(ch) - 96)
        elif ch in ARABIC:
            out.append(0x81 + ARABIC.index(ch))
        else:
            return None
    return out


def key(word):
    """FNV-1a over the codes, as wasl_letters_key."""
    value = 2166136261
    for code in codes(word):
        value = (value ^ code) * 16777619 & 0xFFFFFFFF
    return value


def seed_rows(lines):
    """Each row of seed.txt: an Arabic word and its spellings."""
    for line in lines:
        words = line.split()
        if words and not line.startswith("#"):
            yield folded(words[0]), [folded(w) for w in words[1:]]
