# ruff: noqa: E501  (patterns read better whole)
"""What announces an uncommon fact: first words of a trigger, then the trigger itself.

What follows a trigger, to the end of its clause, belongs to the fact (see `events`).
"""

from __future__ import annotations

_DET = r"(?:le |la |l'|les |un |une |son |sa |ses |leur |leurs |cette |ce |cet |des |du |de la |de l'|notre )"
_DISASTER = (
    r"(?:naufrage|effondrement|incendie|explosion|avalanche|attentat|seisme|tremblement de terre|eboulement|crash|deraillement"
    r"|carambolage|chavirage|cyclone|tsunami|fusillade|prise d'otages?|braquage|emeute|tornade|ouragan|inondation|massacre|genocide"
    r"|noyade|bousculade|tuerie|catastrophe|glissement de terrain|coulee de boue|coup de grisou|marche sur le feu)s?"
)
_BUILT = r"(?:tribune|immeuble|gymnase|pont|toit|toiture|plafond|batiment|mine|galerie|tunnel|mur|balcon|maison|grue|chantier|carriere|terrain|stade|echafaudage|ecole|usine|scene|passerelle|digue|barrage|plage|falaise|cathedrale|fleche|silo|hangar|manege|chapiteau|viaduc|hotel|eglise|parking|puits|tranchee|escalier|estrade|podium|gradins?|plancher|charpente|voute|preau|marquise|cabane|rempart|remblai|talus|dune|mezzanine|verriere|chateau|moulin|clocher)"
_BEAST = r"(?:requin|ours|ourse|lynx|leopard|panthere|guepard|varan|elan|bison|buffle|dromadaire|phoque|otarie|hyene|chacal|lama|bouc|belier|jument|taureau|lion|tigre|loup|crocodile|caiman|hippopotame|elephant|sanglier|cerf|autruche|chameau|chimpanze|gorille|singe|orque|meduse geante|vache|cheval|ane|kangourou|cobra|mygale|murene|raie|pieuvre|essaim|frelons)"
_ENGINE = r"(?:tracteur|moissonneuse|botteuse|train|tgv|tram|tramway|metro|camion|bus|car|pelleteuse|bulldozer|tronconneuse|hache|presse|machine|broyeur|rouleau|char|dameuse|helice|ascenseur|manege|avion|helicoptere|bateau|jet[- ]ski|hors-bord|arbre|mur|portail|rocher|bloc|dalle|statue|grue|poutre|vague|eclair|drone)"
_HIGH = r"(?:clocher|falaise|grue|pylone|pont|viaduc|echafaudage|telesiege|telecabine|balcon|eolienne|chateau d'eau|mat|phare|cheminee|char|cocotier|train|camion en marche|bateau|ferry|tribune|remparts?|barrage|tour|arbre|cheval de manege|montgolfiere|parapente|cathedrale|eglise|nacelle|antenne|pirogue|puits|ravin|crevasse)"
_HOME = r"(?:peniche|bateau|voilier|phare|yourte|grotte|roulotte|cabane|tipi|wagon|bunker|monastere|couvent|chateau|moulin|gare|aeroport|refuge|bus amenage|camion|conteneur|container|ermitage|temple|ashram|manoir|troglodyte|ecluse)"
_MEDIA = r"(?:au jt|aux infos|au journal|a la tele\w*|a la radio|a la une|sur (?:tf1|france ?[235]|m6|bfm|les reseaux|youtube|facebook|tiktok)|dans (?:la presse|le journal|les journaux|les medias|l'emission|un documentaire|un reportage))"
PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "seul seule seuls unique dernier derniere derniers premier premiere",
        (
            r"(?:seule?s?|unique|derni(?:er|ere)s?|premi(?:er|ere)) (?:autre )?(?:rescapee?|survivante?|temoin|intervenante?|titulaire|representante?|locut(?:eur|rice)|femme|homme|francais|francaise) (?:a |de |du |d'|des |de l'|sur |en |dans )"
            r"|(?:seule?s?|unique|premi(?:er|ere)) (?:autre )?(?:cas|enfant|patiente?|famille|greffee?|transplantee?) (?:atteinte? (?:\w+ ){0,4}en |connue? (?:en|au|a|dans)|recensee?|au monde|en france|en europe|de france|mondiale?|francaise?\b)"
        ),
    ),
    (
        "rescape rescapee rescapes survivant survivante survivants temoin victime blesse blessee",
        rf"(?:rescapee?s?|survivante?s?|temoin|victime|blessee?) (?:du |de |d'|des |lors |dans )(?:la |l'|le |un |une )?(?:{_DISASTER}|camps?|rafle|bataclan|chalutier|ferry|bateau|prise d'otages?|(?:meurtre|enlevement|sequestration|escroquerie|tentative d'assassinat|viol collectif)|accident de (?:car|bus|train|avion|telepherique|montgolfiere|parachute|manege|grue|chasse|telesiege|tram|ferry))\b",
    ),
    (
        "survecu rechappe",
        r"(?:survecu|rechappe) (?:a|au|aux|de|du|d')\b(?! (?:l'arret cardiaque|(?:un|son|une|sa|deux|trois|plusieurs) (?:infarctus|avc|cancer|sepsis|k\b|leucemie|lymphome|covid|meningite|choc|arret|greffe|hemorragie|embolie|ep\b|idm|melanome|crise|chirurgie|operation)|la chirurgie|j\d|\d))",
    ),
    (
        "naufrage incendie explosion avalanche attentat seisme tremblement eboulement crash deraillement carambolage chavirage tsunami fusillade braquage emeute tornade massacre genocide bousculade tuerie catastrophe ouragan",
        rf"(?:{_DISASTER}) (?=(?:du|de la|de l'|d'un|d'une|des|de|d'|au|a la|a l'|en mer|sur)\b)(?!(?:de |d'|du |de la |de l'|des )(?:rire|joie|colere|cpk|crp|plaquette|lyse|d-?dim|transa|nombre|cas|pic|l'oeil|l'œil|l'estomac|la cornee|bonbonne|une bonbonne|une cocotte|un barbecue|une gaziniere|un rechaud|cocotte|airbag|l'airbag|un pneu|palpit|symptom|questions|messages|appels|examens?|bilans?|mails?|demandes|courriers|nouvelles|problemes|complications|larmes|taux|chiffres|vertebre|corps|disque|sinus|orbite|globe|test|bio))",
    ),
    ("effondrement", rf"effondrement (?:du |de la |de l'|d'un |d'une |des )(?:\w+ )?{_BUILT}s?\b"),
    ("prise prises", r"prise(?:s)? d'otages?|prise(?:s)? en otage"),
    ("pris", r"pris en otage|pris dans (?:une|l') (?:avalanche|embuscade|fusillade)"),
    (
        "ensevelie enseveli foudroye foudroyee encorne encornee kidnappe kidnappee sequestre sequestree defenestre defenestree caillasse caillassee lynche lynchee immole immolee torture torturee poignarde poignardee egorge egorgee abattu abattue emporte emportee pietine pietinee happe happee electrocute electrocutee englouti engloutie tabasse tabassee",
        r"(?:enseveli|foudroy|encorn|kidnapp|sequestr|defenestr|caillass|lynch|immol|tortur|poignard|egorg|abattu|emport|pietin|happ|englouti|tabass)e{0,2}s?(?: \w+(?: \w+)?)? (?=(?:par|dans|devant|sous|avec|en|au|pendant|lors|a|de|chez|onze|plusieurs|\d)\b)(?!par (?:ses|sa|la|les|le|une|son|cette) (?:douleurs?|idees?|pensees?|remords|angoisses?|maladie|fatigue|emotions?|vague|souvenirs?))(?!(?:par|a|en) (?:une? )?(?:embolie|infection|sepsis|cancer|choc|maladie|leucemie|infarctus|le sommeil|chambre))",
    ),
    (
        "noye noyee",
        r"noyee? (?:avec|sous|devant|lors|pendant|en mer|dans (?:l'etang|la (?:mer|riviere|piscine|seine|loire|rade)|le (?:lac|canal|fleuve|port|lagon)|une? (?:lac|piscine|mare|etang|puits)))",
    ),
    (
        "ecrase ecrasee coince coincee attaque attaquee mordu mordue charge broye broyee aspire aspiree",
        rf"(?:ecras|coinc|attaqu|mordu|charg|broy|aspir)e{{0,2}} (?:\d+ ?(?:h|min|heures) )?(?:par|sous|dans|entre) {_DET}?(?:\w+ )?(?:{_BEAST}|{_ENGINE})\b",
    ),
    (
        "percute percutee heurte heurtee renverse renversee fauche fauchee",
        rf"(?:percut|heurt|renvers|fauch)ee? par {_DET}?(?:\w+ )?(?:{_BEAST}|train|tgv|tram|tramway|metro|bateau|helice|avion|jet[- ]ski|tracteur|moissonneuse|hors-bord|dameuse|char|vague)\b",
    ),
    (
        "plein pleine",
        r"plein (?:match|discours|concert|vol|cours|office|proces|mariage|conseil|spectacle|tournage|sermon|marathon|defile)|pleine (?:messe|ceremonie|audience|plaidoirie|representation|course|reunion|traversee)",
    ),
    ("malaise", r"malaise (?:aux commandes|au volant d|sur scene|en vol|en chaire|a la tribune)"),
    ("atterrissage", r"atterrissage (?:d'urgence|force)"),
    (
        "tombe tombee chute saut",
        rf"(?:tombee?|chute|saute?) (?:depuis |du haut )?(?:du |d'un |d'une |de la |de l'|dans un |dans une |dans le |d'un? )(?:\w+ )?{_HIGH}\b|saut a l'elastique",
    ),
    ("arrache arrachee", r"arrach(?:er|ee?) (?:la |le |l'|une? |deux )\w+ (?:par|avec|dans)"),
    ("arracher", r"arracher (?:la |le |l'|une? |deux )\w+ (?:par|avec|dans)"),
    ("frappe frappee roue rouee", r"(?:frapp|rou)ee? (?:de|a) coups? de"),
    ("mis mise", r"mise? en examen pour"),
    (
        "incarcere incarceree ecroue ecrouee condamne condamnee detention prison detenu detenue juge",
        r"(?:incarcer|ecrou|condamn|deten|jug)\w{1,3} (?:\w+ ){0,4}?pour|(?:detention|prison) (?:\w+ ){0,3}?pour",
    ),
    (
        "fait",
        r"fait (?:\d+|un|deux|trois|quatre|cinq|dix) (?:ans?|mois) de (?:prison|detention|bagne)|fait la une|fait le tour du monde|fait l'objet d'un (?:proces|reportage|documentaire)|fait (?:demi-tour|un detour) pour (?:lui|elle)",
    ),
    (
        "tue tuee tues abattus morts",
        r"(?:tue|tuee) (?:par|son|sa|ses|un|une|le|la|onze|deux|trois|quatre|\d)\b",
    ),
    (
        "affaire",
        r"affaire (?:d'empoisonnement|du|de la|des|d'|de l')\b(?! de famille| personnelle)",
    ),
    ("proces", r"proces (?:contre|de|du|d'|a|au|aux|en|devant|pour)\b"),
    (
        "dont",
        r"dont (?:(?:on|la presse|les medias|les journaux|le journal|tout le monde|tout le pays) (?:a |ont |avait |avaient )?(?:(?:tant|beaucoup|trop|longuement) )?(?:parle|parlait|parlaient|cause)|(?:a|ont|avait|avaient) (?:tant |beaucoup )?parle)\b",
    ),
    (
        "passe passee passes filme filmee filmes relaye relayee vu vue connu connue diffuse diffusee",
        rf"(?:pass|film|relay|vu|connu|diffus)\w{{0,3}} (?:et relayee? |en direct )?{_MEDIA}(?! qu)|filmee? (?:pour|par) (?:une?|la|le|l') ?(?:emission|tele\w*|documentaire|reportage|chaine|journal)\w*",
    ),
    ("video", r"video (?:\w+ ){0,2}(?:vue|virale|partagee|relayee|diffusee|likee|circule)"),
    ("ceremonie", r"ceremonie (?:filmee|d'ouverture|de cloture|des jeux|televisee)"),
    ("emission", r"emission (?:de tele\w*|televisee|de radio|culinaire|litteraire)"),
    (
        "champion championne championnes champions vice",
        r"(?:vice[- ])?champion(?:ne)?s? (?:de|d'|du|des|olympique|paralympique|national|regional|departemental|universitaire|mondial|europeen)",
    ),
    (
        "medaille medaillee medailles",
        r"medaill(?:e|ee|es) (?:d'or|d'argent|de bronze|olympique|militaire|d'honneur|de la|du|de l'|aux)",
    ),
    (
        "finaliste vainqueur laureat laureate gagnant gagnante recordman recordwoman detenteur detentrice",
        r"(?:finaliste|vainqueur|laureate?|gagnante?|record(?:man|woman)|detent(?:eur|rice)) (?:de|du|d'|des|au|aux|a)",
    ),
    ("record", r"record (?:de france|du monde|d'europe|national|mondial|olympique|departemental)"),
    ("legion", r"legion d'honneur"),
    (
        "meilleur meilleure",
        r"meilleure? (?:ouvri(?:er|ere)|apprentie?|sommeli(?:er|ere)|fromag(?:er|ere)|joueu(?:r|se)|butt?eur|espoir|jeune) (?:de|du|d')",
    ),
    (
        "prix",
        r"prix (?:nobel|goncourt|renaudot|femina|du public|d'interpretation|de rome|pulitzer)",
    ),
    (
        "gagne gagner",
        r"gagn(?:e|er) (?:au loto|a l'euromillions|le gros lot|un proces|le marathon|le tour|la coupe|les? championnats?)",
    ),
    ("equipe", r"equipe (?:de france|nationale|olympique)"),
    (
        "selectionne selectionnee qualifie qualifiee",
        r"(?:selectionn|qualifi)ee? (?:pour|aux|en) (?:les |l'|la |le )?(?:jeux|jo|equipe|finale|championnats?|mondial|coupe|marathon)",
    ),
    (
        "jo jeux",
        r"(?:jo|jeux (?:olympiques|paralympiques)) (?:de|d')|jeux (?:olympiques|paralympiques)",
    ),
    (
        "marathon vendee diagonale tour paris route ironman utmb everest koh the top star traversee ascension dakar",
        r"marathon (?:des sables|de)|vendee globe|diagonale des fous|tour (?:de france|du monde) (?:cycliste|a|en|femmes)|paris[- ]dakar|route du rhum|ironman d|koh[- ]lanta|the voice|top chef|star academy|traversee (?:de la manche|de l'atlantique|de la mediterranee|a la nage|ou|en pirogue)|ascension (?:de l'everest|du mont |du kilimandjaro|de l'himalaya)",
    ),
    (
        "traversee",
        r"traversee (?:de|en|du|ou)\b(?! (?:la |l'|une? )?(?:rue|route|chaussee|paroi|peau|plevre|barriere|lesion|carrefour|voie|pont|parking|deuil|crise))",
    ),
    ("quadruples quintuples sextuples", r"(?:quadru|quintu|sextu)ples"),
    (
        "ne nee accouche accouchement",
        r"(?:nee?|accouchee?|accouchement) (?:dans (?:la voiture|l'ambulance|l'avion|le train|un train|un avion|un taxi|les toilettes|la rue|l'ascenseur|un parking)|sur (?:l'autoroute|un parking|le parking|la route)|sous x)",
    ),
    (
        "onze dix douze neuf huit sept six cinq quatre trois deux vingt trente",
        r"(?:vingt|trente|douze|onze|dix|neuf|huit|sept|six|cinq|quatre|trois|deux) (?:seules? |seuls? )?(?:cas|familles?|patients?|enfants?|malades?|naissances) (?:publiee?s?|decrite?s?|connue?s?|recensee?s?|rapportee?s?|en france|au monde|dans le monde|en europe)|(?:onze|dix|douze|neuf|huit|sept|six|cinq|quatre|trois|deux) autres cas (?:avaient|ont|dans|parmi|chez)",
    ),
    (
        "habite vit loge vivant habitant dort",
        rf"(?:habite|vit|loge|vivant|habitant|dort)(?: seule?)? (?:sur|dans) {_DET}?{_HOME}\b",
    ),
    (
        "retrouve retrouvee decouvert decouverte abandonne abandonnee trouve trouvee",
        r"(?:retrouv|decouvert|abandonn|trouv)e{0,2} (?:morte?\b|pendue?\b|nue?\b|ligotee?|errante?\b|(?:vivante? )?dans (?:un|une|le|la|les) (?:chambre froide|poubelle|container|foret|ravin|puits|coffre|cave|benne|riviere|canal|fosse|champ|grotte|bois|train|camion))",
    ),
    ("helicoptere", r"helicoptere (?:\w+ )?(?:immobilise|coince|cloue|bloque)"),
    (
        "pendant lors",
        r"(?:pendant|lors d)(?:'| )(?:e )?(?:la |le |un |une |l')?(?:tempete|cyclone|ouragan|attentat|emeutes?|confinement strict|noces|concert|carnaval|feria|festival|rave|rallye|corrida|encierro|manifestation|blocus|evasion|tournage|match televise|spectacle|procession)",
    ),
    ("compresse pince", r"(?:compresse|pince) oubliee"),
    ("victime", r"victime (?:de|du|d') ?(?:la |l'|un |une )?(?:car|bus|train)\b"),
    ("tire", r"tire dessus|tire par un"),
    (
        "detache detachee saborde sabotage",
        r"(?:detach|sabord)ee? (?:de nuit )?les amarres|sabotage (?:de|du|d')",
    ),
    (
        "vendu vendue",
        r"vendue? (?:avec|comme|par|a|dans|en libye|aux|deux fois|trois fois|plusieurs fois)",
    ),
    (
        "sorti sauve sauvee",
        r"(?:sorti|sauve) (?:\w+ ){1,3}(?:d'un|d'une|de la|des|du) (?:immeuble|maison|appartement|noyade|flammes|eaux|feu|voiture|incendie)",
    ),
    (
        "cas unique rare rares rarissime ultra moins maladie mutation seulement jamais",
        r"cas (?:unique|unique au monde|jamais decrit|index d(?:e l'|u |'une )(?:epidemie|cluster|foyer|flambee))|(?<!dans )moins (?:de |d')(?:\d+|une|dix|vingt|cent|cinquante|trente|onze|douze|quinze|mille)\w* (?:\w+ )?(?:cas|familles?|patients?|malades?|personnes|enfants)\b(?! de plus)|jamais (?:decrite?|rapportee?|publiee?|vue?) (?:en france|en europe|au monde|ailleurs|chez|dans)|(?:maladie|mutation|syndrome) (?:\w+ ){0,3}(?:ultra[- ]?rare|orpheline|rarissime|unique au monde)|ultra[- ]?rare|rarissime",
    ),
    (
        "deux trois quatre cinq six sept huit neuf dix onze douze treize vingt trente quarante cent plusieurs 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 25 30 40 50 100",
        r"(?:\w+) (?:autres? )?(?:morts|tues|disparus|rescapes|survivants|noyes|blesses graves|collegues (?:decedes|tues|morts|brules)|camarades (?:decedes|tues|morts))\b|(?:\w+) (?:seuls? )?(?:cas|patients|familles|malades|personnes|enfants|porteurs) (?:connus? |suivis? |decrits? |recenses? |atteints? )?(?:(?<!enfants )(?<!personnes )(?:au village|dans la region|sur l'ile)|en france|dans le monde|au monde|en europe|dans le departement)\b(?! (?:par an|chaque|entre|en \d))",
    ),
    (
        "quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme treizieme",
        r"(?:sixieme|septieme|huitieme|neuvieme|dixieme|onzieme|douzieme|treizieme) (?:enfant|de (?:onze|douze|treize|dix|neuf|quatorze))",
    ),
    (
        "mere pere famille fratrie",
        r"(?:mere|pere|famille|fratrie) (?:de|d') ?(?:huit|neuf|dix|onze|douze|treize|quatorze|quinze|[89]|1\d) (?:enfants|freres)",
    ),
    (
        "jumeaux jumelles triples siamois siamoises",
        r"(?:jumeaux|jumelles|triples) (?:nee?s (?:a|en|dans|sur)|separee?s|siamois)|siamois(?:es)?\b",
    ),
    (
        "traverse gravi couru battu franchi escalade rallie parcouru descendu remonte saute",
        r"(?:traverse|gravi|franchi|rallie|parcouru) (?:la (?:manche|mediterranee|mer|france|guyane|foret)|l'(?:atlantique|afrique|europe|everest|amazonie|himalaya|australie)|le (?:pacifique|desert|sahara|mont|kilimandjaro|detroit|groenland)|les (?:alpes|pyrenees)|\d)|couru (?:le|les|un) (?:marathon|cent|100|ultra)|battu (?:le|un) record|saute (?:du|d'un|d'une|de la|en) (?:pont|train|parachute|avion|falaise|balcon|fenetre)",
    ),
    (
        "vigne verger maison appartement ferme ecole immeuble atelier usine grange voiture bateau boutique",
        r"(?:vigne|verger|maison|appartement|ferme|ecole|immeuble|atelier|usine|grange|voiture|bateau|boutique) (?:a ete |a |s'est |ayant |entierement |ont |est )?(?:arrachee?|brule|brulee|detruite?|emportee?|inondee?|effondree?|explose|explosee|incendiee?|coule|ecroulee?|soufflee?|cambriolee?|sinistree?)\b",
    ),
    (
        "pris prise happe happee coince coincee enferme enfermee tombe tombee entraine entrainee",
        r"(?:pris|prise|happee?|coincee?|entrainee?) (?:dans|par|entre|sous) (?:une?|la|le|les|l'|deux) ?(?:machine|moissonneuse|broyeur|presse|laminoir|courroie|tapis|convoyeur|engrenage|ascenseur|portail|train|tram|rame|wagons?|filet|helice|treuil|helices|eboulement|avalanche|foule|tempete|embuscade|manifestation|tirs?\b|charge|fusillade)\w*|enfermee? (?:dans|par) (?:une?|la|le|l') ?(?:chambre froide|cave|coffre|soute|conteneur|ascenseur|placard|cellule|congelateur|puits|container)\w*|tombee? (?:dans|du|de la|d'une?|de l') ?(?:une? |la |le |l')?(?:cuve|silo|fosse|puits|ravin|crevasse|moissonneuse|train|ferry|chalutier|scene|tribune|cocotier|telesiege|char|bateau|lisier|quai|cale|canal)\b",
    ),
    (
        "intoxication intoxication",
        r"intoxication (?:au co |alimentaire )?(?:collective|de (?:toute la|la) (?:classe|famille|cantine|colonie))",
    ),
    ("visite visites", r"visites? (?:du president|du ministre|du pape|de la reine|officielle)"),
    (
        "joue jouait chante chantait danse represente porte portait",
        r"(?:joue|jouait|chante|chantait|danse) (?:avec|devant|a|au|pour|dans) (?:l'olympia|l'opera|johnny|le pape|la reine|le president|l'equipe|les bleus|la comedie|zenith|bercy)\w*|(?:chante|joue|danse) (?:a l'|au |pour l'|devant l')(?:investiture|elysee|mariage (?:du|de la) (?:roi|prince|princesse|president)|eurovision)|(?:porte|portait) (?:la flamme|le drapeau)",
    ),
    (
        "dernier derniere seul seule unique",
        r"(?:derni(?:er|ere)|seule?|(?<!classe )unique) (?:\w+ )?(?:a parler|habitante?|du village|de la commune|de l'ile|de la vallee|de son espece|du departement|de la region|de france)\b|(?:derni(?:er|ere)|seule?|unique) (?:boulang|pharmac|medec|institut|facteur(?! de (?:risque|gravite|confusion)| favor| declen| predi)|berg|paludi|pech|artisan|femme|homme|fabricant|faiseu|sonneu|gardien|maitre)\w* (?:de|du|d'|des|a) ",
    ),
    ("centenaire doyen doyenne", r"(?:centenaire|doyenne?) (?:de|du|des) "),
    (
        "heberge hebergee cache cachee",
        r"(?:heberg|cach)ee? (?:par|chez|dans) (?:des |les |une? |la |le )?(?:religieu|soeurs|moines|couvent|monastere|eglise|mosquee|resistants|passeurs|voisins pendant)\w*",
    ),
    (
        "evacue evacuee helitreuille helitreuillee hélitreuillee rapatrie rapatriee treuille treuillee",
        r"(?:evacu|helitreuill|rapatri|treuill)ee? (?:par|depuis|d'|du|de|en|sur) (?:l'armee|la marine|un |une |des |le |la |l')?(?:bateau|voilier|cargo|paquebot|refuge|sommet|paroi|plateforme|navire|sous-marin|falaise|crete|chalutier|ferry)\b",
    ),
    (
        "braque braquee braques agresse agressee agresses menace menacee",
        r"(?:braqu|agress|menac)e{1,2}s? (?:\w+ ){0,2}(?:a (?:l'arme|la hache|la machette|main armee|l'acide|son guichet|son comptoir)|au (?:couteau|fusil|cutter|sabre)|par (?:un|des|deux|trois|quatre|son) (?:eleve|eleves|detenu|detenus|individus|hommes|cagoules|ex|voisin|client|patient|taureau|supporters?|inconnus?))",
    ),
    ("mis", r"mis le feu (?:a|au|aux)\b"),
    (
        "retrouve retrouvee trouve decouvert",
        r"(?:retrouve|trouve|decouvert) (?:un |le |des |une )(?:nouveau[- ]ne (?:vivant|mort|abandonne)|corps (?:sans vie|dans)|cadavre|bebe (?:vivant|mort|abandonne)|tresor|obus)|retrouvee? par (?:un|une|le|la|des|les) (?:drone|chien|chasseur|promeneur|helicoptere|gendarme|pecheur|randonneur|joggeur|ramasseur|chalutier)\w*",
    ),
    (
        "represente representait representee",
        r"represent\w+ (?:la france|son pays|l'\w+|le \w+|la \w+) (?:aux|au|a l'|en coupe|lors)",
    ),
    ("selectionne selectionnee", r"selectionnee? national"),
    (
        "vu vus",
        r"vus? (?:(?:son|sa|ses|leur|leurs|un|une|des) \w+ (?:se noyer|mourir|tomber|bruler|sombrer|exploser|disparaitre|abattu|tue|egorge)|(?:couler|mourir|tuer|bruler|sombrer|exploser|s'effondrer) )",
    ),
    (
        "coup",
        rf"coup de (?:corne|patte|griffe|sabot|croc|bec|queue|trompe|dent|fourchette)s? d(?:e |u |'|'un |'une )(?:la )?{_BEAST}",
    ),
    (
        "collision accident choc",
        rf"(?:collision|accident|choc) (?:\w+ ){{0,4}}(?:avec|contre|et) (?:un |une |le |la )?(?:\w+ )?{_BEAST}\b",
    ),
    (
        "execution enleve enlevee",
        r"execution (?:de (?:son|sa|ses|leur|tout|deux|trois|plusieurs)|des)\b|enlevee? (?:sous (?:ses|leurs|mes) yeux|par (?:(?:des|un|une|la|le|son|sa|deux|trois) )?(?:groupe|milic|hommes|individus|ravisseur|pere|gang|rebelle|inconnu|djihad|terrorist|trafiquant|passeur))",
    ),
    (
        "perdu",
        r"perdu (?:sa|son|ses|leur|leurs) (?:maison|ferme|toit|village|bateau|entreprise|troupeau|bergerie|atelier|commerce|chalutier) (?:dans|lors|pendant|a cause)|perdu \d+ (?:kg|kilos) dans une? emission",
    ),
    (
        "ne nee nes accouche accouchee",
        r"(?:nee?s?|accouchee?) (?:seule )?(?:dans|sur|a bord d) ?(?:'|e )?(?:un |une |le |la |l'|des )?(?:bus|car|metro|tram|train|tgv|rer|taxi|avion|camion|bateau|ferry|ascenseur|parking|toilettes|rue|hall|foret|grotte|prison|camp|pirogue|cellule|champ|caravane|supermarche|eglise|escalier|gare|autoroute|zodiac|canot|helicoptere)\b|accouche (?:sa|son) (?:propre )?(?:soeur|sœur|voisine|fille|femme|mere)",
    ),
    ("jo", r"(?:(?<=les )|(?<=aux ))jo\b"),
    (
        "epouse",
        r"epouse une? (?:cure|pretre|moine|ministre|prince|detenu|celebrite|acteur|chanteu|footballeu|religieu)\w*",
    ),
    (
        "avale avalee ingere ingeree",
        r"(?:avale|ingere)e? (?:\d+|des|deux|trois|quatre|cinq|plusieurs|une?) (?:clous?|lames?|couverts|cuilleres?|fourchettes?|couteaux?|briquets?|telephones?|boulettes|capotes|aimants|billes|aiguilles|vis\b|boulons|bagues?|dentiers?)",
    ),
    (
        "ascension",
        r"ascension (?:hivernale|solo|solitaire|en solitaire|nocturne|du (?:mont|kilimandjaro|cervin|nanga|k2|toubkal|pic|cameroun)|de l'(?:everest|annapurna|aconcagua|elbrouz|atlas))\b",
    ),
    (
        "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze vingt 2 3 4 5 6 7 8 9 10 11 12 14 15 20 30 40",
        r"\w+ (?:freres|soeurs|cousins|collegues|ouvriers|camarades|enfants) (?:(?:morts|tues|noyes|brules|enterres|asphyxies|ensevelis) (?:dans|par|lors|sous|en)|dans la meme cuve|dans le meme (?:accident|incendie|puits|silo))|\w+ (?:noyades|meurtres|incendies|assassinats) (?:dans|chez)|(?:\w+) des (?:\w+ )(?:membres (?:de l'|du |de la )|ouvriers|passagers|eleves|convives|invites|occupants|pelerins|coureurs|marins|mineurs)",
    ),
    (
        "aucun un une",
        r"(?:aucun|une?) des (?:\w+ )(?:eleves|passagers|occupants|marins|mineurs|blesses|rescapee?s|survivante?s|otages|victimes)\b",
    ),
    ("fugue", r"fugue de (?:\d|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|plusieurs)"),
    ("temoin", r"temoin (?:protege|cle|assiste|numero)|temoin (?:a charge|dans (?:un|le) proces)"),
    (
        "course traversee navigation expedition",
        r"(?:course|navigation|expedition) en (?:solitaire|solo)|expedition (?:polaire|en|au|dans|sur)\b",
    ),
    (
        "attaque attaques",
        r"attaques? (?:a la (?:voiture|hache|machette|grenade|roquette|kalach\w*)|a main armee|au couteau|a l'(?:acide|arme)|terroriste|rebelle|d'un (?:fourgon|convoi|train|bus|camp)|d[eu] (?:la |l'|son |leur )?(?:banque|village|convoi|fourgon|caserne|prison|ecole|mosquee|eglise|camp)\b)",
    ),
    (
        "mort morte morts decede decedee tue tuee disparu disparue",
        r"(?:morte?s?|decedee?|tuee?|disparue?) (?:dans (?:le |la |l'|un |une |son |leur )(?:camion|naufrage|incendie|accident d(?!e la (?:route|voie|circulation)|e (?:voiture|moto|scooter|velo|trajet)|u travail|u trajet)|crash|seisme|tremblement|explosion|avalanche|attentat|mer|riviere|desert|foret|cellule|mine|cuve|silo|puits|effondrement|embuscade|bombardement|camp|goulag|tranchee|fusillade|rizicole|crue|cyclone|inondation)|en mer\b|au large|a la (?:frontiere|guerre)|sous les (?:decombres|bombes|balles|yeux)|lors (?:de la (?:fuite|traversee|guerre|marche)|du (?:naufrage|seisme|cyclone|bombardement)|de l'(?:attentat|attaque|explosion|incendie)))",
    ),
    ("pere mere parents", r"(?:pere|mere|parents) de (?:triples|quadruples|quintuples)\w*"),
    (
        "detachement contingent mission operation",
        r"(?:detachement|contingent|mission) (?:onusien|de l'onu|de la minusma|de la monusco|des nations unies|de paix|humanitaire (?:en|au))\w*|operation (?:barkhane|serval|sangaris|sentinelle|licorne|turquoise|epervier)",
    ),
    (
        "plongee",
        r"plongee (?:sous[- ]marine|en apnee|en bouteille|profonde|a \d+)|(?:(?<=suite a une )|(?<=lors d'une )|(?<=apres une ))plongee",
    ),
    (
        "environ plus pres",
        r"(?:environ|plus de|pres de) (?:\d{2,4}|une (?:centaine|cinquantaine|trentaine|vingtaine) de|cent|cinquante|deux cents|trois cents) piqures(?: (?:d'abeilles|de guepes|de frelons))?",
    ),
    (
        "fratrie",
        r"fratrie de (?:[89]|1\d|huit|neuf|dix|onze|douze|treize|quatorze|quinze)(?: (?:enfants|filles|garcons|freres|soeurs))?",
    ),
    (
        "devant",
        r"devant (?:(?:\w+ )?(?:cent|cents|mille|\d{3,5}) (?:personnes|spectateurs|supporters|fideles)|(?:toute la |toute l'|tout le )(?:classe|ecole|village|stade|assemblee|equipe|public)|les cameras)",
    ),
    (
        "decore decoree",
        r"decoree? (?:a l'elysee|par (?:le|la)|de la (?:legion|croix|medaille)|pour)",
    ),
    (
        "premiere premier",
        r"premi(?:ere femme|er francais|ere francaise|er africain|ere africaine) (?:maitre|pilote|maire|depute|general|commandant|imam|rabbin|pasteur|president|chef|champion|medaill|capitaine|ministre|patron|a )\w*",
    ),
    (
        "dernier derniere derniers",
        r"derni(?:er|ere)s? (?:ouvri(?:er|ere)|mineur|tisserand|sabotier|resistante?|combattant|locut(?:eur|rice)|deporte|poilu|vannier|charbonnier|forgeron)e? (?:vivante? )?(?:d|en vie|a )",
    ),
    (
        "noyade suicide meurtre assassinat pendaison enlevement",
        r"(?:noyade|suicide|meurtre|assassinat|pendaison|enlevement) (?:de|d') ?(?:son|sa|ses|leurs?|l'un de ses|une de ses) (?:grand[- ])?(?:pere|mere|frere|soeur|fils|fille|mari|femme|conjointe?|compagn\w+|jumeau|jumelle|enfants?|bebe|ami|amie|parents|oncle|tante|cousine?|voisine?|patron|collegue)s?(?: (?:jumeau|jumelle|aine|ainee|cadet|cadette))?",
    ),
    (
        "blesse blessee blesses",
        r"blesse(?:e|s|es)? (?:par balles?|a l'arme|au couteau|a la machette)",
    ),
    (
        "vivent dorment logent",
        r"(?:vivent|dorment|logent) a \d{1,2} (?:dans|sous|sur) (?:une? |leur )(?:camping[- ]car|caravane|yourte|mobil[- ]home|fourgon|camion|voiture|cabane|tente|grotte|pont|peniche|bateau|voilier|conteneur|bus|garage|bidonville)",
    ),
    ("operation", r"operation contre (?:l'|la |le |les )\w+"),
    ("retenu retenue retenus", r"retenue?s? (?:\w+ ){0,4}(?:en otage|prisonnier\w*|captifs?)\b"),
    (
        "reanime reanimee masse massee",
        r"(?:reanim|mass)ee? (?:sur place )?par (?:sa|son|un|une|des|le|la) (?:fille|fils|mari|femme|frere|soeur|voisin|voisine|collegue|passant|passante|eleve|coequipier|arbitre|adversaire|entraineur|spectateur)",
    ),
)
