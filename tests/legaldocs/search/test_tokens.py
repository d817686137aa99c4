"""What of an entry is indexed."""

from __future__ import annotations

from legaldocs.search import tokens
from legaldocs.search.plan import Plan, Term
from legaldocs.search.postgresql import condition_sql
from legaldocs.search.sqlite import match_expression
from legaldocs.search.tokens import Condition, all_hashed, entry_tokens, hashed


def test_an_entry_has_syllables_pairs_and_those_of_its_heading_marked():
    found = entry_tokens("dieu 5 thu hoi", "bi thue dat", "nghi dinh")
    assert {"thue", "bi_thue", "thue_dat", "nghi_dinh", "thu_hoi", "^thu_hoi", "^dieu", "^5"} <= found
    assert "^thue" not in found
    assert "hoi_bi" not in found  # the heading's last word is no neighbour of the text's first


def test_syllables_of_every_fourth_entry_are_indexed_for_headings_only():
    found = entry_tokens("quy", "dinh", "")
    assert "^quy" in found
    assert not {"quy", "dinh", "^dinh"} & found


def test_hashes_fit_four_signed_bytes_and_differ():
    values = {hashed(f"{a}_{b}") for a in ("thu", "hoi", "dat") for b in ("quy", "dinh", "phap")}
    assert len(values) == 9
    assert all(-(2**31) <= value < 2**31 for value in values)


def test_a_term_is_found_by_any_of_its_runs_each_as_a_whole():
    term = Term((("xe", "may"), ("xe", "gan", "may")))
    assert tokens.in_text(term) == (("xe_may",), ("xe_gan", "gan_may"))
    assert tokens.in_heading(term) == (("^xe_may",), ("^xe_gan", "^gan_may"))
    assert tokens.of_run(("quy",)) == ("^quy",)


def test_the_languages_of_the_engines_say_the_same():
    condition = Condition(((("a",),), (("b",), ("c", "d"))), ("e",))
    assert match_expression(condition) == '("a" AND (("b") OR ("c" AND "d"))) NOT "e"'
    sql, values = condition_sql(condition)
    assert sql == "e.tokens @> %s AND (e.tokens && %s OR e.tokens @> %s) AND NOT e.tokens @> %s"
    assert values == [[hashed("a")], [hashed("b")], [hashed("c"), hashed("d")], [hashed("e")]]


def test_phrases_and_exclusions_of_a_plan():
    plan = Plan(phrases=(("chien", "luoc"),), excluded=("thue",))
    assert tokens.always(plan) == ((("chien_luoc",),),)
    assert tokens.excluded(plan) == ("thue",)


def test_many_tokens_are_hashed_as_each_of_them_into_four_bytes_with_a_sign():
    tokens = ["thu_hoi", "dat", "^dieu", "43/2011", "đ", ""]
    assert all_hashed(tokens) == [hashed(token) for token in tokens]
    assert all(-(2**31) <= number < 2**31 for number in all_hashed(tokens))
