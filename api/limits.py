"""Refuse bodies that are too large while they arrive, whatever their headers say."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.errors import OversizeDocument

from .problems import answer, of_error

#: What multipart framing adds to a file.
FRAMING = 64 * 1024


class BodyLimit:
    """ASGI middleware: bodies of more than `limit` bytes are answered 413 and not read to their end."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless it announces, or turns out, to be too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > self.limit + FRAMING:
            await self._refuse(scope, receive, send)
            return
        seen, answered = 0, False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.limit + FRAMING:
                raise _TooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        try:
            await self.app(scope, counted, watched)
        except _TooLarge:
            if not answered:
                await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        error = OversizeDocument(
            f"the body is larger than {self.limit // 2**20} MiB",
            fix="Send a smaller file, or raise CAREERGRAPH_MAX_DOCUMENT_MB",
        )
        await answer(of_error(error), {"Connection": "close"})(scope, receive, send)


class _TooLarge(BaseException):
    """Travels from the body's reader past every handler to the middleware."""
