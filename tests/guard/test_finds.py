"""What the guard finds in the way French doctors write (D6, design law 4)."""

from __future__ import annotations

import datetime

import pytest

from toctoc.guard import Category, Finding, Level, check_text

TODAY = datetime.date(2026, 11, 22)

# (text, what must be covered, category, level)
FOUND: list[tuple[str, str, str, str]] = [
    ("Mme Dupont a 54 ans", "Dupont", "name", "block"),
    ("mme dupont a 54 ans", "dupont", "name", "block"),
    ("MME DUPONT A 54 ANS", "DUPONT", "name", "block"),
    ("M. Durand tousse", "Durand", "name", "block"),
    ("mr martin sous AVK", "martin", "name", "block"),
    ("Monsieur Le Goff, diabétique", "Le Goff", "name", "block"),
    ("Mlle de La Tour vient pour", "de La Tour", "name", "block"),
    ("madame el khoury, dyspnée", "el khoury", "name", "block"),
    ("mme d'almeida 55 ans", "d'almeida", "name", "block"),
    ("Monsieur Nguyen Van Thanh a chuté", "Nguyen Van Thanh", "name", "block"),
    ("Mme Lefèvre-Martin, HTA", "Lefèvre-Martin", "name", "block"),
    ("suivie par le dr le goff", "le goff", "name", "block"),
    ("avis du Pr Marchand demandé", "Pr Marchand", "name", "block"),
    ("Docteur François Vidal (PHC)", "François Vidal", "name", "block"),
    ("Dr S. Lemoine", "S. Lemoine", "name", "block"),
    ("un patient nommé Kowalczyk tousse", "Kowalczyk", "name", "block"),
    ("un enfant prénommé Ilyes tousse", "Ilyes", "name", "block"),
    ("il s'appelle Bertrand Morel", "Bertrand Morel", "name", "block"),
    ("Nom : LAMBERT\nPrénom : Odile", "LAMBERT", "name", "block"),
    ("Nom : LAMBERT\nPrénom : Odile", "Odile", "name", "block"),
    ("patient : Garnier", "Garnier", "name", "block"),
    ("Patiente Diallo Aïssatou 29 ans", "Diallo Aïssatou", "name", "block"),
    ("MARTIN Sophie, 45 ans, HTA", "MARTIN Sophie", "name", "block"),
    ("je vois Sophie Martin demain", "Sophie Martin", "name", "block"),
    ("Le petit Mathis a de la fièvre", "Mathis", "name", "block"),
    ("sa fille Emma tousse aussi", "Emma", "name", "block"),
    ("J'ai revu Jean-Baptiste ce matin", "Jean-Baptiste", "name", "block"),
    ("ma patiente Simone a perdu 10 kg", "Simone", "name", "block"),
    ("J. DUPONT, cardiologue", "J. DUPONT", "name", "block"),
    ("Mme Rose Boulanger, 40 ans", "Rose Boulanger", "name", "block"),
    ("née DURAND en Bretagne", "DURAND", "name", "block"),
    ("né le 12/03/1980", "12/03/1980", "birth_date", "block"),
    ("née le 3 mars 1956 à terme", "3 mars 1956", "birth_date", "block"),
    ("DDN : 01.01.1960", "01.01.1960", "birth_date", "block"),
    ("date de naissance : 04-07-52", "04-07-52", "birth_date", "block"),
    ("opéré le 12/02/2024", "12/02/2024", "date", "fix"),
    ("opéré le 12.02.2024", "12.02.2024", "date", "fix"),
    ("scanner du 2024-02-12 normal", "2024-02-12", "date", "fix"),
    ("vu le 3 mars dernier", "3 mars", "date", "fix"),
    ("vu le 1er avril 2025", "1er avril 2025", "date", "fix"),
    ("opéré le trois mars deux mille vingt", "trois mars deux mille vingt", "date", "fix"),
    ("opéré le vingt-deux juin", "vingt-deux juin", "date", "fix"),
    ("revu le 12/03 aux urgences", "12/03", "date", "fix"),
    ("hospitalisé du 12/03 au 15/03", "15/03", "date", "fix"),
    ("hospitalisé du 3 au 7 mars", "7 mars", "date", "fix"),
    ("vu vendredi 13", "vendredi 13", "date", "fix"),
    ("malaise lundi 4 au soir", "lundi 4", "date", "fix"),
    ("NIR 1 80 03 44 109 123 62", "1 80 03 44 109 123 62", "nir", "block"),
    ("secu 2 85 05 2A 004 012 42", "2 85 05 2A 004 012 42", "nir", "block"),
    ("n° de sécu 185057800608436", "185057800608436", "nir", "block"),
    ("tel 06 12 34 56 78", "06 12 34 56 78", "phone", "block"),
    ("0612345678", "0612345678", "phone", "block"),
    ("01.42.34.56.78 poste", "01.42.34.56.78", "phone", "block"),
    ("06-12-34-56-78", "06-12-34-56-78", "phone", "block"),
    ("+33 6 12 34 56 78", "+33 6 12 34 56 78", "phone", "block"),
    ("+33 (0)6 12 34 56 78", "6 12 34 56 78", "phone", "block"),
    ("0033612345678", "0033612345678", "phone", "block"),
    ("+262 692 12 34 56 à la Réunion", "+262 692 12 34 56", "phone", "block"),
    ("0590 12 34 56 en Guadeloupe", "0590 12 34 56", "phone", "block"),
    ("bip 4521 pour me joindre", "4521", "phone", "block"),
    ("jean.dupont@free.fr", "jean.dupont@free.fr", "email", "block"),
    ("jean.dupont arobase free point fr", "jean.dupont arobase free point fr", "email", "block"),
    ("jean.dupont [at] free.fr", "jean.dupont [at] free.fr", "email", "block"),
    ("jean.dupont at gmail.com", "jean.dupont at gmail.com", "email", "block"),
    ("voir https://photos.example.com/p/123", "https://photos.example.com/p/123", "url", "block"),
    ("sur www.facebook.com/jean", "www.facebook.com/jean", "url", "block"),
    ("mon compte @dr_untel", "@dr_untel", "handle", "block"),
    ("IPP 8001234567", "8001234567", "ipp", "block"),
    ("IPP : 0045871236", "0045871236", "ipp", "block"),
    ("dossier n° 2023-11452", "2023-11452", "ipp", "block"),
    ("NDA 293847569", "293847569", "ipp", "block"),
    ("numéro de séjour 123456", "123456", "ipp", "block"),
    ("RPPS 10003456789", "10003456789", "rpps", "block"),
    (
        "IBAN FR76 3000 6000 0112 3456 7890 189",
        "FR76 3000 6000 0112 3456 7890 189",
        "iban",
        "block",
    ),
    ("voiture immatriculée AB-123-CD", "AB-123-CD", "plate", "block"),
    ("référence 123456789012", "123456789012", "number", "block"),
    ("12 rue de la Paix", "12 rue de la Paix", "address", "block"),
    ("3 bis avenue du Général Leclerc", "3 bis avenue du Général Leclerc", "address", "block"),
    ("44000 Nantes", "44000 Nantes", "postcode", "fix"),
    ("CHU de Nantes", "CHU de Nantes", "hospital", "fix"),
    ("chu de nantes", "chu de nantes", "hospital", "fix"),
    ("à l'hôpital Bichat", "hôpital Bichat", "hospital", "fix"),
    ("suivi à Necker", "Necker", "hospital", "fix"),
    ("en EHPAD Les Mimosas", "EHPAD Les Mimosas", "hospital", "fix"),
    ("clinique des Cèdres", "clinique des Cèdres", "hospital", "fix"),
    ("clinique Saint-Jean", "clinique Saint-Jean", "hospital", "fix"),
    ("CH Avranches-Granville", "CH Avranches-Granville", "hospital", "fix"),
    ("elle habite à Guérande", "Guérande", "place", "fix"),
    ("pte habitant pontivy", "pontivy", "place", "fix"),
    ("un rhumato sur dijon ?", "dijon", "place", "fix"),
    ("transférée de Mont-de-Marsan", "Mont-de-Marsan", "place", "fix"),
    ("originaire de Kinshasa", "Kinshasa", "place", "fix"),
    ("F 92 ans, chute", "92 ans", "age", "fix"),
    ("H 94 a, dyspnée", "94 a", "age", "fix"),
    ("F 62a, vue ce jour au CH de Saint-Nazaire pr dlr", "CH de Saint-Nazaire", "hospital", "fix"),
    (
        "H 71 ans adressé par le Pr Marchand de la Timone",
        "Pr Marchand de la Timone",
        "name",
        "block",
    ),
    ("patient de 8 ans, Enzo, scolarisé à Barbezieux", "Barbezieux", "place", "fix"),
    ("pt bernard lefebvre, 71a", "bernard lefebvre", "name", "block"),
    ("vu hier aux urg de rennes", "rennes", "place", "fix"),
    ("mr roux 45 ans", "roux", "name", "block"),
    ("merci à Clara et à Julien de la réa", "Julien", "name", "block"),
    (
        "maison de retraite Les Glycines, Pornic",
        "maison de retraite Les Glycines",
        "hospital",
        "fix",
    ),
    ("clinique mutualiste de Lesparre", "clinique mutualiste de Lesparre", "hospital", "fix"),
    ("CHU TOULOUSE PURPAN", "CHU TOULOUSE PURPAN", "hospital", "fix"),
    ("transfert chu nancy demain", "chu nancy", "hospital", "fix"),
    ("jeune H 19 a de st brieuc", "st brieuc", "place", "fix"),
    ("prof de maths au lycée Montaigne", "lycée Montaigne", "hospital", "fix"),
    ("accident du 14 juillet 2016 à Nice", "Nice", "place", "fix"),
    ("hospit du 2 au 5/04", "5/04", "date", "fix"),
    ("vu le 03-11 au matin", "03-11", "date", "fix"),
    ("depuis le 5 nov", "5 nov", "date", "fix"),
    ("née le 8 déc 99", "8 déc 99", "birth_date", "block"),
    ("ddn 010360", "010360", "birth_date", "block"),
    ("NDA n° 21 345 678", "21 345 678", "ipp", "block"),
    ("IPP: H0012345", "H0012345", "ipp", "block"),
    ("immatriculation 1234 AB 75", "1234 AB 75", "plate", "block"),
    ("Mme O'Connor, 70 ans", "O'Connor", "name", "block"),
    ("Mme Nguyễn Thị Hoa", "Nguyễn Thị Hoa", "name", "block"),
    ("M. Çelik, ouvrier", "Çelik", "name", "block"),
    ("Kevin, son compagnon, confirme", "Kevin", "name", "block"),
    ("l'interne (Thomas) a prescrit", "Thomas", "name", "block"),
    ("M. Rose, M. Blanc et M. Noir", "Noir", "name", "block"),
    ("3 place de l'Église 35400 St Malo", "35400 St Malo", "postcode", "fix"),
    ("17 RUE DE RENNES, APPT 188, 75011 PARIS", "17 RUE DE RENNES, APPT 188", "address", "block"),
    ("34295 Montpellier cedex 5", "34295 Montpellier cedex 5", "postcode", "fix"),
    ("envoyez sur drmartin chez gmail.com", "drmartin chez gmail.com", "email", "block"),
    ("c'est la femme du maire", "femme du maire", "family", "ask"),
    ("footballeur professionnel, genou", "footballeur professionnel", "profession", "ask"),
    ("son accident a fait la une", "a fait la une", "rare", "ask"),
]


