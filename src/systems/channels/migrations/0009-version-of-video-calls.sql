insert into channels.setting (platform, name, value, valid_from, source) values
  ('facebook', 'version.video', 'v26.0', '2026-01-01', 'developers.facebook.com, reference pages seen 2026-11');
