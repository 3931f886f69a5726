// Whether there is an occupation with this id, and its labels.
// :param id string - occupation id
MATCH (o:Occupation {id: $id})
RETURN o.id AS id, o.label_en AS label_en, o.label_zh AS label_zh
