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
