"""A few invented disputes: open notices, a decision to read, an appeal to judge. All through the
room's own verbs; nobody of these exists, and nobody wrote this."""

from __future__ import annotations

import datetime as dt
from itertools import count

from toctoc.moderation import actions
from toctoc.moderation.models import Case, Notice
from toctoc.moderation.types import Complaint, Step, Verdict
from toctoc.people.models import Person
from toctoc.posts.models import Post
from toctoc.posts.types import Writing
from toctoc.questions import actions as questions

_PRECARIOUS = (
    "Encore une consultation gratuite et vingt minutes de retard : ceux qui ne paient rien ne "
    "respectent rien. Sinon, pour votre question, je ferais une imagerie."
)
_ATTACK = (
    "Avec une question pareille, on se demande où vous avez appris le métier. Relisez vos cours "
    "avant de déranger tout le monde."
)
_WEIGHT = (
    "À ce poids-là, ce n’est plus de la médecine, c’est du déménagement. Qu’elle maigrisse et on "
    "en reparle."
)
_IRONY = "Bravo, encore un diagnostic posé au hasard. Il fallait oser."
_HOUR = dt.timedelta(hours=1)


def fill(at: dt.datetime) -> None:
    """A case waits, one comes from an association, one from a moderator who hesitates; one was
    decided, one is contested."""
    roles = {
        person.email.split("@")[0]: person
        for person in Person.objects.filter(email__endswith="@demo.invalid", is_demo=False)
    }
    threads = _threads(at)
    first, second, third, fourth = _colleagues([thread.author_id for thread in threads])
    numbers = count(1)

    def wrote(by: Person, thread: Post, body: str, when: dt.datetime) -> Post:
        writing = Writing(body, f"demo-dispute-{next(numbers)}")
        post, _new = questions.reply(
            by=by, question=thread.public_id, kind="answer", writing=writing, at=when
        )
        questions.opened(post.pk, at=when + dt.timedelta(minutes=1))
        return post

    mocked = wrote(first, threads[0], _PRECARIOUS, at - 30 * _HOUR)
    _reported(mocked, "poverty", roles["neurologue"], at - 29 * _HOUR, protected=True)
    _reported(mocked, "poverty", fourth, at - 20 * _HOUR)
    attacked = wrote(second, threads[1], _ATTACK, at - 8 * _HOUR)
    _hesitating(_reported(attacked, "colleague", third, at - 7 * _HOUR), roles["referente"], at)
    _from_association(roles["exploitant"], threads[2], at)
    _decided(wrote(roles["interne"], threads[3], _WEIGHT, at - 28 * _HOUR), roles, third, at)
    _contested(wrote(third, threads[4], _IRONY, at - 50 * _HOUR), roles, fourth, at)


def _threads(at: dt.datetime) -> list[Post]:
    """Questions that go on; the moderators of the demo have no part in them."""
    open_ = Post.objects.filter(
        thread=None,
        state=Post.State.PUBLISHED,
        audience=Post.Audience.PROFESSIONALS,
        published_at__lt=at - 55 * _HOUR,
    )
    judges = (Person.Role.MODERATOR, Person.Role.SENIOR, Person.Role.OPERATOR)
    calm = open_.exclude(replies__author__role__in=judges).exclude(author__role__in=judges)
    return list(calm.select_related("author").order_by("-published_at")[:5])


def _colleagues(but: list[int]) -> list[Person]:
    invented = Person.objects.filter(is_demo=True, profession="10").exclude(pk__in=but)
    return list(invented.order_by("pk")[3:7])


def _reported(
    post: Post, family: str, by: Person, at: dt.datetime, *, protected: bool = False
) -> Case:
    reasons = {
        "poverty": "On se moque de patients parce qu’ils sont pauvres. Ce n’est pas ce réseau.",
        "colleague": "On attaque la personne qui demande, au lieu de répondre à sa question.",
        "fatphobia": "On se moque du poids d’une patiente, sans un mot utile pour le cas.",
    }
    sent = Complaint("post", post.public_id, family, reasons[family], True, protected)
    receipt = actions.report(sent, by=by, at=at)
    return Notice.objects.select_related("case").get(number=receipt.number).case


def _hesitating(case: Case, judge: Person, at: dt.datetime) -> None:
    """Held by one moderator, who asks whoever is free what they would do."""
    actions.claim(by=judge, case_id=case.public_id, at=at - _HOUR)
    question = "Un rappel, ou d’abord une conciliation ? Ils se connaissent peut-être."
    actions.ask_opinion(by=judge, case_id=case.public_id, question=question, at=at - _HOUR)


def _from_association(operator: Person, post: Post, at: dt.datetime) -> None:
    notifier, _key = actions.make_notifier(
        by=operator, name="Usagers du soin (association inventée)", at=at - 60 * _HOUR
    )
    sent = Complaint(
        "post",
        post.public_id,
        "secrecy",
        "Un proche pourrait reconnaître cette personne : trop de détails ensemble.",
        True,
    )
    actions.report(sent, notifier=notifier, at=at - 3 * _HOUR)


def _decided(post: Post, roles: dict[str, Person], witness: Person, at: dt.datetime) -> None:
    """What the intern of the demo reads about themself, and may contest or say another way."""
    case = _reported(post, "fatphobia", witness, at - 27 * _HOUR)
    facts = "Le message se moque du poids d’une patiente et ne répond pas à la question."
    _judged(case, roles["referente"], ("transpose", "reminder"), facts, at - 26 * _HOUR)


def _contested(post: Post, roles: dict[str, Person], witness: Person, at: dt.datetime) -> None:
    case = _reported(post, "colleague", witness, at - 49 * _HOUR)
    facts = "Le message tourne un confrère en dérision devant les autres."
    decision = _judged(case, roles["moderateur"], ("hide", "reminder"), facts, at - 47 * _HOUR)
    actions.appeal(
        by=post.author,
        decision_id=decision,
        reasons="C’était de l’humour entre nous, et il en a ri lui-même dans le fil.",
        at=at - 20 * _HOUR,
    )


def _judged(case: Case, by: Person, steps: tuple[str, ...], facts: str, at: dt.datetime) -> str:
    actions.claim(by=by, case_id=case.public_id, at=at)
    rule = "confraternity" if case.family == "colleague" else "respect"
    verdict = Verdict(tuple(Step(step) for step in steps), rule, facts)
    return actions.decide(by=by, case_id=case.public_id, verdict=verdict, at=at).public_id
