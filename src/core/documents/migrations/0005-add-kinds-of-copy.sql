alter table documents.kind add column copy boolean not null default false;
comment on column documents.kind.copy is 'A certified copy of a document (Decree 30/2020/NĐ-CP, art. 25); nobody drafts one.';
insert into documents.kind (code, name, name_en, form, normative, position, valid_from, source, confirmed, copy) values
  ('ban-sao-y',     'Bản sao y',     'Certified copy',            'named', 'never', 30, '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 25 (trích lại ở nguồn thứ cấp)', true, true),
  ('ban-sao-luc',   'Bản sao lục',   'Copy of a certified copy',  'named', 'never', 31, '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 25 (trích lại ở nguồn thứ cấp)', true, true),
  ('ban-trich-sao', 'Bản trích sao', 'Certified extract',         'named', 'never', 32, '2020-03-05', 'Nghị định 30/2020/NĐ-CP, Điều 25 (trích lại ở nguồn thứ cấp)', true, true);
insert into documents.kind_abbreviation (kind, abbreviation, valid_from, valid_to, source, confirmed) values
  ('ban-sao-y',     'SY',  '2020-03-05', null, 'kiến thức chung', false),
  ('ban-sao-luc',   'SL',  '2020-03-05', null, 'kiến thức chung', false),
  ('ban-trich-sao', 'TrS', '2020-03-05', null, 'kiến thức chung', false);
