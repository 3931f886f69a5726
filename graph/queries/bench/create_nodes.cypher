// Creates invented nodes of one label, for benchmarks on a scratch database.
// :param label string - the label
// :param rows list<map> - properties of each node, among them id
UNWIND $rows AS row
CREATE (n:$($label))
SET n = row
