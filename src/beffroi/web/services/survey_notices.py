"""Letters of a survey: the link, in the language of who is asked."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from beffroi.web.core.letters import post
from beffroi.web.services.models import SurveyInvitation
from beffroi.web.services.queries.surveys import survey_token


def post_survey(invitation: SurveyInvitation) -> None:
    """Ask, or remind."""
    address = reverse("services:survey", kwargs={"token": survey_token(invitation)})
    context = {"invitation": invitation, "address": f"{settings.SITE_URL}{address}?lang={invitation.language}"}
    with translation.override(invitation.language):
        subject = " ".join(render_to_string("services/mail/survey_subject.txt", context).split())
        text = render_to_string("services/mail/survey.txt", context)
    post(EmailMultiAlternatives(subject, text, to=[invitation.email]), about=f"survey-{invitation.key}")
