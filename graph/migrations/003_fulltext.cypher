// Words and Chinese character pairs: the cjk analyser finds 学习 in 机器学习 and matches English words as well.
CREATE FULLTEXT INDEX label_text IF NOT EXISTS FOR (n:Label) ON EACH [n.text] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
CREATE FULLTEXT INDEX job_text IF NOT EXISTS FOR (n:Job) ON EACH [n.title] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
CREATE FULLTEXT INDEX document_text IF NOT EXISTS FOR (n:Document) ON EACH [n.text] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}};
