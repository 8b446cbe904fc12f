### L’état du service : ce qui fonctionne maintenant et ce qui n’a pas fonctionné.
### Les noms des messages commencent par « service- ».

service-title = État du service
service-description = Ce qui fonctionne maintenant, le temps d’attente, ce qui n’a pas fonctionné et ce qui est prévu.
service-see = Voir ce qui fonctionne maintenant
service-says-works = Tout fonctionne.
service-says-recovering = Ce qui ne fonctionnait pas fonctionne de nouveau, sous surveillance.
service-says-troubled = Quelque chose échoue pour certaines personnes.
service-says-down = Quelque chose ne fonctionne pas en ce moment.
service-says-unmeasured = Le service vient de démarrer. On mesure ce qui fonctionne.
# $time : un moment.
service-taken = Situation au { $time }.

service-now = Ce qui fonctionne maintenant
service-what = Quoi
service-state = Maintenant
service-since = Depuis
service-not-known = Inconnu
service-reading = Lire l’information
service-starting = Commencer une demande
service-signing-in = Ouvrir une session et revenir
service-filing = Remplir et déposer
service-uploads = Envoyer des documents
service-mail = Courriels que nous envoyons
service-state-works = Fonctionne
service-state-recovering = Fonctionne de nouveau, sous surveillance
service-state-troubled = Échoue pour certaines personnes
service-state-down = Ne fonctionne pas
service-state-unmeasured = En cours de mesure

service-waits = Attente en ce moment
service-line-begin = Pour commencer une demande :
service-line-sign-in = Pour ouvrir une session :
service-line-resume = Pour revenir par un lien :
service-no-wait = Personne n’attend.

service-surge = Beaucoup de monde est attendu à partir du { $from }. Il se peut que vous deviez alors attendre en file.
service-surge-until = Beaucoup de monde est attendu entre le { $from } et le { $until }. Il se peut que vous deviez alors attendre en file.

service-planned = Travaux prévus
service-planned-none = Rien n’est prévu.
# $from et $until : des moments.
service-planned-when = Du { $from }, au { $until }.

service-history = Ce qui n’a pas fonctionné
service-past = Incidents et périodes sans mesure, les plus récents d’abord
service-past-none = Rien n’a échoué depuis le début des mesures.
service-how = Ce qui s’est passé
service-began = À partir du
service-lasted = Durée
service-affected = Réponses qui ont échoué
service-goes-on = Se poursuit
service-everything = Tout
service-gap = Non mesuré : le service était arrêté
# $count : un nombre.
service-few = Moins de { $count }
# $count : un nombre.
service-seconds =
    { $count ->
        [one] { $count } seconde
       *[other] { $count } secondes
    }
# $count : un nombre.
service-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
# $count : un nombre.
service-hours =
    { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
# $time : un moment.
service-measured-since = Mesuré depuis le { $time }. Ce qui date de plus de 90 jours n’est plus affiché.

service-measured = Comment on mesure
service-measured-how = Le service compte les réponses que les personnes reçoivent. Un incident commence quand une réponse sur dix échoue, quand rien ne peut être enregistré ou quand l’essai que le service dépose lui-même, à quelques minutes d’intervalle, ne réussit pas. Il se termine quand rien n’a échoué pendant une demi-minute. Attendre en file n’est pas un échec.
service-measured-nobody = Les réponses sont comptées par genre, sans savoir qui les a demandées. Ce que le service ne peut pas voir n’est pas ici ; par exemple, une panne de réseau entre vous et lui.
service-json = La même chose pour les programmes (JSON)
