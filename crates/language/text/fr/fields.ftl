### Kinds of question: the labels of their parts and what is wrong with an answer.
### Message names start with "fields-".
### In every mistake, $label names what it is about: the question, or the part of it.

## Any kind

# A part of an answer with its name, on the review page.
fields-labelled = { $label } : { $value }
fields-missing = Entrez une réponse : « { $label } ».
# $max: most characters.
fields-too-long = « { $label } » est trop long. Utilisez au plus { $max } caractères.
fields-unprintable = « { $label } » contient un caractère caché ou spécial que nous ne pouvons pas garder. Tapez la réponse au lieu de la coller.

## Names

fields-name-family = Nom de famille
fields-name-given = Prénoms
fields-name-only-one = Cette personne n’a qu’un seul nom
fields-name-only-one-hint = Remplissez alors le nom de famille et laissez les prénoms vides.
fields-name-missing = Entrez le nom tel qu’il est dans le passeport.
fields-name-family-missing = Entrez le nom de famille. Si la personne n’a qu’un seul nom, cochez la case ci-dessous.
fields-name-given-missing = Entrez les prénoms. Si la personne n’a qu’un seul nom, cochez la case ci-dessous.
fields-name-two = Vous avez coché que la personne n’a qu’un seul nom. Entrez un seul nom ou décochez la case.
# $character: a sign or digit that names do not have.
fields-name-character = « { $label } » contient un caractère qui ne fait pas partie d’un nom : { $character } Utilisez des lettres, des espaces, des traits d’union et des apostrophes.
fields-name-no-letter = « { $label } » ne contient aucune lettre. Entrez le nom tel qu’il est dans le passeport.

## Text

# $character: the first one that is not allowed.
fields-text-letters = « { $label } » contient un caractère qui ne convient pas ici : { $character } Utilisez des lettres, des espaces et la ponctuation courante, sans chiffres.
fields-text-code = « { $label } » contient un caractère qui ne convient pas ici : { $character } Utilisez des lettres sans accent, des chiffres, des espaces et des traits d’union.

## Choices

fields-yes-no-missing = Choisissez oui ou non : « { $label } ».
fields-choice-missing = Choisissez une réponse : « { $label } ».
fields-choices-missing = Choisissez au moins une réponse : « { $label } ».
fields-choices-missing-or-none = Choisissez au moins une réponse, ou celle qui dit qu’il n’y en a aucune : « { $label } ».
# $min, $max: how many.
fields-choices-too-few = Choisissez au moins { $min } réponses : « { $label } ».
fields-choices-too-many = Choisissez au plus { $max ->
    [one] { $max } réponse
   *[other] { $max } réponses
} : « { $label } ».
fields-choices-none-and-some = Vous avez choisi « aucune » et une autre réponse. Gardez l’une ou l’autre : « { $label } ».
fields-country-missing = Choisissez un pays dans la liste : « { $label } ».
fields-country-stateless = Aucune citoyenneté (apatride)
fields-tongue-missing = Choisissez une langue dans la liste : « { $label } ».

## Dates

fields-date-hint = Par exemple : 27 3 1985 ou 27 mars 1985
fields-month-hint = Par exemple : 3 1985 ou mars 1985
fields-date-missing = Entrez une date : « { $label } ».
fields-month-missing = Entrez un mois et une année : « { $label } ».
fields-date-day-missing = Il manque le jour à « { $label } ».
fields-date-month-missing = Il manque le mois à « { $label } ».
fields-date-year-missing = Il manque l’année à « { $label } ».
fields-date-day = « { $label } » : entrez le jour par un nombre de 1 à 31.
fields-date-month = « { $label } » : entrez le mois par un nombre de 1 à 12 ou par son nom.
fields-date-year = « { $label } » : entrez l’année en quatre chiffres, par exemple 1985.
# $from, $to: years.
fields-date-year-range = « { $label } » : entrez une année de { $from } à { $to }.
# $month: a month and year in words.
fields-date-unreal = « { $label } » : il n’y a pas de jour { $day } en { $month }. Vérifiez le jour et le mois.
# $date: a day in words.
fields-date-past = « { $label } » doit être aujourd’hui ({ $date }) ou avant.
fields-date-future = « { $label } » doit être aujourd’hui ({ $date }) ou après.
fields-date-after = « { $label } » doit être après le { $date }.
fields-date-before = « { $label } » doit être avant le { $date }.
fields-date-not-before = « { $label } » doit être le { $date } ou après.
fields-date-not-after = « { $label } » doit être le { $date } ou avant.
fields-date-too-old = « { $label } » doit être le { $date } ou après : une date plus ancienne n’est pas acceptée.
# $age: full years.
fields-date-min-age =
    { $age ->
        [one] « { $label } » : la personne doit avoir au moins { $age } an. Vérifiez l’année.
       *[other] « { $label } » : la personne doit avoir au moins { $age } ans. Vérifiez l’année.
    }
