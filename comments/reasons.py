"""What an author is told for each reason, unless whoever decides puts it another way."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comments.models.judgement import TO_FOLLOW, Reason

SENTENCES: dict[str, str | Promise] = {
    Reason.OFF_TOPIC: _(
        "Your comment strays from what the article is about. You are welcome to say it where it fits."
    ),
    Reason.ABUSE: _(
        "Your comment attacks a person. Disagree as much as you like with what somebody says, without insults."
    ),
    Reason.HATE: _("Your comment runs people down for what they are. We take that down, whoever it is aimed at."),
    Reason.SPAM: _("Your comment reads like an advertisement, or was posted many times over."),
    Reason.PERSONAL_DATA: _("Your comment tells of somebody what is theirs to tell, such as an address or a number."),
    Reason.ILLEGAL: _("We believe that what your comment says is against the law, so we may not keep it up."),
    Reason.OTHER: _("Your comment breaks our house rules."),
    TO_FOLLOW: _("A moderator took your comment down, and will say why as soon as that can be."),
}


def sentence_for(reason: str) -> str:
    """The site's sentence for a reason; blank for none."""
    return str(SENTENCES.get(reason, ""))
