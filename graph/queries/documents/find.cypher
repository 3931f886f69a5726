// One document and what it describes, by the id of either; identity is left out.
// :param id string - id of a document, a candidate or a job
MATCH (d:Document)-[:DESCRIBES]->(s)
WHERE d.id = $id OR s.id = $id
OPTIONAL MATCH (s)-[works:WORKS_AS|FOR]->(o:Occupation)
WITH d, s, o, works ORDER BY works.confidence DESC
WITH d, s, collect({id: o.id, label_en: o.label_en, label_zh: o.label_zh})[0] AS occupation
RETURN d.id AS document, s.id AS subject, d.kind AS kind, d.lang AS lang, d.format AS format,
       d.extractor AS extractor, d.ontology_version AS ontology_version, d.chars AS chars, d.text AS text,
       coalesce(s.title, s.headline) AS title, occupation, s.seniority AS seniority,
       coalesce(s.years_experience, s.years_min) AS years, s.education_level AS education_level,
       head([(s)-[:LOCATED_IN]->(p:Place) | p.name]) AS place,
       coalesce(s.cautions, []) AS cautions,
       head([(s)-[:OFFERED_BY]->(c:Company) | c.name]) AS company,
       s.embedding IS NOT NULL AS embedded
LIMIT 1
