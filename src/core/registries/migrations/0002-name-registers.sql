insert into registries.register (name, valid_from, subject_kind, title_vi, title_en, about_vi, about_en, keeper_code, basis) values
  ('population', '2025-07-01', 'person', 'Cơ sở dữ liệu quốc gia về dân cư', 'National population database',
    'Thông tin gốc của mỗi công dân: họ tên, ngày sinh, số định danh, nơi cư trú.', 'The basic facts of each citizen: name, birth date, personal number, residence.',
    'G01', 'Luật Căn cước 26/2023/QH15 (Điều 9, 10); Luật Cư trú 68/2020/QH14; Nghị định 70/2024/NĐ-CP'),
  ('civil-status', '2025-07-01', 'person', 'Cơ sở dữ liệu hộ tịch điện tử', 'Civil status database',
    'Khai sinh, kết hôn, khai tử, cha, mẹ, tình trạng hôn nhân.', 'Births, marriages, deaths, parents, marital status.',
    'G15', 'Luật Hộ tịch 60/2014/QH13; Nghị định 87/2020/NĐ-CP; Nghị định 123/2015/NĐ-CP'),
  ('health-insurance', '2025-07-01', 'person', 'Cơ sở dữ liệu quốc gia về bảo hiểm (phần bảo hiểm y tế)', 'National insurance database (health insurance)',
    'Thẻ bảo hiểm y tế: mã số, thời hạn, nơi khám chữa bệnh ban đầu.', 'Health insurance cards: number, term, place of first treatment.',
    'G12', 'Luật Bảo hiểm y tế 25/2008/QH12, sửa đổi bởi Luật 51/2024/QH15; Nghị định 43/2021/NĐ-CP'),
  ('business', '2025-07-01', 'organisation', 'Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp', 'National business registration database',
    'Doanh nghiệp và hộ kinh doanh: tên, mã số, trụ sở, vốn, người đại diện, ngành nghề.', 'Enterprises and business households: name, code, address, capital, representative, activities.',
    'G12', 'Luật Doanh nghiệp 59/2020/QH14, sửa đổi bởi Luật 76/2025/QH15; Nghị định 168/2025/NĐ-CP'),
  ('land', '2025-07-01', 'both', 'Cơ sở dữ liệu quốc gia về đất đai', 'National land database',
    'Thửa đất, giấy chứng nhận và người sử dụng đất.', 'Plots, certificates and land users.',
    'G10', 'Luật Đất đai 31/2024/QH15; Nghị định 101/2024/NĐ-CP'),
  ('social-protection', '2025-07-01', 'person', 'Cơ sở dữ liệu trợ giúp xã hội', 'Social assistance database',
    'Trợ cấp xã hội hằng tháng đang hưởng.', 'Monthly social allowances.',
    'G18', 'Nghị định 20/2021/NĐ-CP; Nghị định 76/2024/NĐ-CP');

