"""The demo: what it holds, and every page of it opens."""

from __future__ import annotations

import datetime
import io

import pytest
from django.urls import reverse
from wagtail.models import Page

from consultations.models import AgencyReply, Comment, ConsultationPage, Submission
from consultations.receipts import grouped
from consultations.services.verifying import check_all_seals
from home.demo import consultation_closed, consultation_open, documents
from home.demo.document_facts import DOCUMENTS
from legaldocs.domain.reading import read_text
from legaldocs.models import DocumentFile, LegalDocument, Relation

pytestmark = pytest.mark.django_db
ISSUED_FILES = [facts.file for facts in DOCUMENTS]
STATUSES = {
    "02/2014/TTLT-BMTN-BDVM": "unknown",
    "02/2023/TT-BMTN": "expired",
    "01/2025/NĐ-CPM": "partly_expired",
    "05/2025/TT-BMTN": "in_force",
    "02/CT-BMTN": "in_force",
    "01/2026/TT-BMTN": "in_force",
    "88/QĐ-BMTN": "in_force",
    "41/KH-BMTN": "in_force",
    "01/VBHN-BMTN": "unknown",
    "215/BMTN-PC": "in_force",
    "03/2026/NQ-CPM": "in_force",
    "09/2026/TT-BMTN": "not_yet",
}


class TestDocuments:
    @pytest.mark.parametrize(
        "name", [*ISSUED_FILES, "drafts/quyen-nguoi-gui-mau-2", "drafts/diem-luu-dong-2", "drafts/diem-luu-dong-3"]
    )
    def test_every_text_is_read_without_an_error_and_says_that_it_is_a_sample(self, name):
        text = documents.read_text_of(name)
        assert [finding for finding in read_text(text).findings if finding.severity == "error"] == []
        assert "không có giá trị pháp lý)" in text

    def test_stored_wordings_have_no_finding_of_severity_error(self, demo):
        for document in LegalDocument.objects.filter(is_sample=True):
            for expression in document.expressions.all():
                assert [row for row in expression.findings if row["severity"] == "error"] == []
                assert expression.live
                assert expression.provision_count

    def test_validity_is_as_intended(self, demo):
        found = dict(LegalDocument.objects.filter(number__in=STATUSES).values_list("number", "status"))
        assert found == STATUSES

    def test_the_document_that_came_out_of_the_consultation_is_in_force(self, demo):
        document = ConsultationPage.objects.get(slug=consultation_closed.SLUG).document
        assert (document.stage, document.status) == ("issued", "in_force")
        assert [expression.name for expression in document.expressions.order_by("pk")] == [
            "Dự thảo 2",
            "Dự thảo 3",
            "Bản ban hành",
        ]
        assert [signer.name for signer in document.signers.all()] == ["Trần Thị Thử"]

    def test_facts_are_complete(self, demo):
        for document in LegalDocument.objects.filter(is_sample=True, stage="issued"):
            assert document.issuer.is_sample, document
            assert document.issued_on, document
            assert document.valid_from or document.valid_from_note, document
            assert document.abstract, document
            assert document.signers.exists(), document
            assert document.subjects.exists(), document
            assert {file.file.name.rsplit(".", 1)[1] for file in document.files.all()} >= {"docx"}, document
            assert all(file.size and file.sha256 for file in document.files.all())

    def test_two_ministries_issued_the_joint_circular(self, demo):
        document = LegalDocument.objects.get(number="02/2014/TTLT-BMTN-BDVM")
        assert document.issuer.code == "BMTN"
        assert [issuer.code for issuer in document.joint_issuers.all()] == ["BDVM"]

    def test_relations_point_at_provisions_that_exist(self, demo):
        relations = Relation.objects.filter(source__is_sample=True, target__isnull=False)
        assert {relation.kind for relation in relations} >= {
            "based_on",
            "guides",
            "amends",
            "replaces",
            "repeals_part",
            "consolidates",
            "related",
        }
        for relation in relations:
            for document, eid in ((relation.source, relation.source_eid), (relation.target, relation.target_eid)):
                if eid:
                    assert document.expressions.filter(provisions__eid=eid).exists(), (relation, eid)

    def test_the_consolidated_text_is_the_circular_as_amended(self):
        def bodies(name):
            text = documents.read_text_of(name)
            return text[text.index("Chương I\n") : text.index("Điều 26.")].splitlines()

        issued, consolidated = bodies("05-2025-tt-bmtn"), bodies("01-vbhn-bmtn")
        changed = [line for line in consolidated if line not in issued]
        amending = documents.read_text_of("01-2026-tt-bmtn")
        assert len(changed) == 8
        for line in changed:
            assert (
                line.split("tin nhắn,")[0].rstrip(";.")[:60] in amending
                or "ứng dụng định danh quốc gia" in line
                or line.startswith("c) ")
            )

    def test_word_files_say_what_the_text_says(self, demo):
        from docx import Document

        stored = DocumentFile.objects.get(document__number="05/2025/TT-BMTN", kind="word")
        with stored.file.open("rb") as file:
            word = Document(io.BytesIO(file.read()))
        words = [paragraph.text for paragraph in word.paragraphs]
        assert "Điều 10. Thời hạn lưu mẫu" in words
        assert word.tables[0].rows[5].cells[1].text == "Vi sinh"


