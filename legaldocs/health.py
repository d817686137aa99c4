"""The search answers, its index is whole, and the cluster, where there is one, keeps up."""

from __future__ import annotations

import datetime

from django.conf import settings

from legaldocs.models import LegalDocument
from legaldocs.models.search_writing import SearchStamp
from legaldocs.search.answers import answer
from portal.health import Finding, health_check, minutes

#: Documents that wait longer to be written to the cluster are too late.
LATE = datetime.timedelta(minutes=5)


@health_check("search")
def search() -> Finding:
    """An ordinary question is answered, whatever it finds."""
    return Finding("error" if answer("nghị định").failed else "ok", vital=True)


@health_check("search_index")
def search_index() -> Finding:
    """The database's own index has every public document."""
    public, held = LegalDocument.objects.public().count(), SearchStamp.objects.count()
    if public == held:
        return Finding("ok")
    return Finding("incomplete", f"{held} documents indexed of {public}; manage.py check_search --mend")


@health_check("search_cluster")
def search_cluster() -> Finding | None:
    """The cluster of ``SEARCH_URL`` answers with an index of our mapping, and what changed is written to it in time."""
    if not settings.SEARCH:
        return None
    # Loaded here only: the client and its packages weigh 25 MB in every worker, and most portals have no cluster.
    from legaldocs.search.elasticsearch import ElasticsearchEngine
    from legaldocs.search.elasticsearch_client import SearchUnavailable
    from legaldocs.search.pending import backlog

    count, age = backlog()
    waiting = f"; {count} documents wait to be written, the oldest {minutes(age)} minutes" if count else ""
    try:
        ElasticsearchEngine().look()
    except SearchUnavailable as error:
        advice = "; manage.py rebuild_search" if error.reason in {"no_index", "other_mapping"} else ""
        return Finding(error.reason, f"the database answers instead{advice}{waiting}")
    return Finding("late", waiting.lstrip("; ")) if age > LATE else Finding("ok")
