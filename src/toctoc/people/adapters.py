"""Where allauth meets our house: sign-up rules, and Pro Santé Connect as proof, not as login."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils import timezone


class AccountAdapter(DefaultAccountAdapter):
    def new_user(self, request: HttpRequest) -> Any:
        person = super().new_user(request)
        person.joined_at = timezone.now()
        return person


class ProofAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Pro Santé Connect gives no dependable e-mail: an account comes first (ecosystem 3.1)."""
        return False
