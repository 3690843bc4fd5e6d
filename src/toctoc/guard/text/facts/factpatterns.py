# ruff: noqa: E501  (patterns read better whole)
"""More of what announces an uncommon fact: captivity, crime, media, feats, exile, rarity.

Same form as `eventpatterns.PATTERNS`: first words of a trigger, then the trigger itself.
"""

from __future__ import annotations

_NUMBER = r"(?:\d{1,3}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|plusieurs)"
_BEAST = r"(?:requin|ours|ourse|phoque|otarie|lion|lionne|tigre|loup|crocodile|caiman|hippopotame|elephant|sanglier|autruche|singe|chimpanze|gorille|orque|murene|kangourou|lynx|panthere|leopard|bison|buffle|lama|bouc|taureau|cerf|dromadaire|chameau|piranha|mygale|crotale|cobra|mamba|varan|iguane|aigle|vautour|coq|cygne)"
_SHOW = r"(?:emission|jeu televise|tele[- ]?realite|plateau|documentaire|reportage|podcast|film|serie|clip|publicite|pub|spot|concours|casting|dictee|festival)"
_VESSEL = (
    r"(?:radeau|cargo|conteneur|container|cale|soute|remorque|coffre|camion (?:frigorifique|bache))"
)
_AILING = r"(?:cancer|avc|infarctus|leucemi|arret|sepsis|covid|reanim|chirurg|coma|neo|lymphome|meningite|tumeur|k\b|choc|noyade|hemorragi|greffe|transplant)"
MORE: tuple[tuple[str, str], ...] = (
    (
        "rescape rescapee rescapes rescapees survivant survivante survivants survivantes",
        rf"(?:rescapee?s?|survivante?s?) (?:de |du |d'|des )(?:la |l'|un |une |son )?(?!{_AILING}|\d)",
    ),
    ("otage otages", r"otages?\b"),
    (
        "tireur tueur accuse accusee complice meurtrier meurtriere assassin auteur suspect",
        r"(?:tireur|tueur|accusee?|complice|meurtri(?:er|ere)|assassin|suspect|auteur) (?:presumee? )?(?:de la |de l'|du |d'une? |d'|des |dans (?:un |une |l'|le |la ))(?:fusillade|incendie|braquage|meurtre|viol|attentat|enlevement|attaque|fait|drame|affaire|agression|homicide|double|triple|tuerie|explosion)\w*",
    ),
    (
        "evade evadee evades cavale fugitif",
        r"evadee?s? (?:de|du|d'|pendant|lors|en|par)|cavale (?:de|pendant|depuis|en)\b|fugitif",
    ),
    (
        "fait passe passee vu vue invite invitee parle sujet",
        r"(?:fait|passee?|vue?|invitee?|parle|sujet) (?:le |au |dans le |du )(?:20|13|vingt|treize) ?h(?:eures?)?\b(?! ?\d)",
    ),
    (
        "passe passee participe candidat candidate gagnant gagnante finaliste invite invitee temoigne temoigner apparait apparu tourne joue figurant figurante jure perdant vainqueur gagne",
        rf"(?:passee?|particip\w+|candidate?|gagnante?|finaliste|invitee?|temoigne\w*|appar\w+|tourne|joue|figurante?|jure|vainqueur|gagne) (?:a |dans |de |pour |sur )?(?:l'|une? |la |le |son )(?:\w+ )?{_SHOW}\b(?! (?:radio|scanner|thorac|pulmonaire))",
    ),
    (
        "video videos photo photos images",
        r"(?:videos?|photos?|images) (?:\w+ ){0,4}?(?:circulent|circule|tournent|tourne|virales?|a fait le tour|ont fait le tour|vues? \d|sur (?:snap\w*|tik ?tok|youtube|facebook|insta\w*|les reseaux|internet|twitter|x\b))",
    ),
    (
        "filme filmee filmes live",
        r"filmee?s? (?:a (?:son|leur) insu|et (?:diffus|relay|partag|post|mis)\w*|en direct)|live (?:sur|facebook|tik ?tok|twitch)",
    ),
    (
        "article articles reportage portrait interview encart photo",
        r"(?:articles?|reportage|portrait|interview|encart|photo) (?:\w+ ){0,2}?(?:dans (?:la presse|le journal|les journaux|l'equipe|la gazette|le quotidien|le bulletin|le (?:parisien|progres|monde|figaro|telegramme|dauphine|midi))|du (?:journal|quotidien|parisien|monde|figaro|progres|magazine|mensuel|bulletin)|de (?:journal|presse)|sur (?:france|bfm|tf1))",
    ),
    (
        "presse medias journaux tele",
        r"(?:presse|medias|journaux|tele) (?:locale|nationale|regionale|people|quotidienne)?(?: ?(?:en a|en ont|l'a|l'ont|a|ont|avait|avaient) (?:\w+ )?(?:parle|relaye|titre|raconte|relate|suivi|surnommee?|baptisee?)| (?:devant|au pied|a (?:la|sa) porte))",
    ),
    ("defi", r"defi (?:\w+ )?(?:filme|tik ?tok|snap|youtube|instagram|sur)\w*"),
    (
        "agression agressee agresse attaque plaie",
        r"agress(?:ion|ee?) (?:au (?:couteau|sabre|cutter|marteau|tournevis|taser)|a (?:la (?:hache|machette|batte)|l'(?:acide|arme|arbalete)|main armee))",
    ),
    (
        "renversement basculement chavirement enlisement demolition",
        r"(?:renversement|basculement|chavirement|enlisement|demolition) (?:de |du |d'une? |de la |de l'|de son |de sa )(?!(?:flux|sens|tendance|bassin|tete|cou|rapport|vapeur|cycle|rythme|situation|charge|gradient|l'uterus|uterus))[a-z]{4,}",
    ),
    (
        "reportage documentaire livre biographie film telefilm exposition",
        r"(?:reportage|documentaire|livre|biographie|film|telefilm|exposition) (?:\w+ ){0,4}?(?:consacree? (?:a|au|aux)|sur (?:lui|elle|sa|son|leur|le village)|televis\w+|de la tele\w*|inspire de)\b",
    ),
    (
        "plus",
        r"plus (?:jeune|vieux|vieille|agee?|petite?|grande?|lourde?|longue?|ancien(?:ne)?) (?:[\w-]+ ){1,3}?(?:de |du |d'|des )(?:france|l'europe|europe|monde|pays|departement|region|village|ile|commune|canton|vallee)\b",
    ),
    (
        "village quartier immeuble ecole college lycee usine camping hameau ville residence",
        r"(?:village|quartier|immeuble|ecole|college|lycee|usine|camping|hameau|ville|residence) (?:(?:tout )?entiere? )?(?:a |avait |fut )(?:ete )?(?:evacue|confine|rase|detruit|boucle|englouti|inonde|incendie|pille)e?",
    ),
    (
        "cachee caches",
        r"cachee?s? (?:dans|sous|chez|pendant) (?:une? |la |le |l'|des |les )(?:cave|grenier|grotte|ferme|placard|couvent|foret|camion|coffre|soute|famille|grange|trappe|puits)",
    ),
    (
        "filme filmee filmes filmees",
        r"filmee?s? par (?:un |une |la |le |les |l'|des )(?:\w+ )?(?:youtubeu\w+|chaine|drone|tele\w*|influenceu\w+|equipe de|camera\w*|camions? de|journalistes?)",
    ),
    (
        "deux trois quatre cinq six sept huit neuf dix onze douze plusieurs",
        r"\w+ (?:de (?:ses|leurs|nos) |autres )?(?:freres|soeurs|cousins|collegues|enfants|camarades|voisins|amis|ouvriers|proches|membres|eleves) (?:\w+ ){0,2}?(?:sont|ont|etaient|avaient) (?:\w+ )?(?:morts?|decede|trouve la mort|peri|disparu|tue|noye)\w*",
    ),
    (
        "premier seul deuxieme second unique",
        r"\w+ cas (?:\w+ ){0,3}?(?:depuis (?:la guerre|\d{4}|\d+ ans)|(?:declare|signale|observe|vu) (?:en|dans|sur|a)|(?:du departement|de la region|de l'ile|de france|du pays|du canton))\b",
    ),
    ("marche", r"marche (?:depuis (?!(?:\d|hier|ce|l'|qu|une))|a travers|pour (?:fuir|rejoindre))"),
    ("primee primees", r"primees? (?:au|a|aux|par|pour|dans)\b"),
    (
        "finale finales",
        r"finales? (?:au|du (?:championnat|tournoi|concours|mondial)|de (?:la )?coupe|nationale|regionale|olympique|mondiale|des championnats)\b",
    ),
    ("eclat eclats", r"eclats? (?:de (?:grenade|mine|bombe|mortier)|d'obus)"),
    (
        "jour soir nuit lendemain veille",
        r"\w+ de (?:son|sa|leurs?) (?:propre )?(?:mariage|noces?|bapteme|election|mandat|intronisation|ordination)\b",
    ),
    ("affaire", r"affaire (?:a|avait) (?:fait|ete|defraye|passionne|secoue)\b"),
    (
        "effondre effondree ecroule ecroulee",
        r"(?:effondr|ecroul)ee? sur (?:lui|elle|eux|le public|la foule|des|les|son|sa)\b",
    ),
    ("buzz", r"buzz\b"),
    (
        "sauve sauvee repeche repechee",
        r"(?:sauv|repech)ee? (?:de la (?:noyade|mort)|des (?:eaux|flammes|decombres)|par (?:son|sa|une?|des) (?!(?:greffe|chirurg|reanim|trait|antibio|angio|equipe|thromb|transfu|pontage|stent|interv|decomp)))",
    ),
    (
        "perdu perdue",
        r"perdu (?:\d+|deux|trois|quatre|cinq|ses|son|sa|leurs?|toute?) (?!(?:kg|kilos?|points?|dents?|cheveux|audition|vue|poids|g\b|cm))(?:\w+ ){1,4}?(?:dans|lors|pendant|au cours) (?:d|l|du|de|des|un|une|le|la|les|leur|cette|ce)\b",
    ),
    ("drame", r"drame (?:familial|de|du|a|dans|relay\w+|mediat\w+|qui|survenu)\b"),
    (
        "elu elue elus",
        r"elue? (?:miss|mister|reine|roi|meilleure?|homme|femme|sporti(?:f|ve)|personnalite|dauphine)",
    ),
    ("miss mister", r"(?:miss|mister) (?!(?:\d|rate|match))[a-z]{4,20}\b"),
    (
        "international internationale internationaux",
        r"international(?:e|es)? (?:(?:francaise?|junior|espoirs?|u\d\d|a|au|de|dans|en) ){1,2}(?:rugby|foot\w*|hand\w*|basket|judo|volley|tennis|hockey|le meme club|equipe|club|karate|boxe|cyclisme|natation|aviron|escrime)",
    ),
    (
        "traverse traversee traverses",
        r"traversee?s? (?:l'atlantique|la manche|le (?:desert|sahara|pacifique|darien|tchad|niger)|la mediterranee|l'ocean|la mer|les (?:alpes|pyrenees) (?:a|en)|la france (?:a|en)|l'europe (?:a|en)|la libye)",
    ),
    (
        "station base mission hivernage",
        r"(?:station|base|mission|expedition) (?:polaire|antarctique|arctique|spatiale|orbitale|scientifique (?:en|aux|a|de|du))|hivernage (?:a|en|aux)\b",
    ),
    (
        "gagne gagner gagnant gagnante",
        r"gagn\w+ (?:\w+ ){0,3}?(?:au loto|a l'euromillions|au (?:jeu|grattage|casino|quinte|poker|bingo|tierce)|le gros lot|le jackpot)",
    ),
    (
        "arrive arrivee arrives venu venue parti partie passe passee cache cachee monte debarque",
        rf"(?:arriv|ven|part|pass|cach|mont|debarqu)\w{{0,3}} (?:\w+ ){{0,2}}?(?:en |sur |dans |a bord d)(?:'?e? ?un |'?e? ?une |le |la |l'|les )?(?:train d'atterrissage|{_VESSEL})\b",
    ),
    (
        "jumeaux jumelles triples",
        r"(?:jumeaux|jumelles|triples) (?:(?:tous|toutes|les|deux|vrais|monozygotes) ){0,3}(?:atteint|malade|mort|decede|opere|greffe|touche|separe)\w*",
    ),
    (
        "adopte adoptee adoptes adoptees",
        r"adoptee?s? (?:bebe |a \w+ (?:ans|mois|jours) )?(?:en (?!rcp|france|reunion|cours|\d)[a-z]{4,}|au (?!bloc|cours|cas)[a-z]{4,}|a (?:haiti|madagascar)|apres (?:le|la|l'))",
    ),
    (
        "viol violee viols",
        r"viol (?:collectif|en reunion|filme|conjugal filme)|violee? par (?:deux|trois|quatre|cinq|plusieurs|des|ses|un groupe|son (?:employeur|entraineur|professeur|pretre|passeur))",
    ),
    (
        "condamne condamnee",
        rf"condamnee? (?:a (?:{_NUMBER} (?:ans|mois)|perpetuite|mort|la reclusion)|pour (?!(?:raison|ordre)))",
    ),
    ("assises", r"assises (?:de|du|la|le|en|pour|pour)\b"),
    (
        "morsure griffure ruade",
        rf"(?:morsure|griffure|ruade) (?:de |d'|d'un |d'une |du |par un |par une )(?:\w+ )?{_BEAST}\b",
    ),
    (
        "attaque",
        r"attaque (?:du|de l'|d'un|d'une) (?!(?:goutte|panique|asthme|migraine|nerf|muscle|territoire|artere|epaule|hanche|paroi|genou|main|pied|os|cartilage|cortex|email|cerv|traitement|jour|foie))[a-z]{4,}|attaque d'(?:ours|abeilles|orques?|elephants?)",
    ),
    ("pris mis", r"(?:pris|mis) (?:le )?feu (?:sur|dans|pendant|lors|a|au|aux)\b"),
    (
        "taureau vache lion tigre ours sanglier cheval autruche bouc chameau dromadaire singe",
        r"\w+ (?:l'a|l'avait|lui a|m'a) (?:charge|encorn|mordu|pietin|ecras|arrach|attaqu|projet|griff|tue)\w*",
    ),
    (
        "disparu disparue disparus",
        r"disparue?s? (?:en (?:mer|montagne|foret)|au large|au cours d'une (?:rando\w*|sortie|traversee)|dans (?:le lac|le fleuve|l'ocean|les gorges|le desert))",
    ),
    (
        "intoxication toute tout",
        r"intoxication (?:de (?:toute|tout|\d+) |au mariage|du mariage|a la cantine|lors)|tout(?:e)? (?:la |l'|le )(?:classe|colonie|equipe|noce|village|cantine|promo|regiment|section|equipage) (?:\w+ ){0,3}(?:intoxiquee?|malade|contamine|hospitalise|atteinte?|touchee?)s?\b",
    ),
    (
        "accident crash",
        r"accident (?:de |d'|du )(?:car|bus|train|tgv|telepherique|telecabine|telesiege|montgolfiere|manege|grue|chasse|ulm|planeur|deltaplane|avion|helicoptere|ferry|tyrolienne|metro|tram|tramway|voilier|rallye|char|funiculaire|hydravion)\b|crash\b",
    ),
    (
        "titre titree podium",
        r"(?:titre|podium) (?:de champion|mondial|olympique|national|europeen|aux|au championnat)\w*",
    ),
    ("naissance", r"(?<=1 )naissance sur \d[\d ]{3,}"),
    (
        "cas familles patients malades enfants porteurs personnes sujets",
        r"(?:cas|familles|patients|malades|enfants|porteurs|personnes|sujets) (?!(?:declare|notifi|annuel|nouveau))(?:\w+ ){0,3}?(?:dans le monde|au monde|en france|en europe|sur l'ile|dans l'ile|en metropole|sur la planete)\b(?! (?:entre|par an|chaque|en \d))",
    ),
    (
        "exile exilee refugie refugiee fui fuite",
        r"(?:exilee?|refugiee?) (?:politique|climatique|depuis (?:le putsch|la guerre|le coup))|fui (?:la guerre|les (?:talibans|bombardements|combats|milices)|le (?:regime|genocide|pays)|un mariage)|fuite (?:de|du|d') (?:la guerre|\w+ en)",
    ),
    (
        "enterre enterree enterres bombardement bombardements",
        r"enterree?s? (?:vivant|sous|dans)\w*|bombardements? (?:de|du|d'|a|sur)\b",
    ),
    (
        "don donne donneur donneuse legue",
        r"(?:donne|legue) (?:un rein|son rein|une partie de son foie|sa moelle) (?:a|pour) (?:un|une|son|sa) (?:inconnu|patron|voisin|collegue|ami|amie|eleve|maire|cure)\w*",
    ),
    (
        "decombres toles gravats eboulis",
        r"(?:decombres|toles|gravats|eboulis)(?: (?:d'|de |du )\w+)?",
    ),
    (
        "greffe greffee greffes transplante transplantee",
        r"(?:greffee?|transplantee?) (?:du visage|des deux (?:mains|bras)|de l'uterus|des deux avant-bras)",
    ),
)
