### The calculators: what is wrong with their inputs, and what must be said beside a result.
### Message names start with "calculators-". The field is named before the sentence.

## Tables and dates

# $on: the day asked about. $from, $until: first and last day of the table that was used.
calculators-past = La grille en vigueur le { $on } n’est pas connue ici. Ce résultat est passé : il suit la grille qui valait du { $from } au { $until }.
# $on: the day asked about. $from: first day of the table that was used.
calculators-later = Aucune grille n’est connue ici pour le { $on }. Ce résultat suit la première qui est connue, celle du { $from }.
calculators-estimate = C’est une estimation : elle porte sur des jours à venir.
# $trip, $with: which two trips.
calculators-overlap = { $trip } chevauche { $with }. Corrigez les dates ; pour l’instant, chaque jour est compté une fois.

## What is wrong with the inputs

calculators-no-table = Ce site n’a pas de grille pour ce calcul.
calculators-missing = Cette donnée manque.
calculators-not-object = Ce n’est pas un objet avec des champs nommés.
calculators-not-list = Ce n’est pas une liste.
# $max: how many.
calculators-too-many = Il y en a trop. Donnez-en au plus { $max }.
# $known: the fields there are.
calculators-unknown-field = Aucun champ ne porte ce nom. Utilisez { $known }.
# $meant: the field that looks most like it.
calculators-unknown-field-meant = Aucun champ ne porte ce nom. Vouliez-vous dire « { $meant } » ?
# $min, $max: bounds.
calculators-not-whole = Il faut un nombre entier de { $min } à { $max }.
calculators-not-flag = Il faut true (vrai) ou false (faux).
# $words: what may be written.
calculators-not-word = Cette valeur n’existe pas. Utilisez { $words }.
calculators-not-day = Ce n’est pas une date. Écrivez l’année, le mois et le jour, par exemple 2026-11-22.
# $first: the day it begins.
calculators-end-before-start = Le dernier jour précède le premier, le { $first }.
# $first: the day of departure.
calculators-return-before-departure = Le retour précède le départ du { $first }.
# $date: the date of application.
calculators-resident-later = La résidence permanente commence après la demande du { $date }. Seul un résident permanent peut présenter une demande.
# $date: the date of the examination.
calculators-resident-after-examination = La résidence permanente commence après le contrôle du { $date }.
calculators-never-enough = Avec ces périodes, il n’y a jamais assez de jours.
# $test: name of the test. $min, $max: its scale. $step: the difference of two scores.
calculators-not-score = { $test } n’a pas ce résultat ici. Les résultats vont de { $min } à { $max }, par pas de { $step }.
calculators-same-language = La deuxième langue doit être l’autre langue officielle.
calculators-level-and-scores = Donnez les niveaux ou un test avec ses résultats, pas les deux.
calculators-test-language = Ce test porte sur l’autre langue officielle.
calculators-test-not-express-entry = Entrée express ne lit pas ce test sur cette échelle.

## Pages

