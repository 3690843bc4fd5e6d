# ruff: noqa: E501  (patterns read better whole)
"""What identifies only with something else: rare jobs and facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toctoc.guard.report import Category, Level
from toctoc.guard.text.doc import Hit
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toctoc.guard.text.doc import Doc

_JOB = re.compile(
    r"\b(?<!sdre )(?<!ordre )(?<!arrete )(?<!decision )(?<!demande )(?:(?:le|la|du|de la|son|sa|notre|ancien(?:ne)?|ex-?|adjointe? au|femme du|epouse du|mari de la|fils du|fille du|mere du|pere du) ?(?:maire|notaire|cure|sous-prefete?|proviseure?)\b"
    r"|(?:maire|conseill[eè]re? (?:municipale?|departementale?|regionale?)) d(?:e|u|es|')"
    r"|(?<!chambre des )\b(?:deputee?|senat(?:eur|rice)|ministre|ambassadeur|ambassadrice|eveque|archeveque|imam|rabbin|astronaute|cosmonaute|spationaute)\b"
    r"|(?:footballeur|footballeuse|rugbyman|cycliste|joueu(?:r|se) de \w+|handballeur|handballeuse|basketteur|basketteuse|tenniswoman|skieu(?:r|se)|nageu(?:r|se)|boxeu(?:r|se)|sporti(?:f|ve)|athlete|pilote) (?:professionnel(?:le)?|pro|international(?:e)?|de haut niveau|de ligue|de f1|de formule 1|olympique)\b"
    r"|champion(?:ne)? (?:de|d'|du|olympique|national|regional)|medaill(?:e|ee) (?:d'or|d'argent|de bronze|olympique)"
    r"|(?:acteur|actrice|chanteu(?:r|se)|comedien(?:ne)?|humoriste|ecrivain(?:e)?|youtubeu(?:r|se)|influenceu(?:r|se)|presentat(?:eur|rice)|animat(?:eur|rice)|journaliste) (?:connue?|celebre|tele|de tele|tv|a la tele|a la radio|vedette|de renom|tres connue?)\b"
    r"|pilote de (?:chasse|rallye|canadair)|demineu(?:r|se)|gardien de phare|souffleu(?:r|se) de verre|dompteu(?:r|se)|fauconnier|trapeziste|scaphandrier|sous-marinier|cordiste|taxidermiste|thanatopracteur|thanatopractrice|egoutier|cristallier|luthier|campanologue|vulcanologue|speleologue professionnel(?:le)?|spationaute"
    r"|miss [a-z]{4,20}|pdg d(?:e|u|')|directeur general d(?:e|u)|president(?:e)? d(?:u|e la) (?:conseil|club|tribunal|chambre|federation|region|republique)"
    r"|seul(?:e)? (?:boulanger|boulangere|pharmacien(?:ne)?|medecin|institut(?:eur|rice)|veterinaire|facteur|factrice|coiffeu(?:r|se)|boucher) d(?:u|e la|e l')\s?(?:village|commune|ile|bourg|vallee))\b"
)
_FAMILY = re.compile(
    r"\b(?:femme|epouse|mari|epoux|fils|fille|frere|s(?:oe|œ)ur|mere|pere|neveu|niece|petit-fils|petite-fille|compagne|compagnon|veuve|veuf|maitresse)"
    r" (?:du|de la|de l'|d'un(?:e)?|de notre|de mon|de ma)\s?(?:maire|deputee?|ministre|senat(?:eur|rice)|directeur|directrice|chef de service|prefet|notaire|boulanger|boulangere|pharmacien(?:ne)?|cure|pasteur|footballeur|chanteu(?:r|se)|acteur|actrice|celebre|proviseur|instit\w*|veterinaire|gendarme|collegue|confrere|consoeur|voisin(?:e)?|secretaire)\b"
)
_FACT = re.compile(
    r"\b(?:fait(?:s)? divers|a fait la une|fait la une|(?:passee?|vue?(?! a la tele que)|parle|parlait|evoque|relate)s? (?:a la tele|au (?:jt|journal)|dans (?:la presse|les journaux|le journal|les medias))|dont (?:la presse|les medias|les journaux|tout le monde|on) (?:a|ont|avait|avaient) (?:beaucoup )?parle"
    r"|(?<!visite )(?<!visites )(?<!rencontre )(?<!rencontres )mediatise(?:e|s|es)?\b|attentat (?:de|du|d')|victime de l'attentat|rescape(?:e|s)? (?:de|du|d') ?(?!(?:son |un |une |l')?(?:infarctus|avc|cancer|sepsis|leucemie|lymphome|covid|meningite|idm|arret|choc|embolie|hemorragie))|survivant(?:e|s)? (?:de|du) (?:l'|la )?(?:crash|attentat|naufrage|tremblement|accident de car|bataclan|avalanche)|crash (?:de|du|d')|bataclan|accident du (?:car|bus|train|tgv)|affaire (?:passee|parue|sortie|relayee) (?:au (?:jt|journal)|a la (?:tele|radio)|dans (?:la presse|les journaux|le journal|les medias))|affaire (?!(?:confie|suivie|classee|jugee|renvoyee|portee|reglee|transmise|close)e?\b)[a-z]{4,20} (?:a|au|dans)\b|proces (?:de|du|d')"
    r"|tueur en serie|(?:premiere?|seule?|unique|\d{1,2}(?:eme|e)) (?:cas|transplante?e?|greffee?|patiente?) (?:decrit|decrite|connu|connue|rapporte|rapportee|publie|publiee|en france|au monde|mondiale?|francaise?|en europe)(?! (?:par|en \d|dans la litt))"
    r"|(?:un|deux|trois|quatre|cinq|[2-9]|1\d) (?:seuls? )?(?:cas|patients?|familles?) (?:connus? )?(?:en france|dans le monde|au monde|decrits dans le monde)(?! (?:par an|chaque|entre|en \d))|centenaire du village|doyenne? (?:de|du|des) (?:l'humanite|francais|village|la commune|france)|gagnante? (?:du|de l') ?(?:loto|euromillions)|(?:quintuples|sextuples)\b)"
)


_JOB_WORDS = frozenset(
    words("""
    maire notaire cure prefet prefete proviseur proviseure conseiller conseillere depute deputee
    senateur senatrice ministre ambassadeur ambassadrice eveque archeveque imam rabbin astronaute
    cosmonaute spationaute footballeur footballeuse rugbyman cycliste joueur joueuse handballeur
    handballeuse basketteur basketteuse tenniswoman skieur skieuse nageur nageuse boxeur boxeuse
    sportif sportive athlete pilote champion championne medaille medaillee acteur actrice chanteur
    chanteuse comedien comedienne humoriste ecrivain ecrivaine youtubeur youtubeuse influenceur
    influenceuse presentateur presentatrice animateur animatrice journaliste demineur demineuse
    phare verre dompteur dompteuse fauconnier trapeziste scaphandrier marinier cordiste
    taxidermiste thanatopracteur thanatopractrice egoutier cristallier luthier campanologue
    vulcanologue speleologue miss pdg directeur president presidente village commune ile bourg
    vallee