fields-date-max-age =
    { $age ->
        [one] « { $label } » : la personne doit avoir au plus { $age } an. Vérifiez l’année.
       *[other] « { $label } » : la personne doit avoir au plus { $age } ans. Vérifiez l’année.
    }
fields-partial-date-unknown = Je ne connais pas la date complète
fields-partial-date-unknown-hint = Remplissez ce que vous savez et laissez le reste vide.
fields-partial-date-not-known = Inconnue
fields-partial-date-day-alone = « { $label } » : vous avez donné un jour sans mois. Ajoutez le mois ou effacez le jour.
fields-partial-date-year-first = « { $label } » : vous avez donné un mois sans année. Ajoutez l’année ou laissez la date vide.

## Periods

fields-period-from = Début
fields-period-to = Fin
fields-period-ongoing = Cela dure encore
fields-period-to-missing = Entrez le mois de la fin, ou cochez que cela dure encore.
fields-period-ended-and-ongoing = Vous avez donné une fin et coché que cela dure encore. Gardez l’un ou l’autre.
# $month: the month of today.
fields-period-future = « { $label } » ne peut pas être dans l’avenir. Entrez { $month } ou un mois précédent.
fields-period-backwards = La fin vient avant le début. Vérifiez les deux mois.
# $month: a month and year in words.
fields-period-too-early = « { $label } » doit être { $month } ou plus tard.
# $from, $to: months in words.
fields-period-range = { $from } à { $to }
fields-period-since = Depuis { $from }
# Après une virgule, derrière ce dont il s’agit.
fields-period-since-brief = depuis { $from }

## Addresses

fields-address-unit = Appartement, bureau ou étage
fields-address-street = Numéro et nom de rue
fields-address-city = Ville ou village
fields-address-region = Province, État ou région
fields-address-region-hint = Nécessaire pour une adresse au Canada ou aux États-Unis.
fields-address-province = Province ou territoire
fields-address-postal-code = Code postal
fields-address-country = Pays ou territoire
fields-address-no-box-hint = Là où vous habitez ou habitiez. Une case postale ne suffit pas.
fields-address-box = « { $label } » contient une case postale. Entrez le numéro et la rue du logement, ou le nom sous lequel on connaît l’endroit.
fields-address-province-unknown = Entrez une province ou un territoire du Canada, par exemple Ontario ou ON.
fields-address-postal-code-canada = Entrez un code postal canadien, des lettres et des chiffres en alternance, par exemple K1A 0B1.
fields-address-zip-code = Entrez un code ZIP de cinq chiffres, par exemple 90210, ou de neuf, par exemple 90210-1234.
fields-address-postal-code-other = N’utilisez dans le code postal que des lettres, des chiffres, des espaces et des traits d’union.

fields-province-ab = Alberta
fields-province-bc = Colombie-Britannique
fields-province-mb = Manitoba
fields-province-nb = Nouveau-Brunswick
fields-province-nl = Terre-Neuve-et-Labrador
fields-province-ns = Nouvelle-Écosse
fields-province-nt = Territoires du Nord-Ouest
fields-province-nu = Nunavut
fields-province-on = Ontario
fields-province-pe = Île-du-Prince-Édouard
fields-province-qc = Québec
fields-province-sk = Saskatchewan
fields-province-yt = Yukon

## Telephone and e-mail

fields-phone-number = Numéro de téléphone
fields-phone-hint = Hors du Canada et des États-Unis, commencez par + et l’indicatif du pays : +33 1 42 68 53 00
fields-phone-wrong = Entrez un numéro de téléphone que l’on peut appeler, par exemple 613 555 0199. Hors du Canada et des États-Unis, commencez par + et l’indicatif du pays.
fields-phone-extension = Poste
fields-phone-extension-digits = N’utilisez que des chiffres pour le poste.
fields-email-wrong = Entrez une adresse électronique complète, par exemple nom@example.ca.

## Numbers and money

# Un nombre et ce qu’il compte, comme « 170 cm » ou « 1 année ». $one : le mot là où la langue compte un seul.
fields-number-unit =
    { $number ->
        [one] { $number } { $one }
       *[other] { $number } { $unit }
    }
fields-number-wrong = « { $label } » : entrez un nombre entier en chiffres, par exemple 25.
# $min, $max: the smallest and the largest number.
fields-number-range = « { $label } » : entrez un nombre de { $min } à { $max }.
fields-money-wrong = « { $label } » : entrez un montant en dollars canadiens, par exemple 1 590 ou 1 590,00.
# $min, $max: amounts with their sign.
fields-money-range = « { $label } » : entrez un montant de { $min } à { $max }.

## Passports and identity cards

fields-identity-passport-number = Numéro de passeport
fields-identity-passport-hint = Tel qu’il est sur la page de la photo.
fields-identity-number = Numéro du document
fields-identity-country = Pays qui l’a délivré
fields-identity-issued = Date de délivrance
fields-identity-expires = Date d’expiration
fields-identity-characters = N’utilisez dans le numéro que des lettres sans accent, des chiffres, des espaces et des traits d’union.
# $date: today.
fields-identity-expired = Ce document est expiré : sa date d’expiration vient avant aujourd’hui ({ $date }). Entrez-en un qui est encore valide.

