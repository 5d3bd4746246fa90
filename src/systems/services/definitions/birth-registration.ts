import type { Result } from '#core/cases/index.ts';
import { birthFindings, birthPages, birthPapers, birthRefusals } from './birth-form.ts';
import { civilStatusBasis } from './civil-status-laws.ts';
import * as s from './helpers.ts';

export const birthCertificate: Result = {
  key: 'birth-certificate',
  code: 'KQ.G15.000031',
  name: s.t('Giấy khai sinh | Birth certificate'),
  abbreviation: 'GKS',
  body: `Họ, chữ đệm, tên: **{{childName:capitals}}**
Ngày, tháng, năm sinh: **{{childBirth}}**
Ghi bằng chữ: {{childBirth:spelt}}
Giới tính: {{childGender}}. Dân tộc: {{childEthnicity}}. Quốc tịch: Việt Nam
Nơi sinh: {{birthPlace}}
Quê quán: {{childOrigin}}
Số định danh cá nhân: **{{childNumber}}**
Họ, chữ đệm, tên người mẹ: **{{motherName:capitals}}**
Ngày sinh: {{motherBirth}}. Dân tộc: {{motherEthnicity}}. Quốc tịch: {{motherNationality}}
Nơi cư trú: {{motherResidence}}
Họ, chữ đệm, tên người cha: **{{fatherName:capitals}}**
Ngày sinh: {{fatherBirth}}. Dân tộc: {{fatherEthnicity}}. Quốc tịch: {{fatherNationality}}
Nơi cư trú: {{fatherResidence}}
Họ, chữ đệm, tên người đi khai sinh: {{applicantName}}
Số định danh cá nhân người đi khai sinh: {{ownNumber}}
Nơi đăng ký khai sinh: {{issuerName}}
Ngày, tháng, năm đăng ký: {{issuedOn}}`,
  writes: [
    {
      register: 'population',
      of: { numbered: 'childNumber' },
      facts: {
        fullName: { form: 'childName' },
        birthDate: { form: 'childBirth' },
        gender: { form: 'childGender' },
        personalNumber: { form: 'childNumber' },
        ethnicity: { form: 'childEthnicity' },
        nationality: { value: 'Việt Nam' },
        placeOfBirth: { form: 'birthPlace' },
        placeOfOrigin: { form: 'childOrigin' },
      },
    },
    {
      register: 'civil-status',
      of: { numbered: 'childNumber' },
      facts: {
        maritalStatus: { value: 'single' },
        mother: { parts: { name: { form: 'motherName' }, personalNumber: { form: 'motherNumber' }, birthDate: { form: 'motherBirth' } } },
        father: { parts: { name: { form: 'fatherName' }, personalNumber: { form: 'fatherNumber' }, birthDate: { form: 'fatherBirth' } } },
        birthRegistration: { parts: { number: { given: 'number' }, date: { given: 'date' }, agency: { given: 'agency' } } },
      },
    },
  ],
};

export const birthRegistration = s.civilStatus({
  code: '1.001193',
  name: 'Đăng ký khai sinh | Birth registration',
  summary:
    'Làm giấy khai sinh cho con mới sinh, hoặc cho trẻ mình đang nuôi. | Get a birth certificate for a newborn child, or for a child in your care.',
  lifeEvents: ['sinh-con', 'can-giay-to'],
  legalBasis: civilStatusBasis,
  ways: s.ways(s.days(1), s.free(), 'online', 'post', 'counter'),
  applicants: ['self', 'other'],
  placeField: 'registerAt',
  titleField: 'childName',
  conditions: [
    'Trong 60 ngày kể từ ngày sinh, cha hoặc mẹ có trách nhiệm đăng ký khai sinh cho con. | A parent registers the birth within 60 days.',
    'Trẻ bị bỏ rơi: niêm yết 7 ngày liên tục trước khi đăng ký. | For an abandoned child a notice is put up for 7 days first.',
  ],
  pages: birthPages,
  papers: [...birthPapers, s.mandate],
  chart: { name: 'standard', pay: 'none' },
  findings: birthFindings,
  results: [birthCertificate],
  refusals: birthRefusals,
  unconfirmed: [
    'Thời hạn: bản ghi chỉ ghi “1”, không có đơn vị; hiểu là 1 ngày làm việc, nhận sau 15 giờ thì tính từ ngày làm việc tiếp theo.',
    'Trình tự trong bản ghi bị trộn hai cột; phần niêm yết trẻ bị bỏ rơi đọc lại theo nghĩa.',
    'Điều luật của từng căn cứ từ chối: theo hiểu biết chung.',
  ],
  source: s.portal('163/QĐ-BTP'),
});
