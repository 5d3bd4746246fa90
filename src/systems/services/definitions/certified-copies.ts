import * as s from './helpers.ts';

const words =
  '2,000 Việt Nam Đồng(/trang)Tại Ủy ban nhân dân cấp xã, Tổ chức hành nghề công chứng: 2.000 đồng/trang; từ trang thứ 3 trở lên thu 1.000 đồng/trang, tối đa thu không quá 200.000 đồng/bản. Trang là căn cứ để thu phí được tính theo trang của bản chính;';

export const certifiedCopies = s.service({
  code: '2.000815',
  name: 'Chứng thực bản sao từ bản chính | Certified copies of originals',
  field: 'Chứng thực | Certification',
  summary:
    'Sao y bằng cấp, giấy tờ để nộp nơi khác; mang bản chính tới là có ngay. | Certified copies of diplomas and papers: bring the original and have them at once.',
  lifeEvents: ['can-giay-to'],
  level: 'commune',
  audience: ['citizen', 'organisation', 'business'],
  legalBasis: s.basis('23/2015/NĐ-CP', '280/2025/NĐ-CP', '01/2020/TT-BTP', '226/2016/TT-BTC'),
  ways: [{ channel: 'counter', term: s.days(1), fee: s.fee(2_000, words) }],
  cutOff: '15:00',
  applicants: ['self', 'organisation', 'other'],
  conditions: [
    'Bản chính không bị tẩy xóa, hư hỏng, không đóng dấu mật, không có nội dung trái pháp luật. | The original is not altered, damaged, secret or unlawful.',
    'Giấy tờ của nước ngoài phải được hợp pháp hóa lãnh sự, trừ khi được miễn. | Foreign papers must be legalised, unless exempt.',
  ],
  pages: [
    s.page('what', 'Sao giấy tờ gì? | What is to be copied?', [
      s.ask('text', 'document', 'Tên giấy tờ | Name of the document', { maxLength: 200 }),
      s.ask('text', 'documentIssuer', 'Cơ quan cấp, số, ngày | Issuer, number, date', { maxLength: 200 }),
      s.yesNo('foreign', 'Do nước ngoài cấp? | Issued abroad?'),
    ]),
    s.page('how-many', 'Mấy trang, mấy bản? | How many?', [
      s.ask('integer', 'pages', 'Số trang của bản chính | Pages of the original', { min: 1, max: 500 }),
      s.ask('integer', 'copies', 'Số bản sao cần | Copies wanted', { min: 1, max: 50 }),
      s.ask('name', 'ownName', 'Họ và tên người yêu cầu | Your name', s.known('population', 'fullName')),
    ]),
  ],
  papers: [
    s.paper('original', 'Bản chính giấy tờ, văn bản | The original', [1, 0], [s.original]),
    s.paper('legalisation', 'Bản hợp pháp hóa lãnh sự | Consular legalisation', [1, 0], [s.original], s.yes('foreign')),
  ],
  chart: { name: 'instant', pay: 'at-submission' },
  steps: [
    'Mang bản chính đến quầy; cán bộ chụp và đối chiếu. | Bring the original; the officer copies and compares.',
    'Người có thẩm quyền ký chứng thực; bạn trả phí và nhận bản sao. | It is signed; you pay and take the copies.',
  ],
  findings: [s.ask('money', 'total', 'Phí chứng thực phải thu | Fee to be paid', { min: 2000, max: 10_000_000 })],
  results: [
    {
      key: 'certified-copy',
      code: 'KQ.G15.000021',
      name: s.t('Bản sao được chứng thực từ bản chính | Certified copy'),
      abbreviation: 'SCT/BS',
      body: `Chứng thực bản sao đúng với bản chính
Giấy tờ: **{{document}}**
Do: {{documentIssuer}}
Số trang của bản chính: {{pages}}. Số bản sao: {{copies}} ({{copies:spelt}} bản)
Người yêu cầu: {{ownName}}
Số chứng thực: {{resultNumber}}, {{issuedOn:long}}
Phí chứng thực: {{total}} ({{total:spelt}} đồng)`,
    },
  ],
  refusals: [
    s.refusal(
      'altered',
      'Bản chính bị tẩy xóa, sửa chữa, thêm, bớt không hợp lệ. | The original has been altered.',
      'Nghị định 23/2015/NĐ-CP, Điều 22 khoản 1',
    ),
    s.refusal(
      'damaged',
      'Bản chính hư hỏng, không xác định được nội dung. | The original cannot be read.',
      'Nghị định 23/2015/NĐ-CP, Điều 22 khoản 2',
    ),
    s.refusal(
      'secret',
      'Bản chính đóng dấu mật hoặc ghi không được sao chụp. | Secret, or marked not to be copied.',
      'Nghị định 23/2015/NĐ-CP, Điều 22 khoản 3',
    ),
    s.refusal(
      'unlawful',
      'Bản chính có nội dung trái pháp luật, đạo đức xã hội. | Its content is unlawful.',
      'Nghị định 23/2015/NĐ-CP, Điều 22 khoản 4',
    ),
  ],
  unconfirmed: [
    'Thời hạn: bản ghi không có; theo hiểu biết chung trong ngày, nhận sau 15 giờ thì trả ngày làm việc tiếp theo.',
    'Phí tính theo trang: mức ghi ở đây là của trang đầu; tổng do cán bộ tính và ghi vào kết quả.',
    'Số khoản của Điều 22: xếp theo thứ tự trong bản ghi.',
  ],
  source: s.portal('3152/QĐ-BTP'),
});
