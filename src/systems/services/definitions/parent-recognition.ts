import { civilStatusBasis } from './civil-status-laws.ts';
import * as s from './helpers.ts';

const words =
  'Miễn phí(Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh, thành phố trực thuộc Trung ương quyết định. Miễn lệ phí cho người thuộc gia đình có công với cách mạng; người thuộc hộ nghèo; người khuyết tật. Phí cấp bản sao Trích lục đăng ký nhận cha, mẹ, con (nếu có yêu cầu) thực hiện theo quy định tại Thông tư số 281/2016/TT-BTC ngày 14/11/2016 của Bộ Tài chính.)';
const parent = { parts: { name: { form: 'ownName' }, personalNumber: { form: 'ownNumber' }, birthDate: { form: 'ownBirth' } } } as const;

/** The same extract, told to the register as the father or the mother. */
const extract = (as: 'father' | 'mother') => ({
  key: `recognition-${as}`,
  code: 'KQ.G15.000033',
  name: s.t('Trích lục đăng ký nhận cha, mẹ, con | Extract of recognition'),
  abbreviation: 'TLCMC',
  onlyIf: s.is('recognises', as),
  body: `Công nhận ông/bà: **{{ownName:capitals}}**
Ngày, tháng, năm sinh: {{ownBirth}}. Số định danh cá nhân: {{ownNumber}}
Nơi cư trú: {{ownResidence}}
Là: **{{recognises}}** của người có tên dưới đây
Họ, chữ đệm, tên: **{{childName:capitals}}**
Ngày, tháng, năm sinh: {{childBirth}}. Giới tính: {{childGender}}. Số định danh cá nhân: {{childNumber}}
Nơi cư trú: {{childResidence}}
Nơi đăng ký: {{issuerName}}. Ngày đăng ký: {{issuedOn}}`,
  writes: [{ register: 'civil-status', of: { numbered: 'childNumber' }, facts: { [as]: parent } }],
});

export const parentRecognition = s.civilStatus({
  code: '1.001022',
  name: 'Đăng ký nhận cha, mẹ, con | Recognition of father, mother or child',
  summary:
    'Cha hoặc mẹ nhận con khi giấy khai sinh của con chưa ghi tên mình. | A parent who is not yet on the birth certificate recognises the child.',
  lifeEvents: ['sinh-con'],
  legalBasis: [...s.basis('52/2014/QH13'), ...civilStatusBasis],
  ways: s.ways(s.days(3), s.free(words), 'online', 'post', 'counter'),
  applicants: ['self'],
  placeField: 'registerAt',
  conditions: ['Hai bên đều còn sống, tự nguyện, không có tranh chấp. | Both are living and willing, and nobody disputes it.'],
  pages: [
    s.page('you', 'Bạn nhận con với tư cách gì? | As whom do you recognise the child?', [
      s.choice('recognises', 'Bạn là | You are', { father: 'Cha | The father', mother: 'Mẹ | The mother' }),
      ...s.self,
    ]),
    s.page('child', 'Người con | The child', [
      s.ask('name', 'childName', 'Họ, chữ đệm, tên của con | Full name of the child'),
      s.ask('pastDate', 'childBirth', 'Ngày sinh | Date of birth'),
      s.gender('childGender'),
      s.ask('personalNumber', 'childNumber', 'Số định danh cá nhân của con | Personal number of the child'),
      s.ask('address', 'childResidence', 'Nơi cư trú của con | Residence of the child'),
    ]),
    s.page('consent', 'Ai đồng ý? | Who agrees?', [
      s.yesNo('adult', 'Con đã đủ 18 tuổi? | Is the child an adult?'),
      s.statement(
        'otherAgrees',
        'Người mẹ hoặc cha kia (hoặc con đã thành niên) đồng ý việc nhận. | The other parent, or the adult child, agrees.',
      ),
    ]),
    s.page('proof', 'Chứng minh bằng gì? | How is it shown?', [
      s.choice('proof', 'Quan hệ cha, mẹ, con được chứng minh bằng | The relation is shown by', {
        test: 'Văn bản của cơ quan y tế, giám định | A medical or forensic paper',
        sworn: 'Văn bản cam đoan và ít nhất hai người làm chứng | A sworn statement and two witnesses',
      }),
      s.rows(
        'witnesses',
        'Người làm chứng | Witnesses',
        4,
        [s.ask('name', 'name', 'Họ và tên | Name'), s.ask('personalNumber', 'number', 'Số định danh | Personal number')],
        { showIf: s.is('proof', 'sworn') },
      ),
    ]),
    s.page('where', 'Đăng ký ở đâu? | Where?', [
      s.ask(
        'commune',
        'registerAt',
        'Xã, phường nơi cha, mẹ hoặc con cư trú | Commune where one of them lives',
        s.suggested('population', 'residence'),
      ),
    ]),
  ],
  papers: [
    s.paper(
      'test',
      'Văn bản của cơ quan y tế, giám định xác nhận quan hệ | Medical or forensic confirmation',
      [1, 0],
      s.handedIn,
      s.is('proof', 'test'),
    ),
    s.paper(
      'sworn',
      'Văn bản cam đoan của các bên, có hai người làm chứng | Sworn statement with two witnesses',
      [1, 0],
      s.handedIn,
      s.is('proof', 'sworn'),
    ),
  ],
  chart: { name: 'standard', pay: 'none' },
  results: [extract('father'), extract('mother')],
  refusals: [
    s.refusal(
      'disputed',
      'Có tranh chấp về việc nhận cha, mẹ, con: do Tòa án giải quyết. | Disputed: a court decides.',
      'Luật Hôn nhân và gia đình 52/2014/QH13, Điều 101 khoản 2',
    ),
    s.refusal('no-proof', 'Không có chứng cứ chứng minh quan hệ. | Nothing proves the relation.', 'Luật Hộ tịch 60/2014/QH13, Điều 25'),
  ],
  unconfirmed: [
    'Thời hạn: bản ghi ghi “3”, không có đơn vị; hiểu là 3 ngày làm việc.',
    'Điều luật của căn cứ từ chối: theo hiểu biết chung.',
  ],
  source: s.portal('163/QĐ-BTP'),
});
