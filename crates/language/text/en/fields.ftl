### Kinds of question: the labels of their parts and what is wrong with an answer.
### Message names start with "fields-".
