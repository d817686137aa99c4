"""What tests of the pages of a document need."""

from __future__ import annotations

import datetime

from tests.factories.legaldocs import (
    LegalDocumentFactory,
    PublishedExpressionFactory,
)


def classed(tree, name: str, below: str = "") -> list:
    """Elements of a class, or what an XPath finds below them."""
    return tree.xpath(f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]{below}")


def page_of(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def decree(**kwargs):
    return PublishedExpressionFactory(
        document=LegalDocumentFactory(number="43/2011/NĐ-CP", issued_on=datetime.date(2011, 6, 13), **kwargs)
    ).document
