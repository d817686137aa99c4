"""On the English pages what stands in Vietnamese says so (WCAG 3.1.2): readers aloud change their voice for it."""

from __future__ import annotations

import lxml.html
import pytest

from consultations.services.submitting import NewComment
from tests.consultations.places import clause, listing_url
from tests.factories.consultations import ConsultationFactory, submit
from tests.factories.legaldocs import LegalDocumentFactory

pytestmark = pytest.mark.django_db


def languages(client, path, words):
    """The languages under which ``words`` stand in the main part of a page."""
    page = lxml.html.fromstring(client.get(path).content.decode())
    main = page.get_element_by_id("main")
    holders = [element for element in main.iter() if any(words in part for part in element.xpath("text()"))]
    return {
        next(place.get("lang") for place in [element, *element.iterancestors()] if place.get("lang"))
        for element in holders
    }


@pytest.fixture
def consultation():
    found = ConsultationFactory(open=True)
    comment = NewComment(
        stance="partly", text="Nên rút xuống mười ngày.", reason="Để kịp thời.", provision_id=clause(found).pk
    )
    submit(found, state="published", comments=[comment])
    return found


def test_title_text_and_contents_of_a_draft_are_marked(client, consultation):
    path = f"/en/lay-y-kien/{consultation.slug}/"
    assert languages(client, path, consultation.title) >= {"vi"}
    assert languages(client, path, "Thời hạn trả lời kiến nghị") == {"vi"}
    assert languages(client, path, "Điều 3. Thời hạn") == {"vi"}


def test_words_of_the_senders_are_marked(client, consultation):
    path = f"/en{listing_url(consultation)}"
    assert languages(client, path, "Nên rút xuống mười ngày.") == {"vi"}
    assert languages(client, path, "Để kịp thời.") == {"vi"}


def test_documents_of_a_list_are_marked_and_the_interface_is_not(client):
    document = LegalDocumentFactory(abstract="Quy định về việc thử nghiệm ngôn ngữ")
    path = "/en/van-ban/"
    assert languages(client, path, document.abstract) == {"vi"}
    assert languages(client, path, "Issued on") == {"en"}
