"""The sentences of the guard, French and English: short, without blame, with the way out."""

from __future__ import annotations

from toctoc.guard.tone import words

# rule or category -> (French, English); "{}" takes the first rewording where there is one
_WHY: dict[str, tuple[str, str]] = {
    "name": (
        "Un nom suffit à reconnaître quelqu'un : le cas se comprend aussi bien sans lui.",
        "A name is enough to recognise someone: the case reads just as well without it.",
    ),
    "name.caregiver": (
        "Le nom d'un soignant dit où le patient est suivi : son rôle suffit.",
        "A caregiver's name tells where the patient is treated: the role is enough.",
    ),
    "name.known": (
        "Ce nom ne doit pas apparaître ici : il désigne une personne connue du réseau.",
        "This name must not appear here: it points to a person the network knows.",
    ),
    "initials": (
        "Des initiales, avec l'âge et la ville, suffisent parfois à un proche.",
        "Initials, with age and town, are sometimes enough for a relative.",
    ),
    "birth_date": (
        "Une date de naissance désigne presque une seule personne : l'âge suffit.",
        "A birth date points to almost one person: the age is enough.",
    ),
    "date": (
        "Une date exacte suffit parfois à retrouver un séjour : dites plutôt « {} ».",
        "An exact date can be enough to find a stay: say “{}” instead.",
    ),
    "date.month": (
        "Un mois, avec l'âge et le lieu, situe un séjour : « {} » suffit souvent.",
        "A month, with age and place, tells which stay: “{}” is often enough.",
    ),
    "date.year": (
        "Une année compte avec le reste : « {} » suffit souvent.",
        "A year counts with the rest: “{}” is often enough.",
    ),
    "address": (
        "Une adresse désigne un foyer : elle n'aide pas à soigner.",
        "An address points to one household: it does not help to treat.",
    ),
    "postcode": (
        "Un code postal désigne un petit territoire : la région suffit.",
        "A postcode points to a small area: the region is enough.",
    ),
    "place": (
        "Une commune avec un âge désigne parfois une seule personne : dites plutôt « {} ».",
        "A town with an age can point to one person: say “{}” instead.",
    ),
    "hospital": (
        "Le nom de l'établissement permet à un collègue de retrouver le dossier : « {} » suffit.",
        "The hospital's name lets a colleague find the record: “{}” is enough.",
    ),
    "phone": (
        "Un numéro de téléphone désigne une personne : échangez-le en message privé.",
        "A phone number points to one person: exchange it in a private message.",
    ),
    "email": (
        "Une adresse électronique désigne une personne : échangez-la en message privé.",
        "An e-mail address points to one person: exchange it in a private message.",
    ),
    "url": (
        "Ce lien peut mener à une personne ou à un dossier : gardez les références publiques.",
        "This link may lead to a person or a record: keep to public references.",
    ),
    "handle": (
        "Un compte de réseau social désigne une personne.",
        "A social network account points to one person.",
    ),
    "nir": (
        "Un numéro de sécurité sociale désigne une seule personne, à vie.",
        "A social security number points to one person, for life.",
    ),
    "nir.looks_like": (
        "Ce nombre ressemble à un numéro de sécurité sociale : retirez-le.",
        "This number looks like a social security number: remove it.",
    ),
    "ipp": (
        "Un numéro de dossier mène droit au patient pour qui a accès au logiciel.",
        "A record number leads straight to the patient for anyone with access.",
    ),
    "rpps": (
        "Un numéro professionnel (RPPS, ADELI, FINESS) désigne un soignant ou un lieu.",
        "A professional number (RPPS, ADELI, FINESS) points to a caregiver or a place.",
    ),
    "iban": ("Un IBAN désigne un titulaire.", "An IBAN points to its holder."),
    "plate": (
        "Une plaque d'immatriculation désigne un propriétaire.",
        "A number plate points to an owner.",
    ),
    "number": (
        "Ce long numéro ressemble à un identifiant : retirez-le s'il n'aide pas à répondre.",
        "This long number looks like an identifier: remove it if it does not help to answer.",
    ),
    "age": (
        "Après 89 ans l'âge exact devient rare : dites plutôt « {} ».",
        "Past 89 an exact age becomes rare: say “{}” instead.",
    ),
    "age.adult": (
        "L'âge exact compte avec le reste : « {} » suffit souvent.",
        "An exact age counts with the rest: “{}” is often enough.",
    ),
    "age.child": (
        "L'âge d'un enfant compte avec le reste : « {} » suffit souvent.",
        "A child's age counts with the rest: “{}” is often enough.",
    ),
    "age.event": (
        "Un âge dans l'histoire du patient compte avec le reste : « {} » suffit souvent.",
        "An age in the patient's history counts with the rest: “{}” is often enough.",
    ),
    "age.minor_place": (
        "Un enfant et un lieu : ses camarades le reconnaîtraient. Le lieu est-il utile ?",
        "A child and a place: schoolmates would know. Is the place needed?",
    ),
    "profession": (
        "Ce métier est rare ou public : est-il utile pour répondre ?",
        "This job is rare or public: is it needed to answer?",
    ),
    "profession.plain": (
        "Un métier, avec l'âge et le lieu, peut faire reconnaître : sa famille de métiers suffit.",
        "A job, with age and place, can point to someone: its family of jobs is enough.",
    ),
    "schooling": (
        "Une classe ou des études, avec le lieu, peuvent faire reconnaître un élève.",
        "A class or studies, with the place, can point to a pupil.",
    ),
    "region": (
        "Une région ou un pays compte avec le reste : gardez-le s'il aide à répondre.",
        "A region or a country counts with the rest: keep it if it helps to answer.",
    ),
    "employer": (
        "Le nom d'un employeur, d'une école ou d'un club fait reconnaître : son genre suffit.",
        "The name of an employer, a school or a club points to someone: its kind is enough.",
    ),
    "origin": (
        "L'origine, la langue, la religion comptent avec le reste : gardez-les si elles éclairent.",
        "Origin, language or religion count with the rest: keep them if they help.",
    ),
    "event": (
        "Une circonstance peu commune se reconnaît vite : gardez ce qui sert à répondre.",
        "An unusual circumstance is soon recognised: keep what helps to answer.",
    ),
    "family.tie": (
        "Ce lien de parenté désigne une personne : le patient suffit souvent.",
        "This family tie points to one person: the patient alone is often enough.",
    ),
    "initials.patient": (
        "Des initiales comptent avec le reste : « le patient » suffit.",
        "Initials count with the rest: “the patient” is enough.",
    ),
    "family": (
        "Ce lien de parenté désigne quelqu'un de connu : est-il utile pour répondre ?",
        "This family tie points to someone known: is it needed to answer?",
    ),
    "learned.name": (
        "Ce mot ressemble au nom d'une personne : en est-ce un ?",
        "This word looks like somebody's name: is it one?",
    ),
    "learned.place": (
        "Ce mot ressemble au nom d'une commune ou d'un lieu-dit : en est-ce un ?",
        "This word looks like the name of a town or a hamlet: is it one?",
    ),
    "learned.hospital": (
        "Ces mots ressemblent au nom d'un établissement de soins : en est-ce un ?",
        "These words look like the name of a hospital or a home: is it one?",
    ),
    "learned.address": (
        "Ces mots ressemblent à une adresse : en est-ce une ?",
        "These words look like an address: is it one?",
    ),
    "learned.date": (
        "Ces chiffres ressemblent à une date précise : en est-ce une ?",
        "These figures look like an exact date: are they one?",
    ),
    "learned.number": (
        "Ces chiffres ressemblent à un numéro qui désigne quelqu'un : en est-ce un ?",
        "These figures look like a number that points to someone: are they one?",
    ),
    "rare.k": (
        "Avec le reste du texte, ce détail désigne trop peu de personnes en France.",
        "With the rest of the text, this detail points to too few people in France.",
    ),
    "rare": (
        "Un fait dont on a parlé se retrouve en une recherche : est-il utile pour répondre ?",
        "A fact people talked about is one search away: is it needed to answer?",
    ),
}

