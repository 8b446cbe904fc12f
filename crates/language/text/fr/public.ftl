### Les pages publiques : ce qui entoure leur propre texte.
### Les noms des messages commencent par « public- ».

public-home = Accueil
public-breadcrumbs = Où vous êtes
public-contents = Dans cette page
public-sources = Sources
public-reviewed = Page vérifiée le
public-start-application = Commencer une demande
public-start-page = Où en est ce programme, et ce qu’il demande
public-search-title = Recherche
public-search-label = Que cherchez-vous ?
public-search-button = Chercher
public-search-found = { $count ->
    [0] Aucune page trouvée
    [one] { $count } page trouvée
   *[other] { $count } pages trouvées
}
public-search-none = Essayez d’autres mots, ou moins de mots. Le plan du site donne toutes les pages.
public-card-alt = Une côte et son phare aux premières lueurs, vus de la mer.
public-site-map-title = Plan du site
public-site-map-pages = Pages à lire
public-site-map-service = Demander, revenir, suivre
