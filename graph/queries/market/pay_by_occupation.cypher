// What postings pay by occupation, currency and period: number of postings, mean of the lower and of the upper ends.
// :param limit integer - how many rows
MATCH (j:Job)-[:FOR]->(o:Occupation)
WHERE j.pay_low IS NOT NULL
RETURN o.label_en AS occupation, o.label_zh AS `职业`, j.pay_currency AS currency, j.pay_period AS per, count(j) AS jobs,
  round(avg(j.pay_low)) AS low, round(avg(j.pay_high)) AS high
ORDER BY jobs DESC, occupation
LIMIT $limit
