// Removes labels.
// :param rows list<map> - id
UNWIND $rows AS row
MATCH (l:Label {id: row.id})
DETACH DELETE l
