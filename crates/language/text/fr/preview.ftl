### L’aperçu d’un programme, pour les personnes qui l’écrivent et le révisent.
### Les noms des messages commencent par « preview- ».

# $program : le nom du programme.
preview-title = { $program } (aperçu)
preview-lead = Ceci est un aperçu à des fins de révision. Toutes les pages y sont, même celles qui ne sont affichées qu’à certaines personnes. Rien ne peut être envoyé d’ici et rien n’est conservé.
preview-contents = Sommaire de l’aperçu
preview-pages = Les pages dans l’ordre
# $list : le titre d’une liste, $page : le titre d’une page au sujet d’une de ses entrées.
preview-inside = { $list } › { $page }
# $when : une condition en mots.
preview-asked-when = Affichée quand : { $when }.
# $list : le titre d’une liste.
preview-in-list = Affichée pour chaque entrée de « { $list } ».
preview-fees = Frais
# $fee : le nom d’un droit, $when : une condition en mots.
preview-fee-when = { $fee } : à payer quand { $when }.
# $fee : le nom d’un droit, $list : le titre d’une liste.
preview-fee-each = { $fee } : à payer pour chaque entrée de « { $list } ».
# $fee : le nom d’un droit, $list : le titre d’une liste, $when : une condition en mots.
preview-fee-each-when = { $fee } : à payer pour chaque entrée de « { $list } » pour laquelle { $when }.
preview-facts = Ce que la loi demande
preview-fact = Fait
preview-law = Loi
preview-gathered = Questions
preview-sources = Sources
# $when : une condition en mots.
preview-signed-when = Signe quand : { $when }.
# $signer : la personne qui signe aussi.
preview-signer-sees = Ce que voit la personne qui signe : { $signer }
preview-answer-here = La réponse de la personne qui fait la demande
preview-review = Pour la révision
preview-review-caption = Ce sur quoi repose chaque question
preview-question = Question
preview-id = Identifiant
preview-kind = Genre
preview-rests = Repose sur
# $min, $max : le nombre d’entrées.
preview-entries = Une liste de { $min } à { $max } entrées.
# $question : ce qui est demandé dès qu’il y a une entrée.
preview-another = Après la première entrée, la question est : « { $question } »
# $years : combien.
preview-cover =
    { $years ->
        [one] Ensemble, les entrées doivent couvrir la dernière année, mois par mois.
       *[other] Ensemble, les entrées doivent couvrir les { $years } dernières années, mois par mois.
    }
# $left, $right : des conditions en mots.
preview-and = { $left } et { $right }
preview-or = { $left } ou { $right }
# $what : une condition en mots.
preview-not = non ({ $what })
preview-group = ({ $what })
# $question : la question, $answer : une ou plusieurs réponses.
preview-is = la réponse à « { $question } » est { $answer }
preview-is-not = la réponse à « { $question } » est autre que { $answer }
preview-includes = la réponse à « { $question } » comprend { $answer }
preview-answered = une réponse à « { $question } » est donnée
preview-answer = « { $answer } »
# $compared : une comparaison avec un nombre, comme « au moins 18 ».
preview-age = l’âge selon « { $question } » est { $compared }
preview-count = le nombre d’entrées de « { $question } » est { $compared }
preview-value = la réponse à « { $question } » est { $compared }
# $number : un nombre.
preview-less = inférieur à { $number }
preview-at-most = d’au plus { $number }
preview-exactly = exactement { $number }
preview-other-than = autre que { $number }
preview-at-least = d’au moins { $number }
preview-more = supérieur à { $number }
# $question : la question dont la réponse a cette partie.
preview-part-country = { $question } (pays)
preview-part-test = { $question } (quel test)
preview-part-ongoing = { $question } (encore en cours)
