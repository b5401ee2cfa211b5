"""The least that this server and this framework can cost: what every figure of the bench is held against."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from django.http import HttpRequest, HttpResponse
from django.urls import path

# As many bytes as a compressed page of 200 comments.
CONSTANT = bytes(32 * 1024)


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("", empty)]


def constant(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """A WSGI application without any framework."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(CONSTANT)))])
    return [CONSTANT]
