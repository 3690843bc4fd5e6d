"""The rules a decision may rest on, with the article quoted: reasons are given in law or in the
charter, never in taste (DSA, article 17.3 d and e). Texts are those of the code de la santé
publique, quoted in French in both languages; the summary is ours."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Family


@dataclass(frozen=True, slots=True)
class Rule:
    key: str
    article: str
    summary: str | Promise
    text: str = ""


RULES: dict[str, Rule] = {
    rule.key: rule
    for rule in (
        Rule(
            "secret",
            "R.4127-4",
            _("Une personne pourrait être reconnue : c’est le secret médical."),
            "Le secret professionnel institué dans l’intérêt des patients s’impose à tout médecin "
            "dans les conditions établies par la loi. Le secret couvre tout ce qui est venu à la "
            "connaissance du médecin dans l’exercice de sa profession, c’est-à-dire non seulement "
            "ce qui lui a été confié, mais aussi ce qu’il a vu, entendu ou compris.",
        ),
        Rule(
            "respect",
            "R.4127-7",
            _("Ces propos méprisent des patients pour ce qu’ils sont."),
            "Le médecin doit écouter, examiner, conseiller ou soigner avec la même conscience "
            "toutes les personnes quels que soient leur origine, leurs mœurs et leur situation de "
            "famille, leur appartenance ou leur non-appartenance à une ethnie, une nation ou une "
            "religion déterminée, leur handicap ou leur état de santé, leur réputation ou les "
            "sentiments qu’il peut éprouver à leur égard.",
        ),
        Rule(
            "dignity",
            "R.4127-31",
            _("Ces propos déconsidèrent la profession."),
            "Tout médecin doit s’abstenir, même en dehors de l’exercice de sa profession, de tout "
            "acte de nature à déconsidérer celle-ci.",
        ),
        Rule(
            "confraternity",
            "R.4127-56",
            _("Un confrère est attaqué : un différend se règle d’abord par la conciliation."),
            "Les médecins doivent entretenir entre eux des rapports de bonne confraternité. Un "
            "médecin qui a un différend avec un confrère doit rechercher une conciliation, au "
            "besoin par l’intermédiaire du conseil départemental de l’ordre.",
        ),
        Rule("information", "R.4127-13", _("L’information est fausse ou non confirmée.")),
        Rule("advertising", "R.4127-19", _("C’est de la publicité.")),
        Rule("identity", "226-4-1 CP", _("L’identité ou le nom d’un autre est utilisé.")),
        Rule(
            "press",
            "Loi du 29 juillet 1881",
            _("Ces propos diffament, injurient ou incitent à la haine."),
        ),
        Rule("charter", "", _("La charte du réseau, acceptée par chaque membre, l’interdit.")),
        Rule("law", "", _("La loi l’interdit ; les faits disent laquelle.")),
        Rule("none", "", _("Rien n’y contrevient à la loi ni à la charte.")),
    )
}

# Proposed first for a family; a moderator may rest on another.
RULE_OF: dict[str, str] = {
    Family.SEXISM: "respect",
    Family.HOMOPHOBIA: "respect",
    Family.RACISM: "respect",
    Family.FATPHOBIA: "respect",
    Family.POVERTY: "respect",
    Family.COLLEAGUE: "confraternity",
    Family.SECRECY: "secret",
    Family.IMPERSONATION: "identity",
    Family.DEFAMATION: "press",
    Family.FALSE: "information",
    Family.ADVERTISING: "advertising",
    Family.OTHER: "charter",
}

# The formal warning (K24): what follows the facts.
WARNING_RULE = "dignity"
