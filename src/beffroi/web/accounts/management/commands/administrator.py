"""`beffroi manage administrator EMAIL`: the first administrator of a site, or one more."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse

from beffroi.web.accounts.actions.founding import make_administrator


class Command(BaseCommand):
    """Prints a link with which the person chooses a password; it works once."""

    help = "Make the person of an e-mail address administrator, and print a link to choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address, and how to greet its person."""
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="The name; the address where none is given.")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")

    def handle(self, *_args: Any, **options: Any) -> None:
        """May be run again: the role is kept, a new link is printed."""
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"'{email}' is not an e-mail address; write it as name@organisation.be.") from error
        name = options["name"].strip() or email.partition("@")[0]
        try:
            person = make_administrator(actor=None, email=email, name=name, language=options["language"])
        except ValidationError as error:
            raise CommandError(f"{email}: {error.messages[0]}") from error
        token = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
        uid, _dash, key = token.partition("-")
        link = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
        self.stdout.write(f"{email} is administrator. Choose a password: {settings.SITE_URL}{link}")