calculators-title = Calculatrices
calculators-intro = Cinq calculatrices qui suivent les règles publiées, chacune avec sa source et sa date. Rien de ce que vous entrez n’est conservé.
calculators-nothing-kept = Ce que vous entrez ici n’est pas conservé. Ce n’est pas une décision : seul un agent décide d’une demande.
calculators-button = Calculer
calculators-result = Résultat
calculators-crs-title = Note de classement (système de classement global)
calculators-crs-intro = Ce que vaut un profil pour Entrée express, sur 1 200 points.
calculators-fsw-title = Travailleur qualifié (fédéral) : 67 points
calculators-fsw-intro = Si vous atteignez la note de passage de la catégorie des travailleurs qualifiés (fédéral). Ce n’est pas la note de classement.
calculators-clb-title = Résultats de tests et niveaux (CLB, NCLC)
calculators-clb-intro = À quel niveau correspondent les résultats d’un test de langue : CLB pour les tests d’anglais, NCLC pour les tests de français.
calculators-presence-title = Présence effective pour la citoyenneté
calculators-presence-intro = Combien de jours comptent parmi les 1 095 jours qu’il faut à un adulte, et à partir de quand vous pouvez présenter une demande.
calculators-obligation-title = Obligation de résidence des résidents permanents
calculators-obligation-intro = Si vous avez passé assez de temps au Canada pour garder la résidence permanente : 730 jours en cinq ans.
# $title: the law or page. $date: its edition. $from: since when the rule holds.
calculators-source = Règle en vigueur depuis le { $from }. Source : { $title }, { $date }.
calculators-source-derived = Règle employée ici pour les jours à partir du { $from }. Ce premier jour a été déduit ; la source ne l’indique pas. Source : { $title }, { $date }.
calculators-source-read = Règle telle que lue le { $from } ; elle valait peut-être déjà avant. Source : { $title }, { $date }.
calculators-part = Élément
calculators-points = Points
calculators-days = Jours
calculators-kind = Ce qu’ils sont
calculators-ability = Habileté
calculators-level = Niveau
calculators-below-4 = sous 4
# $points: out of 1,200.
calculators-crs-result = { $points ->
    [one] { $points } point sur 1 200
   *[other] { $points } points sur 1 200
}
# $points: out of 100.
calculators-fsw-result = { $points ->
    [one] { $points } point sur 100
   *[other] { $points } points sur 100
}
calculators-fsw-pass = C’est assez : la note de passage est atteinte.
calculators-fsw-short = Ce n’est pas assez : la note de passage est de 67.
calculators-fsw-language = Cela ne compte pas : chaque habileté dans la première langue officielle doit atteindre le niveau 7.
calculators-clb-result = Chaque habileté compte pour elle-même.
calculators-clb-highest = 10 est le niveau le plus élevé qui compte pour les points. Rien n’est arrondi ni mis en moyenne.
calculators-sections = Les quatre sections, chacune dans sa limite
calculators-items = Tous les éléments
calculators-factors = Les six facteurs
calculators-levels = Niveaux
calculators-days-counted = Comment les jours ont été comptés
calculators-calendar-table = Le calendrier en tableau
calculators-picture = Les cinq ans, jour par jour : une ligne par année civile.
calculators-picture-label = Calendrier des cinq ans. Le tableau ci-dessous dit la même chose.
calculators-key = Légende du calendrier
# $days: how many count. $missing: how many are missing.
calculators-presence-enough = Jours qui comptent : { $days }. C’est assez.
calculators-presence-short = Jours qui comptent : { $days }. Il en manque encore { $missing }.
# $from, $to: first and last day.
calculators-window = Les jours du { $from } au { $to } ont été examinés.
# $date: the day. $days: how many days count then.
calculators-earliest = Si vous ne voyagez pas plus que vous ne l’avez dit, vous pouvez présenter une demande à partir du { $date }, avec { $days } jours.
# $days: how many days.
calculators-obligation-met = Jours de présence : { $days }. L’obligation est respectée.
calculators-obligation-not-met = Jours de présence : { $days }. L’obligation n’est pas respectée.
calculators-obligation-possible = Jours de présence à ce jour : { $days }. L’obligation peut encore être respectée.
calculators-obligation-impossible = Jours de présence à ce jour : { $days }. L’obligation ne peut plus être respectée.
# $date: last day of the first five years. $days: how many days.
calculators-obligation-ahead =
    { $days ->
        [one] Vous êtes résident permanent depuis moins de cinq ans. D’ici le { $date }, vous pouvez atteindre { $days } jour de présence.
       *[other] Vous êtes résident permanent depuis moins de cinq ans. D’ici le { $date }, vous pouvez atteindre { $days } jours de présence.
    }

## Questions

