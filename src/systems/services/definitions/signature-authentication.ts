import * as s from './helpers.ts';

const words =
  '10,000 Việt Nam Đồng(/trường hợp)Tại Ủy ban nhân dân cấp xã, Tổ chức hành nghề công chứng: 10.000 đồng/trường hợp (trường hợp được tính là một hoặc nhiều chữ ký trong một giấy tờ, văn bản).';

export const signatureAuthentication = s.service({
  code: '2.000884',
  name: 'Chứng thực chữ ký trong giấy tờ, văn bản | Authentication of a signature',
  field: 'Chứng thực | Certification',
  summary:
    'Ký giấy ủy quyền, sơ yếu lý lịch, cam kết trước mặt cán bộ để chứng thực đúng chữ ký của bạn. | Sign a mandate, a CV or a statement before an officer, who certifies your signature.',
  lifeEvents: ['can-giay-to'],
  level: 'commune',
  audience: ['citizen'],
  legalBasis: s.basis(
    '23/2015/NĐ-CP',
    '280/2025/NĐ-CP',
    '07/2025/NĐ-CP',
    '01/2020/TT-BTP',
    '226/2016/TT-BTC',
    '18/2026/NĐ-CP',
    '66.7/2025/NQ-CP',
  ),
  ways: [{ channel: 'counter', term: s.days(1), fee: s.fee(10_000, words) }],
  cutOff: '15:00',
  applicants: ['self'],
  conditions: [
    'Người ký minh mẫn, mang giấy tờ tùy thân còn giá trị. | The signer is of sound mind and brings a valid identity paper.',
    'Không chứng thực chữ ký trong giao dịch, trừ giấy ủy quyền đơn giản. | No signatures on contracts, except simple mandates.',
  ],
  pages: [
    s.page('who', 'Người ký | Who signs', [...s.self]),
    s.page('what', 'Ký vào giấy tờ gì? | What is signed?', [
      s.choice('kind', 'Loại giấy tờ | Kind of paper', {
        mandate: 'Giấy ủy quyền (nộp hộ, nhận hộ, trông nom nhà…) | A simple mandate',
        cv: 'Sơ yếu lý lịch | A CV',
        statement: 'Giấy cam kết, tự khai | A statement',
        other: 'Giấy tờ khác | Another paper',
      }),
      s.ask('text', 'document', 'Tên giấy tờ | Name of the paper', { maxLength: 200 }),
      s.yesNo('foreignLanguage', 'Viết bằng tiếng nước ngoài? | In a foreign language?'),
      s.yesNo('cannotSign', 'Người yêu cầu không ký được (điểm chỉ)? | Is a fingerprint given instead?'),
    ]),
    s.page('at-home', 'Ký ở đâu? | Where?', [
      s.yesNo('atHome', 'Người già yếu, không đi lại được, xin chứng thực tại nhà? | Too weak to come: certified at home?'),
      s.ask('address', 'home', 'Địa chỉ | Address', { showIf: s.yes('atHome') }),
    ]),
  ],
  papers: [
    s.paper(
      'identity',
      'Căn cước, Căn cước điện tử hoặc Hộ chiếu | Identity card or passport',
      [1, 0],
      [s.register('population', 'personalNumber'), s.original],
    ),
    s.paper('document', 'Giấy tờ, văn bản sẽ ký | The paper to be signed', [1, 0], [s.original]),
    s.paper(
      'translation',
      'Bản dịch tiếng Việt (nếu cán bộ yêu cầu) | A translation, if asked for',
      [1, 0],
      [s.original],
      s.yes('foreignLanguage'),
    ),
  ],
  chart: { name: 'instant', pay: 'at-submission' },
  steps: [
    'Bạn ký trước mặt người thực hiện chứng thực. | You sign before the officer.',
    'Người có thẩm quyền ghi lời chứng, ký và đóng dấu. | The officer certifies it.',
  ],
  results: [
    {
      key: 'authentication',
      code: 'KQ.G15.000022',
      name: s.t('Giấy tờ, văn bản được chứng thực chữ ký, điểm chỉ | Paper with a certified signature'),
      abbreviation: 'SCT/CK',
      body: `Tại {{issuerName}}, {{issuedOn:long}}
Chứng thực: Ông/bà **{{ownName}}**, Số định danh cá nhân {{ownNumber}}, cam đoan đã hiểu, tự nguyện và chịu trách nhiệm trước pháp luật về nội dung của giấy tờ, văn bản và đã ký hoặc điểm chỉ trước mặt người thực hiện chứng thực.
Giấy tờ: {{document}} ({{kind}}). Điểm chỉ thay chữ ký: {{cannotSign}}
Số chứng thực: {{resultNumber}}`,
    },
  ],
  refusals: [
    s.refusal(
      'not-sound',
      'Người yêu cầu không nhận thức và làm chủ được hành vi. | The signer is not of sound mind.',
      'Nghị định 23/2015/NĐ-CP, Điều 25 khoản 1',
    ),
    s.refusal(
      'no-identity',
      'Giấy tờ tùy thân hết giá trị hoặc giả mạo. | The identity paper is expired or false.',
      'Nghị định 23/2015/NĐ-CP, Điều 25 khoản 2',
    ),
    s.refusal(
      'unlawful',
      'Giấy tờ có nội dung trái pháp luật. | Its content is unlawful.',
      'Nghị định 23/2015/NĐ-CP, Điều 25 khoản 3 và Điều 22 khoản 4',
    ),
    s.refusal('contract', 'Giấy tờ có nội dung là giao dịch. | It is a contract.', 'Nghị định 23/2015/NĐ-CP, Điều 25 khoản 4'),
  ],
  unconfirmed: [
    'Thời hạn: bản ghi không có; theo hiểu biết chung trong ngày, nhận sau 15 giờ thì trả ngày làm việc tiếp theo.',
    'Số khoản của Điều 25: xếp theo thứ tự trong bản ghi.',
  ],
  source: s.portal('858/QĐ-BTP'),
});