_MATCHES = (
    "Avec le reste du texte, ce détail correspond en France à {}",
    "With the rest of the text, this detail matches, in France, {}",
)
_INSTEAD = (" : dites plutôt « {} »", ": say “{}” instead")

_SECRET = ("Secret professionnel", "Professional secrecy")
_RECORDS = ("Confidentialité des documents", "Confidentiality of records")
_PRIVACY = ("Vie privée du patient", "Patient's privacy")
_COLLEAGUE = ("Confraternité", "Duties between colleagues")

_DUTY: dict[str, tuple[tuple[str, str], str]] = {
    "ipp": (_RECORDS, "R.4127-73"),
    "nir": (_RECORDS, "R.4127-73"),
    "number": (_RECORDS, "R.4127-73"),
    "phone": (_PRIVACY, "L.1110-4"),
    "email": (_PRIVACY, "L.1110-4"),
    "address": (_PRIVACY, "L.1110-4"),
    "url": (_PRIVACY, "L.1110-4"),
    "handle": (_PRIVACY, "L.1110-4"),
    "iban": (_PRIVACY, "L.1110-4"),
    "plate": (_PRIVACY, "L.1110-4"),
    "rpps": (_COLLEAGUE, "R.4127-56"),
    "name.caregiver": (_COLLEAGUE, "R.4127-56"),
}


_WHY |= words.WHY
_DUTY |= words.DUTY


def _pick(pair: tuple[str, str], lang: str) -> str:
    return pair[0] if lang.lower().startswith("fr") else pair[1]


def why(rule: str, category: str, hint: str, lang: str) -> str:
    """The sentence for a rule, or for its category; `hint` is the first rewording."""
    sentence = _pick(_WHY.get(rule) or _WHY[category], lang)
    return sentence.format(hint or _pick(("récemment", "recently"), lang))


def rare_k(count: str, hint: str, lang: str) -> str:
    """The sentence of rule "rare.k": `count` in words ("environ 3 personnes"), then `hint`."""
    said = _pick(_MATCHES, lang).format(count.partition(":")[0].rstrip())
    return f"{said}{_pick(_INSTEAD, lang).format(hint) if hint else ''}."


def duty(category: str, rule: str, lang: str) -> tuple[str, str]:
    """(label, article of the Code de la santé publique)."""
    label, article = _DUTY.get(rule) or _DUTY.get(category) or (_SECRET, "R.4127-4")
    return _pick(label, lang), article
