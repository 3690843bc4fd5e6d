"""The words themselves, folded: lower case, no accent. Written by hand."""

from __future__ import annotations

from typing import Final

UNITS: Final = """
    mm cm dm m km ml cl dl l ul hl g mg ug mcg kg ng pg fg mol mmol umol nmol pmol eq meq ui iu
    u mui kui miu ukat kat s ms us min mn h hr hrs sec j jours ans mois a sem yr yrs y mo wk d
    bpm bat batt batts batmin lpm cpm rpm hz khz mhz ghz kv kvp mv uv v ma mas mgy gy cgy msv sv
    dap dlp ctdi ctdivol ctdivoi hu uh mmhg cmhh cmho kpa pa db dbm w mw wcm kcal kj cal c f t
    gauss tesla mts fps im ips i giga tera g/l gl gdl mgl mgdl ugl ngml pgml mmoll umoll
    mmolmmol mgmmol uil uiml mlmin mlminm mmh fl pct pour cent percent vol mosm mosmkg osm dpt
    d/o mmn nm um px dpi ppi mmmv mmsec mms
"""

MACHINES: Final = """
    im ser se img image images serie series acq acquisition no num frame frames slice slices
    coupe coupes sl sp loc thk th thick thickness epaisseur zoom fov dfov sfov mag win window
    level fenetre ww wl wc w l c r h f p a s i rl ap pa ll lat rao lao cran caud oad oag profil
    face oblique droite droit gauche gche dt dte gch left right l/r sup inf ant post lateral
    laterale bilateral bilaterale standing supine prone erect upright portable lit couche debout
    decubitus inspi inspiration expi expiration tr te ti fa etl nex nsa nav avg averages bw
    matrix matrice mtx phase freq coil bobine head neck spine body knee breast abdomen pelvis
    chest thorax tete cou rachis genou epaule hanche cheville poignet coude main pied crane
    cerveau brain lombaire cervical dorsal thoracique sinus dents panoramique t1 t2 t1w t2w pd
    dp flair stir dwi diff diffusion adc b0 b1000 b800 b50 swi swan tof mip mpr vr vrt ssd minip
    mra angio perf cbf cbv mtt tmax gre se fse tse ge epi haste space cube vibe lava dixon
    fatsat fs fat sat sag cor ax axial axiale axiales coronal coronale sagittal sagittale
    transverse tra gado gd gadolinium injecte iv sans avec contrast contraste without with pre
    post plain art arterial arteriel portal portale veineux venous late tardif tardive delayed
    bolus kv kvp ma mas exp expo exposure dose dlp ctdi ctdivol pitch rot time tilt gantry
    kernel filter filtre recon std standard soft bone os lung poumon poumons parenchyme
    mediastin mediastinal b30 b60 b70 i30 helical helicoidal spiral axialhead topo topogramme
    scout surview volume vol asir idose safire fbp gain gn prof depth dr freq frq fr fps hz mhz
    dyn dynamic dynamique comp compound harm thi res gen pen penetration tis tib tic mi ti map
    persist persistance lines line focus foc focal b m bmode mmode pw cw cf cfm color couleur
    colour doppler power puissance prf wf sv angle svd baseline invert scale vel velocity
    vitesse ps ed pi ri ir ip sd vmax vmin vmoy moy mean max min peak pic env lv vg rv vd la ra
    og od ao pv mv tv vti pg meang pgmax lvot rvot tapse simpson fevg fe ef lvef edv esv fs ivs
    ivsd lvid lvidd lvids lvpw lvpwd siv pp diam diameter diametre dist distance area aire
    surface length longueur volume circ circumference perimeter ratio mesure mesures measure
    caliper result results smi mvi bpd hc ac fl crl efw ga edd bip pc pa lf lcc dg ddr epf sa
    percentile hadlock foetus foetal fetal obst gyn abdo abd abdominal thyroid thyroide
    thyroidien nodule lobe isthme carotid carotide carotides vasc vascular vasculaire small
    parts msk cardiac cardiaque adult adulte ped pediatric pediatrique neo linear lineaire
    convex convexe sector sectoriel probe sonde transducer preset apical parasternal sous costal
    costale grand petit axe 2c 3c 4c 5c a2c a3c a4c plax psax four chamber chambers cavites live
    freeze gel zoom hd qscan qscanned p90 xres x-res sono ct iq hr fc bpm ecg ekg eeg emg holter
    avr avl avf v1 v2 v3 v4 v5 v6 v7 v8 v9 v3r v4r d1 d2 d3 ii iii i pr qt qtc qrs rr pp st axe
    axes axis p-r-t prt rythme rhythm sinusal sinus normal normale anormal abnormal borderline
    tachycardie bradycardie tachycardia bradycardia bloc block branche bundle branch complet
    incomplet complete incomplete sokolow hvg lvh lbbb rbbb bbg bbd hbag hbpg auto seq
    sequential simultane simultaneous lead leads derivation derivations filtre filter muscle
    secteur notch vitesse speed amplitude gain fft sensibilite calibration calibrage atrial
    fibrillation flutter ventricular ventriculaire atriale auriculaire infarct infarctus
    inferior anterior lateral septal age undetermined nonspecific abnormality wave waves change
    changes unconfirmed confirmed interpretation spo2 sao2 pni nibp pas pad pam sys dia art pvc
    resp etco2 fio2 peep vt vte fr temp tof bis icp pic scale echelle ruler regle cm mm pixel
    pixels jpeg compressed lossy lossless preview ref reference scanner irm radio radiographie
    echo echographie echographies mammo mammographie mlo cc rcc lcc rmlo lmlo endoscopie fibro
    coloscopie dermoscopie dermatoscopie microscopie he hes pas giemsa gram objectif x10 x20 x40
    x60 x100 x200 x400 coloration magnification grossissement oct fundus retine macula papille
    ss odg oeil right left eye signal strength quality qualite index indice score
"""

