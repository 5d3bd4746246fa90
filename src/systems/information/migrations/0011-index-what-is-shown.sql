create index edition_shown on information.edition (visible_from desc) where state in ('embargoed', 'published');
create index release_ended on information.release (ended_at desc) where ended_at is not null;
