"""Tables of the corpus, one concept per module."""

from legaldocs.models.citation import Citation, CitationUpkeep, CitedDocument, UpkeepKind
from legaldocs.models.document import LegalDocument, Signer, Subject, SubjectTag
from legaldocs.models.expression import Expression, ExpressionKind
from legaldocs.models.file import DocumentFile, FileKind
from legaldocs.models.file_text import FileText, FileTextState
from legaldocs.models.intake import IntakeBatch, IntakeItem
from legaldocs.models.organization import Organization, OrganizationKind
from legaldocs.models.pointed_citation import PointedCitation
from legaldocs.models.provision import Provision
from legaldocs.models.relation import Relation
from legaldocs.models.rendered import RenderedText
from legaldocs.models.saved_search import SavedSearch
from legaldocs.models.scan import ScannedContent, ScanState
from legaldocs.models.search import SearchContent, SearchEntry, StatusSpan
from legaldocs.models.search_term import SearchTerm, TermKind
from legaldocs.models.search_use import QueryCount
from legaldocs.models.search_vocabulary import SearchVocabulary
from legaldocs.models.search_writing import SearchPending, SearchRebuild, SearchStamp
from legaldocs.models.settlement import SettledFinding

__all__ = [
    "Citation",
    "CitationUpkeep",
    "CitedDocument",
    "DocumentFile",
    "Expression",
    "ExpressionKind",
    "FileKind",
    "FileText",
    "FileTextState",
    "IntakeBatch",
    "IntakeItem",
    "LegalDocument",
    "Organization",
    "OrganizationKind",
    "PointedCitation",
    "Provision",
    "QueryCount",
    "Relation",
    "RenderedText",
    "SavedSearch",
    "ScanState",
    "ScannedContent",
    "SearchContent",
    "SearchEntry",
    "SearchPending",
    "SearchRebuild",
    "SearchStamp",
    "SearchTerm",
    "SearchVocabulary",
    "SettledFinding",
    "Signer",
    "StatusSpan",
    "Subject",
    "SubjectTag",
    "TermKind",
    "UpkeepKind",
]
