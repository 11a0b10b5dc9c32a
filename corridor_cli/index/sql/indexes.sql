-- Indexes for the rules, for derive.sql and for answers; made after all rows have been inserted.

CREATE INDEX record_kind ON _record (kind, first);
CREATE INDEX former_id ON _former (id);
CREATE INDEX statement_record ON _statement (record);
CREATE INDEX citation_source ON _citation (source);
CREATE INDEX citation_statement ON _citation (statement);
CREATE INDEX value_record ON _value (record, field);
CREATE INDEX value_statement ON _value (statement, key);
CREATE INDEX value_key ON _value (key);
CREATE INDEX figure_record ON _figure (record, flow);
CREATE INDEX mention_country ON _mention (country, record);
CREATE INDEX country_code ON _country (code);
CREATE INDEX country_name_name ON _country_name (name);
CREATE INDEX list_entry_statement ON _list_entry (statement, position);
CREATE INDEX list_entry_country ON _list_entry (country);
CREATE INDEX mention_record ON _mention (record);
CREATE INDEX reference_record ON _reference (record);
CREATE INDEX figure_flow ON _figure (flow);
CREATE INDEX span_days ON _span (first, last, record);
