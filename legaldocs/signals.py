"""News this app sends upwards; apps above listen, this app never imports them."""

from django.dispatch import Signal

#: Sent inside the transaction that published a wording. Keyword arguments: ``expression``.
expression_published = Signal()
#: Sent when an officer publishes a document record. Keyword arguments: ``document``.
document_published = Signal()
