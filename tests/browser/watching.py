"""What must not happen while a page is open, whatever the test is about."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
# What a page is made of: it must arrive. Documents and a script's own requests may be refused or get lost.
PARTS = {"stylesheet", "script", "image", "font", "media", "manifest"}


class Watch:
    """Notes every script error, breach of the content security policy, lost part and request off this machine."""

    def __init__(self, context: BrowserContext) -> None:
        self.findings: list[str] = []
        context.on("console", self._heed_console)
        context.on("weberror", self._heed_error)
        context.on("request", self._heed_request)
        context.on("requestfailed", self._heed_failure)
        context.on("response", self._heed_response)

    def _heed_console(self, message: ConsoleMessage) -> None:
        # Chromium says of every answer from 400 up that it "failed to load"; those are judged below, by their kind.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.findings.append(f"console: {message.text}")

    def _heed_error(self, error: WebError) -> None:
        self.findings.append(f"script error: {error.error}")

    def _heed_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in LOOPBACK:
            self.findings.append(f"request off this machine: {request.url}")

    def _heed_failure(self, request: Request) -> None:
        # Going on to another page aborts what the last one was still loading.
        if request.resource_type in PARTS and request.failure != "net::ERR_ABORTED":
            self.findings.append(f"lost: {request.url} ({request.failure})")

    def _heed_response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type in PARTS:
            self.findings.append(f"lost: {response.url} ({response.status})")
