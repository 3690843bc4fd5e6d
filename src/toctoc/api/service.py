"""The one NinjaAPI: its routers, its refusals, its OpenAPI. Its own pages replace ninja's, which
load scripts from elsewhere (Law 8)."""

from __future__ import annotations

from ninja import NinjaAPI

from . import _find, _guard, _justice, _me, _pictures, _posts, _questions, _writing, errors

api = NinjaAPI(
    title="Toctoc",
    version="1",
    urls_namespace="api-v1",
    docs_url=None,
    openapi_url="/openapi.json",
    description=(
        "The same verbs and the same permissions as the pages. Bearer keys are made on the page "
        "/moi/jetons/. Refusals are application/problem+json: {status, code, message, …}."
    ),
)
for part in (_me, _questions, _posts, _pictures, _find, _guard, _writing, _justice):
    api.add_router("", part.router)
errors.install(api)

STATUSES = {
    401: "No valid key, no session",
    403: "Not allowed: not_a_member, scope, csrf, charter, not_yours, not_the_asker",
    404: "Hidden, foreign or absent: the three are not told apart",
    409: "Changed since it was read, or too late",
    413: "Too long",
    422: "Refused by the guard (findings) or invalid (fields)",
    429: "Slow down (Retry-After)",
    503: "The guard does not answer: nothing is published (Retry-After)",
}


def openapi() -> dict[str, object]:
    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))
