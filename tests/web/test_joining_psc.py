"""Pro Santé Connect through the imitation: real requests, real signatures, and forgeries (X2)."""

from __future__ import annotations

import base64
import re
import time
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import reverse

from toctoc.ledger.models import Entry
from toctoc.ops.psc_demo import tokens
from toctoc.ops.psc_demo.identities import IDENTITIES
from toctoc.people import provider_psc, queries
from toctoc.people.models import Identity, Person

from .joining_kit import browser, member, newcomer, text_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(live_server, settings):
    """The address of a real server, where our own server finds its provider."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    url = f"{live_server.url}/psc-demo/.well-known/wallet-openid-configuration"
    one = apps[0] | {"settings": apps[0]["settings"] | {"server_url": url}}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [one]}
    }
    settings.TOCTOC_PSC_DISCOVERY = url
    return live_server.url


def host(site: str) -> str:
    return urlsplit(site).netloc


def leave(client) -> str:
    """Press the button; return the address of the authorization page."""
    answer = client.post(reverse("psc_login"))
    assert answer.status_code == 302, text_of(answer)
    return answer["Location"]


def approve(client, url: str, key: str = "gp", answer: str = "approve"):
    """Choose an identity, approve on the phone; return the redirect back to us."""
    page = client.get(url)
    assert "Qui êtes-vous" in text_of(page).replace("&#x27;", "'")
    asked = dict(parse_qsl(urlsplit(url).query))
    page = client.get(url + "&identity=" + key)
    assert IDENTITIES[key].family in text_of(page)
    return client.post(urlsplit(url).path, asked | {"identity": key, "answer": answer})


def prove(client, key: str = "gp"):
    return client.get(approve(client, leave(client), key)["Location"])


def test_a_newcomer_proves_with_the_phone_and_nothing_received_is_kept(site):
    """Proof after sign-up; no token, no claim, no identifier in clear in the database."""
    person = newcomer()
    client = browser(person, host(site))
    url = leave(client)
    asked = parse_qs(urlsplit(url).query)
    assert asked["acr_values"] == ["eidas1"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["nonce"][0]
    assert set(asked["scope"][0].split()) == {"openid", "scope_all"}
    answer = client.get(approve(client, url)["Location"])
    assert answer["Location"] == "/rejoindre/"
    person.refresh_from_db()
    assert queries.byline(person, "real") == "Dr Jeanne Valmorin"
    account = SocialAccount.objects.get()
    assert (account.user, account.extra_data) == (person, {})
    assert IDENTITIES["gp"].number not in account.uid
    assert not SocialToken.objects.exists()


def test_who_is_linked_enters_with_it_and_meets_the_second_factor(site):
    person = newcomer()
    client = browser(person, host(site))
    prove(client)
    client.logout()
    answer = prove(client)
    assert "2fa" in answer["Location"], "Pro Santé Connect does not replace the second factor"


def test_who_has_no_account_is_told_to_make_one_first(site):
    answer = prove(browser(host=host(site)))
    assert answer.status_code == 403
    assert "Créez d'abord votre compte" in text_of(answer).replace("&#x27;", "'")
    assert not Person.objects.exists()


def test_somebody_known_is_refused_a_second_account(site):
    """D2: by phone, then by card, then with the first account signed in again."""
    prove(browser(newcomer(), host(site)))
    second = newcomer()
    answer = prove(browser(second, host(site)), "gp-card")
    assert answer.status_code == 403
    assert "déjà un compte" in text_of(answer)
    second.refresh_from_db()
    assert not second.is_member
    assert Entry.objects.filter(act="proof.refuse").count() == 1
    assert Identity.objects.count() == 1


def test_a_member_cannot_link_the_card_of_somebody_else(site):
    person = newcomer()
    prove(browser(person, host(site)))
    answer = prove(browser(person, host(site)), "neurologist")
    assert answer.status_code == 403
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize(("key", "words"), [("weak", "e-CPS"), ("no-job", "profession")])
def test_weak_connections_and_unknown_professions_prove_nothing(site, key, words):
    person = newcomer()
    answer = prove(browser(person, host(site)), key)
    assert answer.status_code == 403
    assert words in text_of(answer)
    person.refresh_from_db()
    assert not person.is_member


@pytest.mark.parametrize("key", ["pharmacist", "intern", "midwife", "nurse", "physio", "sandbox"])
def test_every_identity_of_the_imitation_proves_its_profession(site, key):
    person = newcomer()
    prove(browser(person, host(site)), key)
    person.refresh_from_db()
    assert person.is_member
    assert queries.status_of(person)


def test_steps_before_are_not_skipped_by_the_card(site):
    for person in (newcomer(protected=False), newcomer(chartered=False)):
        assert prove(browser(person, host(site)))["Location"] == "/rejoindre/"
        person.refresh_from_db()
        assert not person.is_member
    unverified = newcomer()
    EmailAddress.objects.filter(user=unverified).update(verified=False)
    assert prove(browser(unverified, host(site)))["Location"] == "/rejoindre/"
    unverified.refresh_from_db()
    assert not unverified.is_member


def test_refusing_on_the_phone_leaves_everything_as_it_was(site):
    client = browser(newcomer(), host(site))
    back = approve(client, leave(client), answer="deny")
    assert "error=access_denied" in back["Location"]
    page = client.get(back["Location"])
    assert page.status_code == 400
    assert "Rien n'a été enregistré" in text_of(page).replace("&#x27;", "'")


def test_a_forged_or_replayed_state_is_refused(site):
    client = browser(newcomer(), host(site))
    back = approve(client, leave(client))["Location"]
    forged = re.sub(r"state=[^&]+", "state=forged", back)
    assert client.get(forged).status_code == 400
    other = browser(newcomer(), host(site))
    assert other.get(back).status_code == 400, "the state belongs to another browser"
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 400, "a second time, the state is gone"


def test_a_forged_nonce_is_refused(site):
    """The code of one request can't be slipped into another."""
    client = browser(newcomer(), host(site))
    url = leave(client)
    forged = re.sub(r"nonce=[^&]+", "nonce=forged", url)
    assert client.get(approve(client, forged)["Location"]).status_code == 400
    assert not Identity.objects.exists()


