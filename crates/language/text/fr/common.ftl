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
# Sous des titres de l’un ou l’autre genre : le mot porte donc son nom avec lui.
common-none = Aucune entrée
common-day = Jour
common-month = Mois
common-year = Année

## Pages de résultats

# $page et $pages : des nombres.
common-page-of = Page { $page } sur { $pages }