calculators-ask-age = Votre âge, en années
calculators-ask-education = Vos études terminées les plus élevées
calculators-ask-education-hint = Un diplôme étranger compte s’il a été évalué.
calculators-education-none = Moins que l’école secondaire
calculators-education-secondary = École secondaire
calculators-education-one-year = Un programme d’un an après l’école secondaire
calculators-education-two-year = Un programme de deux ans
calculators-education-three-year = Un baccalauréat, ou un programme de trois ans ou plus
calculators-education-two-or-more = Deux diplômes ou plus, dont un de trois ans ou plus
calculators-education-masters = Une maîtrise, ou un diplôme professionnel exigé par une profession réglementée
calculators-education-doctoral = Un doctorat
calculators-ask-first-language = Votre première langue officielle
calculators-ask-second-language = Votre deuxième langue officielle
calculators-ask-second-hint = Seulement si vous avez un test dans cette langue. Sinon, n’entrez rien.
calculators-ask-language-hint = Choisissez votre test et entrez ses résultats, ou choisissez les niveaux et entrez-les.
calculators-ask-test = Test
calculators-ask-test-hint = De l’IELTS, seul le General Training compte. Entrée express lit le TEF Canada sur son ancienne échelle.
calculators-levels-en = Anglais : je connais mes niveaux CLB
calculators-levels-fr = Français : je connais mes niveaux NCLC
calculators-ask-scores = Vos résultats
calculators-listening = Compréhension de l’oral
calculators-reading = Compréhension de l’écrit
calculators-writing = Expression écrite
calculators-speaking = Expression orale
calculators-ask-levels = Vos niveaux dans la première langue officielle (NCLC ou CLB)
calculators-ask-levels-hint = De 0 à 12.
calculators-ask-canadian-work = Années de travail qualifié au Canada
calculators-ask-foreign-work = Années de travail qualifié à l’étranger
calculators-ask-experience = Années de travail qualifié
calculators-ask-work-hint = Années entières parmi les dix dernières, dans des professions FÉER 0 à 3. Entrez 0 s’il n’y en a pas.
calculators-ask-certificate = J’ai un certificat de compétence canadien dans un métier
calculators-ask-study = Études au Canada après l’école secondaire
calculators-study-none = Aucune
calculators-study-short = Un diplôme d’un ou deux ans
calculators-study-long = Un diplôme de trois ans ou plus, ou une maîtrise, un diplôme professionnel ou un doctorat
calculators-ask-sibling = J’ai, ou l’époux ou partenaire qui m’accompagne a, un frère ou une sœur au Canada, de 18 ans ou plus, citoyen ou résident permanent
calculators-ask-nomination = J’ai une désignation d’une province ou d’un territoire
calculators-ask-job-offer = Offre d’emploi
calculators-ask-job-offer-hint = Ne vaut aucun point selon la grille du 25 mars 2025.
calculators-job-offer-none = Aucune
calculators-job-offer-00 = Dans le grand groupe 00 (haute direction)
calculators-job-offer-other = Dans une autre profession FÉER 0 à 3
calculators-ask-spouse = J’ai un époux ou partenaire
calculators-ask-spouse-comes = Mon époux ou partenaire m’accompagne au Canada
calculators-ask-spouse-resident = Mon époux ou partenaire est citoyen ou résident permanent du Canada
calculators-ask-spouse-education = Époux ou partenaire : études terminées les plus élevées
calculators-ask-spouse-language = Époux ou partenaire : langue officielle
calculators-ask-spouse-work = Époux ou partenaire : années de travail qualifié au Canada
calculators-ask-second-5 = J’ai le niveau 5 ou plus dans les quatre habiletés de la deuxième langue officielle
calculators-ask-arranged = J’ai un emploi réservé au Canada
calculators-ask-own-work = J’ai travaillé au Canada un an ou plus, dans une profession FÉER 0 à 3, avec autorisation
calculators-ask-own-study = J’ai étudié au Canada à temps plein deux ans ou plus
calculators-ask-relative = J’ai, ou l’époux ou partenaire qui m’accompagne a, un membre de la parenté au Canada
calculators-ask-relative-hint = Père, mère, grand-parent, enfant, petit-enfant, frère, sœur, oncle, tante, neveu ou nièce, de 18 ans ou plus, citoyen ou résident permanent. Les cousins ne comptent pas.
calculators-ask-spouse-counts = Un époux ou partenaire m’accompagne, qui n’est ni citoyen ni résident permanent au Canada
calculators-ask-spouse-4 = Mon époux ou partenaire a le niveau 4 ou plus dans les quatre habiletés
calculators-ask-spouse-own-work = Mon époux ou partenaire a travaillé au Canada un an ou plus, avec autorisation
calculators-ask-spouse-own-study = Mon époux ou partenaire a étudié au Canada à temps plein deux ans ou plus
calculators-ask-application = Date de votre demande
calculators-ask-application-hint = Le jour où vous la signez, même à venir. N’entrez rien pour voir la première date possible.
calculators-ask-resident = Le jour où vous êtes devenu résident permanent
calculators-ask-trips = Voyages hors du Canada
calculators-ask-trips-hint = Le jour du départ et le jour du retour comptent tous deux comme des jours au Canada.
calculators-add = Ajouter une ligne
# $number: which one.
calculators-period = Numéro { $number }
calculators-ask-left = Départ
calculators-ask-returned = Retour
calculators-ask-from = Du
calculators-ask-to = Au
calculators-ask-temporary = Périodes au Canada comme résident temporaire ou personne protégée
calculators-ask-temporary-hint = Avant la résidence permanente. Le temps comme demandeur d’asile ne compte pas.
calculators-ask-service = Périodes à l’étranger en service
calculators-ask-service-hint = Avec les Forces armées canadiennes ou l’administration publique fédérale ou provinciale, ou avec un époux, un partenaire ou un parent en service.
calculators-ask-excluded = Périodes en prison, en probation ou en libération conditionnelle
calculators-ask-excluded-hint = Ces jours ne peuvent pas compter.
calculators-ask-examination = Jour du contrôle
calculators-ask-examination-hint = Par exemple le jour où vous demandez une nouvelle carte. Les cinq ans qui le précèdent sont examinés.
calculators-ask-accompanied = Périodes à l’étranger qui comptent
calculators-ask-accompanied-hint = Avec un citoyen qui est votre époux, partenaire ou parent, ou au travail à temps plein pour une entreprise canadienne ou l’administration publique.
