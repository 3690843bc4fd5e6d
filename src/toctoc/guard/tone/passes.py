"""What lets a sentence pass: quotation, what others said, confession, counter-speech, denial.

All are read on folded text. A remark kept back by mistake costs little; one made to who confesses
or denounces costs the trust of everybody else (B8).
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r"«[^»\n]{0,400}»|\"[^\"\n]{1,400}\"|“[^”\n]{0,400}”")

# Said, written or done by another, and told here.
_TOLD = re.compile(
    r"\b(?:m|t|l|nous|vous|lui|leur)(?:'|\s+)(?:a|as|ont|avait|avaient)\s+(?:\w+\s+){0,2}?"
    r"(?:trait|dit|lanc|cri|repet|crach|balanc|appel|insult|menac|jet|repondu|sort|hurl|ecri|refus)"
    r"|\bm'(?:appelle|insulte|ecrit)\b"
    r"|\b(?:me|nous|le|la|les|se\s+fai\w+|ete|etre|fait)\s+trait(?:e|es|ee|ees|er|ait|aient)\s+de?\b"
    r"|\b(?:j'ai|on)\s+(?:deja\s+)?(?:entend|lu\b|vu\s+ecrit)|\bentend(?:s|re|u)\s+(?:encore\s+)?(?:dire|que)"
    r"|\b(?:dit|disait|disent|disaient|repetait|repete|pretend|pretendait|pretendent|affirme|pense|ecrit"
    r"|soutient|estime|trouve|croit|raconte|jure|criait|hurlait|conclut|soupire)\s+(?:tout\s+haut\s+|encore\s+)?qu(?:e\b|')"
    r"|\b(?:etait|est)\s+(?:ecrit|note|inscrit)|\b(?:mentionnait|dixit|selon\s+(?:lui|elle|eux))\b"
    r"|\b(?:a|avait|ont)\s+(?:lache|ose|lance|crie|ecrit|hurle)\b"
)
_TELLER = re.compile(
    r"\b(?:je|j'|moi)\s*(?:\w+\s+)?(?:dis|pense|affirme|crois|trouve|estime)\b|\belle\s+jure"
)

# First-person confession: the past, and regret.
_CONFESSED = re.compile(
    r"\bj'(?:ai|avais)\s+(?:\w+\s+)?(?:pense|cru|juge|ri\s+(?:de|avec|a\b)|soupire|reagi|mal|honte|eu\s+(?:honte|tort)"
    r"|manque|regrette|traite|ete\s+(?:ce|celui|celle|raciste|sexiste|dur|dure|injuste|sec|seche|mauvais)|dit\b)"
    r"|\bj'etais\s+(?:ce|cet|cette|de\s+ceux|injuste|dur|sec|celui|celle|convaincu)"
    r"|\bje\s+(?:m'en\s+veux|me\s+trompais|me\s+suis\s+(?:surpris|trompe|entendu|moque|permis|excuse)|reconnais|regrette"
    r"|culpabilise|croyais|pensais|jugeais|rougis|l'ai\s+(?:traite|juge|appele|prise?\b)|les\s+ai\s+(?:traite|juge))"
    r"|\bje\s+(?:ne\s+)?(?:suis|etais)\s+(?:pas\s+)?fier|\bj'en\s+ai\s+honte|\bmon\s+(?:premier\s+)?(?:reflexe|biais|prejuge)"
    r"|\bmes\s+(?:propres\s+)?(?:biais|prejuges|reflexes|cliches)|\bpardon\b|\bj'avoue"
)

# Counter-speech: names the thing, or says no to it.
_COUNTER = re.compile(
    r"\b(?:inacceptable|indigne|intolerable|illegal|illegale|discrimin|prejuge|cliche|stereotyp|amalgame|harcelement"
    r"|grossophob|sexis|homophob|transphob|validis|machis|misogyn|islamophob|antisemit|xenophob|stigmatis|humili"
    r"|deshumanis|mepris)\w*"
    r"|\bracis(?:me|te|tes)\b(?<!se plaint de racisme)"
    r"|\b(?:arretons|cessons|stop|evitons|halte|denonce\w*|non\s+a|assez\s+de|marre\s+de\s+(?:lire|voir|entendre))\b"
    r"|\barrete[zr]?\s+(?:de\s+(?:dire|parler|traiter|croire)|avec)"
    r"|\bn'(?:a|ont)\s+pas\s+(?:sa|leur)\s+place\s+(?:ici|parmi|sur\s+ce|dans\s+(?:ce|nos|un)\s+(?:reseau|fil|groupe|metier|echanges))"
    r"|\bce\s+n'est\s+pas\s+(?:de\s+l'humour|drole|une\s+(?:insulte|blague)|acceptable|normal)|\bc'est\s+non\b"
    r"|\b(?:me|nous)\s+(?:font|fait)\s+honte|\bhonte\s+a\s+(?:ceux|celui|qui)|\bc'est\s+(?:de\s+la\s+)?violence"
    r"|\bpersonne\s+ne\s+(?:devrait|merite)|\bjamais\s+je\s+ne|\bje\s+ne\s+(?:dirai|laisserai|supporte\s+plus\s+(?:qu|les\s+propos|ces\s+propos))"
    r"|\b(?:traiter|qualifier)\s+(?:quelqu|une?\b|les?\b|la\b|des\b|un\b|nos\b)|\bles\s+mots\b|\bparle(?:r|nt)?\s+de\b"
    r"|\b(?:dire|ecrire|croire|penser|pretendre)\s+(?:que\b|d'|de\s|qu')|\bles\s+(?:blagues|propos|moqueries|remarques)\b"
    r"|\bn'appelez\s+pas|\bdites\s+(?:pas|jamais|plus)\b|\bje\s+ne\s+(?:pense|crois)\s+pas\s+qu|\bne\s+(?:peut|doit|saurait|devrait)\s+(?:pas\s+)?(?:refuser|mepriser|se\s+moquer|insulter)|\b(?:est|serait)\s+(?:du\s+harcelement|un\s+biais)|\bbiais\b|\bles\s+(?:donnees|chiffres|etudes)\s+(?:disent|montrent)"
    r"|\brefus\s+de\s+soins\b|\bsignal(?:er|ement|e)\s+(?:a\s+la|a\s+l'|au)|\bcontre\s+la\s+haine|\bqui\s+(?:a|ont)\s+ecrit"
)
_DISOWNED = re.compile(
    r"\b(?:inacceptable|indigne|intolerable|honteux|j'ai\s+honte|j'en\s+ai\s+honte|je\s+m'en\s+veux|je\s+me\s+trompais"
    r"|pas\s+sa\s+place|discrimination|c'est\s+faux|je\s+denonce|un\s+biais)\b"
)

# The author as the one spoken of: irony on oneself, and pain, are not contempt.
_SELF = re.compile(
    r"\b(?:je\s+(?:ne\s+)?(?:suis|me|m')|j'etais|moi,?\s+(?:le|la|l'|en\s+tant)|en\s+tant\s+que|nous\s+(?:sommes|les\s+medecins)"
    r"|mon\s+propre|me\s+sens)"
)
_DENIED = re.compile(
    r"(?:\bne\s+|\bn')\w+\s+(?:(?:pas|jamais|point|nullement|guere)\s+)(?:\w+\s+){0,2}$"
    r"|\b(?:personne\s+n'|aucune?\s+\w+\s+n'|nul\s+n')\w+\s+(?:\w+\s+){0,2}$|^\W*non,?\s.*(?:\bne\s+|\bn')\w*\s*$"
)


def unquoted(low: str) -> str:
    """The same length, with what stands between quotation marks left blank."""
    if "«" not in low and '"' not in low and "“" not in low:
        return low
    return _QUOTED.sub(lambda found: " " * len(found.group()), low)


def told(low: str) -> bool:
    """Whether the sentence tells what another said, or did to its author."""
    return bool(_TOLD.search(low)) and not _TELLER.search(low)


def owned(low: str) -> bool:
    """Whether its author confesses, or speaks against it."""
    return bool(_CONFESSED.search(low) or _COUNTER.search(low))


def disowned(low: str) -> bool:
    """Whether a sentence takes its distance from the one beside it."""
    return bool(_DISOWNED.search(low))


def of_self(before: str) -> bool:
    """Whether the words just before a hit turn it on the author."""
    return bool(_SELF.search(before[-40:]))


def denied(before: str) -> bool:
    """Whether the words just before a hit deny it ("les obèses ne sont pas …")."""
    return bool(_DENIED.search(before))