class TestConsultations:
    def test_the_open_one_closes_in_twenty_days_at_17_00(self, demo):
        from django.utils import timezone

        page = ConsultationPage.objects.get(slug=consultation_open.SLUG)
        closes = timezone.localtime(page.closes_at)
        assert page.state == "open"
        assert (closes.hour, closes.minute) == (17, 0)
        assert closes.date() - timezone.localdate(page.opens_at) == datetime.timedelta(days=30)

    def test_opinions_of_every_kind_stand_in_the_open_one(self, demo):
        comments = Comment.objects.filter(consultation__slug=consultation_open.SLUG)
        assert comments.filter(state="published").count() >= 14
        assert comments.filter(state="received").count() == 4
        assert comments.filter(state="withheld").count() == 1
        assert {comment.stance for comment in comments} == {"agree", "partly", "disagree", "other"}
        senders = {comment.submission.sender_kind for comment in comments.select_related("submission")}
        assert senders == {"citizen", "business", "expert", "organization"}
        assert comments.exclude(proposed_wording="").count() >= 6
        assert comments.filter(question__isnull=False).exists()
        assert comments.filter(provision=None, question=None).exists()

    def test_one_agency_has_replied_and_another_is_writing(self, demo):
        states = dict(
            AgencyReply.objects.filter(consultation__slug=consultation_open.SLUG).values_list(
                "organization__code", "state"
            )
        )
        assert states == {"BDVM": "sent", "HNTDM": "draft"}

    def test_the_closed_one_is_answered_in_all_four_ways(self, demo):
        page = ConsultationPage.objects.get(slug=consultation_closed.SLUG)
        assert page.state == "enacted"
        assert page.outcome
        answers = list(page.responses.all())
        assert {answer.decision for answer in answers} == {"tiep_thu", "tiep_thu_mot_phan", "giai_trinh", "ghi_nhan"}
        assert max(answer.comments.count() for answer in answers) >= 2
        assert all(answer.published_at for answer in answers)
        assert {a.changed_provision.expression.draft_number for a in answers if a.changed_provision} == {3}
        assert page.comments.filter(response=None).count() == 0

    def test_the_outcome_counts_right(self, demo):
        page = ConsultationPage.objects.get(slug=consultation_closed.SLUG)
        assert f"{page.comments.count()} ý kiến của {page.submissions.count()} cơ quan" in page.outcome

    def test_every_seal_verifies(self, demo):
        assert [problems for _, problems in check_all_seals() if problems] == []

    def test_names_are_shown_only_where_agreed(self, demo):
        submission = Submission.objects.get(personal_data__full_name="Lò Văn Bản")
        assert submission.public_name == ""


class TestPages:
    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/en/",
            "/van-ban/",
            "/en/van-ban/",
            "/lay-y-kien/",
            "/en/lay-y-kien/",
            "/tra-cuu-bien-nhan/",
            "/tin-tuc/",
            "/huong-dan/",
            "/danh-ba/",
            "/lien-he/",
            "/en/lien-he/",
            "/gioi-thieu/",
            "/gioi-thieu/lanh-dao/",
            "/so-do-trang/",
            "/du-lieu-mo/",
            "/sitemap.xml",
            "/tim-kiem/?q=thoi+han",
            "/bao-ve-du-lieu-ca-nhan/",
        ],
    )
    def test_public_pages_answer(self, demo, anyone, path):
        assert anyone.get(path).status_code == 200

    def test_every_document_and_its_articles_answer(self, demo, anyone):
        for document in LegalDocument.objects.filter(is_sample=True, live=True):
            assert anyone.get(document.get_absolute_url()).status_code == 200, document
        decree = LegalDocument.objects.get(number="01/2025/NĐ-CPM").get_absolute_url()
        assert anyone.get(f"{decree}dieu-23/").status_code == 200

    def test_every_page_made_by_the_demo_answers(self, demo, anyone):
        for page in Page.objects.filter(depth__gt=2, live=True).specific():
            assert anyone.get(page.get_url()).status_code == 200, page

    @pytest.mark.parametrize("slug", [consultation_open.SLUG, consultation_closed.SLUG])
    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_consultations_and_their_parts_answer(self, demo, anyone, slug, prefix):
        page = anyone.get(f"{prefix}/lay-y-kien/{slug}/")
        assert page.status_code == 200
        assert anyone.get(f"{prefix}/lay-y-kien/{slug}/gop-y/").status_code == 200
        assert anyone.get(f"{prefix}/lay-y-kien/{slug}/tra-loi/").status_code == 200

    def test_receipts_answer_with_the_answer(self, demo, anyone):
        submission = (
            Submission.objects.filter(consultation__slug=consultation_closed.SLUG).order_by("received_at").first()
        )
        answer = anyone.post(
            reverse("consultations:receipt_lookup"), {"code": grouped(submission.receipt_code)}, follow=True
        )
        assert answer.status_code == 200
        assert "một nửa số đợt" in answer.content.decode()

    def test_the_first_page_shows_both_consultations_and_new_documents(self, demo, anyone):
        html = anyone.get("/").content.decode()
        assert "Dự thảo Nghị định quy định về chất lượng dịch vụ thử nghiệm" in html
        assert "11 ý kiến của 9 cơ quan" in html
        assert html.count("Văn bản mẫu</span>") == 6
        assert "12/" in html
        assert "Bộ Mẫu và Thử nghiệm" in html

    def test_links_written_in_the_pages_lead_somewhere(self, demo, anyone):
        import re

        from home.demo.page_texts import ENTRIES, TEXTS

        words = str(TEXTS) + str([entry.body for entry in ENTRIES])
        links = set(re.findall(r'href="([^"]+)"', words))
        assert links
        for link in links:
            assert anyone.get(link).status_code == 200, link
