"""No ready reply says that somebody is a patient; a changed one is read again (M17, K19)."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from toctoc.councils.calendar import first_monday, monthly
from toctoc.councils.replies import FRIEND, TEMPLATES, confirms
from toctoc.guard import Level, check_text

ALL = (*TEMPLATES, FRIEND)


@pytest.mark.parametrize("template", ALL, ids=lambda one: one.key)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_m17_no_template_confirms_that_the_person_is_a_patient(template, lang: str):
    text = template.text(lang)
    assert confirms(text) == []
    report = check_text(text, final=True)
    assert not [one for one in report.findings if one.level in (Level.BLOCK, Level.FIX)]


@pytest.mark.parametrize(
    "text",
    [
        "Merci pour votre consultation d’hier.",
        "Lors de votre dernier rendez-vous, tout allait bien.",
        "Je vous ai reçue avec vingt minutes de retard.",
        "Nous vous avons soigné de notre mieux.",
        "J’ai relu votre dossier.",
        "Vous avez été opéré par un confrère.",
        "Vous êtes venue sans ordonnance.",
        "Je ne traite jamais ainsi mes patients, et vous étiez ma patiente.",
        "Je me souviens de vous.",
        "Votre traitement était le bon.",
        "Votre état de santé ne le permettait pas.",
        "I saw you last week about your test results.",
        "As your doctor, I did what I could.",
    ],
)
def test_m17_a_reply_that_betrays_is_seen(text: str):
    assert confirms(text)


@pytest.mark.parametrize(
    "text",
    [
        "Merci de votre message.",
        "Votre avis compte. Le cabinet est ouvert de 9 h à 18 h.",
        "Le secret m’interdit de répondre.",
        "Toute personne peut écrire au conseil de l’Ordre.",
        "Thank you for your message.",
    ],
)
def test_a_neutral_reply_is_left_alone(text: str):
    assert confirms(text) == []


def test_overlapping_marks_are_one():
    text = "Je vous ai opérée : votre opération, votre dossier."
    spans = confirms(text)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


def test_m17_the_reminder_comes_back_each_month_and_names_nobody():
    made = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    text = monthly(
        title="Mon e-réputation, dix minutes",
        notes="é" * 200,
        first=first_monday(made.date()),
        made=made,
        host="example.org",
    )
    assert "DTSTART;VALUE=DATE:20261207\r\n" in text
    assert "RRULE:FREQ=MONTHLY;BYDAY=1MO\r\n" in text
    assert "SUMMARY:Mon e-réputation\\, dix minutes\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.replace("\r\n ", "").count("é" * 200) == 1
    assert text.endswith("END:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("day", "monday"),
    [("2026-11-01", "2026-12-07"), ("2026-12-31", "2027-01-04"), ("2027-01-30", "2027-02-01")],
)
def test_the_first_reminder_is_the_first_monday_of_next_month(day: str, monday: str):
    assert first_monday(dt.date.fromisoformat(day)).isoformat() == monday
