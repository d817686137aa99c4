"""Words of a question become terms; the corpus says which neighbours are one word and what is rare."""

from __future__ import annotations

import gc
import weakref

import pytest

from legaldocs.domain.text import fold
from legaldocs.search.plan import RELAXED, Concept, Heard, Plan, Term, Variant, Wanted, tokens_of, tokens_of_text
from legaldocs.search.planning import CONCEPT, HEARD, HEARD_IN_FIELD, HEARD_OF_TALE, LIGHTEST, UNKNOWN, Planner
from legaldocs.search.vocabulary import Vocabulary, count_texts, tone_placed

TEXTS = [
    *["Thu hồi đất theo quy định của pháp luật về đất đai."] * 30,
    *["Quy định về thu hồi giấy phép."] * 30,
    *["Đấu giá tài sản của doanh nghiệp theo quy định."] * 20,
    *["Kết hôn, ly hôn theo quy định."] * 5,
    *["Người lao động nghỉ hưu theo quy định về thời hạn."] * 10,
    *["Quy định của luật."] * 200,
]


@pytest.fixture(scope="module")
def planner() -> Planner:
    return Planner(count_texts(TEXTS))


def runs(plan: Plan) -> list[tuple[str, ...]]:
    return [term.runs[0] for term in plan.terms]


def wanted(text: str, **more) -> Wanted:
    return Wanted(words=tuple(text.split()), **more)


def test_neighbours_that_belong_together_are_one_term(planner):
    assert runs(planner.plan(wanted("thu hoi dat"))) == [("thu", "hoi"), ("dat",)]
    assert runs(planner.plan(wanted("dau gia tai san"))) == [("dau", "gia"), ("tai", "san")]


def test_the_chance_neighbour_only_helps_the_order(planner):
    assert ("hoi", "dat") in [run for run, _ in planner.plan(wanted("thu hoi dat")).near]


def test_the_rare_weighs_more_than_the_frequent(planner):
    assert planner.weight(("ket", "hon")) > planner.weight(("quy", "dinh"))
    assert planner.weight(("quy", "dinh")) >= LIGHTEST


def test_what_the_corpus_does_not_know_still_counts(planner):
    assert planner.weight(("xyzzy",)) == UNKNOWN
    assert planner.weight(("thu", "xyzzy")) == UNKNOWN


def test_idle_words_are_no_terms(planner):
    plan = planner.plan(wanted("nghi huu la gi", idle=frozenset({2, 3}), natural=True))
    assert runs(plan) == [("nghi", "huu")]


def test_an_idle_word_that_makes_a_word_with_its_neighbour_is_kept(planner):
    """ "tai" typed without diacritics may be "tại"; in "tai san" it is not."""
    plan = planner.plan(wanted("doanh nghiep dau gia tai san", idle=frozenset({2, 4})))
    assert set(runs(plan)) == {("doanh", "nghiep"), ("dau", "gia"), ("tai", "san")}


def test_a_variant_stands_beside_what_was_typed_or_instead_of_it(planner):
    beside = planner.plan(wanted("so do", variants=(Variant(0, 2, (("giay", "chung", "nhan"),)),)))
    assert beside.terms[0].runs == (("so", "do"), ("giay", "chung", "nhan"))
    instead = planner.plan(wanted("gcn", variants=(Variant(0, 1, (("giay", "chung", "nhan"),), instead=True),)))
    assert instead.terms[0].runs == (("giay", "chung", "nhan"),)


def test_two_ways_to_write_a_syllable_are_no_synonym(planner):
    plan = planner.plan(wanted("li hon", variants=(Variant(0, 1, (("ly",),)),)))
    assert runs(plan) == [("ly", "hon")]


def test_a_natural_question_may_lack_some_terms_and_hints_at_headings(planner):
    plan = planner.plan(wanted("nghi huu mat bao lau", idle=frozenset({2, 3, 4}), natural=True))
    assert ("thoi", "han") in [run for run, _ in plan.near]
    both = planner.plan(wanted("nghi huu ket hon", natural=True))
    assert both.floor == RELAXED


def test_only_words_that_say_nothing_are_looked_for_all_the_same(planner):
    assert not planner.plan(wanted("cua cac")).is_empty


def test_without_counted_words_pairs_are_guessed():
    plan = Planner(Vocabulary()).plan(wanted("xu phat doanh nghiep"))
    assert runs(plan) == [("xu", "phat"), ("doanh", "nghiep")]


def test_nothing_asked_is_an_empty_plan(planner):
    assert planner.plan(Wanted()).is_empty


def test_tokens_of_a_run_are_its_pairs():
    assert tokens_of(("thue",)) == ("thue",)
    assert tokens_of(("bao", "hiem", "xa", "hoi")) == ("bao_hiem", "hiem_xa", "xa_hoi")
    assert tokens_of_text("thu hoi dat") == "thu hoi dat thu_hoi hoi_dat"


def test_a_plan_of_one_term_cannot_ask_for_less():
    assert not Plan(terms=(Term((("a",),)),)).can_relax
    plan = Plan(terms=(Term((("a",),)), Term((("b",),))))
    assert plan.can_relax
    assert not plan.relaxed().can_relax
    assert plan.window < plan.relaxed().window


def test_a_concept_takes_the_place_of_its_words_which_only_help_the_order(planner):
    concept = Concept(frozenset({0, 3}), (("thu", "hoi", "dat"),))
    plan = planner.plan(wanted("dat bi nguoi lay", natural=True, concepts=(concept,)))
    assert (("thu", "hoi", "dat"),) in [term.runs for term in plan.terms]
    assert next(term.weight for term in plan.terms if term.runs[0] == ("thu", "hoi", "dat")) == CONCEPT
    assert ("dat",) not in runs(plan)
    assert ("dat",) in [run for run, _ in plan.near]


