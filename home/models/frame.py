"""What frames every page: the ministry, the main menu, the footer. All edited in the admin."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from home.blocks import FooterColumnBlock, MenuItemBlock


@register_setting(icon="home")
class MinistrySettings(BaseSiteSetting):
    """Who publishes the portal and where to reach them (điểm l khoản 1 Điều 10 NĐ 43/2011)."""

    site_name = models.CharField(_("name of the portal"), max_length=120, default="Cổng Công khai")
    site_name_en = models.CharField(_("name of the portal in English"), max_length=120, blank=True)
    tagline = models.CharField(_("what the portal is"), max_length=200, blank=True)
    tagline_en = models.CharField(_("what the portal is, in English"), max_length=200, blank=True)
    name = models.CharField(_("name of the ministry"), max_length=200, blank=True)
    name_en = models.CharField(_("name of the ministry in English"), max_length=200, blank=True)
    parent_name = models.CharField(_("superior body"), max_length=200, blank=True)
    parent_name_en = models.CharField(_("superior body in English"), max_length=200, blank=True)
    emblem = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("emblem")
    )
    address = models.CharField(_("postal address"), max_length=500, blank=True)
    address_en = models.CharField(_("postal address in English"), max_length=500, blank=True)
    phone = models.CharField(_("telephone"), max_length=120, blank=True)
    fax = models.CharField(_("fax"), max_length=120, blank=True)
    email = models.EmailField(_("official e-mail"), blank=True)
    edoc_email = models.EmailField(
        _("address for electronic documents"), blank=True, help_text=_("Directive 02/CT-BNV, point 1.b.")
    )
    responsible_person = models.CharField(
        _("responsible for the content"),
        max_length=200,
        blank=True,
        help_text=_("Head of the editorial board (Điều 21 NĐ 43/2011)."),
    )
    copyright = models.CharField(
        _("words on re-use"),
        max_length=300,
        blank=True,
        help_text=_("Shown at the foot of every page; left empty, readers are asked to name the source."),
    )
    copyright_en = models.CharField(_("words on re-use, in English"), max_length=300, blank=True)

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("site_name"), FieldPanel("site_name_en")]),
                FieldRowPanel([FieldPanel("tagline"), FieldPanel("tagline_en")]),
            ],
            heading=_("Portal"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
                FieldRowPanel([FieldPanel("parent_name"), FieldPanel("parent_name_en")]),
                FieldPanel("emblem"),
            ],
            heading=_("Ministry"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("address"), FieldPanel("address_en")]),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("fax")]),
                FieldRowPanel([FieldPanel("email"), FieldPanel("edoc_email")]),
            ],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [FieldPanel("responsible_person"), FieldRowPanel([FieldPanel("copyright"), FieldPanel("copyright_en")])],
            heading=_("Responsibility"),
        ),
    ]

    class Meta:
        verbose_name = _("ministry and portal")
        verbose_name_plural = _("ministry and portal")


class Navigation(models.Model):
    """Main menu and footer in one language."""

    language = models.CharField(_("language"), max_length=10, unique=True, editable=False)
    menu = StreamField([("item", MenuItemBlock())], blank=True, verbose_name=_("main menu"))
    footer = StreamField([("column", FooterColumnBlock())], blank=True, verbose_name=_("footer"))

    panels = [FieldPanel("menu"), FieldPanel("footer")]

    class Meta:
        verbose_name = _("menu and footer")
        verbose_name_plural = _("menus and footers")
        permissions = [("view_compliance", _("Can see the compliance report"))]

    def __str__(self) -> str:
        return {"vi": "Tiếng Việt", "en": "English"}.get(self.language, self.language)


class SiteFrame(models.Model):
    """Derived: menu, footer and ministry of one language with every address resolved, so that a page reads one row."""

    language = models.CharField(max_length=10, primary_key=True)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("frame of the pages")
        verbose_name_plural = _("frames of the pages")

    def __str__(self) -> str:
        return self.language
