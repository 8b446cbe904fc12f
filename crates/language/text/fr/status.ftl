### La page d’état : ce qui est arrivé à une demande et ce qui vient ensuite.
### Les noms des messages commencent par « status- ».
