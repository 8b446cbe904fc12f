### Les avis : dans les pages qu’ils concernent, parmi les nouvelles, dans le fil.
### Les noms des messages commencent par « notices- ».

notices-title = Avis
notices-all = Toutes les nouvelles et tous les avis
notices-kind-urgent = Urgent
notices-kind-warning = Avertissement
notices-kind-maintenance = Travaux prévus
notices-kind-information = Information
notices-news = Nouvelles
notices-news-description = Ce qui est nouveau, ce qui ne fonctionne pas et ce qui est prévu. Tout ce qui est ici est dit dans les deux langues à la fois.
notices-now = En ce moment
notices-earlier = Auparavant
notices-none = Il n’y a rien à annoncer en ce moment.
notices-feed = Suivre les nouvelles dans un agrégateur (fil Atom)
notices-feed-title = { $site } : nouvelles
notices-window = Du { $starts }, au { $ends }.
notices-deadlines = Échéances : { $words }
notices-state-on = Publié le { $from }.
notices-state-until = Publié le { $from }. Prend fin le { $at }.
notices-state-over = Publié le { $from }. Il a pris fin le { $at }.
notices-state-withdrawn = Publié le { $from }. Il a été retiré le { $at }, et ne s’applique plus.
notices-withdrawn-title = Retiré : { $title }
