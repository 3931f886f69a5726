// What queries select and sort by.
CREATE INDEX label_norm IF NOT EXISTS FOR (n:Label) ON (n.norm);
CREATE INDEX skill_label_en IF NOT EXISTS FOR (n:Skill) ON (n.label_en);
CREATE INDEX skill_label_zh IF NOT EXISTS FOR (n:Skill) ON (n.label_zh);
CREATE INDEX skill_scheme IF NOT EXISTS FOR (n:Skill) ON (n.scheme);
CREATE INDEX occupation_label_en IF NOT EXISTS FOR (n:Occupation) ON (n.label_en);
CREATE INDEX occupation_label_zh IF NOT EXISTS FOR (n:Occupation) ON (n.label_zh);
CREATE INDEX occupation_scheme IF NOT EXISTS FOR (n:Occupation) ON (n.scheme);
CREATE INDEX document_kind IF NOT EXISTS FOR (n:Document) ON (n.kind);
CREATE INDEX document_source IF NOT EXISTS FOR (n:Document) ON (n.source);
CREATE INDEX mention_kind IF NOT EXISTS FOR (n:Mention) ON (n.kind);
CREATE INDEX job_title IF NOT EXISTS FOR (n:Job) ON (n.title);
CREATE INDEX company_name IF NOT EXISTS FOR (n:Company) ON (n.name);
