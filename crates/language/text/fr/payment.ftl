### Les frais d’une demande, et leur paiement.
### Les noms des messages commencent par « payment- ».

payment-title = Frais et paiement
payment-table = Ce que coûte cette demande
payment-head-fee = Frais
payment-head-amount = Montant
payment-head-source = Depuis quand, et source
# $fee : des frais. $times : combien de personnes les doivent, 2 ou plus. $each : le montant pour une.
payment-line-times = { $fee } ({ $times } personnes, { $each } chacune)
# $amount : une somme d’argent.
payment-line-derived = { $amount }, à confirmer
# $date : un jour. $source : où le montant a été lu.
payment-line-since = Depuis le { $date }. { $source }
payment-line-read = Lu le { $date }. { $source }
# $amount : une somme d’argent.
payment-total = En tout : { $amount }
payment-undecided = Il manque encore des réponses qui décident des frais : ce montant peut changer.
payment-derived = « À confirmer » veut dire que nous avons calculé le montant ou que nous n’avons pas pu en trouver la source. Confirmez-le avant de vous y fier.

# $amount : une somme d’argent. $time : un moment.
payment-not-required = Il n’y a pas de frais à payer pour cette demande.
payment-unpaid = { $amount } : ce montant n’est pas encore payé.
payment-unpaid-filed = Votre demande est déposée. { $amount } : ce montant n’est pas encore payé.
payment-lapsed = { $amount } : ce montant a été réservé un certain temps, puis n’a pas été prélevé. Rien n’a été facturé.
payment-authorised = { $amount } : ce montant est réservé pour vous. Il est prélevé quand vous déposez. Si vous ne déposez pas dans les 24 heures, il est libéré et rien n’est facturé.
payment-authorised-filed = Votre demande est déposée. { $amount } : ce montant est réservé et sera prélevé dans un instant.
payment-paid = Payé : { $amount }, le { $time }.
payment-refunding = { $amount } : ce montant est en cours de remboursement.
payment-refunded = { $amount } : ce montant vous a été remboursé le { $time }.

payment-see = Voir les frais ligne par ligne
payment-pay = Passer au paiement
payment-pay-first = Payer avant de déposer
payment-pay-later = Payer maintenant
payment-either = Vous pouvez aussi déposer maintenant et payer plus tard. Des frais impayés ne vous empêchent pas de déposer.
payment-not-yet = Vous pourrez payer ici quand toutes vos réponses seront complètes.
payment-waiting = La signature d’une autre personne manque ou doit être donnée de nouveau. D’ici là, vous ne pouvez ni payer ni déposer.
payment-ready = Vous pouvez déposer maintenant.
payment-from-status = Pour payer, ouvrez votre demande :

payment-news = Le paiement n’a pas abouti
payment-declined = Le paiement a été refusé.
payment-broken-off = Vous avez interrompu le paiement.
payment-fault = Le service de paiement n’a pas répondu comme il le devrait. Si le montant a tout de même été réservé, cette page le dira dans quelques minutes. Rien n’est jamais facturé deux fois.
payment-safe = Votre demande est enregistrée, et rien n’y a changé. Vous pouvez essayer de nouveau, ou payer plus tard.

payment-demo-title = Paiement de démonstration
payment-demo-warning = Ceci est une démonstration. Aucun argent ne circule, et aucune carte n’est demandée.
payment-demo-intro = Sur un vrai site, la page du service de paiement serait ici. Choisissez ce qu’elle doit répondre.
payment-demo-accept = Accepter le paiement
payment-demo-decline = Le refuser
payment-demo-fault = Faire échouer le service
payment-demo-stop = S’arrêter ici
