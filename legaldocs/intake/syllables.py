"""Whether words are spelled as Vietnamese syllables are: how a conversion of letters proves that it was right."""

from __future__ import annotations

import re
import unicodedata

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(r"[^\W\d_]+")
_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|đ|g|h|k|l|m|n|p|q|r|s|t|v|x|"
_RIMES = (
    "a|ai|ao|au|ay|ac|am|an|ang|anh|ap|at|ach|ă|ăc|ăm|ăn|ăng|ăp|ăt|â|âc|âm|ân|âng|âp|ât|âu|ây|"
    "e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|êng|ênh|êp|êt|êu|ếc|i|ia|ich|iêc|iêm|iên|iêng|iêp|iêt|iêu|im|in|inh|ip|it|iu|"
    "o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oc|oe|oen|oeo|oet|oi|om|on|ong|op|ot|oăc|oăm|oăn|oăng|oăt|ooc|oong|"
    "ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|u|ua|uc|ui|um|un|ung|up|ut|uy|uya|uych|uyên|uyêt|uynh|uyt|uyu|uyp|uân|uâng|uât|uây|"
    "uê|uêch|uênh|uơ|uôc|uôi|uôm|uôn|uông|uôt|ư|ưa|ưc|ưi|ưng|ưm|ưn|ưt|ưu|ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu|"
    "y|yêm|yên|yêng|yêt|yêu|ynh|ych|uôu|uyn"
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})(?:{_RIMES})")


def is_syllable(word: str) -> bool:
    """Whether a word could be one Vietnamese syllable: onset and rime as the language has them, one tone at most."""
    letters = unicodedata.normalize("NFD", word.casefold())
    tones = sum(1 for character in letters if character in _TONES)
    if tones > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(character for character in letters if character not in _TONES))
    return _SYLLABLE.fullmatch(bare) is not None


def share_of_syllables(text: str, most: int = 4000) -> float:
    """Among words with a letter beyond ASCII, the share that are Vietnamese syllables; 0 where there is no such word."""
    marked = [word for word in _WORD.findall(text[:400_000]) if not word.isascii()][:most]
    return sum(map(is_syllable, marked)) / len(marked) if marked else 0.0
