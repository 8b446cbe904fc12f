### Qui visite le site : la page pour les opérateurs et, si elle est publiée, pour tous.
### Les noms des messages commencent par « visitors- ».

visitors-title = Qui visite ce site
visitors-description = Combien de personnes visitent ce site, par pays, langue et page. Nous les comptons sans connaître personne.
visitors-since = Compté depuis le { $since }.
visitors-taken = Situation au { $taken }.

## Tables

visitors-people = Combien de personnes
visitors-what = Quoi
visitors-different = Visiteurs différents
visitors-now = 5 dernières minutes
visitors-hour = Heure en cours
visitors-today = Aujourd’hui (dès 4 h)
visitors-few = moins de 10
visitors-when = Quand
visitors-not-counted = non compté
visitors-in-part = { $number } (en partie)
visitors-rows = Par langue, pays et page
visitors-rule = Les nombres sont arrondis à la dizaine inférieure : 40 veut dire de 40 à 49. Les nombres inférieurs à 10 ne sont pas montrés. Ils sont réunis dans la ligne « Autres, ensemble ». Si même cette ligne révélait un nombre inférieur à 10, la ligne suivante par taille y est ajoutée. Un tiret veut dire : non montré, ou personne.
visitors-others = Autres, ensemble
visitors-by-language = Par langue de ce qui est lu
visitors-language = Langue
visitors-english = Anglais seulement
visitors-french = Français seulement
visitors-both = Les deux
visitors-by-country = Par pays
visitors-country = Pays
visitors-unknown = Inconnu
visitors-by-page = Par page (qui lit deux pages compte pour chacune)
visitors-page = Page
visitors-page-other = Autres pages
visitors-page-room = La salle d’attente
visitors-page-application = Dans une demande
visitors-page-invitation = Signer ou aider sur invitation
visitors-page-apply = Commencer : { $program }

## Images

visitors-hours = Chacune des 24 dernières heures
visitors-days = Chacun des 30 derniers jours
visitors-picture = Une barre pour chaque période. La plus haute représente { $most } visiteurs. Les mêmes nombres sont dans le tableau ci-dessous.
visitors-no-picture = Aucune de ces périodes n’a eu 10 visiteurs ou plus. La même chose est dans le tableau ci-dessous.
visitors-key = Une barre vide a été comptée en partie, ou n’est pas terminée. Une barre plate : moins de 10. Sans barre : non compté.
visitors-as-table = La même chose en tableau

## Comment on compte

visitors-how = Comment nous comptons
visitors-how-counted = Un visiteur est une adresse internet avec le nom d’un navigateur. Les deux sont aussitôt mêlés à un nombre secret et changés en un nombre qui ne dit rien d’eux. Deux personnes qui ont le même navigateur derrière une même adresse comptent pour une. Une personne qui a deux appareils compte pour deux. Un programme qui demande des pages compte aussi.
visitors-how-kept = Le nombre secret n’est que dans la mémoire du serveur. Il est jeté chaque nuit à 4 h. Nous ne gardons ni adresse, ni témoin (cookie), ni rien d’autre qui représente une personne. Seuls des nombres comme ceux-ci sont gardés : les heures pendant une semaine, les jours pendant 13 mois.
visitors-how-right = Jusqu’à mille environ, les visiteurs sont comptés un par un. Au-delà, le nombre est une estimation : 95 fois sur 100 elle est à moins de 1 % de la vérité, et à moins de 2 % pour un pays ou une page. Quand le serveur redémarre, le compte recommence : personne ne peut dire qui était déjà venu.
visitors-data = Emporter les nombres
visitors-csv = En tableau (CSV)
visitors-json = En données (JSON)
