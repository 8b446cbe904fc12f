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
