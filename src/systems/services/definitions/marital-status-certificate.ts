import { civilStatusBasis } from './civil-status-laws.ts';
import * as s from './helpers.ts';

const marital = {
  single: 'Chưa đăng ký kết hôn với ai | Never married',
  married: 'Đang có vợ, chồng | Married',
  divorced: 'Đã ly hôn, chưa kết hôn lại | Divorced',
  widowed: 'Vợ, chồng đã chết, chưa kết hôn lại | Widowed',
};

export const maritalStatusCertificate = s.civilStatus({
  code: '1.004873',
  name: 'Cấp Giấy xác nhận tình trạng hôn nhân | Certificate of marital status',
  summary:
    'Lấy giấy xác nhận bạn độc thân, đã ly hôn… để kết hôn, mua bán nhà đất hoặc việc khác. | A paper on your marital status, to marry, to buy or sell land, or for something else.',
  lifeEvents: ['ket-hon', 'mua-dat', 'can-giay-to'],
  legalBasis: civilStatusBasis,
  ways: s.ways(s.days(3), s.free(), 'online', 'post', 'counter'),
  applicants: ['self', 'other'],
  placeField: 'ownResidence',
  conditions: [
    'Giấy có giá trị 6 tháng kể từ ngày cấp, hoặc đến khi thay đổi tình trạng hôn nhân. | It counts for six months, or until the status changes.',
  ],
  pages: [
    s.page('who', 'Xác nhận cho ai? | For whom?', [
      ...s.self,
      s.listed('ethnicity', 'ownEthnicity', 'Dân tộc | Ethnic group', s.known('population', 'ethnicity')),
      s.choice('marital', 'Tình trạng hôn nhân | Marital status', marital, s.known('civil-status', 'maritalStatus')),
    ]),
    s.page('purpose', 'Dùng để làm gì? | What for?', [
      s.choice('purpose', 'Giấy này dùng để | It is for', {
        marry: 'Kết hôn | Marrying',
        property: 'Mua bán, thế chấp nhà đất | Dealing in land or a house',
        other: 'Việc khác | Something else',
      }),
      s.ask('name', 'marryName', 'Kết hôn với | Marrying', { showIf: s.is('purpose', 'marry') }),
      s.ask('text', 'purposeOther', 'Việc đó là | Namely', { showIf: s.is('purpose', 'other'), maxLength: 200 }),
    ]),
    s.page(
      'ended',
      'Cuộc hôn nhân trước | The earlier marriage',
      [
        s.ask(
          'text',
          'endedBy',
          'Số, ngày bản án, quyết định ly hôn hoặc trích lục khai tử | Number and day of the judgment or death extract',
        ),
      ],
      { showIf: s.isOneOf('marital', 'divorced', 'widowed') },
    ),
  ],
  papers: [
    s.paper('divorce', 'Bản án, quyết định ly hôn có hiệu lực | Final divorce judgment', [0, 1], s.handedIn, s.is('marital', 'divorced')),
    s.paper(
      'death',
      'Trích lục khai tử của vợ, chồng | Death extract of the spouse',
      [0, 1],
      [s.result('1.000656', '2.002622'), s.upload],
      s.is('marital', 'widowed'),
    ),
    s.mandate,
  ],
  chart: {
    name: 'between-agencies',
    pay: 'none',
    asks: {
      agency: 'commune-committee',
      title: s.t('Xác minh tình trạng hôn nhân ở nơi thường trú trước | Ask the commune of an earlier residence'),
      term: s.days(3),
    },
  },
  results: [
    {
      key: 'marital-certificate',
      code: s.noCode,
      name: s.t('Giấy xác nhận tình trạng hôn nhân | Certificate of marital status'),
      abbreviation: 'XNTTHN',
      body: `Xét đề nghị của ông/bà {{ownName}}
Xác nhận: Họ, chữ đệm, tên: **{{ownName:capitals}}**
Ngày, tháng, năm sinh: {{ownBirth}}. Dân tộc: {{ownEthnicity}}. Quốc tịch: Việt Nam
Số định danh cá nhân: {{ownNumber}}
Nơi cư trú: {{ownResidence}}
Tình trạng hôn nhân: **{{marital}}**
Cuộc hôn nhân trước chấm dứt theo: {{endedBy}}
Giấy này được cấp để: {{purpose}}; kết hôn với: {{marryName}}; việc khác: {{purposeOther}}
Giấy này có giá trị 6 tháng kể từ {{issuedOn:long}}.`,
    },
  ],
  refusals: [
    s.refusal(
      'married-again',
      'Đang có vợ, chồng mà xin giấy để kết hôn. | Married, and asking in order to marry.',
      'Luật Hôn nhân và gia đình 52/2014/QH13, Điều 5 khoản 2 điểm c',
    ),
    s.refusal(
      'cannot-verify',
      'Không xác minh được tình trạng hôn nhân. | The status could not be verified.',
      'Nghị định 123/2015/NĐ-CP, Điều 22',
    ),
  ],
  unconfirmed: [
    'Thủ tục này không có trong dữ liệu: mã 1.004873, thời hạn 3 ngày làm việc, giá trị 6 tháng theo hiểu biết chung; căn cứ pháp lý theo bản ghi cùng lĩnh vực 1.001193; xác minh 03 ngày làm việc theo bản ghi 1.001193. Mã kết quả chưa biết.',
  ],
  source: s.portal('163/QĐ-BTP (bản ghi 1.001193, cùng lĩnh vực)'),
});
