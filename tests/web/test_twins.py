"""Every page is there twice: for people, and as JSON that is described."""

from __future__ import annotations

from starlette.testclient import TestClient
from tests.web.serving import routes_of

NO_PAGES = {"/login", "/openapi.json"}


def test_every_page_has_a_twin(visitor: TestClient) -> None:
    described = visitor.get("/openapi.json").json()["paths"]
    served = {
        path.replace(":path}", "}") for method, path in routes_of(visitor.app) if method == "GET"
    }
    pages = served - set(described) - NO_PAGES
    assert {"/", "/find", "/settings"} <= pages
    for path in pages:
        twin = "/index.json" if path == "/" else f"{path}.json"
        assert "get" in described.get(twin, {}), path


def test_every_operation_says_what_it_does(visitor: TestClient) -> None:
    paths = visitor.get("/openapi.json").json()["paths"]
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert len(operation["summary"].split()) > 1 or operation["description"], (method, path)
            for parameter in operation.get("parameters", ()):
                assert parameter["description"], (path, parameter["name"])


def test_what_pages_load_is_the_server_s_own(visitor: TestClient) -> None:
    home = visitor.get("/").text
    for line in home.splitlines():
        if "<script" in line or "<link" in line:
            assert '"/static/' in line, line
    for name in ("htmx.min.js", "app.css", "app.js", "icon.svg"):
        assert visitor.get(f"/static/{name}").status_code == 200
