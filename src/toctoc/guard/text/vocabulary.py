# ruff: noqa: E501  (patterns read better whole)
"""Closed lists that several detectors share: titles, particles, bearers of a name, acronyms."""

from __future__ import annotations

import re

from toctoc.guard.text.wordlist import words

# folded title -> who follows: "m", "f" (a patient, most often) or "care" (a caregiver)
TITLES: dict[str, str] = {
    **dict.fromkeys(["m", "mr", "monsieur", "mister", "mm", "messieurs"], "m"),
    **dict.fromkeys(
        words("""
    mme mmes madame mlle mle mlles melle mademoiselle veuve vve mrs miss mesdames
"""),
        "f",
    ),
    **dict.fromkeys(
        words("""
    dr drs docteur docteure docteurs dre dresse pr prs prof professeur professeure me maitre
"""),
        "care",
    ),
}
RISKY_TITLES = frozenset(("m", "mm", "pr", "me", "prs", "prof", "miss", "maitre", "veuve"))
ARTICLES = frozenset(("la", "le", "les", "l"))
PARTICLES = frozenset(
    words("""
    de du des d l la le les van von der den ten ter el al ben bin bint ibn ould abou abu aït ait
    da dos das di del della do st ste saint sainte mc mac o y ag ait oulad wa bel mint
""")
)
BEARERS = frozenset(
    words("""
    patient patiente patients pt pte pts enfant bebe nourrisson petit petite fils fille frere soeur mari
    femme epouse epoux mere pere maman papa conjoint conjointe compagnon compagne jumeau jumelle
    jumeaux cousin cousine oncle tante neveu niece voisin voisine ami amie copain copine garcon
    collegue confrere consoeur interne externe ide infirmier infirmiere kine kinesitherapeute
    psychologue orthophoniste sage-femme chirurgien chirurgienne cardiologue neurologue
    oncologue pediatre pneumologue gynecologue anesthesiste radiologue dermatologue psychiatre
    urologue rhumatologue nephrologue gastroenterologue ophtalmologue medecin traitant operateur
    senior chef assistant assistante secretaire pharmacien pharmacienne dentiste docteurs
    grand-mere grand-pere dame nomme nommee signataire redacteur prescripteur referent referente
    aidant aidante tuteur tutrice curateur curatrice conf confr famille couple foyer jeune
""")
)
KIN = frozenset(
    words("""
    fils fille filles frere freres soeur soeurs sœur sœurs mari femme epouse epoux mere pere maman papa parents conjoint
    conjointe compagnon compagne jumeau jumelle jumeaux jumelles cousin cousine oncle tante neveu niece
    voisin voisine ami amie copain copine grand-mere grand-pere mamie papi papy tata tonton parrain marraine belle-soeur beau-frere beau-pere belle-mere
    bru gendre filleul filleule petit-fils petite-fille demi-frere demi-soeur garcon fillette gamin
    gamine enfants bb bebe nourrisson enfant petit petite petits concubin concubine
""")
)
ROLES = frozenset(
    words("""
    ide ibode iade infirmier infirmiere kine kinesitherapeute psychologue psy orthophoniste sage-femme puericultrice
    dieteticienne dieteticien ergotherapeute ambulancier ambulanciere brancardier secretaire
    aide-soignante aide-soignant soignante soignant cadre interne externe chirurgien chirurgienne cardiologue
    neurologue oncologue pediatre pneumologue gynecologue anesthesiste reanimateur radiologue dermatologue psychiatre
    urologue rhumatologue nephrologue gastroenterologue ophtalmologue operateur assistant assistante senior referent referente
    pharmacien pharmacienne dentiste redacteur signataire prescripteur anesth obst ped mar sf mt med
    cpip aesh cesf ext sergent caporal colonel aspirant lieutenant opj apj gendarme brigadier adjudant capitaine lieutenant commandant major juge notaire educateur
    educatrice assmat nounou maitresse instituteur institutrice prof directrice directeur utilisateur
    presents destinataires copies praticiens equipe equipage
    patron fratrie ado adolescent adolescente
    victime pat detenu pdc usager resident residente aidant aidante tuteur tutrice curateur curatrice
    pasteur imam cure
    parent legal legale appelant appelante accompagnant accompagnante mandataire temoin temoins
    adj amb ambu inf brig sgt cpl educ idec parm attache attachee matrone accoucheuse agent anesthesie instrumentiste panseuse pedopsy pedopsychiatre
    mediateur mediatrice traducteur traductrice interprete
    declarant declarante requerant requerante moniteur monitrice instructeur auteurs
""")
)
KIN |= {"aine", "ainee", "cadet", "cadette"}
BEARERS |= KIN | ROLES | {"dossier", "affaire"}
# what may stand between the bearer and the name: "frère jumeau Tom", "sa fille aînée Lina"
BETWEEN = frozenset(
    words("""
    jumeau jumelle aine ainee cadet cadette unique benjamin benjamine adoptif adoptive decede decedee
    soeur sœur frere fille fils garcon cousin cousine voisin voisine neveu niece fiston principal principale communautaire referente referent liberale liberal traitant traitante
""")
)
# after "Monsieur le", "Madame la": an office, not a name
OFFICES = frozenset(
    words("""
    procureur procureure juge president presidente maire prefet prefete directeur directrice haut commissaire
    ministre depute deputee principal principale proviseur proviseure inspecteur inspectrice chef medecin
    docteur professeur batonnier commandant capitaine colonel general substitut greffier conseiller
    conseillere recteur rectrice doyen doyenne consul ambassadeur cure secretaire responsable cadre
    maitre curateur mandataire defenseur controleur expert
    adjoint adjointe greffiere patiente patient dame voisine maman fille femme mere soeur
""")
)
NOT_ALONE = frozenset(
    words("""
    noel paques vidal cochrane lancet nice salle olivier pascal guillaume orange cesar lucky
""")
)
FAMILY = frozenset(("famille", "couple", "foyer", "fils", "petit", "petite"))
PATIENTS = frozenset(
    words("""
    patient patiente patients pt pte pts enfant fils fille petit petite famille couple jeune
    mari femme epouse epoux nourrisson confrere consoeur
""")
)
OWNED_OF = frozenset(
    words("""
    tt ttt traitement avis dossier cas histoire courrier lettre mot resultats famille mari femme mere
    pere fils fille soeur frere maman papa ordonnance bio biologie rdv consultation ecbu nfs tsh
    crp psa demande appel message epouse conjoint
""")
)
OWNED = frozenset(
    words("""
    avis dossier cas histoire courrier lettre mot scanner irm bilan resultats famille mari
""")
)
ANNOUNCE = re.compile(
    r"\b(?=[a-z])(?:(?P<sure>\b(?:nom(?: de (?:naissance|famille|jeune fille)| d'usage| d'epouse| marital| patronymique| complet| usuel| du patient| de la patiente| patient)?"
    r"|prenoms?(?: usuel|\(s\))?|nom(?:s)? (?:et|/) prenoms?|prenoms? (?:et|/) noms?|identite(?: du patient)?|nom/prenom|nom naiss(?:ance)?\.?|pers(?:onne)? a prevenir|a prevenir|prevenir|nom usage|prenom usage)[\s.]{0,24}[:=|]\s{0,8}"
    r"|\b(?:patiente?|salariee?|assuree?|resident|residente|usager|detenue?|eleve|medecin(?: traitant)?|operateur|interne|praticien|prescripteur|redacteur|signataire|destinataire|correspondant|expediteur|de la part de|adresse(?:e)? par|chef de service|senior)\s?:\s?|\butilisateur(?:\s?:\s?| )(?!de|du|d'|regul|occas)"
    r"|\bs'appelle |\bs'appelant |\bs'appelait |\bm'appelle |\bappelons[- ]l[ea] |\b(?:pre|de|sur)?nomme(?:e|s|es)? (?!par|de|en|a |au|chef|medecin)"
    r"|\b(?:son |le |pre|sur)(?:pre)?nom (?:\(|c'?(?:est)? |est )|\bau nom de (?!la|l'|s)|\brepond(?:ant)? au nom de |\balias |\bnom de famille |\bdu nom de )"
    r"|(?P<greet>\bchere? |\bsalut |\bbonjour |\bbonsoir |\bhello |\bcoucou |\bmerci |\b(?:bises|biz(?:ous?)?|cdt|cdlt|cordialement|confraternellement|amicalement|amities)(?:,| a)?\s{1,3}(?=\w+[\s.!,]*\Z))|(?P<lower>\b(?:fait|vue?|opere(?:e|s)?|suivie?|adressee?|relue?|validee?|gardee?|accompagnee?|imprimee?|saisie?|tapee?|dictee?|signee?|realisee?|prescrite?|posee?|examinee?|hospitalisee?|prise? en charge) par (?:: )?|\b(?:vue?|voir|discute|parle|staffe|evoque|valide) avec |\bavis de |\b(?:vit|habite|loge|hebergee?|garde) (?:chez|avec) |\baccompagnee? de )|(?P<maybe>\bappele(?:e|s)? |\bprenom |\baides?(?: op\w{0,10}\.?)?\s?: |\bqui (?:suit|connait|a vu|voit|a suivi) |\bnee |\bsigne(?:e)?\s?:?\s?(?:par )?|\b(?:bien )?(?:cordialement|confraternellement|amicalement|amities|bises|bien a (?:toi|vous)),?\s{0,3}|\b[eé]pouse |\bchez |\bmerci a |\bpar (?=[a-z]+ [a-z]+)))"
)
# the first words of `ANNOUNCE`
ANNOUNCING = frozenset(
    words("""
    nom noms prenom prenoms identite pers personne a prevenir patient patiente salarie salariee
    assure assuree resident residente usager detenu detenue eleve medecin operateur interne
    praticien prescripteur redacteur signataire destinataire correspondant expediteur de adresse
    adressee chef senior utilisateur s m appelons nomme nommee nommes nommees prenomme prenommee
    prenommes prenommees denomme denommee denommes denommees surnomme surnommee surnommes
    surnommees son le surnom au repond repondant alias du cher chere salut bonjour bonsoir hello
    coucou merci bises biz bizou bizous cdt cdlt cordialement confraternellement amicalement amities
    fait vu vue opere operee operes suivi suivie relu relue valide validee garde gardee accompagne
    accompagnee imprime imprimee saisi saisie tape tapee dicte dictee signe signee realise realisee
    prescrit prescrite pose posee examine examinee hospitalise hospitalisee pris prise voir discute
    parle staffe evoque avis vit habite loge heberge hebergee appele appelee appeles aide aides qui
    nee bien epouse chez par
""")
)
PLACE_BEFORE = frozenset(
    words("""
    rue avenue boulevard place quai ville commune region departement pays vers
""")
)
UNIT_BEFORE = frozenset(
    [
        "vitamine",
        "vit",
        "hepatite",
        "groupe",
        "type",
        "lymphocytes",
        "classe",
        "streptocoque",
        "virus",
    ]
)
DRUG_LIKE = re.compile(
    r"(?:dione|azole|mab|nib|pril|sartan|statine|cilline|mycine|xacine|xaban|gliptine|olone|parine|oxetine|triptan|taxane|dipine|olol|cycline|vudine|setron|azine|azepam|zolam|gliflozine|glutide|ximab)s?\Z"
)
PERSON_AFTER = re.compile(
    r",? \(?\d{1,2} ?(?:ans?|a|mois|m|j|jours|semaines)\b|,? \(?[jm] ?\d{1,2}\b"
    r"|,? (?:son|sa|mon|ma|notre) | [a-z]\.,? (?=\d|a |est )"
    r"| (?:a|est|se|s'|ne|n'|va|vit|fait|dort|mange|tousse|prend|souffre|presente|consulte|vient|vomit|refuse|pleure|pese|mesure|habite|avait|etait|veut|revient|dit|demande|appelle|accepte|avec|chute|tombe|reste|pleure|va|devait|doit|devra|peut|pouvait|voulait|allait|ira|sera|aura|fut|fait|faisait|disait|refusait|vivait|habitait|souffrait|presentait|consultait|revenait|arrive|arrivait|entre|sort|rentre|joue|parle|marche|pratique|travaille|travaillait|garde|suit|attend|espere|craint|pense|croit|sait|semble|parait|nous|lui|me|vous|m'|l')\b"
)
ACRONYMS = frozenset(
    words("""
    irm tdm tep scan scanner eeg ecg emg etf ett eto eva ehpad samu smur sau uhcd rea usi usic
    usc ssr mco hdj had hta avc ait idm sca bpco bpcoo dt2 dt1 aomi oap tvp ep fa acfa tsv tv fv
    bav bbg bbd hvg hbpm avk aod ains iec ara2 ipp isrs nfs vs crp pct bnp nt-probnp tsh t3 t4
    psa inr tp tca hb vgm ccmh asat alat ggt pal ldh cpk ace afp ca125 hcg bhcg ecbu ras rot bdc
    sat sato pa ta fc fr gcs eds nihss mms mmse moca bref gds phq madrs ham epworth dlr atcd ttt
    tttt trt rdv cs vih vhb vhc vha vhe ebv cmv hsv vzv hpv hcv hbv bk bmr blse sarm covid mst
    ist iv im sc po vo ivd ivl iva per os sos h f ddr ddg sa gpa g1p1 ivg img fcs geu dpn dpi
    pma fiv pcos sopk thm diu dsm cim has ansm crat inca cnil ameli cpam mdph ald ap at mp ars
    chu chr chru ch gh ght hia clcc csapa cmp cmpp cattp esat ime iem sessad mas fam usld lea lt
    sep sla scm lcr pl pic pfla pr spa sa les saf sapl sharp raa prgc pcet hla aan ac anca fr
    fan dna arn pcr tcc tca tdah tsa tag tspt toc ssp sspt hp ho sdt sdre sl dp ddd iade ibode
    ide as ash asv msp cpts gyneco neuro cardio pneumo dermato ophtalmo onco hemato rhumato
    endoc nephro psy oms who esc aha esmo asco sfar splf sfc cngof fda ema doctoctoc pubmed nejm
    bmj jama ok urg svp stp cf nb ps nr ctc lbk ldl hdl tg hba1c g5 g6pd dfg ckd mdrd epo fer
    b12 b9 d2 d3 c3 c4 igg iga igm ige medoc scope medline google whatsapp facebook twitter
    doctolib insta tiktok france europe afrique asie xray rx asp tog toga fo od og odg av avl po
    dmla glaucome opn pio oct angio hsd hed hsa tc pc pev vni vvc vvp kt kta sng sad sv gaz gds
    fio2 peep sdra ards ira irc eer hd dp elisa dai home picco ramadan toussaint internet wifi iphone android dcd
""")
)
NOT_NAMES = frozenset(
    words("""
    ceci cela le la les un une des de du d l ce cet cette ces mon ma mes ton ta tes son sa ses notre nos
    votre vos leur leurs je tu il elle on nous vous ils elles me te se qui que quoi dont ou et
    mais donc or ni car si en y au aux a à par pour avec sans sous sur dans vers chez entre
    depuis pendant avant apres lors suite devant malgre selon est sont etait ont eut avait aura
    fait peut doit va vit vient vu vue voit veut dit cas patient patiente homme femme enfant
    bebe age agee president directeur directrice maire monsieur madame cher chere confrere
    consoeur docteur bonjour bonsoir merci cordialement confraternellement signe date objet nom
    prenom adresse tel telephone service unite hopital clinique motif histoire antecedents
    traitement examen bilan conclusion avis question urgence urgences lundi mardi mercredi jeudi
    vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre
    novembre decembre medecine chirurgie pediatrie cardiologie neurologie interne externe chef
    traitant traitante anesthesiste radiologue cardiologue neurologue pediatre psychiatre
    dermatologue gynecologue chirurgien generaliste medecin kine ide secretariat non oui pas
    plus moins tres bien mal tout tous toute toutes rien aucun aucune douleur fievre toux hier
    aujourd demain ne nee ici actuellement retrouve presente retraite retraitee celibataire
    marie mariee veuf veuve ans jours mois semaines idee idees help aide besoin probleme pb svp
    stp merci question conduite tenir quelqu quelle quel quelles quels nord sud est ouest paques
    centre rare premiere premier urgent diabete asthme cancer sein hta test score dose
""")
)
NOT_NAMES |= {
    "nail",
    "aldo",
    "gamma",
    "mail",
    "reco",
    "sera",
    "deux",
    "semaine",
    "jour",
    "rachi",
    "sexe",
}
NOT_NAMES |= {"doc", "docs", "jai", "cest", "jsuis", "libe", "conj", "parm", "idec", "idel", "ddpp"}
NOT_NAMES -= {"marie"}
NOT_NAMES |= frozenset(
    words("""
    this med care head hospital test kit the and of for with journal volume google scholar
    pubmed clin surg emerg bretagne normandie alsace lorraine corse provence picardie aquitaine
    auvergne bourgogne champagne savoie vendee guadeloupe martinique guyane reunion mayotte
    polynesie caledonie antilles metropole outre mer france belgique suisse italie espagne
    portugal allemagne angleterre maroc algerie tunisie senegal mali cameroun gabon congo togo
    benin niger burkina guinee madagascar comores haiti liban syrie turquie roumanie pologne
    russie ukraine chine inde japon vietnam laos cambodge thailande bresil mexique colombie
    chili argentine canada quebec etats unis amerique egypte israel palestine iran irak
    afghanistan pakistan bangladesh sri lanka georgie armenie ecosse irlande grece hollande
    suede norvege finlande danemark autriche hongrie tchad rwanda burundi angola mauritanie cote
    ivoire ghana nigeria ethiopie somalie soudan kenya afrique europe asie maghreb
""")
)
ADJECTIVES = frozenset(
    words("""
    petit grand gros bon long fort faible jeune vieux seul blanc noir roux brun roy louis simple
    normal pale gras malade aimable sage doux rapide leger moyen nouveau ancien dernier premier
    rouge vert bleu mince maigre fatigue caron sans paris bonnet berger boucher charpentier
    chevalier mercier meunier tessier besson masson colin martin
""")
) - {
    "martin",
    "colin",
    "masson",
    "besson",
    "tessier",
    "caron",
    "meunier",
    "mercier",
    "louis",
    "roy",
    "chevalier",
}
