"""Why each thing was said another way, or was not: French and English, short, without blame."""

from __future__ import annotations

# reason -> (French, English); "{}" takes the word at stake
_WHY: dict[str, tuple[str, str]] = {
    "person": (
        "Un rôle remplace le nom : le même pour la même personne, dans tout le fil.",
        "A role replaces the name: the same one for the same person, over the whole thread.",
    ),
    "kin": (
        "Le lien de parenté suffit à comprendre : le nom s'efface.",
        "The family tie is enough to understand: the name goes.",
    ),
    "carer": (
        "Le rôle du soignant suffit : son nom dirait où le patient est suivi.",
        "The caregiver's role is enough: the name would tell where the patient is treated.",
    ),
    "age": (
        "Une tranche d'âge garde la même classe clinique sans désigner une personne.",
        "An age band keeps the same clinical class without pointing to one person.",
    ),
    "birth": (
        "Une date de naissance désigne presque une seule personne : l'âge suffit.",
        "A birth date points to almost one person: the age is enough.",
    ),
    "date": (
        "Un délai remplace la date : tous les intervalles sont gardés au jour près.",
        "A delay replaces the date: every interval is kept to the day.",
    ),
    "date.year": (
        "Un délai dit la même ancienneté sans l'année.",
        "A delay tells the same distance in time without the year.",
    ),
    "date.unread": (
        "Ce jour n'a pas pu être placé dans le calendrier : vérifiez le délai.",
        "This day could not be placed on the calendar: check the delay.",
    ),
    "date.leap": (
        "L'année n'est pas dite : l'intervalle compte un mois de février de 28 jours.",
        "The year is not said: the interval counts a February of 28 days.",
    ),
    "place": (
        "Le type de lieu et la région suffisent à comprendre l'accès aux soins.",
        "The kind of place and the region are enough to understand access to care.",
    ),
    "address": (
        "Une adresse désigne un foyer : elle n'aide pas à soigner.",
        "An address points to one household: it does not help to treat.",
    ),
    "hospital": (
        "Le type d'établissement dit les moyens disponibles, sans mener au dossier.",
        "The kind of establishment tells what care is available, without leading to the record.",
    ),
    "profession": (
        "La famille de métiers garde la même exposition.",
        "The family of jobs keeps the same exposure.",
    ),
    "employer": (
        "Le type d'employeur garde l'exposition sans dire où.",
        "The kind of employer keeps the exposure without telling where.",
    ),
    "origin": (
        "L'origine n'aide pas à répondre ici : elle s'efface.",
        "The origin does not help to answer here: it goes.",
    ),
    "origin.kept": (
        "L'origine compte pour ce diagnostic : seule la région est gardée.",
        "The origin matters for this diagnosis: only the region is kept.",
    ),
    "contact": (
        "Un numéro ou une adresse mène droit à une personne : il s'efface.",
        "A number or an address leads straight to a person: it goes.",
    ),
    "left": (
        "Le garde-fou a encore reconnu ici un détail identifiant : il s'efface.",
        "The guard still recognised an identifying detail here: it goes.",
    ),
    "sex": (
        "L'autre sexe : rien dans ce cas n'en dépend, et vous l'avez demandé.",
        "The other sex: nothing in this case depends on it, and you asked for it.",
    ),
    "rare": (
        "Un fait rare ou connu du public ne se transpose pas : gardez-le seulement s'il est utile.",
        "A rare or public fact cannot be transposed: keep it only if it is needed.",
    ),
    "clinical": (
        "Le retirer changerait le sens clinique : à vous de choisir les mots.",
        "Removing it would change the clinical meaning: the wording is yours.",
    ),
    "sex.possible": (
        "Rien dans ce cas ne dépend du sexe : il peut changer.",
        "Nothing in this case depends on the sex: it can be changed.",
    ),
    "sex.bound": (
        "« {} » lie le cas au sexe du patient : il ne change pas.",
        "“{}” binds the case to the patient's sex: it stays.",
    ),
    "sex.genetic": (
        "« {} » peut porter une transmission familiale : le sexe ne change pas.",
        "“{}” may carry an inheritance: the sex stays.",
    ),
    "sex.unknown": (
        "Le texte ne dit pas le sexe du patient.",
        "The text does not tell the patient's sex.",
    ),
    "sex.people": (
        "« {} » peut désigner quelqu'un d'autre : l'accord serait incertain, le sexe reste.",
        "“{}” may be somebody else: the agreement would be unsure, the sex stays.",
    ),
    "sex.agreement": (
        "L'accord de « {} » n'est pas sûr : le sexe ne change pas, plutôt qu'une faute.",
        "The agreement of “{}” is unsure: the sex stays rather than wrong French.",
    ),
}


def why(reason: str, lang: str = "fr", word: str = "") -> str:
    """The sentence of a reason; `word` is what it is about."""
    french, english = _WHY[reason]
    return (french if lang.lower().startswith("fr") else english).replace("{}", word)
