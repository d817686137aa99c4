"""What fingers do to Vietnamese words: Telex and VNI keys left in the text, letters confused, swapped, lost or doubled.

Pure functions on single words. A word with keys left in it is read again as the keyboard should have done; the other
slips only propose words, of which ``spelling`` takes one the corpus knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|g|h|k|l|m|n|p|r|s|t|v|x|"
_RHYMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec|iem|ien|ieng|iep|iet|ieu|im|"
    "in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oc|oe|oen|oeo|oet|oi|om|on|ong|ooc|oong|op|ot|u|"
    "ua|uan|uang|uat|uay|uc|ue|uech|uen|uenh|uet|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu|uy|uya|uych|"
    "uyen|uyet|uyn|uynh|uyt|uyu|y|yem|yen|yeng|yet|yeu|ynh|yt"
)
#: c/k, g/gh, ng/ngh go by the vowel that follows; qu takes no second u.
_SYLLABLE = re.compile(rf"(?!c[iey]|k[aou]|ng[iey]|ngh[aouy]|gh[aouy]|ge|quu)(?:{_ONSETS})(?:{_RHYMES})")
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = dict(zip("12345", "sfrxj", strict=True))
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"o": "ơ", "u": "ư", "a": "ă"}
_VOWELS = frozenset("aăâeêioôơuưy")
_LETTERS = "abcdeghiklmnopqrstuvxy"
_TELEX = re.compile(r"[a-z]{2,12}")
_VNI = re.compile(r"[a-z]{1,8}(?:[1-9][a-z]{0,7}){1,5}")
#: Longer words are no Vietnamese syllable with a slip.
LONGEST = 10


def is_syllable(folded: str) -> bool:
    """Whether a folded word could be a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(folded) is not None


def reread(word: str) -> str:
    """A word with Telex or VNI keys left in it as it was meant (``ddaats`` → ``đất``); any other word as it is."""
    lowered = word.lower()
    if not lowered.isascii() or len(lowered) > 12 or is_syllable(lowered):
        return word
    meant = ""
    if _VNI.fullmatch(lowered):
        meant = _read_vni(lowered)
    elif _TELEX.fullmatch(lowered):
        meant = _read_telex(lowered)
    return meant or word


@lru_cache(maxsize=2048)
def _read_telex(word: str) -> str:
    letters: list[str] = []
    tone, marks = "", 0
    for position, key in enumerate(word):
        has_vowel = any(letter in _VOWELS for letter in letters)
        before = letters[-1] if letters else ""
        if key == "d" and letters == ["d"]:
            letters[0], marks = "đ", marks + 1
        elif key in _HATS and before == key:
            letters[-1], marks = _HATS[key], marks + 1
        elif key == "w":
            if not _put_horn(letters):
                letters.append("ư")
            marks += 1
        elif key in _TONES and has_vowel:
            at_end = all(rest in "sfrxj" for rest in word[position:])
            if not at_end and not marks and before not in _VOWELS:
                return ""
            tone, marks = key, marks + (1 if at_end or key in "fj" else 0)  # no Vietnamese word has f or j
        else:
            letters.append(key)
    return _compose(letters, tone) if marks else ""


def _read_vni(word: str) -> str:
    letters: list[str] = []
    tone = ""
    for key in word:
        if key in _VNI_TONES:
            tone = _VNI_TONES[key]
        elif key == "9":
            if "d" not in letters:
                return ""
            letters[letters.index("d")] = "đ"
        elif key == "6":
            place = next((p for p in reversed(range(len(letters))) if letters[p] in _HATS), None)
            if place is None:
                return ""
            letters[place] = _HATS[letters[place]]
        elif key in "78":
            if not _put_horn(letters):
                return ""
        else:
            letters.append(key)
    if not any(letter in _VOWELS for letter in letters) or len(letters) < 2:
        return ""
    return _compose(letters, tone)


def _put_horn(letters: list[str]) -> bool:
    """Horn or breve on the last vowel that takes one; both vowels of ``uo``."""
    place = next((p for p in reversed(range(len(letters))) if letters[p] in _HORNS), None)
    if place is None:
        return False
    if letters[place] == "a" and place and letters[place - 1] == "u" and letters[:place] != ["q", "u"]:
        place -= 1  # "cua" + w is "cưa"
    letters[place] = _HORNS[letters[place]]
    if letters[place] == "ơ" and place and letters[place - 1] == "u":
        letters[place - 1] = "ư"
    return True


