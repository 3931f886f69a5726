// Removes every document with the people, jobs and mentions that came from it. For benchmarks.
MATCH (n:Mention|Document|Candidate|Identity|Position|Education|Job)
DETACH DELETE n