def _covering(text: str, part: str) -> list[Finding]:
    """The findings that together cover `part`, or nothing."""
    start = text.index(part)
    found = [
        f
        for f in check_text(text, today=TODAY, final=True).findings
        if f.start < start + len(part) and start < f.end
    ]
    covered = {i for f in found for i in range(f.start, f.end)}
    missing = [i for i in range(start, start + len(part)) if i not in covered and text[i].isalnum()]
    return [] if missing else found


@pytest.mark.parametrize(("text", "part", "category", "level"), FOUND)
def test_d6_finds_every_family(text: str, part: str, category: str, level: str) -> None:
    found = _covering(text, part)
    assert found, check_text(text, today=TODAY, final=True).findings
    assert Category(category) in {f.category for f in found}
    assert Level(level) in {f.level for f in found}


def test_d6_a_name_is_found_again_in_lower_case() -> None:
    text = "Mme Kowalczyk a chuté. Depuis, kowalczyk ne marche plus."
    spans = [text[f.start : f.end] for f in check_text(text).findings]
    assert spans == ["Mme Kowalczyk", "kowalczyk"]


def test_d6_an_eponym_stays_one_beside_a_person_of_that_name() -> None:
    text = "Mme Odile Beck, 40 ans, inventaire de Beck à 12."
    assert [text[f.start : f.end] for f in check_text(text, final=True).pressing] == [
        "Mme Odile Beck"
    ]


def test_known_people_are_found_whatever_their_case() -> None:
    text = "bonjour c'est amandine querrec"
    found = check_text(text, known_people=["Amandine Quérrec"]).findings
    assert [(text[f.start : f.end], f.rule) for f in found] == [("amandine querrec", "name.known")]


def test_a_contested_word_passes_only_where_it_may() -> None:
    text = "Voir https://exemple.example.com et Mme Dupont"
    report = check_text(text, contested=["https://exemple.example.com", "Mme Dupont"])
    assert [f.category for f in report.findings] == [Category.NAME]
    assert report.blocked


def test_a_child_and_a_place_are_asked_about() -> None:
    text = "Garçon de 8 ans, vit à Guérande, chute de trampoline"
    rules = {f.rule for f in check_text(text, final=True).findings}
    assert rules == {"place", "age.minor_place"}
    assert not check_text("Garçon de 8 ans, chute de trampoline", final=True).pressing