SHEETS: Final = """
    laboratoire analyses medicales biologie biochimie hematologie hemostase immunologie
    serologie bacteriologie microbiologie hormonologie examen examens analyse analyses resultat
    resultats valeur valeurs normales normale usuelles reference references intervalle
    intervalles unite unites anteriorite anteriorites anterieur anterieurs technique methode
    prelevement serum plasma sang urine urines total totale numeration formule sanguine
    leucocytes hematies erythrocytes hemoglobine hematocrite vgm tcmh ccmh idr plaquettes
    plaquette vmp polynucleaires neutrophiles eosinophiles basophiles lymphocytes monocytes
    reticulocytes blastes vs crp pct procalcitonine fibrinogene tp tca inr ddimeres dimeres
    glycemie glucose hba1c creatinine creatininemie dfg debit filtration glomerulaire estime ckd
    epi ckdepi uree acide urique ionogramme sodium potassium chlorures chlore bicarbonates
    calcium calcemie corrige phosphore magnesium proteines albumine prealbumine bilirubine
    conjuguee libre asat alat sgot sgpt tgo tgp ggt gamma gt phosphatases alcalines pal ldh cpk
    ck lipase amylase cholesterol hdl ldl triglycerides apo ferritine fer transferrine
    saturation coefficient b9 b12 vitamine folates tsh t3 t4 t3l t4l ft3 ft4 cortisol prolactine
    parathormone pth psa hcg bhcg beta troponine hs bnp nt probnp ntprobnp nt-probnp
    electrophorese igg iga igm ige ana aan anca facteur rhumatoide ecbu culture leucocyturie
    hematurie nitrites germe germes numeration ufc antibiogramme sensible intermediaire
    resistant ac anti ag hbs hbc vih vhb vhc positif positive negatif negative pos neg absence
    presence rares nombreux nombreuses eleve bas haut normal h b hh bb fasting jeun commentaire
    commentaires conclusion indication compte rendu cr motif antecedents traitement traitements
    ordonnance posologie matin midi soir coucher comprime comprimes cp gelule gelules sachet
    sachets ampoule dose doses fois jour jours semaine pendant prendre ml mg boite renouveler
    qsp avant apres repas si douleur fievre page pages sur examen clinique allergies allergie
    constantes poids taille imc temperature tension saturation frequence cardiaque respiratoire
    groupe sanguin rhesus abo sexe homme femme m f masculin feminin age ans poids kg date heure
    temps duree service urgence urgences cher confrere chere consoeur remercie adresse adressee
    cordialement confraternellement bien vous je ai vu votre patient patiente ce cette jour pour
    avis merci de la les des une un et ou en au aux du le sa son ses par dans est a d l pas n s
"""

ENGLISH: Final = """
    the of and for with without not no on in to at by from is are was be this that normal limits
    within findings impression study exam examination protocol view views technique contrast
    history clinical white blood red cell cells count platelet platelets hemoglobin hematocrit
    neutrophils lymphocytes monocytes eosinophils basophils glucose creatinine urea sodium
    potassium chloride calcium albumin protein bilirubin total direct cholesterol triglycerides
    iron ferritin vitamin range reference ranges units unit value values flag high low test
    tests result results specimen report final serum plasma heart rate rhythm sinus interval
    duration axis pressure systolic diastolic mean velocity gradient peak area volume ejection
    fraction left right ventricle ventricular atrium atrial aorta aortic mitral tricuspid
    pulmonary valve septum wall thickness diameter length liver kidney spleen gallbladder
    pancreas bladder prostate uterus ovary aorta thyroid lobe node nodule cyst mass lesion stone
    flow vein artery vessel common internal external carotid femoral popliteal tibial proximal
    distal mid rh rhd hgen hres hpen deg vent high low axial anterior posterior inferior
    superior lateral medial dorsal ventral transverse longitudinal long short size depth gain
    frequency power dynamic color filter map zoom focus frame image series slice location
    position feet first head supine prone time echo repetition flip angle field matrix spacing
    pixel number bandwidth average phase encoding direction thickness gap scan scanning sequence
    temperature speed muscle confirm unconfirmed abnormal borderline consider possible probable
    cannot rule out old recent acute nonspecific minor criteria electrode baseline artifact poor
    quality data tracing
"""
