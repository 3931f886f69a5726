// The kind of every skill: skill, knowledge, tool, language or attitude.
MATCH (s:Skill) WHERE s.kind IS NOT NULL
RETURN s.id AS id, s.kind AS kind
