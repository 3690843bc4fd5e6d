"""What a patient does, said right after the name: "Mme A.B. tousse" ends before the verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toctoc.guard import lexicon
from toctoc.guard.text.wordlist import words

if TYPE_CHECKING:
    from toctoc.guard.text.doc import Token

_VERBS = frozenset(
    words("""
    accouche accuse agrippe aggrave alite allaite appelait arrete avale avoue bave begaie boite
    boitait boitille bouge cherche chute chutait claudique complique consulte consultait convulse
    crache crachait crie decompense dejeune delire deambule deglutit degrade demange demenage
    deprime derape desature desaturait dialyse dit dormait dort dysfonctionne ecrit emballe
    endort entend essouffle eternue etouffe evacue expectore fatigue frissonne fugue fume fumait
    geint gemit gesticule gratte grimace grossit grogne guerit halete hallucine hesite hurle
    insiste interroge larmoie maigrit maigrissait mange mangeait marche marchait marmonne menace
    mouche moucha mord mouille nie nausee noircit oublie palpite parle parlait pince pique
    pleurait pleure prefere prend questionne racle raconte rale rappelle rechute rechutait
    reconsulte regurgite relate repete repond respire retrouve reveille revient rit ronfle ronflait
    rougit rumine saigne saignait salive sanglote siffle signale somnole souffre suce sue suffoque
    supporte suspecte tolere tombe tombait tousse toussait toussera toussote transpire tremble
    tremblait trebuche urine urinait vomissait vomit voit zozote
    """)
)


def is_verb(token: Token) -> bool:
    """Whether a lower-case word is a verb of the story rather than a surname known as such."""
    if token.cap or token.low not in _VERBS:
        return False
    known = lexicon.word(token.low)
    return known.common or not known.last
