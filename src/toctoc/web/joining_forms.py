"""Forms of the way in. Each field says what is wrong beside itself and keeps what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toctoc.people import codes
from toctoc.people.models import Person
from toctoc.people.types import Claim, ClaimRefused

STAGES = [
    (Person.Stage.PRACTISING, _("En exercice")),
    (Person.Stage.INTERN, _("Interne")),
    (Person.Stage.STUDENT, _("Étudiant")),
    (Person.Stage.RETIRED, _("Retraité")),
]


class CalmForm(forms.Form):
    """No hostile input reaches the database: NUL bytes are refused by Django's CharField."""

    def show(self, error: ClaimRefused) -> None:
        """Put a refusal of the domain beside its field."""
        self.add_error(error.field if error.field in self.fields else None, str(error))


class SponsoredForm(CalmForm):
    rpps = forms.CharField(
        label=_("Numéro RPPS"),
        max_length=30,
        help_text=_("11 chiffres, sur votre carte CPS."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    family = forms.CharField(
        label=_("Nom d'exercice"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    given = forms.CharField(
        label=_("Prénom d'exercice"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )


class AskSponsorForm(CalmForm):
    who = forms.CharField(
        label=_("Son adresse e-mail ou son pseudonyme"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off"}),
    )


class DocumentForm(CalmForm):
    profession = forms.ChoiceField(label=_("Profession"))
    specialty = forms.ChoiceField(label=_("Spécialité"), required=False)
    stage = forms.ChoiceField(label=_("Situation"), choices=STAGES)
    family = forms.CharField(label=_("Nom d'exercice"), max_length=80)
    given = forms.CharField(label=_("Prénom d'exercice"), max_length=80)
    number = forms.CharField(
        label=_("Numéro RPPS ou ADELI"),
        max_length=30,
        help_text=_("Étudiant sans numéro : votre INE, sur la carte d'étudiant."),
    )
    department = forms.ChoiceField(label=_("Département"), required=False)
    document = forms.FileField(
        label=_("Photo ou PDF"),
        required=False,
        help_text=_(
            "Carte professionnelle, diplôme ou carte d'étudiant. PDF, JPEG, PNG ou WebP, "
            "10 Mo au plus."
        ),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", "—")]
        specialties = [
            (
                codes.profession_label(profession, language),
                codes.specialty_choices(profession, language),
            )
            for profession in ("10", "21", "40", "60")
        ]
        for name, choices in (
            ("profession", [*none, *codes.profession_choices(language)]),
            ("specialty", [*none, *specialties]),
            ("department", [*none, *((c, f"{c} {d}") for c, d in codes.DEPARTMENTS.items())]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def claim(self) -> Claim:
        data = self.cleaned_data
        return Claim(
            number=data["number"],
            family=data["family"],
            given=data["given"],
            profession=data["profession"],
            specialty=data["specialty"],
            stage=data["stage"],
            department=data["department"],
        )


class NameForm(CalmForm):
    pseudonym = forms.CharField(
        label=_("Pseudonyme"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        help_text=_("Personne d'autre ne pourra le prendre. Sans titre ni nom de confrère."),
    )
    signature = forms.ChoiceField(
        label=_("Par défaut, je signe"),
        widget=forms.RadioSelect,
        choices=[
            (Person.Signature.PSEUDONYM, _("de mon pseudonyme")),
            (Person.Signature.REAL, _("de mon vrai nom")),
            (Person.Signature.PROTECTED, _("« un confrère », sans nom")),
        ],
    )
