-- What the service files by itself is found by its program when it is to be removed, however many people have applied.
CREATE INDEX synthetic_applications ON applications (touched) WHERE program = 'synthetic-filing';
