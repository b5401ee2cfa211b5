"""Pictures, where no web server in front of the site serves them."""

import errno
import mimetypes

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

from articles.renditions import ROOT
from articles.views import FOR_EVER

# Not every machine's own list has it.
mimetypes.add_type("image/avif", ".avif")


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """As Django serves files; a name longer than any file's is not found either."""
    try:
        answer = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        raise Http404 from error
    if path.startswith(f"{ROOT}/"):
        answer.headers["Cache-Control"] = FOR_EVER
    return answer
