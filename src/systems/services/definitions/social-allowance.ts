import * as s from './helpers.ts';

export const socialAllowance = s.service({
  code: '1.001776',
  name: 'Trợ cấp xã hội hằng tháng | Monthly social allowance',
  field: 'Bảo trợ xã hội | Social protection',
  summary:
    'Xin trợ cấp hằng tháng cho người già, người khuyết tật, trẻ mồ côi, người nuôi con một mình thuộc hộ nghèo. | A monthly allowance for the old, the disabled, orphans, poor single parents.',
  lifeEvents: ['gia-dinh-kho-khan'],
  level: 'commune',
  audience: ['citizen'],
  legalBasis: s.basis('20/2021/NĐ-CP', '76/2024/NĐ-CP', '118/2025/NĐ-CP'),
  ways: s.ways(s.days(10), s.free(), 'online', 'post', 'counter'),
  applicants: ['self', 'child', 'other'],
  placeField: 'ownResidence',
  conditions: [
    'Thuộc một trong các nhóm đối tượng của Điều 5 Nghị định 20/2021/NĐ-CP. | One of the groups of Article 5 of Decree 20/2021/NĐ-CP.',
  ],
  pages: [
    s.page('who', 'Xin cho ai? | For whom?', [...s.self]),
    s.page('group', 'Thuộc nhóm nào? | Which group?', [
      s.choice('group', 'Người này là | The person is', {
        orphan: 'Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng | A child under 16 without support',
        singleParent: 'Người thuộc hộ nghèo đơn thân nuôi con | A poor single parent',
        elderly: 'Người cao tuổi đủ điều kiện | An old person who qualifies',
        disabled: 'Người khuyết tật nặng, đặc biệt nặng | A severely disabled person',
        hiv: 'Người nhiễm HIV thuộc hộ nghèo không có thu nhập | A poor person with HIV',
      }),
      s.choice(
        'grade',
        'Mức độ khuyết tật | Degree',
        { severe: 'Nặng | Severe', extreme: 'Đặc biệt nặng | Extreme' },
        { showIf: s.is('group', 'disabled') },
      ),
      s.rows(
        'children',
        'Con đang nuôi | Children',
        10,
        [s.ask('name', 'name', 'Họ và tên | Name'), s.ask('pastDate', 'born', 'Ngày sinh | Born')],
        { showIf: s.is('group', 'singleParent') },
      ),
    ]),
    s.page('now', 'Hoàn cảnh hiện nay | Circumstances', [
      s.yesNo('poor', 'Thuộc hộ nghèo, cận nghèo? | Is the household poor or near-poor?'),
      s.yesNo('pension', 'Đang hưởng lương hưu, trợ cấp bảo hiểm xã hội? | Is there a pension?'),
      s.ask('longText', 'story', 'Hoàn cảnh gia đình, ai đang chăm sóc | The family, and who cares', { maxLength: 1500 }),
    ]),
    s.page('pay', 'Nhận tiền bằng cách nào? | How is it paid?', [
      s.choice('payBy', 'Chi trả | Paid', { bank: 'Vào tài khoản | To an account', cash: 'Tiền mặt tại điểm chi trả | In cash' }),
      s.ask('bankAccount', 'account', 'Số tài khoản | Account', { showIf: s.is('payBy', 'bank') }),
      s.ask('text', 'bank', 'Ngân hàng | Bank', { showIf: s.is('payBy', 'bank') }),
      s.phone,
    ]),
  ],
  papers: [
    s.paper('disability', 'Giấy xác nhận khuyết tật | Certificate of disability', [0, 1], s.handedIn, s.is('group', 'disabled')),
    s.paper(
      'death',
      'Trích lục khai tử của cha, mẹ hoặc giấy tờ tương đương | Death extract of the parents, or alike',
      [0, 1],
      [s.result('1.000656', '2.002622'), s.upload],
      s.is('group', 'orphan'),
    ),
    s.paper(
      'birth',
      'Giấy khai sinh của trẻ | Birth certificate',
      [0, 1],
      [s.register('civil-status', 'birthRegistration'), s.result('1.001193', '2.000986'), s.upload],
      s.is('group', 'orphan'),
    ),
    s.paper('hiv', 'Xác nhận của cơ sở y tế (giữ kín) | Confirmation of a clinic (kept secret)', [1, 0], s.handedIn, s.is('group', 'hiv')),
    s.mandate,
  ],
  chart: { name: 'with-inspection', pay: 'none' },
  findings: [
    s.ask('money', 'amount', 'Mức trợ cấp hằng tháng (đồng) | Monthly amount (đồng)', { min: 1, max: 100_000_000 }),
    s.ask('date', 'from', 'Hưởng từ ngày | From'),
  ],
  results: [
    {
      key: 'decision',
      code: s.noCode,
      name: s.t('Quyết định về việc trợ cấp xã hội hằng tháng | Decision on a monthly social allowance'),
      abbreviation: 'QĐ-UBND',
      body: `Căn cứ Nghị định 20/2021/NĐ-CP, được sửa đổi, bổ sung bởi Nghị định 76/2024/NĐ-CP;
Xét hồ sơ {{caseCode}} của ông/bà {{ownName}};
QUYẾT ĐỊNH:
Điều 1. Trợ cấp xã hội hằng tháng cho ông/bà **{{ownName:capitals}}**, sinh ngày {{ownBirth}}, số định danh cá nhân {{ownNumber}}, nơi thường trú {{ownResidence}}
Đối tượng: {{group}}
Mức trợ cấp: **{{amount}}** một tháng (bằng chữ: {{amount:spelt}} đồng)
Thời gian hưởng: từ {{from:long}}
Điều 2. Cách chi trả: {{payBy}}; tài khoản: {{account}}; ngân hàng: {{bank}}
Điều 3. Quyết định có hiệu lực kể từ ngày ký. Các bộ phận liên quan và ông/bà {{ownName}} chịu trách nhiệm thi hành Quyết định này.`,
    },
  ],
  refusals: [
    s.refusal('not-entitled', 'Không thuộc đối tượng hưởng trợ cấp. | Not one of the groups entitled.', 'Nghị định 20/2021/NĐ-CP, Điều 5'),
    s.refusal(
      'has-pension',
      'Đang hưởng lương hưu, trợ cấp bảo hiểm xã hội hằng tháng. | Already has a pension.',
      'Nghị định 20/2021/NĐ-CP, Điều 5 khoản 5',
    ),
  ],
  unconfirmed: [
    'Thủ tục này không có trong dữ liệu (lĩnh vực y tế, lao động ngoài phạm vi): mã 1.001776, thời hạn 10 ngày làm việc, giấy tờ, nhóm đối tượng theo hiểu biết chung về Nghị định 20/2021/NĐ-CP; mã kết quả chưa biết.',
    'Việc xác minh tại nhà dùng sơ đồ có kiểm tra thực địa; niêm yết công khai chưa làm.',
    'Kết quả chưa tự ghi vào cơ sở dữ liệu trợ giúp: phải thêm vào danh sách trợ cấp chứ không thay cả danh sách.',
  ],
  source:
    'Nghị định 20/2021/NĐ-CP và 76/2024/NĐ-CP; không có bản ghi trên Cổng Dịch vụ công quốc gia (dichvucong.gov.vn) trong dữ liệu đã đọc',
});
