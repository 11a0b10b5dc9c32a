-- How records, statements and values are found, by the rules and by all that follows.

CREATE INDEX record_kind ON record (kind, first);
CREATE INDEX former_id ON former (id);
CREATE INDEX statement_record ON statement (record);
CREATE INDEX citation_source ON citation (source);
CREATE INDEX citation_statement ON citation (statement);
CREATE INDEX value_record ON value (record, field);
CREATE INDEX value_statement ON value (statement, key);
CREATE INDEX value_key ON value (key);
CREATE INDEX figure_record ON figure (record);
CREATE INDEX mention_country ON mention (country, record);
CREATE INDEX country_code ON country (code);
CREATE INDEX country_name_name ON country_name (name);
CREATE INDEX list_entry_statement ON list_entry (statement, position);
CREATE INDEX list_entry_country ON list_entry (country);
CREATE INDEX mention_record ON mention (record);
CREATE INDEX reference_record ON reference (record);
CREATE INDEX figure_flow ON figure (flow);
CREATE INDEX span_days ON span (first, last, record);
