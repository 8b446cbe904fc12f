### L’outil de recherche : quelle voie convient, et pourquoi.
### Les noms de messages commencent par « finder- ».

## Le résultat

finder-result = Ce qui peut vous convenir
finder-meaning = « Probable » veut dire que vos réponses respectent toutes les règles dont cette page s’est informée. « Cela dépend » veut dire que quelque chose reste ouvert. « Peu probable » veut dire qu’une règle publiée s’y oppose aujourd’hui. Rien de cela n’est une promesse ni un avis juridique : seul un agent décide.
finder-nothing-kept = Vos réponses sont dans cette page et nulle part ailleurs. Fermez-la, et elles disparaissent.
finder-likely = Probable
finder-depends = Cela dépend
finder-unlikely = Peu probable
finder-why = Pourquoi, coût et délai
finder-against = Ce qui s’y oppose
finder-open = Ce qui reste ouvert
finder-met = Ce que vos réponses respectent
finder-notes = Bon à savoir
finder-fees = Frais, pour une personne
finder-times = Délai habituel, tel que publié
# $page: titre d’une page.
finder-read = En savoir plus : { $page }
finder-tool = Faire le compte avec la calculatrice
finder-start = Commencer une demande
finder-start-hint = Vos réponses sont reprises là où elles conviennent. Vous vérifiez chacune d’elles avant qu’elle compte.
finder-answers = Vos réponses
finder-again = Recommencer avec des questions vides
finder-unconfirmed = Ce qui n’est pas connu ici

## Sources, frais et délais

# $title, $section, $date: d’une source.
finder-source = { $title }, { $date }
finder-source-section = { $title }, art. { $section }, { $date }
# $label: nom des frais. $amount: dollars.
finder-fee = { $label } : { $amount }.
finder-fee-derived = { $label } : { $amount }. Nous avons calculé ce montant ; il reste à confirmer.
# $label: ce dont c’est le délai. $time: par exemple « 6 mois ».
finder-time = { $label } : { $time }.
# $quebec: la même chose pour les personnes qui vont au Québec.
finder-time-quebec = { $label } : { $time } ; pour le Québec : { $quebec }.
finder-standard = { $label } : { $time }. C’est l’objectif que le ministère se fixe.

## L’aide-mémoire

finder-gather = Votre aide-mémoire : ce qu’il faut réunir
finder-gather-hint = Pour les voies probables ou qui dépendent de quelque chose. Les instructions de votre demande peuvent en exiger davantage.
finder-to-list = Aller à votre aide-mémoire
finder-save = Enregistrer l’aide-mémoire en fichier texte
finder-print = Pour l’imprimer, utilisez la commande d’impression de votre navigateur. La page entière s’imprime bien.
