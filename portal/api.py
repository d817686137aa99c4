"""The public read API at ``/api/v1/``: wires the routers of every app."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from consultations.api import router as consultations_router
from legaldocs.api import router as documents_router
from legaldocs.citations_api import router as citations_router
from legaldocs.search_api import router as search_router


class VietnameseJSON(JSONRenderer):
    """JSON with letters as they are, not escaped."""

    json_dumps_params: dict[str, Any] = {"ensure_ascii": False}


api = NinjaAPI(
    title="Cổng Công khai",
    version="1",
    description="Văn bản pháp luật, lấy ý kiến dự thảo và góp ý đã công khai. Chỉ đọc, không cần khóa.",
    urls_namespace="api-v1",
    renderer=VietnameseJSON(),
    docs_url="/docs",
    openapi_url="/openapi.json",
)


@api.get("/", operation_id="root", summary="Điểm vào")
def root(request: HttpRequest) -> dict[str, str]:
    """Addresses of the collections."""
    return {
        "documents": "/api/v1/documents",
        "search": "/api/v1/search",
        "consultations": "/api/v1/consultations",
        "openapi": "/api/v1/openapi.json",
    }


api.add_router("/documents", documents_router)
api.add_router("/documents", citations_router)
api.add_router("/search", search_router)
api.add_router("/consultations", consultations_router)


@api.exception_handler(Http404)
def not_there(request: HttpRequest, exception: Http404) -> HttpResponse:
    """A thing that is not there or not public, said in Vietnamese."""
    return api.create_response(request, {"detail": "Không tìm thấy."}, status=404)


def description(request: HttpRequest) -> JsonResponse:
    """``/api/v1/openapi.json`` with Vietnamese letters as they are (ninja's own view escapes them)."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return JsonResponse(schema, encoder=NinjaJSONEncoder, json_dumps_params={"ensure_ascii": False})
