# Two synchronous workers, as Gunicorn's own advice of 2 x cores + 1 rounds to for one shared core; all else is its default.
workers = 2
worker_class = "sync"
backlog = 2048
