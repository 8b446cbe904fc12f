### Les mots dont chaque page a besoin.
### Les noms des messages commencent par « common- ».

## Réponses et boutons

common-yes = Oui
common-no = Non
common-continue = Continuer
common-back = Retour
common-save = Enregistrer
common-save-and-leave = Enregistrer et revenir plus tard
common-cancel = Annuler
common-add = Ajouter
common-remove = Retirer
common-delete = Supprimer
common-change = Modifier
common-edit = Modifier
common-start = Commencer
common-send = Envoyer
common-search = Rechercher
common-print = Imprimer
common-download = Télécharger
common-show = Afficher
common-hide = Masquer
common-close = Fermer
common-sign-in = Se connecter
common-sign-out = Se déconnecter
# Lu à voix haute après « Modifier », pour que chaque lien se comprenne seul. $what : la question ou l’élément.
common-change-what = Modifier : { $what }
common-edit-what = Modifier : { $what }
common-remove-what = Retirer : { $what }

## Questions et réponses

common-optional = (facultatif)
common-choose = Choisissez une réponse
common-choose-all = Choisissez toutes les réponses qui conviennent
common-or = ou
common-not-provided = Non fourni
common-none = Aucun
common-other = Autre
common-unknown = Je ne sais pas
common-day = Jour
common-month = Mois
common-year = Année

## Erreurs dans une page

common-error-summary-title = Il y a un problème
# Devant le titre de la page dans l’onglet du navigateur. $title : le titre.
common-error-page-title = Erreur : { $title }
# Lu à voix haute avant le message d’une question.
common-error-prefix = Erreur :

## Autour de la page

# Le titre dans l’onglet du navigateur. $title : celui de la page; $site : le nom du site.
common-page-title = { $title } – { $site }
common-skip-link = Passer au contenu principal
common-menu = Menu
common-main-navigation = Menu principal
common-breadcrumb = Vous êtes ici
common-home = Accueil
common-on-this-page = Sur cette page
common-demonstration = Démonstration
common-demonstration-banner = Ceci est une démonstration, et non un service gouvernemental.
common-demonstration-warning = N’entrez pas de vrais renseignements personnels.
common-footer = À propos de ce site
common-top-of-page = Haut de la page
common-new-tab = (s’ouvre dans un nouvel onglet)
common-important = Important
common-more-information = Plus de renseignements
common-help = Aide
# $date : un jour en toutes lettres.
common-last-updated = Dernière mise à jour : { $date }
# $time : une heure ou un moment en toutes lettres.
common-saved-at = Enregistré à { $time }
common-saving = Enregistrement…
common-not-saved = Pas encore enregistré

## Langues

common-language-en = anglais
common-language-fr = français
# Le lien nomme l’autre langue dans cette langue.
common-language-switch = English
common-language-navigation = Langue

## Pages de résultats

common-pagination = Pages de résultats
common-previous = Précédent
common-next = Suivant
common-previous-page = Page précédente
common-next-page = Page suivante
# $page et $pages : des nombres.
common-page-of = Page { $page } sur { $pages }
common-page-number = Page { $page }
# $count : le nombre de résultats en tout.
common-results = { $count ->
    [0] Aucun résultat
    [one] { $count } résultat
   *[other] { $count } résultats
}

## Mois

common-month-1 = janvier
common-month-2 = février
common-month-3 = mars
common-month-4 = avril
common-month-5 = mai
common-month-6 = juin
common-month-7 = juillet
common-month-8 = août
common-month-9 = septembre
common-month-10 = octobre
common-month-11 = novembre
common-month-12 = décembre
