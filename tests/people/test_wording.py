"""D9 for every short text that others read or that stays: pseudonyms, reasons of moderators."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import NOON, asked, member
from toctoc.people.actions import check_pseudonym
from toctoc.people.types import NameRefused
from toctoc.people.wording import names_somebody
from toctoc.posts import actions as posts
from toctoc.posts.models import Post
from toctoc.posts.types import Refused, Writing, finding_key
from toctoc.questions import actions
from toctoc.questions.types import NamingReason
from toctoc.web.desk_words import READY

pytestmark = pytest.mark.django_db
NAMING = "plainte de Mme Odile Tournebise"


@pytest.mark.parametrize("name", ["Odile Tournebise", "06 12 34 56 78", "2 85 05 78 006 084 91"])
def test_a_pseudonym_is_nobodys_name_nor_number(name: str) -> None:
    with pytest.raises(NameRefused):
        check_pseudonym(name)


@pytest.mark.parametrize("name", ["stetho bleu", "Petit Prince", "Colibri-29", "Le Horla", "zadig"])
def test_an_invented_pseudonym_passes(name: str) -> None:
    assert check_pseudonym(name) == name


def test_a_moderators_reason_stays_for_good_and_names_nobody() -> None:
    moderator, post = member(role="moderator"), asked(member())
    client = Client()
    client.force_login(moderator)
    page = client.post(f"/q/{post.public_id}/masquer", {"family": "other", "facts": NAMING})
    assert page.status_code == 422
    assert "retirez-en le nom ou le numéro" in page.content.decode()
    assert Post.objects.get().state == "published"
    with pytest.raises(NamingReason):
        actions.hide(by=moderator, public_id=post.public_id, reason=NAMING, at=NOON)
    assert not any(map(names_somebody, READY.values())), "ready reasons pass"


def test_what_keeps_the_guard_from_answering_is_refused() -> None:
    assert names_somebody("x" * 3_000)


def test_a_reason_to_keep_words_names_nobody_either() -> None:
    text = "F 44 a, vue à Ploërmel, paresthésies du MSG."
    author = member()
    with pytest.raises(Refused) as refused:
        posts.judge(by=author, kind="question", writing=Writing(text, "t"), at=NOON)
    kept = {finding_key(text, one): "nécessaire ici" for one in refused.value.pending}
    posts.judge(by=author, kind="question", writing=Writing(text, "t", "", kept), at=NOON)
    naming = dict.fromkeys(kept, f"nécessaire, {NAMING}")
    with pytest.raises(Refused):
        posts.judge(by=author, kind="question", writing=Writing(text, "t", "", naming), at=NOON)
    client = Client()
    client.force_login(author)
    form = {"body": text, "do": "publish", "patient": "no", "relative": "no"}
    page = client.post("/demander/", form | {f"reason-{key}": why for key, why in naming.items()})
    assert page.status_code == 422
    assert "Cette raison est gardée avec le texte" in page.content.decode()