""")
)
_FAMILY_WORDS = frozenset(
    words("""
    femme epouse mari epoux fils fille frere soeur sœur mere pere neveu niece petit petite compagne
    compagnon veuve veuf maitresse
""")
)
_FACT_WORDS = frozenset(
    words("""
    divers tele jt journal presse journaux medias parle mediatise mediatisee mediatises
    mediatisees attentat rescape rescapee rescapes rescapees survivant survivante survivants
    survivantes crash bataclan affaire proces tueur cas transplante transplantee greffe
    greffee famille familles centenaire doyen doyenne gagnant
    gagnante quintuples sextuples
""")
)
_FORMER = ("ancienne ", "ancien ", "ex-", "ex ")


def find_jobs(doc: Doc) -> Iterator[Hit]:
    """Jobs that few people hold or that everybody knows, and their families."""
    kin = () if doc.words.isdisjoint(_FAMILY_WORDS) else _FAMILY.finditer(doc.low)
    for match in kin:
        yield Hit(*match.span(), Category.FAMILY, Level.ASK, "family", contestable=True)
    if doc.words.isdisjoint(_JOB_WORDS):
        return
    for match in _JOB.finditer(doc.low):
        if match.group().endswith("cure") and doc.text[match.end() - 1] != "é":
            continue  # the treatment, not the priest
        start, end = match.span()
        start += next((len(w) for w in _FORMER if match.group().startswith(w)), 0)
        yield Hit(start, end, Category.PROFESSION, Level.ASK, "profession", contestable=True)


def find_facts(doc: Doc) -> Iterator[Hit]:
    """Facts that newspapers or a literature search would give back."""
    if doc.words.isdisjoint(_FACT_WORDS) and "fait la une" not in doc.low:
        return
    for match in _FACT.finditer(doc.low):
        yield Hit(*match.span(), Category.RARE, Level.ASK, "rare", contestable=True)
