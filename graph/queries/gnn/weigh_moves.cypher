// Gives every career move its count (curated and observed), probability among the moves from its origin, and cost.
MATCH (a:Occupation)-[r:LEADS_TO]->(:Occupation)
WITH a, r, toFloat(coalesce(r.prior, r.count, 1) + coalesce(r.observed, 0)) AS count
WITH a, collect({move: r, count: count}) AS moves, sum(count) AS total
UNWIND moves AS m
WITH m.move AS r, m.count AS count, m.count / total AS probability
SET r.count = count, r.probability = probability, r.cost = -log(probability)
RETURN count(r) AS moves
