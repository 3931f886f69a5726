// Removes the facts that an older reading of these documents left, so that the new reading replaces them.
// The people and jobs stay, with their interactions; shared nodes such as companies stay as well.
// :param ids list<string> - document ids
UNWIND $ids AS id
MATCH (d:Document {id: id})
OPTIONAL MATCH (m:Mention)-[:IN]->(d)
DETACH DELETE m
WITH DISTINCT d
OPTIONAL MATCH (d)-[:DESCRIBES]->(who)
OPTIONAL MATCH (who)-[:HELD|STUDIED]->(part)
DETACH DELETE part
WITH DISTINCT who
OPTIONAL MATCH (who)-[fact:HAS_SKILL|WORKS_AS|LOCATED_IN|REQUIRES|FOR|OFFERED_BY|IN_INDUSTRY]->()
DELETE fact
