"""Syllables of Vietnamese: what a word with Vietnamese letters can be. What is none is glued, mistyped or misread.

A syllable is an initial consonant, a rhyme and a tone; both sets are closed, so they are written out. Words of foreign
origin are told by what they lack: they have no Vietnamese letter, or they stand on the short list of loanwords. It is
also by its syllables that a conversion of old letters proves that it was right.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

INITIALS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"
RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êc êch êm
ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot oa oac oach oai oam
oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ooc oong oon ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
ơc ơng u ua uc ui um un ung up ut uân uât uây uâng uê uêch uênh uên uêt uôc uôi uôm uôn uông uôt uơ uy uya uych uynh uyt
uyu uyn uyp uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y ya yêm yên yêng yêt yêu yn ynh yt ych
"""
AFTER_QU = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây e ec en eo et ê ên êch ênh êt i ic ich in
inh it o oc ot ô ôc ôt ơ ơn y ych yên yêt ynh yt yn yp yu
"""
LOANWORDS = """
amiăng axít bazơ catalô đioxit điôxít điezen điôxin gíc ríc hyđrô hyđrôxit kêpi kilôgam kilôgram kilômét kilôoát kiốt
lít mêtan mêga ôxít ôxy ôzôn prôtêin pôlyme rơn xítric xtơ xtrây zôn côngtenơ cácbon cácbonát amôniắc mônôxít êtanol
mêtanol gờram prôpan tôluen xăngtimét milimét đềximét hécta xêri sơmi
"""
_SYLLABLES = frozenset(first + rhyme for first in ("", *INITIALS.split()) for rhyme in RHYMES.split()) | {
    f"qu{rhyme}" for rhyme in AFTER_QU.split()
}
_LOANS = frozenset(LOANWORDS.split())
_TONES = dict.fromkeys([0x300, 0x301, 0x303, 0x309, 0x323])
_TONE_MARKS = frozenset(map(chr, _TONES))
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_LETTER = re.compile(r"[ăâđêôơưà-ãè-êìíò-õùúýđĩũ\u1ea0-\u1ef9]")
LONGEST = 7  # "nghiêng"


def without_tone(word: str) -> str:
    """The word in lower case without its tone mark; ă, â, ê, ô, ơ, ư stay."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", word.lower()).translate(_TONES))


@lru_cache(maxsize=32_768)
def is_odd(word: str) -> bool:
    """Whether a word has Vietnamese letters and cannot be a Vietnamese syllable.

    Names (a capital first) may be of any language of the country, so only their length is looked at.
    """
    lowered = word.lower()
    if len(word) < 2 or lowered in _LOANS or not _LETTER.search(lowered):
        return False
    if word != lowered and (len(word) <= LONGEST or word.isupper()):
        return False
    if len(word) <= 2 and "đ" in lowered:
        return False  # an abbreviation: "tđ", "hđ"
    return without_tone(word) not in _SYLLABLES


@lru_cache(maxsize=32_768)
def is_syllable(word: str) -> bool:
    """Whether a word could be one Vietnamese syllable, with one tone at most."""
    letters = unicodedata.normalize("NFD", word.lower())
    return sum(letter in _TONE_MARKS for letter in letters) < 2 and without_tone(word) in _SYLLABLES


def share_of_syllables(text: str, most: int = 4000) -> float:
    """Among words with a letter beyond ASCII, the share that are Vietnamese syllables; 0 where there is no such word."""
    found = [word for word in _WORD.findall(text[:400_000]) if not word.isascii()][:most]
    return sum(map(is_syllable, found)) / len(found) if found else 0.0
