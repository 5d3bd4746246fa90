-- What an agency decided in a span of days, for the index board.
create index case_record_ended on cases.case_record (handling_agency, ended_at, id) where ended_at is not null;
-- Open cases whose legal deadline is not their due_at: their clock stands still, or a new date was promised.
create index case_record_unusual on cases.case_record (handling_agency, id)
  where ended_at is null and accepted_at is not null and (due_at is null or promised_on is not null);
-- Late and open at an agency.
create index case_record_running_at on cases.case_record (handling_agency, due_at, id) where due_at is not null and ended_at is null;
