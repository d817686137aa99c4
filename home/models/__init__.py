"""Pages, menus and settings of the portal, one concept per module."""

from home.models.approval import EditorialApprovalTask
from home.models.content import (
    GuidanceIndexPage,
    GuidancePage,
    IntroductionPage,
    NewsIndexPage,
    NewsPage,
    SectionPage,
    StandardPage,
)
from home.models.directory import ContactPage, DirectoryPage
from home.models.frame import MinistrySettings, Navigation, SiteFrame
from home.models.heartbeat import Heartbeat
from home.models.home_page import HomePage, HomeSection
from home.models.tools import OpenDataPage, SiteMapPage

__all__ = [
    "ContactPage",
    "DirectoryPage",
    "EditorialApprovalTask",
    "GuidanceIndexPage",
    "GuidancePage",
    "Heartbeat",
    "HomePage",
    "HomeSection",
    "IntroductionPage",
    "MinistrySettings",
    "Navigation",
    "NewsIndexPage",
    "NewsPage",
    "OpenDataPage",
    "SectionPage",
    "SiteFrame",
    "SiteMapPage",
    "StandardPage",
]
