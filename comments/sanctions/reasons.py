"""What somebody under a sanction is told for each reason, unless whoever imposes it puts it another way."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.models.judgement import Reason

SENTENCES: dict[str, str | Promise] = {
    Reason.OFF_TOPIC: _("Your comments stray again and again from what the articles are about."),
    Reason.ABUSE: _("Your comments attack people. Disagree with what somebody says, without insults."),
    Reason.HATE: _("Your comments run people down for what they are. We do not have that here."),
    Reason.SPAM: _("Your comments read like advertisements, or say the same many times over."),
    Reason.PERSONAL_DATA: _("Your comments tell of people what is theirs to tell."),
    Reason.ILLEGAL: _("We believe that what you wrote is against the law."),
    Reason.OTHER: _("Your comments break our house rules."),
}


def usual_sentence(reason: str) -> str:
    return str(SENTENCES.get(reason, ""))