def test_a_forged_acr_in_the_request_changes_nothing(site):
    client = browser(newcomer(), host(site))
    url = leave(client).replace("acr_values=eidas1", "acr_values=eidas2")
    answer = client.get(approve(client, url, "weak")["Location"])
    assert answer.status_code == 403


def test_a_token_signed_by_another_key_is_refused(site, monkeypatch):
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kid = tokens.key_id(tokens.private_key())

    def sign(payload):
        return jwt.encode(payload, stranger, algorithm="RS256", headers={"kid": kid})

    monkeypatch.setattr(tokens, "sign", sign)
    assert prove(browser(newcomer(), host(site))).status_code == 400
    monkeypatch.setattr(
        tokens,
        "sign",
        lambda payload: jwt.encode(payload, None, algorithm="none", headers={"kid": kid}),
    )
    assert prove(browser(newcomer(), host(site))).status_code == 400
    monkeypatch.setattr(
        tokens,
        "sign",
        lambda payload: jwt.encode(payload, "x" * 40, algorithm="HS256", headers={"kid": kid}),
    )
    assert prove(browser(newcomer(), host(site))).status_code == 400
    assert not Identity.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another"},
        {"exp": int(time.time()) - 600},
        {"sub": "f:x:somebody"},
    ],
)
def test_a_token_for_another_place_or_time_or_person_is_refused(site, monkeypatch, change):
    honest = tokens.sign
    monkeypatch.setattr(tokens, "sign", lambda payload: honest(payload | change))
    assert prove(browser(newcomer(), host(site))).status_code == 400
    assert not Identity.objects.exists()


def test_signed_user_info_is_verified_too(site, monkeypatch):
    """The real service may answer with a JWT: the physiotherapist's is one."""
    assert IDENTITIES["physio"].signed
    honest = tokens.sign

    def forged(payload):
        if "SubjectRefPro" not in payload:
            return honest(payload)
        return honest(payload | {"iss": "https://elsewhere.example"})

    monkeypatch.setattr(tokens, "sign", forged)
    assert prove(browser(newcomer(), host(site)), "physio").status_code == 400
    assert not Identity.objects.exists()


def test_the_service_being_down_is_said_calmly(site, settings):
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"]["server_url"] = "http://127.0.0.1:9/.well-known/wallet-openid-configuration"
    answer = browser(newcomer(), host(site)).post(reverse("psc_login"))
    assert answer.status_code == 503
    assert "ne répond pas" in text_of(answer)


def test_an_address_elsewhere_is_a_page_that_says_so(site, settings, monkeypatch):
    """A form may only lead to ourselves (CSP form-action): leaving is a page with a link."""
    monkeypatch.setattr(
        provider_psc.PscAdapter, "authorize_url", "https://wallet.esw.esante.gouv.fr/auth"
    )
    answer = browser(newcomer(), host(site)).post(reverse("psc_login"))
    assert answer.status_code == 200
    assert "https://wallet.esw.esante.gouv.fr/auth?" in text_of(answer)


def test_allauths_own_way_back_leads_nowhere(site):
    """Only our callback verifies signature and nonce; the generic one refuses."""
    client = browser(newcomer(), host(site))
    answer = client.post("/compte/oidc/psc/login/")
    if answer.status_code == 302:
        back = approve(client, answer["Location"])["Location"]
        query = urlsplit(back).query
        assert client.get("/compte/oidc/psc/login/callback/?" + query).status_code == 400
    assert not Identity.objects.exists()


