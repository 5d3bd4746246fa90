import type { Field, Written } from '#core/cases/index.ts';
import { civilStatusBasis } from './civil-status-laws.ts';
import * as s from './helpers.ts';

const marital = {
  single: 'Chưa kết hôn lần nào | Never married',
  divorced: 'Đã ly hôn | Divorced',
  widowed: 'Vợ, chồng đã chết | Widowed',
};

/** One of the couple: the applicant's own facts when they are that one, else asked. */
function party(who: 'wife' | 'husband', vi: string, en: string): Field[] {
  const when = s.is('ownGender', who === 'wife' ? 'female' : 'male');
  const own = (attribute: string) => s.suggested('population', attribute, { when });
  return [
    s.ask('name', `${who}Name`, `Họ, chữ đệm, tên ${vi} | Full name of ${en}`, own('fullName')),
    s.ask('pastDate', `${who}Birth`, `Ngày sinh ${vi} | Date of birth of ${en}`, own('birthDate')),
    s.ask('personalNumber', `${who}Number`, `Số định danh cá nhân ${vi} | Personal number of ${en}`, own('personalNumber')),
    s.listed('ethnicity', `${who}Ethnicity`, `Dân tộc ${vi} | Ethnic group of ${en}`, own('ethnicity')),
    s.listed('country', `${who}Nationality`, `Quốc tịch ${vi} | Nationality of ${en}`, own('nationality')),
    s.ask('address', `${who}Residence`, `Nơi cư trú ${vi} | Residence of ${en}`, own('residence')),
  ];
}

const partner = (who: 'wife' | 'husband'): Written => ({
  parts: { name: { form: `${who}Name` }, personalNumber: { form: `${who}Number` }, birthDate: { form: `${who}Birth` } },
});

const writesOf = (who: 'wife' | 'husband', other: 'wife' | 'husband') => ({
  register: 'civil-status',
  of: { numbered: `${who}Number` },
  facts: {
    maritalStatus: { value: 'married' },
    spouse: partner(other),
    marriageRegistration: { parts: { number: { given: 'number' }, date: { given: 'date' }, agency: { given: 'agency' } } },
  } satisfies Record<string, Written>,
});

export const marriageRegistration = s.civilStatus({
  code: '1.000894',
  name: 'Đăng ký kết hôn | Marriage registration',
  summary: 'Hai người đăng ký kết hôn và nhận giấy chứng nhận kết hôn. | Two people marry and get the certificate.',
  lifeEvents: ['ket-hon'],
  legalBasis: [...s.basis('52/2014/QH13'), ...civilStatusBasis],
  ways: s.ways(s.days(5), s.free(), 'online', 'counter'),
  applicants: ['self'],
  placeField: 'registerAt',
  conditions: [
    'Nam từ đủ 20 tuổi, nữ từ đủ 18 tuổi; tự nguyện; không mất năng lực hành vi dân sự. | The man is at least 20, the woman at least 18; both are willing and capable.',
    'Không thuộc trường hợp cấm kết hôn (Điều 5 Luật Hôn nhân và gia đình). | No marriage that the law forbids.',
    'Khi nhận kết quả, cả hai cùng có mặt ký Sổ và Giấy chứng nhận. | Both come and sign when it is handed over.',
  ],
  pages: [
    s.page('you', 'Về bạn | About you', [
      s.gender('ownGender', s.known('population', 'gender')),
      s.choice(
        'ownMarital',
        'Tình trạng hôn nhân của bạn | Your marital status',
        { ...marital, married: 'Đang có vợ, chồng | Married' },
        s.known('civil-status', 'maritalStatus'),
      ),
    ]),
    s.page('wife', 'Bên nữ | The woman', party('wife', 'bên nữ', 'the woman')),
    s.page('husband', 'Bên nam | The man', party('husband', 'bên nam', 'the man')),
    s.page('other', 'Người bạn sẽ kết hôn | Whom you will marry', [
      s.choice('otherMarital', 'Tình trạng hôn nhân của người đó | Their marital status', marital),
      s.choice('otherMarriages', 'Người đó kết hôn lần thứ mấy? | Which marriage is it for them?', {
        first: 'Lần đầu | The first',
        later: 'Lần thứ hai trở lên | A later one',
      }),
    ]),
    s.page('where', 'Đăng ký ở đâu? | Where?', [
      s.ask(
        'commune',
        'registerAt',
        'Xã, phường nơi một trong hai người cư trú | Commune where one of you lives',
        s.suggested('population', 'residence'),
      ),
      s.phone,
    ]),
  ],
  papers: [
    s.paper(
      'own-status',
      'Tình trạng hôn nhân của người nộp | Marital status of the applicant',
      [0, 0],
      [s.register('civil-status', 'maritalStatus'), s.result('1.004873'), s.upload],
    ),
    s.paper(
      'other-status',
      'Giấy xác nhận tình trạng hôn nhân của bên kia, nếu thường trú xã khác | Marital status of the other, if resident elsewhere',
      [1, 0],
      [s.result('1.004873'), s.upload, s.original],
    ),
  ],
  chart: { name: 'standard', pay: 'none' },
  results: [
    {
      key: 'marriage-certificate',
      code: 'KQ.G15.000032',
      name: s.t('Giấy chứng nhận kết hôn | Marriage certificate'),
      abbreviation: 'GCNKH',
      body: `Họ, chữ đệm, tên vợ: **{{wifeName:capitals}}**
Ngày, tháng, năm sinh: {{wifeBirth}}. Dân tộc: {{wifeEthnicity}}. Quốc tịch: {{wifeNationality}}
Nơi cư trú: {{wifeResidence}}
Số định danh cá nhân: {{wifeNumber}}
Họ, chữ đệm, tên chồng: **{{husbandName:capitals}}**
Ngày, tháng, năm sinh: {{husbandBirth}}. Dân tộc: {{husbandEthnicity}}. Quốc tịch: {{husbandNationality}}
Nơi cư trú: {{husbandResidence}}
Số định danh cá nhân: {{husbandNumber}}
Nơi đăng ký kết hôn: {{issuerName}}
Ngày, tháng, năm đăng ký: {{issuedOn}}
Giấy chứng nhận kết hôn này được cấp cho hai vợ chồng, mỗi bên một bản.`,
      writes: [writesOf('wife', 'husband'), writesOf('husband', 'wife')],
    },
  ],
  refusals: [
    s.refusal('too-young', 'Chưa đủ tuổi kết hôn. | Too young to marry.', 'Luật Hôn nhân và gia đình 52/2014/QH13, Điều 8 khoản 1 điểm a'),
    s.refusal(
      'married',
      'Một bên đang có vợ, có chồng. | One of them is married.',
      'Luật Hôn nhân và gia đình 52/2014/QH13, Điều 5 khoản 2 điểm c',
    ),
    s.refusal(
      'forbidden',
      'Thuộc trường hợp cấm kết hôn khác. | Otherwise forbidden.',
      'Luật Hôn nhân và gia đình 52/2014/QH13, Điều 5 khoản 2',
    ),
  ],
  unconfirmed: [
    'Thủ tục này không có trong dữ liệu: mã 1.000894 theo hiểu biết chung; thời hạn, phí, kết quả theo bản ghi gần nhất 1.000593 (đăng ký kết hôn lưu động) và 1.004746 (đăng ký lại).',
    'Tuổi kết hôn do công chức kiểm tra, biểu mẫu chưa tự tính tuổi của bên kia.',
  ],
  source: s.portal('163/QĐ-BTP (bản ghi 1.000593 và 1.004746, gần nhất)'),
});
