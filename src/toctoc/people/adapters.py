"""Where allauth meets our house: sign-up rules, second factors, Pro Santé Connect as a proof."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from toctoc.limits.actions import TooMany, spend
from toctoc.sealing import Unsealable, seal, unseal

from . import actions, queries
from ._psc import check_acr, claim_of
from .models import Person
from .provider_psc import PROVIDER, PscProvider
from .types import AlreadyProven, DuplicatePerson, PeopleError

_YEAR = 365 * 24 * 3600


def has_second_factor(person: Person) -> bool:
    """A passkey or an authenticator app; invented people of the demo enter in one click."""
    if settings.DEMO and (person.is_demo or person.email.endswith("@demo.invalid")):
        return True
    strong = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=strong).exists())


def has_verified_email(person: Person) -> bool:
    return bool(EmailAddress.objects.filter(user_id=person.pk, verified=True).exists())


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def new_user(self, request: HttpRequest) -> Any:
        person = super().new_user(request)
        person.joined_at = timezone.now()
        person.language = "en" if getattr(request, "LANGUAGE_CODE", "fr") == "en" else "fr"
        return person

    def clean_email(self, email: str) -> str:
        """One account an address, however it is capitalised."""
        return str(super().clean_email(email)).lower()

    def format_email_subject(self, subject: str) -> str:
        whole = _("%(name)s : %(subject)s") % {"name": settings.TOCTOC_NAME, "subject": subject}
        return whole.replace("\n", " ").strip()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        named = context | {"instance_name": settings.TOCTOC_NAME}
        super().send_mail(template_prefix, email, named)
        if settings.DEMO and "code" in context:
            # Nobody reads a made-up mailbox: the demo says what the e-mail said.
            text = _("Démonstration : l'e-mail envoyé donne le code %s.") % context["code"]
            messages.info(allauth_context.request, text)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """On a browser that never chose, the language is the account's."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        name = settings.LANGUAGE_COOKIE_NAME
        if name not in request.COOKIES:
            response.set_cookie(name, user.language, max_age=_YEAR, samesite="Lax")
        return response

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return "/rejoindre/"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        person = request.user
        if isinstance(person, Person) and not person.is_member:
            return "/rejoindre/"
        return str(super().get_login_redirect_url(request))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors at rest are sealed, and a member keeps one."""

    def encrypt(self, text: str) -> str:
        return seal(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return unseal(encrypted_text.encode()).decode()
        except Unsealable:
            return ""  # a key that was lost: the code is wrong, another way in is offered

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        strong = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=strong)
        return bool(others.exclude(pk=authenticator.pk).exists())


class ProofAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Pro Santé Connect proves a profession; it opens a session for those already linked only."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Pro Santé Connect gives no dependable e-mail: an account comes first (ecosystem 3.1)."""
        return False

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> Any:
        found = super().get_provider(request, provider, client_id)
        return PscProvider(request, app=found.app) if provider == PROVIDER else found

    def list_providers(self, request: HttpRequest) -> list[Any]:
        return [
            PscProvider(request, app=found.app)
            if found.app and found.app.provider_id == PROVIDER
            else found
            for found in super().list_providers(request)
        ]

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        raise ImmediateHttpResponse(
            refusal(
                request,
                _(
                    "Pro Santé Connect n'a pas confirmé votre identité, ou la demande a expiré. "
                    "Rien n'a été enregistré."
                ),
                status=400,
            )
        )

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Prove and link the account that is signed in; let in one that is linked; else explain."""
        claims = getattr(sociallogin, "psc_claims", None)
        if claims is None:
            raise ImmediateHttpResponse(refusal(request, _("Cette connexion n'est pas proposée.")))
        person = request.user
        try:
            check_acr(claims)
            if isinstance(person, Person):
                raise ImmediateHttpResponse(_prove(request, person, sociallogin, claims))
        except PeopleError as error:
            raise ImmediateHttpResponse(refusal(request, str(error))) from error
        if not sociallogin.is_existing:
            raise ImmediateHttpResponse(
                refusal(
                    request,
                    _(
                        "Aucun compte n'est relié à cette identité. Créez d'abord votre compte : "
                        "Pro Santé Connect servira ensuite à prouver votre profession."
                    ),
                )
            )


def _prove(
    request: HttpRequest, person: Person, sociallogin: Any, claims: dict[str, Any]
) -> HttpResponse:
    at = timezone.now()
    # The linked account of somebody else: the ledger keeps the attempt through prove_with_psc.
    if not has_verified_email(person) or not has_second_factor(person):
        return redirect("joining")
    if not queries.charter_accepted(person):
        return redirect("joining")
    try:
        spend("proof", person.public_id, at=at)
        actions.prove_with_psc(person, claims, at)
    except TooMany:
        return refusal(request, _("Trop d'essais : revenez dans une heure."), status=429)
    except AlreadyProven as error:
        if not queries.is_same_person(person, claim_of(claims).number):
            raise DuplicatePerson(
                _("Cette identité n'est pas celle qui a été vérifiée pour ce compte.")
            ) from error
    SocialAccount.objects.get_or_create(
        provider=PROVIDER, uid=sociallogin.account.uid, defaults={"user": person, "extra_data": {}}
    )
    return redirect("joining")


def refusal(request: HttpRequest, text: str, *, status: int = 403) -> HttpResponse:
    """A calm page that says why, and what comes next."""
    return render(request, "socialaccount/psc_refused.html", {"text": text}, status=status)
