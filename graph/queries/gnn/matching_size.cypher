// How many candidates, jobs and events between them there are: whether what was learnt from them is still all there is.
RETURN COUNT { (:Candidate) } AS candidates, COUNT { (:Job) } AS jobs,
       COUNT { (:Candidate)-[:VIEWED|RATED|APPLIED|INTERVIEWED|HIRED]->(:Job) } AS events