insert into registries.attribute (register, place, name, title_vi, title_en, shape) values
  ('population', 1, 'fullName', 'Họ, chữ đệm và tên', 'Full name', '{"kind":"text"}'),
  ('population', 2, 'birthDate', 'Ngày, tháng, năm sinh', 'Date of birth', '{"kind":"date"}'),
  ('population', 3, 'gender', 'Giới tính', 'Sex', '{"kind":"choice","choices":[{"value":"male","vi":"Nam","en":"Male"},{"value":"female","vi":"Nữ","en":"Female"}]}'),
  ('population', 4, 'personalNumber', 'Số định danh cá nhân', 'Personal identification number', '{"kind":"digits"}'),
  ('population', 5, 'ethnicity', 'Dân tộc', 'Ethnic group', '{"kind":"text"}'),
  ('population', 6, 'nationality', 'Quốc tịch', 'Nationality', '{"kind":"text"}'),
  ('population', 7, 'religion', 'Tôn giáo', 'Religion', '{"kind":"text"}'),
  ('population', 8, 'placeOfOrigin', 'Quê quán', 'Place of origin', '{"kind":"address"}'),
  ('population', 9, 'placeOfBirth', 'Nơi sinh', 'Place of birth', '{"kind":"address"}'),
  ('population', 10, 'residence', 'Nơi thường trú', 'Permanent residence', '{"kind":"address"}'),
  ('population', 11, 'temporaryResidence', 'Nơi tạm trú', 'Temporary residence', '{"kind":"address"}'),
  ('population', 12, 'householdCode', 'Mã số hộ', 'Household code', '{"kind":"text"}'),
  ('population', 13, 'householdHead', 'Chủ hộ', 'Head of household', '{"kind":"person"}'),
  ('civil-status', 1, 'maritalStatus', 'Tình trạng hôn nhân', 'Marital status', '{"kind":"choice","choices":[{"value":"single","vi":"Chưa kết hôn","en":"Single"},{"value":"married","vi":"Đang có vợ, chồng","en":"Married"},{"value":"divorced","vi":"Đã ly hôn","en":"Divorced"},{"value":"widowed","vi":"Vợ, chồng đã chết","en":"Widowed"}]}'),
  ('civil-status', 2, 'spouse', 'Vợ hoặc chồng', 'Spouse', '{"kind":"person"}'),
  ('civil-status', 3, 'father', 'Cha', 'Father', '{"kind":"person"}'),
  ('civil-status', 4, 'mother', 'Mẹ', 'Mother', '{"kind":"person"}'),
  ('civil-status', 5, 'birthRegistration', 'Đăng ký khai sinh', 'Birth registration', '{"kind":"record","parts":[{"name":"number","vi":"Số","en":"Number","shape":{"kind":"text"}},{"name":"book","vi":"Quyển số","en":"Book","shape":{"kind":"text"}},{"name":"date","vi":"Ngày đăng ký","en":"Registered on","shape":{"kind":"date"}},{"name":"agency","vi":"Nơi đăng ký","en":"Registered at","shape":{"kind":"text"}}]}'),
  ('civil-status', 6, 'marriageRegistration', 'Đăng ký kết hôn', 'Marriage registration', '{"kind":"record","parts":[{"name":"number","vi":"Số","en":"Number","shape":{"kind":"text"}},{"name":"book","vi":"Quyển số","en":"Book","shape":{"kind":"text"}},{"name":"date","vi":"Ngày đăng ký","en":"Registered on","shape":{"kind":"date"}},{"name":"agency","vi":"Nơi đăng ký","en":"Registered at","shape":{"kind":"text"}}]}'),
  ('civil-status', 7, 'death', 'Khai tử', 'Death', '{"kind":"record","parts":[{"name":"date","vi":"Ngày chết","en":"Died on","shape":{"kind":"date"}},{"name":"place","vi":"Nơi chết","en":"Died at","shape":{"kind":"text"}},{"name":"number","vi":"Số trích lục","en":"Extract number","shape":{"kind":"text"}},{"name":"agency","vi":"Nơi đăng ký","en":"Registered at","shape":{"kind":"text"}}]}'),
  ('health-insurance', 1, 'cardNumber', 'Mã số thẻ', 'Card number', '{"kind":"text"}'),
  ('health-insurance', 2, 'validFrom', 'Có giá trị từ', 'Valid from', '{"kind":"date"}'),
  ('health-insurance', 3, 'validTo', 'Có giá trị đến', 'Valid until', '{"kind":"date"}'),
  ('health-insurance', 4, 'hospital', 'Nơi khám bệnh, chữa bệnh ban đầu', 'Place of first treatment', '{"kind":"text"}'),
  ('land', 1, 'plots', 'Thửa đất đang sử dụng', 'Plots in use', '{"kind":"list","of":{"kind":"record","parts":[{"name":"certificateNumber","vi":"Số giấy chứng nhận","en":"Certificate","shape":{"kind":"text"}},{"name":"plot","vi":"Thửa đất số","en":"Plot","shape":{"kind":"text"}},{"name":"sheet","vi":"Tờ bản đồ số","en":"Map sheet","shape":{"kind":"text"}},{"name":"area","vi":"Diện tích","en":"Area","shape":{"kind":"amount","unit":"m²"}},{"name":"use","vi":"Mục đích sử dụng","en":"Use","shape":{"kind":"text"}},{"name":"address","vi":"Địa chỉ","en":"Address","shape":{"kind":"address"}}]}}'),
  ('social-protection', 1, 'allowances', 'Trợ cấp hằng tháng', 'Monthly allowances', '{"kind":"list","of":{"kind":"record","parts":[{"name":"kind","vi":"Đối tượng","en":"Entitled as","shape":{"kind":"text"}},{"name":"amount","vi":"Mức hưởng","en":"Amount","shape":{"kind":"amount","unit":"đồng"}},{"name":"decision","vi":"Quyết định","en":"Decision","shape":{"kind":"text"}},{"name":"from","vi":"Hưởng từ","en":"From","shape":{"kind":"date"}}]}}');

