alter table channels.note add column content_en text not null default '';
comment on column channels.note.content_en is 'the same post in English, for readers whose software asks for it; empty where the release has no English';
