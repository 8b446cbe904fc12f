### Les délais : délais publiés, normes et ce qui a été mesuré ici.
### Les noms des messages commencent par « times- ».

# $count: how many.
times-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
times-weeks = { $count ->
    [one] { $count } semaine
   *[other] { $count } semaines
}
times-months = { $count ->
    [one] { $count } mois
   *[other] { $count } mois
}
# $time: such as "6 months".
times-about = environ { $time }

times-published = Les délais publiés
times-snapshot = Ces délais ont été publiés par le gouvernement du Canada et lus aux jours indiqués. Ils changent souvent. Ce ne sont pas des promesses, ni les délais de ce site.
times-caption = Délai de chaque sorte de demande
times-head-what = Demande
times-head-time = Délai publié
times-head-quebec = Vers le Québec
times-head-waiting = Personnes en attente
times-head-read = Lu
# $from, $to: days.
times-read = du { $from } au { $to }
times-same-day = le { $to }
times-not-found = Non trouvé
times-none = Aucun délai publié n’a été trouvé ; aucun n’est donc donné.
# $title: of a source. $date: its day.
times-source = Source : { $title } ({ $date }).
times-standard-title = Norme de service
# $time: such as "6 months". $label: what it is the standard of. $date: when it was read.
times-standard = { $label } : { $time }, selon une lecture du { $date }. Une norme de service est un but que le ministère se fixe, pas un délai mesuré.
times-no-standard = Aucune norme de service publiée n’a été trouvée.
times-measured = Mesuré sur ce site
# $least: how many decisions are needed.
times-measured-none = Rien n’a encore été décidé sur ce site ; il n’a donc aucun délai à lui à montrer. Dès que { $least } demandes ou plus auront été réglées ici, le temps dans lequel 80 % d’entre elles l’ont été aura sa place ici, avec leur nombre et la période.
times-link = Les délais et leurs raisons

## Money to settle

times-funds = Combien d’argent il faut montrer
# $from, $until: days.
times-funds-dates = Ces montants datent du { $from } et étaient encore affichés le { $until }. Ils ont pu changer depuis.
times-funds-caption = Montant selon la taille de la famille
times-funds-size = Personnes dans la famille
times-funds-amount = Montant
times-funds-more = Chaque personne de plus
times-funds-who = Comptez votre époux ou votre partenaire et vos enfants à charge, même s’ils ne viennent pas. Dans la catégorie des travailleurs qualifiés (fédéral), certains types d’emploi réservé tiennent lieu de cet argent.
