"""The labelled questions are well formed, stand in their half, and the figures made from them are what they say."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter

import pytest

from bench import search_labels
from bench.bench_search_quality import GOALS, Outcome, gains, ndcg, percentile, share, table, times
from bench.search_labels import CLASSES, HALVES, Label, add, load
from legaldocs.domain.numbers import number_key
from legaldocs.domain.text import search_tokens

KEY = re.compile(r"[a-z0-9/.&_-]+(?:#(?:art|annex|cl|form)_\w+)?")


def everything():
    return [label for half in HALVES for label in load(half)]


@pytest.mark.parametrize("half", HALVES)
def test_every_label_stands_in_its_half(half):
    assert [label.question for label in load(half) if label.half != half] == []


@pytest.mark.parametrize("half", HALVES)
def test_a_file_is_what_its_labels_would_be_written_as(half):
    assert search_labels.path_of(half).read_text("utf-8") == search_labels.written(load(half), half)


def test_no_question_is_asked_twice():
    assert [q for q, count in Counter(label.question for label in everything()).items() if count > 1] == []


def test_one_answer_never_stands_in_both_halves():
    first = {half: {label.best[0] for label in load(half) if label.best} for half in HALVES}
    assert first["tune"] & first["test"] == set()


def test_keys_are_stable_keys_and_never_words_of_a_text():
    for label in everything():
        assert label.kind in CLASSES
        assert len(label.question) <= 160
        for key in (*label.best, *label.good):
            assert KEY.fullmatch(key), (label.question, key)
            document = key.partition("#")[0]
            assert number_key(document) == document, (label.question, key)


def test_there_are_enough_questions_of_every_class_in_each_half():
    assert len(everything()) >= 550
    for half in HALVES:
        counts = Counter(label.kind for label in load(half))
        assert min(counts[kind] for kind in CLASSES) >= 9, counts
        assert counts["citizen"] >= 80


def test_only_questions_the_corpus_cannot_answer_have_no_answer():
    for label in everything():
        assert bool(label.best) == (label.kind != "empty"), label.question
        assert not set(label.best) & set(label.good), label.question


def test_questions_without_diacritics_have_none():
    for label in everything():
        if label.kind.endswith("_plain"):
            assert label.question.isascii(), label.question


@pytest.mark.slow
def test_every_key_names_a_document_and_an_article_of_the_corpus(corpus_dir):
    articles: dict[str, set[str]] = {}
    for path in corpus_dir.glob("phap-dien-*.jsonl.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                found = articles.setdefault(number_key(row["number"]), set())
                found.update(search_tokens(str(article["num"])) for article in row["articles"])
    if not articles:
        pytest.skip(f"no Pháp điển at {corpus_dir}")
    laws = " ".join(path.name for path in (corpus_dir / "laws").glob("*.txt"))
    missing = []
    for label in everything():
        for key in (*label.best, *label.good):
            document, _, provision = key.partition("#")
            if document not in articles:
                if not _among_the_laws(document, laws):
                    missing.append(key)
                continue
            number = re.match(r"art_(\w+?)(?:__|$)", provision)
            if number and search_tokens(number[1]) not in articles[document] and not _among_the_laws(document, laws):
                missing.append(key)
    assert missing == []


def _among_the_laws(document, names):
    """The texts of laws carry no list of their articles: their year in the file's name is all that is looked for."""
    parts = re.fullmatch(r"\d+/(\d{4})/qh\d+", document)
    return bool(parts) and parts[1] in names


def test_adding_replaces_a_question_and_keeps_the_others(tmp_path, monkeypatch):
    monkeypatch.setattr(search_labels, "FOLDER", tmp_path)
    add(["number|1/2020|1/2020/nd-cp", "citizen|có được không|2/2020/qh14#art_1|2/2020/qh14#art_2,3/2020/nd-cp#art_3"])
    counts = add(["number|1/2020|1/2020/tt-btc", "", "empty|không có"])
    assert sum(counts.values()) == 3
    known = {label.question: label for half in HALVES for label in load(half)}
    assert known["1/2020"].best == ("1/2020/tt-btc",)
    assert known["có được không"].good == ("2/2020/qh14#art_2", "3/2020/nd-cp#art_3")
    assert known["không có"].best == ()


LABEL = Label("hỏi", "citizen", best=("1/2020/qh14#art_1", "2/2020/nd-cp"), good=("1/2020/qh14#art_2",))


@pytest.mark.parametrize(
    ("number", "eid", "grade"),
    [
        ("1/2020/qh14", "art_1", 2),
        ("1/2020/qh14", "art_1__cl_2", 2),
        ("1/2020/qh14", "art_10", 0),
        ("1/2020/qh14", "art_2__cl_1__point_a", 1),
        ("1/2020/qh14", None, 0),
        ("2/2020/nd-cp", None, 2),
        ("2/2020/nd-cp", "art_1", 0),
        ("3/2020/nd-cp", None, 0),
    ],
)
def test_an_answer_is_graded_by_document_and_provision(number, eid, grade):
    assert LABEL.matched(number, eid)[1] == grade


def test_a_second_answer_to_the_same_key_brings_nothing():
    answers = [
        ("9/2020/qh14", None),
        ("1/2020/qh14", "art_1"),
        ("1/2020/qh14", "art_1__cl_1"),
        ("1/2020/qh14", "art_2"),
    ]
    assert gains(LABEL, answers) == [0, 2, 0, 1]


def test_the_ideal_order_gains_everything_and_none_gains_nothing():
    assert ndcg(LABEL, [2, 2, 1]) == pytest.approx(1)
    assert ndcg(LABEL, [0, 0]) == 0
    assert 0 < ndcg(LABEL, [1, 2, 2]) < 1
    assert ndcg(LABEL, [0] * 10 + [2]) == 0


def outcome(kind="number", rank=1, **more):
    values = {"question": "hỏi", "ndcg": 1.0, "honest": False, "wall_ms": 1.0, "cpu_ms": 1.0} | more
    return Outcome(kind=kind, rank=rank, **values)


def test_figures_are_means_over_the_class():
    rows = [outcome(rank=1), outcome(rank=2), outcome(rank=0), outcome(rank=1)]
    assert share(rows, "MRR") == pytest.approx(0.625)
    assert share(rows, "success@1") == pytest.approx(0.5)
    assert share([outcome(honest=True), outcome()], "honest") == pytest.approx(0.5)


def test_the_table_says_which_goals_are_met_and_leaves_empty_questions_out_of_the_whole():
    rows = [outcome(), outcome("citizen", 0, ndcg=0.0), outcome("empty", 0, ndcg=0.0, honest=True)]
    text = "\n".join(table("test", rows))
    assert "success@1 ≥ 0.99: 1.000 ✓" in text
    assert "MRR ≥ 0.55: 0.000 ✗" in text
    assert "honest ≥ 1.0: 1.000 ✓" in text
    assert re.search(r"tất cả câu có câu trả lời\s+2\s+0\.500", text)


def test_every_goal_belongs_to_a_class():
    assert set(GOALS) <= set(CLASSES)


def test_times_name_the_slowest_question():
    rows = [outcome(wall_ms=float(n), question=f"câu {n}") for n in range(1, 101)]
    assert percentile([row.wall_ms for row in rows], 0.95) == 96
    assert "slowest 100 ms: câu 100" in times(rows)
