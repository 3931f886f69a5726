// Which schools most people went to, and at which levels.
// :param limit integer - how many schools
MATCH (s:School)<-[:AT]-(e:Education)<-[:STUDIED]-(c:Candidate)
WITH s, c, e ORDER BY e.level
RETURN s.id AS school, s.name AS name, count(DISTINCT c) AS people, collect(DISTINCT e.level) AS levels
ORDER BY people DESC, school
LIMIT $limit
