// What searches filter by.
CREATE INDEX job_seniority IF NOT EXISTS FOR (n:Job) ON (n.seniority);
CREATE INDEX job_pay_currency IF NOT EXISTS FOR (n:Job) ON (n.pay_currency);
CREATE INDEX job_remote IF NOT EXISTS FOR (n:Job) ON (n.remote);
CREATE INDEX candidate_seniority IF NOT EXISTS FOR (n:Candidate) ON (n.seniority);
