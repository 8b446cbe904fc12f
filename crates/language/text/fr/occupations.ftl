### La recherche de professions.
### Les noms des messages commencent par « occupations- ».

occupations-title = Trouver une profession (CNP 2021)
occupations-intro = Les formulaires et les points demandent un code de la Classification nationale des professions (CNP 2021) : cinq chiffres. Tapez le code, ses premiers chiffres ou des mots du titre. Ce que vous cherchez n’est pas conservé.
occupations-label = Code ou mots
occupations-hint = Par exemple 21231, ou en anglais software engineer
occupations-button = Chercher
# $count: how many.
occupations-found = { $count ->
    [0] Aucune profession ne correspond
    [one] { $count } profession correspond
   *[other] { $count } professions correspondent
}
# $most: how many are shown at most.
occupations-most = Au plus { $most } sont affichées. Ajoutez un mot pour en voir moins.
occupations-none = Vérifiez l’orthographe ou essayez un autre mot pour le même travail. Les titres nomment des groupes de professions : un mot général en trouve souvent davantage.
occupations-code = Code
occupations-teer = FÉER
occupations-name = Titre
occupations-teer-means = La catégorie FÉER dit combien de formation une profession demande d’habitude : 0 pour la gestion, 1 souvent pour un grade universitaire, jusqu’à 5 pour un travail appris en peu de temps. Seul le titre de chaque groupe est donné ici, pas chacune de ses professions.
occupations-english = Les titres et la recherche sont en anglais : la liste française de la classification n’a pas pu être obtenue, et nous ne traduisons pas nous-mêmes des titres officiels. Les codes sont les mêmes dans les deux langues.
occupations-source = Source : Statistique Canada, Classification nationale des professions (CNP) 2021, version 1.0 ; adaptée, et non approuvée par elle.
occupations-data = Toutes les professions sous forme de données (JSON)
