"""Who may come in, where the server asks: by password and session, or by token."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import quote

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse

from jangmyeon.web.guards.asgi import ASGIApp, Receive, Scope, Send, refuse
from jangmyeon.web.guards.limits import LOGIN
from jangmyeon.web.problems import wants_json
from jangmyeon.web.settings import Settings

SESSION = "session"
LASTS = 30 * 24 * 3600
"""Seconds for which a session is good."""

_OPEN = ("/static/",)


class DoorGuard:
    """Lets in who has a session or the token; others are shown the door with the bell."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse who may not come in."""
        if scope["type"] != "http" or not self._settings.guarded:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if self._has_token(Headers(scope=scope)):
            scope.setdefault("state", {})["by_token"] = True
        elif not (_is_open(scope["path"]) or is_session(request, self._settings)):
            if scope["method"] == "GET" and not wants_json(request):
                here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
                where = f"{LOGIN}?back={quote(here)}"
                await RedirectResponse(where, 303)(scope, receive, send)
            else:
                await refuse(scope, receive, send, 401, "door")
            return
        await self._app(scope, receive, send)

    def _has_token(self, headers: Headers) -> bool:
        kind, _, told = headers.get("authorization", "").partition(" ")
        return kind.casefold() == "bearer" and is_token(told.strip(), self._settings)


def is_token(told: str, settings: Settings) -> bool:
    """Whether somebody has told the token."""
    return bool(settings.token) and hmac.compare_digest(told.encode(), settings.token.encode())


def is_password(told: str, settings: Settings) -> bool:
    """Whether somebody has told the password; takes a while on purpose."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    if not settings.password:
        return False
    try:
        return PasswordHasher().verify(settings.password, told)
    except VerificationError:
        return False


def hashed(password: str) -> str:
    """A password's hash, as settings keep it (Argon2id)."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def new_session(settings: Settings) -> str:
    """What the browser of somebody who may come in keeps."""
    return _signer(settings).dumps("in")


def is_session(request: Request, settings: Settings) -> bool:
    """Whether a browser keeps a session that is good."""
    try:
        told = _signer(settings).loads(request.cookies.get(SESSION, ""), max_age=LASTS)
    except BadSignature:
        return False
    return bool(told == "in")


def _signer(settings: Settings) -> URLSafeTimedSerializer:
    """Signs sessions; another password or token makes all of before worthless."""
    of = hashlib.sha256(f"{settings.password}\0{settings.token}".encode()).hexdigest()
    return URLSafeTimedSerializer(settings.secret, salt=f"session {of}")


def _is_open(path: str) -> bool:
    return path == LOGIN or path.startswith(_OPEN)
