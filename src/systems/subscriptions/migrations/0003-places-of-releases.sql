alter table subscriptions.release add column places text[] not null default '{}';
update subscriptions.release set places = array[place_code] where place_code is not null;
comment on column subscriptions.release.places is
  'codes of the place it names, of all in which that lies and of all that lie in it, on the day it was published: whoever follows any of them is told';
