"""The quiet line under each provision: "Góp ý" and how many comments are published.

The markup is that of ``templates/components/provision_action.html``, built from strings because a draft may have a
thousand provisions (a test holds both together).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import ngettext, pgettext

from consultations.draft_text import Place
from consultations.models import ConsultationPage
from portal.templatetags.portal_tags import vi_number

_ANCHOR, _EXPRESSION = "ANCHOR-HERE", 999_999_999_999


class ClauseActions:
    """Makes the action of one place; everything that is the same for all of them is worked out once."""

    def __init__(
        self,
        consultation: ConsultationPage,
        expression_id: int,
        counts: Mapping[int, int],
        *,
        is_open: bool,
        answers: Mapping[int, list[tuple[int, str]]] | None = None,
    ) -> None:
        self.counts, self.is_open, self.answers = counts, is_open, answers or {}
        self.answer_url = reverse("consultations:answer_list", args=[consultation.slug])
        form = reverse("consultations:comment_provision", args=[consultation.slug, _EXPRESSION, _ANCHOR])
        self.form_url = form.replace(str(_EXPRESSION), str(expression_id))
        listing = reverse("consultations:comment_list", args=[consultation.slug])
        self.list_url = f"{listing}?ban={expression_id}&amp;dieu-khoan="
        self.icon = (
            '<svg class="icon" aria-hidden="true" focusable="false">'
            f'<use href="{escape(static("portal/img/sprite.svg"))}#message-square-plus"/></svg>'
        )
        self.verb = escape(pgettext("verb", "Comment"))

    def __call__(self, place: Place) -> str:
        """HTML of the action of one place."""
        anchor, label = escape(place.anchor), escape(place.label)
        out = ""
        if self.is_open:
            url = self.form_url.replace(_ANCHOR, anchor)
            out = (
                f'<a href="{url}" data-enhance="inline-form">{self.icon}'
                f'<span>{self.verb}<span class="vh"> {label}</span></span></a>'
            )
        count = self.counts.get(place.provision_id, 0)
        if count:
            words = escape(ngettext("%(shown)s comment", "%(shown)s comments", count) % {"shown": vi_number(count)})
            out += f'<a href="{self.list_url}{anchor}">{words}<span class="vh"> {label}</span></a>'
        for pk, decision in self.answers.get(place.provision_id, ()):
            out += (
                f'<a href="{self.answer_url}?tra-loi={pk}#tra-loi-{pk}">{escape(pgettext("noun", "Answer"))}: '
                f'{escape(decision)}<span class="vh"> {label}</span></a>'
            )
        return out
