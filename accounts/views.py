from django.http import HttpRequest, HttpResponse


def person(request: HttpRequest, handle: str) -> HttpResponse: ...


def outbox(request: HttpRequest) -> HttpResponse: ...
