"""Tokens that forms send back, so that no other site can write in a visitor's name.

A browser keeps a random cookie; the token in its pages is that cookie signed with the server's
secret (a signed double submit, as OWASP's cheat sheet on CSRF has it).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TypeVar

from fastapi import HTTPException, Request, Response

COOKIE, FIELD, HEADER = "csrf", "csrf", "x-csrf-token"
_SAFE = frozenset(("GET", "HEAD", "OPTIONS", "TRACE"))
_LENGTH = 43  # of the cookie: 32 bytes in base64
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

Answer = TypeVar("Answer", bound=Response)


def token_of(request: Request) -> str:
    """The token for the forms of the page that answers a request."""
    return _signed(request, _cookie(request))


def keep_token(response: Answer, request: Request, token: str) -> Answer:
    """Let the browser keep what the token is checked against, if it does not yet."""
    cookie = _cookie(request)
    if request.cookies.get(COOKIE) != cookie and token:
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, cookie, httponly=True, samesite="lax", secure=secure)
    return response


async def check_token(request: Request) -> None:
    """Refuse a write whose token is missing or not that of the browser.

    Raises:
        HTTPException: 403, it is refused.
    """
    if request.method in _SAFE or getattr(request.state, "by_token", False):
        return
    told = request.headers.get(HEADER, "")
    kind = request.headers.get("content-type", "").split(";")[0].strip().casefold()
    if not told and kind in _FORMS:
        field = (await request.form()).get(FIELD)
        told = field if isinstance(field, str) else ""
    cookie = request.cookies.get(COOKIE, "")
    signed = _signed(request, cookie)
    if not cookie or not hmac.compare_digest(told.encode(), signed.encode()):
        raise HTTPException(403, "csrf")


def _cookie(request: Request) -> str:
    """The browser's random cookie, a new one where it has none; the same for a whole request."""
    told = request.cookies.get(COOKIE, "")
    if len(told) == _LENGTH and told.isascii():
        return told
    if not hasattr(request.state, "csrf"):
        request.state.csrf = secrets.token_urlsafe(32)
    fresh: str = request.state.csrf
    return fresh


def _signed(request: Request, cookie: str) -> str:
    secret: str = request.app.state.settings.secret
    return hmac.new(secret.encode(), cookie.encode(), hashlib.sha256).hexdigest()
