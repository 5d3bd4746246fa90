alter table information.media drop constraint media_focus_check;
alter table information.media
  add constraint media_focus_check check (focus in (
    'top-left', 'top', 'top-right', 'left', 'centre', 'right', 'bottom-left', 'bottom', 'bottom-right')),
  add column frame int[] check (cardinality(frame) = 4),
  add column share_hash text,
  add column share_focus text not null default 'centre' check (share_focus in (
    'top-left', 'top', 'top-right', 'left', 'centre', 'right', 'bottom-left', 'bottom', 'bottom-right')),
  add column share_frame int[] check (cardinality(share_frame) = 4);
comment on column information.media.frame is
  'left, top, width and height in ten-thousandths of the picture as uploaded, when somebody drew the crop; focus then says nothing';
comment on column information.media.share_hash is
  'the crop of 1200 × 630 that social networks and other sites show beside a link, JPEG; null for pictures from before there was one';
create index media_share on information.media (share_hash) where share_hash is not null;
