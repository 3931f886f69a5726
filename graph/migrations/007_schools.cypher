// Schools, and the companies that are likely one.
CREATE CONSTRAINT school_id IF NOT EXISTS FOR (n:School) REQUIRE n.id IS UNIQUE;
CREATE INDEX company_without_place IF NOT EXISTS FOR (n:Company) ON (n.without_place);
CREATE INDEX company_core IF NOT EXISTS FOR (n:Company) ON (n.core);
