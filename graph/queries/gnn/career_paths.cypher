// The ways from one occupation to another over career moves: the 30 with fewest moves, cheapest first. A move costs the negative logarithm of its probability.
// :param source string - id of the first occupation
// :param target string - id of the last occupation
// :param k integer - how many ways to return
MATCH p = SHORTEST 30 (a:Occupation {id: $source})-[:LEADS_TO]->{1,8}(b:Occupation {id: $target})
WITH nodes(p) AS steps, relationships(p) AS moves
WHERE all(i IN range(0, size(steps) - 2) WHERE NOT steps[i] IN steps[i + 1..])
WITH steps, [m IN moves | coalesce(m.probability, 0.01)] AS probabilities,
     reduce(total = 0.0, m IN moves | total + coalesce(m.cost, -log(coalesce(m.probability, 0.01)))) AS cost
RETURN [n IN steps | {id: n.id, label_en: n.label_en, label_zh: n.label_zh}] AS steps, probabilities, cost
ORDER BY cost, size(steps), [n IN steps | n.id]
LIMIT $k
