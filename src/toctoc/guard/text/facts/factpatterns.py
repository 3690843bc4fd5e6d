# ruff: noqa: E501  (patterns read better whole)
"""More of what announces an uncommon fact: captivity, crime, media, feats, exile, rarity.

Same form as `eventpatterns.PATTERNS`: first words of a trigger, then the trigger itself.
"""

from __future__ import annotations

_NUMBER = r"(?:\d{1,3}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|plusieurs)"
_BEAST = r"(?:requin|ours|ourse|phoque|otarie|lion|lionne|tigre|loup|crocodile|caiman|hippopotame|elephant|sanglier|autruche|singe|chimpanze|gorille|orque|murene|kangourou|lynx|panthere|leopard|bison|buffle|lama|bouc|taureau|cerf|dromadaire|chameau|piranha|mygale|crotale|cobra|mamba|varan|iguane|aigle|vautour|coq|cygne|zebre|phacochere|rhinoceros|girafe|puma|jaguar|anaconda|boa|python|bouquetin|chamois|mouflon|blaireau|loutre|castor|jars|emeu|nandou|condor|mulet|yack|zebu|gnou|antilope|cephalophe|barracuda|espadon|scolopendre|lama)"
_SHOW = r"(?:emission|jeu televise|tele[- ]?realite|plateau|documentaire|reportage|podcast|film|serie|clip|publicite|pub|spot|concours|casting|dictee|festival)"
_VESSEL = (
    r"(?:radeau|cargo|conteneur|container|cale|soute|remorque|coffre|camion (?:frigorifique|bache))"
)
_AILING = r"(?:cancer|avc|infarctus|leucemi|arret|sepsis|covid|reanim|chirurg|coma|neo|lymphome|meningite|tumeur|k\b|choc|noyade|hemorragi|greffe|transplant)"
_ARMED = r"(?:groupes? armes?|hommes? (?:armes?|en armes|cagoules?|masques?)|gangs?|bandes?|milic\w+|rebelles?|garimpeiros?|djihadistes?|pirates?|trafiquants?|passeurs?|ravisseurs?|coupeurs? de route|braconniers?|orpailleurs?|mafi\w+|terroristes?|inconnus?)"
_GROUP = r"(?:convives|ouvriers|ouvrieres|passagers|eleves|collegues|coequipiers|joueurs|marins|mineurs|invites|pelerins|soldats|freres|soeurs|cousins|voisins|camarades|campeurs|choristes|salaries|occupants|habitants|chasseurs|plongeurs|membres (?:de|du) (?:la |sa |cette |l'|son |cet )?\w+)"
_STRUCK = r"(?:hospitalis|intoxiqu|malade|attein|mort|deced|brul|bless|noye|touch|contamin|peri|disparu|tue|infect)\w*"
_FETE = r"(?:banquet|carnaval|tournage|defile|procession|representation|messe|office|mariage|enterrement|obseques|funerailles|noces|noce|bal|kermesse|feria|fest-noz|transhumance|comice|marathon|trail|ultra|triathlon|rallye|concert|pelerinage|spectacle|corrida|fantasia|meeting|finale|regate|course de cote|joute\w*|tournoi|baptemes?|communion|veillee|loto|kermesse|meharee|rave|teknival|festival|feu d'artifice|retraite aux flambeaux|pari|bizutage|defi|concours|rodeo|decasage|mutinerie|blocus|greve|manifestation|barrage|sauvetage|expulsion|evasion|compte a rebours)"
_LAND = r"(?:departement|canton|pays|ile|village|commune|region|vallee|france|europe|monde|archipel|quartier|prefecture|district|continent|hexagone|outre-mer|territoire)"
_NOT_CARE = r"(?!(?:hopital|service|chu|chr?|centre|scanner|irm|medecin|pediatre|generaliste|cabinet|maternite|ehpad|laboratoire|pharmacie|specialiste|dermato\w*|cardio\w*|psy\w*|plateau|bloc|lit|helicoptere|moyen|traitement|examen|recours|solution|facteur|antecedent|signe|symptome|point|probleme|question|critere|organe|souvenir|plaisir|moment)\b)"
MORE: tuple[tuple[str, str], ...] = (
    (
        "rescape rescapee rescapes rescapees survivant survivante survivants survivantes",
        rf"(?:rescapee?s?|survivante?s?) (?:de |du |d'|des )(?!(?:la |l'|un |une |son |deux |trois |plusieurs )?(?:{_AILING}|\d))",
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
        r"plus (?:jeune|vieux|vieille|agee?|petite?|grande?|lourde?|longue?|ancien(?:ne)?|gros(?:se)?|riche|connue?|celebre|forte?|rapide|haute?) (?:[\w-]+ ){1,3}?(?:de |du |d'|des )(?:france|l'europe|europe|monde|pays|departement|region|village|ile|commune|canton|vallee)\b",
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
    (
        "interpelle interpellee interpelles interpellees",
        r"interpellee?s? (?:\w+ ){0,2}?(?:par (?:la|les|des|le) (?:paf|police|gendarm\w+|douan\w+|raid|gign|bac|crs|policiers)|a (?:l'aeroport|la frontiere|la douane|bord)|devant (?:la|le|l')|en flagrant|nue?|armee?)\b",
    ),
    (
        "enleve enlevee retenu retenue capture capturee relache relachee attaque attaquee agresse agressee detenu detenue sequestre sequestree rancon ranconne pille braque torture otage tabasse",
        rf"\w+ (?:\w+ ){{0,4}}?par (?:une? |des |deux |trois |quatre |plusieurs |les |le )(?:\w+ )?{_ARMED}\b",
    ),
    (
        "libere liberee relache relachee",
        r"\w+ contre (?:une? (?:rancon|mouton|troupeau)|des|de l'argent|rancon)",
    ),
    ("rancon", r"rancon\b"),
    (
        "seul seule seuls unique",
        rf"(?:seule?s?|unique) (?:(?:des|de son|de sa|de leur|d'entre|parmi) (?:[\w'-]+ ){{1,7}}?(?:encore |a ne pas |a (?:avoir|etre|en|s'en|y) |vivante?|survivante?|indemne|epargnee?)|{_NOT_CARE}[\w-]+ (?:[\w'-]+ ){{0,2}}(?:du |de la |de l'|d'|de |en |sur l'|sur le ){_LAND}\b|(?:femme|homme|enfant|eleve|personne|membre|maire|fille|garcon|agricult\w+|eleveu\w+|recolteu\w+|pech\w+|artisan|pilote|pasteur|imam) (?:[\w'-]+ ){{0,5}}?a (?:ne pas |n'|en |y |s'|se |l')?[a-z]+(?:er|ir|re|oir)\b)",
    ),
    (
        "premier premiere deuxieme troisieme quatrieme cinquieme",
        r"(?:(?<=agit du )|(?<=agit de la )|(?<=agirait du )|(?<=agirait de la )|(?<=serait le )|(?<=serait la )|(?<=est le )|(?<=est la )|(?<=connaissance, la )|(?<=connaissance, le )|(?<=rapportons le )|(?<=rapportons la ))\w+ (?:cas|observation|description) (?!de (?:figure|conscience))(?:\w+|d'un|d'une)",
    ),
    (
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze vingt trente quarante 2 3 4 5 6 7 8 9 10 11 12 13 14 15 18 20 25 30 40",
        rf"\w+ (?:autres |de (?:ses|leurs|nos) )?{_GROUP} (?:[\w'-]+ ){{0,5}}?(?:(?:ont|avaient|sont|furent|etaient|eurent) (?:ete |aussi |egalement |toutes? |tous ){{0,2}}{_STRUCK}|(?:intoxiqu|hospitalis|contamin|noy|brul|ensevel|empoisonn|foudroy)e+s\b)",
    ),
    (
        "deux trois quatre cinq six sept huit neuf dix onze douze 2 3 4 5 6 7 8 9 10 11 12 14 15 20 30 40",
        rf"\w+ (?:cas|personnes|malades|intoxiques?)(?: (?:de|d') ?\w+)? (?:apres|lors d[eu']|au decours d[eu']|suite a) ?(?:la |le |l'|une? )?{_FETE}\b",
    ),
    (
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quinze 3 4 5 6 7 8 9 10 11 12",
        r"\w+ (?:des|de ses|de leurs) (?:\w+ )?(?:freres|soeurs|enfants|fils|filles|cousins|collegues) (?:\w+ ){0,3}?(?:morts?|mortes|decedee?s|atteinte?s|tuee?s|noyee?s)\b",
    ),
    (
        "perdu perdit",
        r"perd(?:u|it) (?:deux|trois|quatre|cinq|plusieurs|\d|ses|son|sa|toute sa|tous ses) (?:\w+ )?(?:enfants|fils|filles?|freres?|soeurs?|parents|famille|mari|femme|mere|pere|maison|betes|troupeau|jumeau|jumelle) (?:\w+ )?(?:de la meme|dans|lors|pendant|au (?!cours de la (?:1|pre))|en mer|le meme|la meme|sous)",
    ),
    (
        "collegue frere soeur cousin pere mere oncle ami voisin coequipier binome camarade mari fils",
        r"\w+ (?:\w+ ){0,2}?(?:morte?|decedee?|tuee?|disparue?) (?:dans (?:la|le) meme (?!service|chambre|contexte|hopital)\w+|au feu|le meme (?:jour|soir)|a (?:ses|mes|leurs) cotes)",
    ),
    (
        "retransmis retransmise diffuse diffusee filme filmee verbalise verbalisee interviewe interviewee televise televisee passe passee",
        r"\w+ (?:en direct|a la tele\w*|dans tout le pays|au journal|en duplex)(?! au bloc)",
    ),
    (
        "chute malaise effondre effondree tombe tombee blesse blessee accident arret effondrement brule brulee renverse renversee frappe frappee",
        rf"\w+ (?:(?:de|d') ?\w+ (?:m|metres) |cardiaque |electrique |a cheval |dans la foule ){{0,2}}(?:pendant|lors d[eu']|au cours d[eu']|au milieu d[eu']|en plein|en pleine|a la fin d[eu']|au|sur le|durant|apres) ?(?:la |le |l'|une? |son |sa )?(?:\w+ )?{_FETE}\b",
    ),
    (
        "chute malaise effondre effondree tombe tombee arret abandon",
        r"\w+ (?:cardiaque )?au (?:km|kilometre) \d+(?: d(?:u|e la|e l')?)?",
    ),
    (
        "ehpad mas ime foyer creche internat hopital immeuble tour residence maternite colonie camp prison",
        r"\w+ (?:entiere? )?(?:evacuee?|inondee?|incendiee?|confinee?|detruite?)s? (?:pendant|lors|a cause|apres|par|en pleine)",
    ),
    (
        "mariage bapteme noces messe",
        r"\w+ (?:sous|dans|sur) (?:une? |la |le )?(?:yourte|peniche|grotte|bateau|chapiteau|montgolfiere|glacier|plage|prison|hopital)",
    ),
    (
        "asperge aspergee brule brulee arrose arrosee attaque attaquee vitriolee defiguree",
        r"\w+ (?:d'|a l'|de |avec de l'|par de l')(?:acide|essence|alcool a bruler|huile bouillante|eau bouillante|vitriol|goudron)(?: \w+)? (?:par|devant|lors|pendant|dans)",
    ),
    (
        "sorti sortie extrait extraite degage degagee retire retiree",
        r"\w+ (?:vivante?|indemne|miraculeusement) (?:d'|de |du |des )(?!la (?:maison|chambre)|l'hop|chez)",
    ),
    (
        "suicide",
        r"suicide (?:de|d') ?(?:notre|mon|ma|leur) (?:confrere|consoeur|collegue|associee?|interne|chef)",
    ),
    ("evasion", r"evasion (?:manquee|ratee|de (?:la |prison)|du|spectaculaire|filmee|en)"),
    (
        "coup coups",
        r"coups? de (?:pilon|hache|machette|sabre|pioche|beche|houe|fourche|faux|faucille|casque|crosse|fleche|harpon|pelle|batte|fouet(?! (?:d|a)\b)|baton|chaine|tesson|cutter|serpe|coupe-coupe|arbalete|lance|trident) (?:\w+ ){0,3}?(?:par|lors|pendant|de (?:son|sa)|dans)",
    ),
    (
        "accident avp collision choc",
        r"\w+ (?:moto|auto|voiture|velo|vl|camion|car|bus|train|scooter|quad|tracteur|ulm) ?(?:/|contre|vs|-) ?(?:une? )?(?:cheval|vache|sanglier|train|tram|dromadaire|bison|chameau|taureau|char|avion|tracteur|moissonneuse|ours|cerf|elan|lama|autruche|ane)\w*",
    ),
    (
        "cheval vache taureau jument dromadaire lama autruche bison",
        r"\w+ (?:echappee?|errante?|emballee?|en divagation) (?:sur|dans|en|d[eu'])",
    ),
    (
        "petit petite arriere descendant descendante fils fille tante oncle cousin cousine neveu niece soeur frere",
        r"(?:petit[- ](?:fils|neveu)|petite[- ](?:fille|niece)|arriere[- ]petit[- ]fils|arriere[- ]petite[- ]fille|\w+)(?: (?:maternel|paternel)(?:le)?)? (?:du|de la|de l') ?(?:(?:grand |ancien |roi )?(?:chef coutumier|chef de (?:la )?tribu|grand chef|roi|reine|prince|sultan|emir|cadi|marabout)|goal|gardien de but|capitaine de l'equipe|president de la republique|chanteu\w+|footballeu\w+|assassin|tueur)\b",
    ),
    (
        "suspendu suspendue accroche accrochee",
        r"\w+ (?:\w+ ){0,4}?(?:dans le vide|au[- ]dessus d|a une? (?:corde|branche|paroi|grue|falaise|pylone|parachute|helicoptere)|dans une? (?:arbre|platane|ligne))",
    ),
    ("porte portee portes", r"portee?s? disparue?s? (?:pendant|en|depuis|lors|apres)\b"),
    (
        "combattu",
        r"combattu (?:en|au|aux|a|dans|avec|contre|pour) (?!(?:la maladie|son|le cancer))",
    ),
    (
        "seul seule",
        r"seule? (?:eleve|enfant|fille|garcon|femme|homme|etrangere?|noire?|fille|cavali\w+|employee?) (?:de|du|d'|a) ?(?:son|sa|la|l'|le|leur|cette)? ?(?:ecole|classe|village|commune|hameau|ile|promotion|equipe|lycee|college|quartier|cirque|chantier|brigade|caserne|equipage|club|tribu|vallee)\b",
    ),
    (
        "chez parmi dont",
        rf"\w+ (?:les )?(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante) (?:des )?{_GROUP} (?:d'un|d'une|du|de la|de l'|au|a la) ?{_FETE}\b",
    ),
    ("piqures", r"(?<=\d\d )piqures(?! ?/)(?: (?:d'abeilles|de guepes|de frelons|de fourmis))?"),
    ("elu elue", r"elue? (?:maire|depute|senat\w+|president\w*|chef coutumier|conseill\w+)\b"),
    (
        "pour dans",
        r"(?:(?<=connu )|(?<=connue )|(?<=celebre )|(?<=repute )|(?<=reputee ))(?:pour avoir (?!(?:un|une|des|eu|fait une? (?:allergie|phlebite|ep|avc))\b)\w+|(?:dans (?:\w+ ){1,3})?pour (?:ses|son|sa) (?:sculptures?|chansons?|livres?|romans?|exploits?|tableaux|peintures?|miracles?|videos?|fromages?|proces)\b)",
    ),
    (
        "accident collision carambolage",
        r"\w+ impliquant (?:une? |le |la |deux |trois )?(?:car|bus|train|camion|tracteur|avion|bateau|ferry|ambulance|cheval|char)\b",
    ),
    ("greve", r"greve de la faim"),
    (
        "tire",
        r"tire sur (?:son|sa|ses|un|une|des|le|la|les) (?:voisin|femme|mari|ex|frere|gendarme|policier|facteur|maire|drone|chasseur|passant|collegue|foule|huissier)\w*",
    ),
    (
        "poursuivi poursuivie accuse accusee soupconne soupconnee mis mise",
        r"(?:poursuivi|accuse|soupconne|mis en examen)e? (?:en justice |de |d'|pour )(?:trafic|meurtre|viol|vol|espionnage|escroquerie|incendie|homicide|corruption|braconnage|terrorisme|sorcellerie|empoisonnement|enlevement|desertion|detournement|maltraitance)\w*",
    ),
    ("noye noyee noyes", r"noyee?s? (?:en (?:sauvant|voulant|portant|tentant|mer)|sous ses yeux)"),
    ("mariee", r"mariee (?:de force|contre son gre)"),
    (
        "marche parcouru pedale nage rame",
        r"\w+ (?:pres de |plus de )?\d{3,4} (?:km|kilometres|milles)\b",
    ),
    (
        "habite habitant vit loge",
        r"\w+ (?:seule? )?(?:dans )?(?:une? |l')?(?:ancien(?:ne)? )(?:semaphore|phare|eglise|chapelle|gare|ecluse|moulin|chateau|couvent|monastere|prison|fort|bunker|ecole|presbytere|tour|wagon|caserne|mine|usine|moulin)\b",
    ),
    (
        "roi reine prince princesse sultan",
        r"\w+ (?:de sa|de son|de la|du|des) (?:tribu|village|peuple|ethnie|carnaval|ile|gitans|pays)",
    ),
    (
        "trois deux quatre cinq derniers",
        r"(?:\w+ )?derniers (?!(?:jours?|mois|ans|annees?|temps|heures?|semaines?|episodes?|bilans?|examens?|resultats?|cycles?|scanners?|controles?|rdv|patients?|cas))\w+(?:iers|eurs|istes|ants|ous|ons)\b",
    ),
    (
        "participe couvert",
        r"participe (?:a la |a l'|au |aux |a un |a une )(?:jeux|jo|tour de france|vendee globe|guerre|bataille|debarquement|dakar|coupe du monde|finale|expedition|tournage|koh[- ]lanta|concours|proces|evasion|braquage|manifestation)|couvert la guerre",
    ),
    (
        "irradie irradiee contamine contaminee expose exposee",
        r"\w+ (?:lors d[eu']|pendant|par|a) ?(?:l'|la |le |une? |les |des )?(?:accident de|essais? nucleaires?|explosion|incendie de|fuite de|sang d'un|marees? noires?|eboulement|eruption|nuage)",
    ),
    (
        "lustre statue rocher arbre bloc grue poutre mur pan",
        r"\w+ (?:\w+ )?(?:est |s'est |etait )(?:tombee?|effondree?|ecroulee?|abattue?) sur (?:lui|elle|eux|son|sa|ses|le|la)\b",
    ),
    (
        "rapatrie rapatriee evacue evacuee exfiltre exfiltree",
        r"\w+ (?:d'|de |du )(?!(?:l'hopital|la clinique|chez))\w+ (?:par (?:l'armee|la marine|avion militaire|vol militaire)|sous les)",
    ),
    (
        "sauvetage",
        r"sauvetage (?:en (?:mer|montagne|grotte|paroi)|d'un (?!(?:membre|rein|poumon))\w+ (?:dans|sous|de la))",
    ),
    ("quatre trois cinq generations", r"\w+ generations de (?!(?:patients|medecins|cephalo))\w+"),
    (
        "vingtieme trentieme centieme dixieme quinzieme onzieme douzieme",
        r"\w+ cas (?:mondial|francais|europeen|connu|decrit|publie|au monde|dans le monde|en france)",
    ),
    (
        "eleve elevait",
        r"eleva?i?t? (?:\d+ )?(?:alligators?|crocodiles?|autruches?|serpents?|scorpions?|lions?|loups?|bisons?|lamas?|visons?|mygales?|pythons?|rapaces?|vers a soie|dromadaires?)",
    ),
    (
        "collectionne collectionneur dresse",
        r"\w+ (?:les |des |de |d')?(?:\d+ )?(?:serpents?|mygales?|scorpions?|crocodiles?|fauves?|rapaces?|armes|meteorites|obus|grenades)\b",
    ),
)
