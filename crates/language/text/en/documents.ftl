### Uploaded documents.
### Message names start with "documents-".

documents-upload = Upload
documents-remove = Remove
# $type: PDF, JPEG …; $size: 1.2 MB.
documents-about = { $type }, { $size }
# $name: of the file; $size: the most it may have.
documents-too-large = “{ $name }” is larger than { $size }. Send a smaller file: a scan in lower quality is often small enough
# $name: of the file; $types: PDF, JPEG …
documents-wrong-type = “{ $name }” is not a file we can take. Send it as { $types }
documents-empty = “{ $name }” is empty. Choose another file
documents-too-many = You have sent as many files as this question takes. Remove one first
documents-broken = “{ $name }” did not arrive whole. Check your connection and send it again
documents-remove-title = Remove “{ $name }”?
documents-remove-what = The file will be deleted.
