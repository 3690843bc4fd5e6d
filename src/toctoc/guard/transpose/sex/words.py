# ruff: noqa: E501  (patterns read better whole)
"""The words of a case as agreement sees them, and the closed lists that guide it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toctoc.guard.text.wordlist import words as listed
from toctoc.guard.transpose.sex import forms

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:\(e\)|·e)?|['’]|\d+(?:[.,]\d+)?|\n|[^\w\s]")


@dataclass(slots=True)
class Word:
    """`low` keeps its accents, `bare` does not; `mine`: it is said of the patient."""

    start: int
    end: int
    text: str
    low: str
    bare: str
    mine: bool = False
    oblique: bool = False  # part of a noun phrase that a preposition leads
    other: bool = False  # it is said of somebody else
    form: forms.Form | None = None


def read_words(text: str, folded: str) -> list[Word]:
    """Words, numbers, marks and line ends in order of a text and of its folded twin."""
    plain = text.isascii()
    return [
        Word(
            m.start(),
            m.end(),
            m.group(),
            low := m.group().lower(),
            folded[m.start() : m.end()].replace("œ", "oe"),
            form=forms.form_of(low, plain),
        )
        for m in _WORD.finditer(text)
    ]


STOPS = frozenset(".;:!?\n")
BREAKS = STOPS | frozenset(",()/-–—+•*")
ADVERBS = frozenset(
    listed("""tres bien mal non peu assez plus moins deja recemment toujours actuellement initialement alors
    encore jamais pas point trop tout toute aussi surtout plutot parfaitement totalement completement
    partiellement correctement regulierement habituellement finalement ensuite puis rapidement
    precedemment anterieurement longtemps egalement seulement juste presque vraiment legerement
    moderement severement extremement hier aujourd hui donc""")
)
CLITICS = frozenset(listed("ne n se s me m y en lui leur te t vous nous"))
COPULAS = frozenset(
    listed("""est etait sera serait fut soit ete etre etant reste restait restera semble semblait parait
    paraissait devient devenait demeure suis sent sentait dit vient revient arrive rentre repart vit
    vivait sort trouve retrouve""")
)
HAVE = frozenset(
    listed("a ai as ont avons avez avait avais avaient avoir ayant aura aurait eu ait")
)
PREPOSITIONS = frozenset(
    listed("""de d du des a au aux chez par pour avec sans sous sur dans en vers depuis pendant apres avant
    contre entre malgre selon hors lors suite durant jusqu jusque devant sauf concernant chez post""")
)
DETERMINERS = frozenset(
    listed("""le la l les un une des son sa ses mon ma mes ton ta notre votre leur leurs nos vos ce cet cette ces
    aucun aucune quelques plusieurs chaque tout toute""")
)
AGE = frozenset(
    listed("""de d une un ans an a mois annees jours jour semaines vingtaine trentaine quarantaine cinquantaine
    soixantaine plus moins environ dans la age agee""")
)
# what follows a participle that is said of somebody: "suivie pour", "opérée de", "vue en"
COMPLEMENT = re.compile(
    r" (?:(?:ce (?:jour|matin|soir)|hier|recemment|initialement|regulierement|depuis \S+(?: \S+)?) )?"
    r"(?:pour|chez|en (?:[a-z]{3,9}o\b|[a-z]+logie|[a-z]+iatrie|consultation|urgence|cs|hdj|ville|cardio\w*|neuro\w*|onco\w*|psy\w*|medecine|chirurgie|reanimation|rea)|aux? urgences?|au sol|a son domicile|inanimee?|inconsciente?|a l'hopital|par (?:le |la |l'|un |une |son |sa |mon |ma )?(?:samu|smur|pompier\w*|mt|mg|medecin\w*|confrere|consoeur|collegue|cardio\w*|neuro\w*|psy\w*|onco\w*|[a-z]+logue|[a-z]+iatre|urgences?))\b"
)
SURGERY = re.compile(r" (?:de (?:la|l'|son|sa)|du|d'une?|des) ")
# nouns of other people: what agrees beside them is theirs
KIN = {
    "f": frozenset(listed("mere fille soeur tante niece cousine grand-mere belle-mere belle-fille maman voisine amie copine")),
    "m": frozenset(listed("pere fils frere oncle neveu cousin grand-pere beau-pere beau-fils papa voisin ami copain")),
}  # fmt: skip
CARERS = {
    "f": frozenset(listed("infirmiere pharmacienne traductrice curatrice tutrice orthophoniste consoeur aide-soignante sage-femme assistante chirurgienne doctoresse correspondante remplacante")),
    "m": frozenset(listed("infirmier confrere medecin interne chirurgien cardiologue neurologue psychiatre pneumologue gastro dermatologue rhumatologue urologue oncologue anesthesiste radiologue pharmacien aide-soignant assistant correspondant specialiste generaliste collegue kine kinesitherapeute remplacant mt mg chef")),
}  # fmt: skip
PERSON_VERBS = re.compile(
    r"(?:a|est|avait|etait|aura|aurait|sera|fut|va|vit|vient|prend|fait|peut|veut|doit|dit|sait|se|s|me|m|n|ne|y|en|lui|nous|vous|les|l|m'|t"
    r"|presente|presentait|tousse|souffre|consulte|refuse|accepte|demande|decrit|rapporte|signale|mange|dort|boit|fume|travaille|habite|pese|mesure|marche|court|voit|entend|respire|vomit|crache|saigne|transpire|pleure|crie|parle|repond|comprend|connait|ressent|sent|evoque|mentionne|pense|croit|craint|souhaite|prefere|evite|essaie|tolere|supporte|suit|arrete|reprend|commence|continue|utilise|conduit|porte|tombe|chute|rentre|revient|part|sort|arrive|reste|garde|perd|gagne|recoit|beneficie|attend|appelle|vivait|prenait|faisait|avait|urine|va|allait|convulse|boite|nie|minimise|banalise|relate|dort|ronfle|grossit|maigrit|devient|semble|parait|suce|joue|plaint|inquiete|gene|reveille|leve|couche|lave|alimente|mobilise|soigne|blesse|cogne|brule|coupe|tord|hydrate|habille|desature|dessature|recupere|perd|regarde|declare|craque|gratte|exprime|justifie)\b"
)
# what a lesion, a pain or a treatment does, and nobody else
THING_VERBS = re.compile(
    r"(?:dure|durait|debute|debutait|cede|persiste|persistait|irradie|augmente|diminue|suinte|etend|regresse|disparait|apparait|contient|montre|correspond|concerne|survient|survenait|recidive|remonte|siege|predomine|contraste|objective)\b"
)
THING_DONE = re.compile(
    r"(?:dure|debute|cede|disparu|augmente|persiste|irradie|diminue|regresse|montre|suinte|grossi|evolue|recidive|commence)\b"
)
IMPERSONAL = re.compile(
    r"(?:n')?(?:y (?:a|avait|aura|ait|aurait|eu)\b|n'y|y a|faut|faudra|faudrait|fallait|s'agit|s'agirait|s'agissait|existe|existait|convient|est (?:possible|probable|important|necessaire|indique|recommande|preferable|utile|difficile|inutile|urgent|licite|prevu|habituel|classique|rare|frequent|clair|evident|legitime|raisonnable|temps|tard|tot|\d)|serait (?:possible|utile|preferable|licite|interessant|raisonnable|souhaitable)|me semble|semble (?:que|qu)|semblerait|parait que|pleut|reste (?:a|que|une?|des)|vaut mieux|suffit|manque|s'avere|apparait que|persiste (?:une?|des|un)|peut s'agir|pourrait s'agir|doit s'agir)"
)
PERSON_EPICENE = frozenset(
    listed("""febrile apyretique afebrile asthenique diabetique asthmatique allergique tabagique dyspneique obese
    maigre autonome calme grabataire celibataire malade aveugle jeune adulte algique epileptique schizophrene
    bipolaire autiste trisomique hemiplegique paraplegique tetraplegique alcoolique toxicomane drepanocytaire
    polymedique cachectique icterique anxiodepressif hypochondriaque insomniaque fragile hemodialyse
    sedentaire asymptomatique eupneique polypneique tachycarde bradycarde athlete triste logorrheique mutique
    ambidextre apte inapte vulnerable volontaire responsable""")
)
EPICENE = re.compile(
    r"(?:ique|iste|able|ible|aire|ide|oide|ose|ome|ile|ane|phage|pathe|phobe|mane|logue|gene|onome|uble|ave|iche|ique|ixe|aphe|otte|ede|este|alme|eune|triste|obese|fragile|apte|malade|grave|aveugle|celibataire|pauvre|libre|adulte|maigre|mince|sale|raide|pale|sobre|autiste|trisomique|diabetique|jeune|calme|stable|faible|robuste|solitaire|timide|sensible|moite)s?\Z"
)
FUNCTION = frozenset(
    listed("""qui que dont ou et mais donc or ni car si quand comme lorsque puisque avec sans sous sur dans vers chez par
    pour depuis pendant apres avant contre entre de du des d en au aux a y n ne se s le la les l un une son sa ses
    ce cet cette ces est ont va je j tu il elle on nous vous ils elles puis alors ensuite aussi tres plus moins pas
    non oui ayant etant cela ca rien tout hier quel quelle j m""")
)