def test_what_is_read_of_laws_reaches_the_plan(planner):
    plan = planner.plan(wanted("nghi huu", natural=True, laws=((7, 1.0),), older=frozenset({3})))
    assert (plan.laws, plan.older, plan.natural) == (((7, 1.0),), frozenset({3}), True)


def test_a_planner_let_go_takes_its_vocabulary_along():
    """A worker must not hold the words of the corpus twice after they were counted anew."""
    own = Planner(count_texts(TEXTS))
    own.plan(wanted("thu hoi dat"))
    gone = weakref.ref(own)
    del own
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize(
    ("text", "idle", "whole"),
    [
        ("thu hoi dat", (), "thu hoi dat"),
        ("nghi huu la gi", (2, 3), "nghi huu"),
        ("cho hoi thu hoi dat co duoc khong", (0, 1, 5, 6, 7), "thu hoi dat"),
        ("dau gia tai san cua doanh nghiep", (4,), "dau gia tai san cua doanh nghiep"),
        ("dat la gi", (1, 2), ""),
        ("la gi", (0, 1), ""),
    ],
)
def test_the_question_word_for_word_is_without_what_tells_nothing_at_its_ends(planner, text, idle, whole):
    plan = planner.plan(wanted(text, idle=frozenset(idle), natural=bool(idle)))
    assert plan.whole == tuple(whole.split())


def test_neighbours_that_each_say_nothing_are_remembered_of_a_question_of_no_field(planner):
    asked = wanted("dau gia o bo an gi", idle=frozenset({2, 5}), natural=True, asked=True)
    plan = planner.plan(asked)
    assert plan.strange
    assert runs(plan) == [("dau", "gia")]
    assert plan.untold == (("bo", "an"),)


def test_of_a_question_of_a_known_field_they_are_not(planner):
    asked = wanted("dau gia o bo an gi", idle=frozenset({2, 5}), natural=True, asked=True, laws=((7, 1.0),))
    assert planner.plan(asked).untold == ()


@pytest.mark.parametrize(("laws", "strange"), [((), True), (((1, 0.33),), True), (((1, 0.33), (2, 0.5)), False)])
def test_a_field_guessed_from_one_short_word_is_no_known_field(planner, laws, strange):
    asked = wanted("dau gia tai san gi", idle=frozenset({4}), natural=True, asked=True, laws=laws)
    assert planner.plan(asked).strange is strange


def test_words_that_nobody_asks_with_are_never_strange(planner):
    assert not planner.plan(wanted("dau gia tai san")).strange


def typed(text: str, **more) -> Wanted:
    return wanted(fold(text), typed=tuple(text.split()), **more)


def heard_of(planner: Planner, asked: Wanted) -> Heard:
    heard = planner.plan(asked).heard
    assert heard is not None
    return heard


def test_a_question_with_diacritics_is_to_be_heard_with_them(planner):
    heard = heard_of(planner, typed("thu hồi đất vàng"))
    assert not heard.plain
    assert heard.words == tuple(map(tone_placed, ("thu", "hồi", "đất", "vàng")))


@pytest.mark.parametrize("text", ["thu hoi dat vang", "thu hoi dat vàng"])
def test_where_diacritics_were_left_out_the_words_are_heard_folded(planner, text):
    heard = heard_of(planner, typed(text))
    assert heard.plain
    assert heard.words == ("thu", "hoi", "dat", "vang")


def test_a_word_that_the_corpus_writes_with_its_neighbour_tells_nothing_alone(planner):
    heard = heard_of(planner, typed("giá thu hồi xe"))
    assert heard.alone == frozenset([3])  # "gia" stands in every fourth entry, "xe" in none


def test_words_that_tell_nothing_do_not_tell_alone(planner):
    heard = heard_of(planner, typed("xe này", idle=frozenset([1])))
    assert heard.alone == frozenset([0])


def test_without_words_as_typed_or_a_counted_corpus_nothing_is_to_be_heard(planner):
    assert planner.plan(wanted("thu hoi dat")).heard is None
    assert Planner(Vocabulary()).plan(typed("thu hồi đất")).heard is None


@pytest.mark.parametrize(
    ("more", "least"),
    [
        ({}, HEARD),
        ({"natural": True, "asked": True}, HEARD),
        ({"natural": True}, HEARD_OF_TALE),
        ({"natural": True, "asked": True, "laws": ((1, 0.5),)}, HEARD_IN_FIELD),
        ({"natural": True, "asked": True, "laws": ((1, 0.33),)}, HEARD),
    ],
)
def test_how_much_must_be_heard_hangs_on_what_was_understood(planner, more, least):
    heard = heard_of(planner, typed("thu hồi đất của doanh nghiệp", **more))
    assert heard.least == least


def test_words_of_a_known_field_and_of_what_several_mean_are_understood(planner):
    concept = Concept(frozenset([0]), (("thu", "hoi", "dat"),))
    more = {"natural": True, "asked": True, "of_field": frozenset([3]), "concepts": (concept,)}
    heard = heard_of(planner, typed("lấy đất của dân", **more))
    assert heard.understood == frozenset([0, 3])
    weak = heard_of(planner, typed("lấy đất của dân", natural=True, asked=True, of_field=frozenset([3])))
    assert weak.understood == frozenset()
