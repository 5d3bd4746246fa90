create index case_record_supplement on cases.case_record (submitted_at) where national_status = 5 and ended_at is null;
