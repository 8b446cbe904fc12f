### Les mots dont chaque page a besoin.
### Les noms des messages commencent par « common- ».

## Réponses et boutons

common-yes = Oui
common-no = Non
common-remove = Retirer
common-delete = Supprimer
common-change = Modifier

## Questions et réponses

common-not-provided = Non fourni
common-none = Aucun
common-day = Jour
common-month = Mois
common-year = Année

## Pages de résultats

# $page et $pages : des nombres.
common-page-of = Page { $page } sur { $pages }