## Client number

fields-uci-hint = 8 ou 10 chiffres, par exemple 1234-5678 ou 01-2345-6789. Il est sur les lettres du ministère de l’Immigration.
fields-uci-wrong = Entrez le numéro de client avec ses 8 ou 10 chiffres, par exemple 1234-5678 ou 01-2345-6789.

## Occupation

fields-occupation-hint = Tapez les cinq chiffres de la profession (CNP 2021) ou des mots de son titre. Les titres sont en anglais.
fields-occupation-wrong = Aucune profession ne correspond. Entrez un code de cinq chiffres, par exemple 21231, ou des mots du titre anglais.
fields-occupation-matches = Professions qui correspondent
fields-occupation-more = Il y en a d’autres. Si la vôtre n’est pas ici, ajoutez un mot plus haut et continuez.
fields-occupation-choose = Choisissez une des professions qui correspondent, ou tapez d’autres mots plus haut.
fields-occupation-unknown = Aucune profession n’a ce code dans la CNP 2021. Vérifiez les cinq chiffres.
# $teer: a digit from 0 to 5.
fields-occupation-teer = Cette profession est de la catégorie FÉER { $teer }, qui ne compte pas ici. Vérifiez les cinq chiffres.

## Language tests

fields-test-which = Test
fields-test-reading = Compréhension de l’écrit
fields-test-writing = Expression écrite
fields-test-listening = Compréhension de l’oral
fields-test-speaking = Expression orale
fields-test-date = Date des résultats
fields-test-certificate = Numéro de l’attestation ou du relevé de notes
fields-test-score-wrong = « { $label } » : entrez la note en chiffres, par exemple 7 ou 7,5.
# $min, $max: the lowest and highest score of that test.
fields-test-score-range = « { $label } » : ce test donne des notes entières de { $min } à { $max }. Vérifiez le relevé.
fields-test-score-halves = « { $label } » : ce test donne des notes de { $min } à { $max } par demi-points. Vérifiez le relevé.

## Documents

# $types: names of file types; $size: of one file, in words; $count: most files.
fields-document-limits = { $count ->
    [one] Un seul fichier : { $types }, au plus { $size }.
   *[other] Jusqu’à { $count } fichiers : { $types }, au plus { $size } chacun.
}
# A file and its size.
fields-document-file = { $name } ({ $size })
fields-document-missing = Téléversez le document : « { $label } ».
# $min, $max: how many files.
fields-document-too-few = Téléversez au moins { $min } fichiers : « { $label } ».
fields-document-too-many = Gardez au plus { $max ->
    [one] { $max } fichier
   *[other] { $max } fichiers
} et retirez les autres : « { $label } ».
# $name: of the file.
fields-document-type = Le fichier « { $name } » est d’un type qui n’est pas accepté ici. Retirez-le et téléversez-en un autre.
# $size: most, in words.
fields-document-too-large = Le fichier « { $name } » est trop volumineux. Retirez-le et téléversez-en un d’au plus { $size }.

## Declarations

fields-declaration-agree = J’ai lu ce qui précède et je le déclare
fields-declaration-agreed = Lu et déclaré
fields-declaration-tick = Lisez la déclaration et cochez la case si vous êtes d’accord. La demande ne peut pas être déposée sans elle.
fields-declaration-name = Nom complet
fields-declaration-name-hint = Tapez vos prénoms et votre nom de famille. C’est votre signature.
# $name: as given at the beginning.
fields-declaration-other-name = Tapez votre nom comme il figure dans cette demande : { $name }.

# $title : qui signe, comme le programme l’appelle ; $name : comment l’élément de la liste s’appelle.
fields-signer-entry = { $title } : { $name }

## Lists

fields-list-unanswered = Indiquez s’il y a autre chose à ajouter.
# $name: what the entry is called.
fields-list-unfinished = « { $name } » n’est pas terminé. Remplissez ce qui manque, ou retirez l’élément.
# $min, $max: how many entries.
fields-list-too-few = { $min ->
    [one] Ajoutez au moins un élément.
   *[other] Ajoutez au moins { $min } éléments.
}
fields-list-too-many = Gardez au plus { $max ->
    [one] { $max } élément
   *[other] { $max } éléments
} et retirez les autres.
# $months: one month, or the first and last in words; $before and $after: the entries around them.
fields-list-gap-between = Rien ne couvre la période suivante, entre « { $before } » et « { $after } » : { $months }. Ajoutez ce que vous faisiez alors, ou corrigez les mois de l’un des deux.
fields-list-gap-start = Rien ne couvre la période suivante, avant « { $after } » : { $months }. Ajoutez ce que vous faisiez alors, ou corrigez ses mois.
fields-list-gap-end = Rien ne couvre la période suivante, après « { $before } » : { $months }. Ajoutez ce que vous faisiez alors, ou corrigez ses mois.
fields-list-gap-all = Rien ne couvre encore la période suivante : { $months }. Ajoutez ce que vous faisiez pendant ce temps.
