update signing.level_rule set valid_to = '2026-11-22' where valid_to is null;
insert into signing.level_rule (step, wanted_level, least_level, valid_for_minutes, valid_from, source)
select step, 3, 2, 60, '2026-11-22',
  'Nghị định 69/2024/NĐ-CP nêu bốn mức xác thực nhưng không định mức cho việc ký số. Nghị định 68/2024/NĐ-CP giao khóa ký cho riêng người ký: ở đây đòi ít nhất hai yếu tố (mức 2), và mức 3 khi điểm cài đặt xác thực được sinh trắc học. Cách hiểu này chưa được cơ quan có thẩm quyền xác nhận'
from (values ('personal'), ('seal')) as steps (step);
comment on column signing.level_rule.wanted_level is 'Authentication level of Decree 69/2024 that is demanded where anybody on this site can reach it; elsewhere the highest that can be reached.';
comment on column signing.level_rule.least_level is 'Never below this, whatever the site can do; accounts of the demonstration alone sign with what they have.';