insert into registries.attribute (register, place, name, title_vi, title_en, shape, personal) values
  ('business', 1, 'name', 'Tên', 'Name', '{"kind":"text"}', false),
  ('business', 2, 'code', 'Mã số', 'Code', '{"kind":"digits"}', false),
  ('business', 3, 'address', 'Địa chỉ trụ sở', 'Address', '{"kind":"address"}', false),
  ('business', 4, 'capital', 'Vốn', 'Capital', '{"kind":"amount","unit":"đồng"}', false),
  ('business', 5, 'representative', 'Người đại diện theo pháp luật', 'Legal representative', '{"kind":"person"}', true),
  ('business', 6, 'branches', 'Chi nhánh', 'Branches', '{"kind":"list","of":{"kind":"record","parts":[{"name":"code","vi":"Mã số","en":"Code","shape":{"kind":"text"}},{"name":"name","vi":"Tên","en":"Name","shape":{"kind":"text"}},{"name":"address","vi":"Địa chỉ","en":"Address","shape":{"kind":"address"}}]}}', false),
  ('business', 7, 'activities', 'Ngành, nghề kinh doanh', 'Activities', '{"kind":"list","of":{"kind":"record","parts":[{"name":"code","vi":"Mã ngành","en":"Code","shape":{"kind":"text"}},{"name":"name","vi":"Tên ngành","en":"Name","shape":{"kind":"text"}}]}}', false);

insert into registries.look_right (register, who, who_vi, who_en, attributes, purpose_vi, purpose_en, basis, valid_from)
select register, 'applicant', 'Người nộp hồ sơ, người đại diện của họ', 'Whoever files, and who represents them', array_agg(name order by place),
  'Điền sẵn hồ sơ để không phải khai lại', 'Filling in a form, so that nothing is asked twice',
  'Luật Căn cước 26/2023/QH15 (Điều 10); Nghị định 118/2025/NĐ-CP; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15', '2025-07-01'
from registries.attribute group by register;

insert into registries.look_right (register, who, who_vi, who_en, attributes, purpose_vi, purpose_en, basis, valid_from)
select register, 'case', 'Cơ quan giải quyết hồ sơ, chỉ những mục mà thủ tục cần', 'The agency that handles a dossier, only what the procedure needs', array_agg(name order by place),
  'Giải quyết hồ sơ thủ tục hành chính', 'Handling a dossier',
  'Nghị định 118/2025/NĐ-CP; Nghị định 194/2025/NĐ-CP (kết nối, chia sẻ dữ liệu)', '2025-07-01'
from registries.attribute group by register;

insert into registries.look_right (register, who, who_vi, who_en, attributes, purpose_vi, purpose_en, basis, valid_from) values
  ('population', 'official', 'Cán bộ có quyền tra cứu, ngoài hồ sơ, có lý do và căn cứ', 'Officials who may look, outside a dossier, with a reason and a legal ground',
    array['fullName', 'birthDate', 'gender', 'personalNumber', 'nationality', 'residence', 'temporaryResidence', 'householdCode', 'householdHead'],
    'Quản lý nhà nước theo nhiệm vụ được giao', 'Duties given by law', 'Luật Căn cước 26/2023/QH15 (Điều 10); Luật Cư trú 68/2020/QH14', '2025-07-01'),
  ('civil-status', 'official', 'Cán bộ có quyền tra cứu, ngoài hồ sơ, có lý do và căn cứ', 'Officials who may look, outside a dossier, with a reason and a legal ground',
    array['maritalStatus', 'father', 'mother', 'birthRegistration', 'marriageRegistration', 'death'],
    'Quản lý nhà nước về hộ tịch', 'Administration of civil status', 'Luật Hộ tịch 60/2014/QH13', '2025-07-01'),
  ('business', 'official', 'Cán bộ có quyền tra cứu, ngoài hồ sơ, có lý do và căn cứ', 'Officials who may look, outside a dossier, with a reason and a legal ground',
    array['name', 'code', 'address', 'capital', 'representative', 'branches', 'activities'],
    'Quản lý nhà nước về doanh nghiệp', 'Administration of enterprises', 'Luật Doanh nghiệp 59/2020/QH14; Nghị định 168/2025/NĐ-CP', '2025-07-01');

insert into registries.setting (name, valid_from, value, basis) values
  ('answer-days', '2026-01-01', 5, 'Của sản phẩm: số ngày làm việc để cơ quan giữ dữ liệu trả lời; chờ cơ quan có thẩm quyền xác nhận theo Nghị định 356/2025/NĐ-CP'),
  ('result-minutes', '2026-01-01', 15, 'Của sản phẩm: người tra cứu đọc lại kết quả được bao lâu'),
  ('persons-an-hour', '2026-01-01', 30, 'Của sản phẩm: một tài khoản tra cứu nhiều người khác nhau hơn thế trong một giờ thì được nêu'),
  ('outside-hours', '2026-01-01', 1, 'Của sản phẩm: từ số lượt này ngoài giờ làm việc trong một ngày của một tài khoản thì được nêu');
