### La salle d’attente : montrée quand plus de gens veulent entrer que le site ne peut en servir.
### Les noms des messages commencent par « room- ».

room-title = Vous êtes dans la file
# $count : personnes avant celle-ci, pour le pluriel. $shown : le même nombre, tel qu’il est montré.
room-ahead =
    { $count ->
        [one] { $shown } personne est devant vous
       *[other] { $shown } personnes sont devant vous
    }
room-next = C’est bientôt à vous
room-wait-next = Il ne manque qu’un instant.
room-wait-unknown = Personne n’entre en ce moment. Nous ne pouvons pas encore dire combien de temps il faudra.
room-wait-short = Votre tour devrait venir dans moins d’une minute.
# $least et $most : minutes ou heures. $most est plus grand que $least.
room-wait-up-to-minutes = Votre tour devrait venir d’ici { $most } minutes.
room-wait-minutes = Votre tour devrait venir dans { $least } à { $most } minutes.
room-wait-hours = Votre tour devrait venir dans { $least } à { $most } heures.
room-range = Quatre personnes sur cinq n’attendent ni plus ni moins que le temps indiqué. Il change quand des personnes devant vous partent ou reviennent.
room-check = Vérifier ma place
# $when : une durée comme « 30 secondes » ou « 2 minutes ».
room-check-again = Il suffit de vérifier de nouveau dans { $when }. Vous gardez votre place, peu importe le nombre de vérifications. Si nous n’avons pas de vos nouvelles longtemps après, la file avance sans vous. Vous pouvez quand même revenir à cette page d’ici un jour et retrouver votre place.
# $count : le nombre.
room-seconds =
    { $count ->
        [one] { $count } seconde
       *[other] { $count } secondes
    }
room-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
room-leave = Quitter la file
room-by-itself = Cette page vérifie votre place toute seule.
room-your-turn = C’est votre tour. Vous entrez maintenant.
room-why-title = Pourquoi il y a une file
room-why = En ce moment, plus de gens veulent entrer que le service ne peut en servir convenablement. Pour que rien ne se brise pour ceux qui sont à l’intérieur, nous faisons entrer les gens aussi vite que le service le permet.
room-why-fair = L’ordre est celui de l’arrivée. Le pays, la langue et l’appareil ne changent rien, et actualiser la page ne change pas votre place.
room-meanwhile-title = En attendant
room-meanwhile = Les pages d’information et l’état d’une demande déjà déposée sont ouverts à tous. Ils s’ouvrent dans cette fenêtre : utilisez le bouton Précédent de votre navigateur pour revenir à votre place, ou ouvrez-les dans un autre onglet.
room-cookie = L’attente n’utilise aucun témoin, sauf si vous appuyez sur « Vérifier tout seul ». Pour faire une demande, il en faut un, afin que le service sache que vos réponses sont bien les vôtres.
room-used = La place avec laquelle vous revenez a déjà été utilisée. En voici une nouvelle.
room-expired = La place avec laquelle vous revenez date de plus d’un jour. En voici une nouvelle.
room-by-browser = Si votre navigateur n’exécute pas de scripts, il peut quand même actualiser cette page tout seul. Pendant ce temps, un témoin garde votre place.
room-by-browser-title = Votre place dans la file
room-by-browser-start = Vérifier tout seul
# $when : une durée comme « 30 secondes » ou « 2 minutes ».
room-by-browser-now = Cette page s’actualise toute seule dans { $when } et vérifie votre place. Vous gardez votre place, peu importe le nombre de vérifications.
room-by-browser-stop = Ne plus vérifier tout seul
room-by-browser-cookie = Pendant que cette page vérifie toute seule, un témoin garde votre place. Il est scellé, ne contient ni mot de passe ni réponse, et disparaît quand vous arrêtez, partez ou entrez, ou une heure après la dernière actualisation de cette page. Pour faire une demande, il faut un autre témoin, afin que le service sache que vos réponses sont bien les vôtres.
room-turn = C’est votre tour
room-turn-enter = Appuyez sur « Entrer ». Votre place est gardée environ une minute. Vous pourrez encore entrer après, mais vous devrez peut-être attendre encore un peu.
room-turn-again = Appuyez sur « Entrer », puis remplissez de nouveau le formulaire : votre mot de passe n’a pas été gardé. Vous n’attendez plus pendant les dix minutes qui suivent. Votre place est gardée environ une minute. Vous pourrez encore entrer après, mais vous devrez peut-être attendre encore un peu.
room-go-in = Entrer
room-lost-title = Nous ne voyons pas votre place dans la file
room-lost = Une page qui vérifie votre place toute seule a besoin d’un témoin. Votre navigateur ne l’accepte pas, ou il a disparu : plus d’une heure s’est écoulée, la place a été utilisée ou quittée dans une autre fenêtre, ou elle date de plus d’un jour.
room-lost-back = Le bouton Précédent de votre navigateur mène à la page où vous avez activé cette option. S’il le demande, envoyez de nouveau le formulaire : vous retrouvez votre place, sauf si elle a été utilisée.
room-lost-again = Recommencer
room-lapsed-title = Une autre de vos places vous a fait entrer
room-lapsed = Vous avez une session ouverte et aviez plus d’une place dans cette file, dans plusieurs fenêtres ou sur plusieurs appareils. L’une d’elles vous a fait entrer. Les autres ne comptent plus : une personne utilise une seule place.
room-lapsed-go = Continuez là où vous êtes à l’intérieur. Une fois la session ouverte, votre compte montre vos demandes sur chaque appareil.