# The provider itself, as any client sees it.


def ask_code(site: str, key: str = "gp", **changes: str) -> tuple[str, str]:
    verifier = "v" * 50
    asked = {
        "client_id": "toctoc-demo",
        "redirect_uri": site + reverse("psc_callback"),
        "response_type": "code",
        "scope": "openid scope_all",
        "state": "s",
        "nonce": "n",
        "acr_values": "eidas1",
        "code_challenge": tokens.challenge_of(verifier),
        "code_challenge_method": "S256",
    } | changes
    answer = browser(host=host(site)).post(
        "/psc-demo/auth", asked | {"identity": key, "answer": "approve"}
    )
    return parse_qs(urlsplit(answer["Location"]).query)["code"][0], verifier


def exchange(site: str, granted: str, verifier: str, **changes: str) -> requests.Response:
    from toctoc.ops.psc_demo.views import _client

    data = {
        "grant_type": "authorization_code",
        "code": granted,
        "code_verifier": verifier,
        "redirect_uri": site + reverse("psc_callback"),
        "client_id": _client()[0],
        "client_secret": _client()[1],
    } | changes
    url = f"{site}/psc-demo/protocol/openid-connect/token"
    return requests.post(url, data=data, timeout=10)


def test_discovery_is_where_the_real_one_is(site):
    found = requests.get(f"{site}/psc-demo/.well-known/wallet-openid-configuration", timeout=10)
    assert found.json()["issuer"] == f"{site}/psc-demo"
    other = requests.get(f"{site}/psc-demo/.well-known/openid-configuration", timeout=10)
    assert other.status_code == 404


def test_a_code_serves_once_and_for_a_minute(site, monkeypatch):
    code, verifier = ask_code(site)
    assert exchange(site, code, verifier).status_code == 200
    assert exchange(site, code, verifier).json() == {"error": "invalid_grant"}
    late, verifier = ask_code(site)
    real = time.time
    monkeypatch.setattr(tokens.time, "time", lambda: real() + 61)
    assert exchange(site, late, verifier).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"code_verifier": "w" * 50}, 400, "invalid_grant"),
        ({"code_verifier": ""}, 400, "invalid_grant"),
        ({"client_secret": "no"}, 401, "invalid_client"),
        ({"client_id": "other"}, 401, "invalid_client"),
        ({"redirect_uri": "https://evil.example/"}, 400, "invalid_grant"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"code": "x"}, 400, "invalid_grant"),
    ],
)
def test_errors_are_oauth_errors(site, changes, status, error):
    code, verifier = ask_code(site)
    answer = exchange(site, code, verifier, **changes)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_client_secret_basic_works_too(site):
    from toctoc.ops.psc_demo.views import _client

    code, verifier = ask_code(site)
    basic = base64.b64encode(":".join(_client()).encode()).decode()
    answer = requests.post(
        f"{site}/psc-demo/protocol/openid-connect/token",
        timeout=10,
        headers={"Authorization": f"Basic {basic}"},
        data={
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": site + reverse("psc_callback"),
        },
    )
    info = requests.get(
        f"{site}/psc-demo/protocol/openid-connect/userinfo",
        timeout=10,
        headers={"Authorization": f"Bearer {answer.json()['access_token']}"},
    )
    assert info.json()["SubjectRefPro"]["exercices"][0]["codeProfession"] == "10"


@pytest.mark.parametrize(
    "changes", [{"redirect_uri": "https://evil.example/"}, {"client_id": "other"}]
)
def test_nobody_is_sent_to_an_unknown_address(site, changes):
    asked = {
        "client_id": "toctoc-demo",
        "redirect_uri": site + reverse("psc_callback"),
        "response_type": "code",
        "scope": "openid",
        "state": "s",
        "nonce": "n",
    } | changes
    assert browser(host=host(site)).get(f"/psc-demo/auth?{urlencode(asked)}").status_code == 400


def test_user_info_without_a_token_and_logout(site):
    base = f"{site}/psc-demo/protocol/openid-connect"
    assert requests.get(f"{base}/userinfo", timeout=10).status_code == 401
    client = browser(host=host(site))
    out = "/psc-demo/protocol/openid-connect/logout?post_logout_redirect_uri="
    assert client.get(out + "/rejoindre/")["Location"] == "/rejoindre/"
    for evil in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = client.get(out + evil)
        assert "evil" not in answer.get("Location", "")
        assert "javascript" not in answer.get("Location", "")


def test_outside_the_demo_the_imitation_does_not_exist(site, settings):
    settings.DEMO = False
    for path in ("/psc-demo/auth", "/psc-demo/protocol/openid-connect/certs"):
        assert browser(member(), host(site)).get(path).status_code == 404
