// Every skill with its preferred labels in English and Chinese.
MATCH (n:Skill)
RETURN n.id AS id, n.label_en AS label_en, n.label_zh AS label_zh
ORDER BY id