def _compose(letters: list[str], tone: str) -> str:
    """The syllable with its tone on the vowel that carries it; "" when it is no syllable."""
    word = "".join(letters)
    folded = "".join(unicodedata.normalize("NFD", letter)[0] for letter in word.replace("đ", "d"))
    if not is_syllable(folded):
        return ""
    if not tone:
        return word
    begin = 2 if word.startswith(("qu", "gi")) and len(word) > 2 and word[2] in _VOWELS else 0
    places = [place for place in range(begin, len(word)) if word[place] in _VOWELS]
    if not places:
        return ""
    marked = [place for place in places if word[place] not in "aeiouy"]
    if marked:
        carrier = marked[-1]
    elif places[-1] < len(word) - 1 or len(places) == 1:
        carrier = places[-1]
    else:
        carrier = places[-2]
    return unicodedata.normalize("NFC", f"{word[: carrier + 1]}{_TONES[tone]}{word[carrier + 1 :]}")


_ONSET_GROUPS = (
    ("s", "x"),
    ("tr", "ch"),
    ("d", "gi", "r", "v"),
    ("l", "n"),
    ("c", "k", "q"),
    ("ng", "ngh"),
    ("g", "gh"),
    ("ph", "f"),
    ("gi", "j", "z", "d"),
    ("kh", "h"),
)
_END_GROUPS = (
    ("n", "ng", "nh"),
    ("c", "t", "ch"),
    ("i", "y"),
    ("ao", "au"),
    ("iu", "ieu"),
    ("uu", "uou", "iu"),
    ("um", "uom"),
)


@lru_cache(maxsize=4096)
def confusions(word: str) -> frozenset[str]:
    """Words that sound alike in some part of the country: s/x, tr/ch, d/gi/r, l/n, i/y, final n/ng, c/t …"""
    found: set[str] = set()
    for group in _ONSET_GROUPS:
        for onset in group:
            if word.startswith(onset):
                found |= {other + word[len(onset) :] for other in group if other != onset}
    for base in (word, *tuple(found)):
        for group in _END_GROUPS:
            for end in group:
                if base.endswith(end) and len(base) > len(end):
                    found |= {base[: -len(end)] + other for other in group if other != end}
    if word.startswith("gi"):
        found.add(f"d{word[1:]}")
    found.discard(word)
    return frozenset(found)


_WRITTEN_ONSETS = (("s", "x"), ("tr", "ch"), ("d", "gi", "r", "v"), ("l", "n"), ("c", "k"))
_WRITTEN_ENDS = (("n", "ng"), ("c", "t"), ("i", "y"))


@lru_cache(maxsize=4096)
def heard_alike(typed: str) -> frozenset[str]:
    """Words written with their diacritics that sound like this one somewhere: ``sử`` and ``xử``, ``dúp`` and ``giúp``;
    hỏi and ngã need no care, for the search folds them."""
    found: set[str] = set()
    for group in _WRITTEN_ONSETS:
        for onset in group:
            if typed.startswith(onset) and not typed[len(onset) :].startswith("h"):
                found |= {other + typed[len(onset) :] for other in group if other != onset}
    for group in _WRITTEN_ENDS:
        for end in group:
            if typed.endswith(end) and len(typed) > len(end) + 1:
                found |= {typed[: -len(end)] + other for other in group if other != end}
    found.discard(typed)
    return frozenset(found)


def one_edit_away(word: str) -> Iterator[str]:
    """Words one slip away: two letters swapped, one lost, one too many, one wrong."""
    if len(word) > LONGEST:
        return
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    for left, right in splits:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _LETTERS:
            yield left + letter + right
            if right and letter != right[0]:
                yield left + letter + right[1:]


#: Keys side by side, or the same key pressed for another: a wrong letter from here is likelier than any other.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


@lru_cache(maxsize=1)
def _neighbours() -> dict[str, frozenset[str]]:
    places = {key: (row, column) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    return {
        key: frozenset(
            other for other, (r, c) in places.items() if other != key and abs(r - row) <= 1 and abs(c - column) <= 1
        )
        for key, (row, column) in places.items()
    }


def slip_cost(typed: str, meant: str) -> float:
    """How unlikely the slip is, for words one edit apart: a swap or a lost letter less than a wrong one far away."""
    if len(typed) == len(meant):
        wrong = [place for place in range(len(typed)) if typed[place] != meant[place]]
        if len(wrong) == 2:
            return 1.0
        if len(wrong) == 1:
            place = wrong[0]
            return 1.6 if meant[place] in _neighbours().get(typed[place], frozenset()) else 2.4
        return 3.0
    longer, shorter = (typed, meant) if len(typed) > len(meant) else (meant, typed)
    doubled = any(longer[p] == longer[p - 1] and longer[:p] + longer[p + 1 :] == shorter for p in range(1, len(longer)))
    if len(typed) > len(meant):
        return 1.0 if doubled else 1.8
    return 1.2
