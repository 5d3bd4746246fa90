import type { Text } from '#kernel/i18n.ts';
import type { ServiceStatus, ServiceType, TrustDomain } from './words.ts';

/** Names of the domains, as headings. */
export const domainNames = {
  site: { vi: 'Nội bộ hệ thống này', en: 'This system’s own' },
  government: { vi: 'Chữ ký số chuyên dùng công vụ', en: 'Signatures of public duty' },
  public: { vi: 'Chứng thực chữ ký số công cộng', en: 'Certification for the public' },
  foreign: { vi: 'Nước ngoài được công nhận', en: 'Recognised from abroad' },
} satisfies Record<TrustDomain, Text>;

export const serviceTypeNames = {
  'CA/QC': { vi: 'Chứng thực chữ ký, bảo đảm an toàn (CA/QC)', en: 'Qualified certificates (CA/QC)' },
  'CA/PKC': { vi: 'Chứng thực chữ ký (CA/PKC)', en: 'Certificates (CA/PKC)' },
  'NationalRootCA-QC': { vi: 'Chứng thực gốc quốc gia', en: 'National root' },
  TSA: { vi: 'Dấu thời gian (TSA)', en: 'Time-stamps (TSA)' },
  'TSA/QTST': { vi: 'Dấu thời gian, bảo đảm an toàn (TSA/QTST)', en: 'Qualified time-stamps (TSA/QTST)' },
  'Certstatus/OCSP': { vi: 'Trạng thái chứng thư số (OCSP)', en: 'Certificate states (OCSP)' },
  'Certstatus/OCSP/QC': { vi: 'Trạng thái chứng thư số, bảo đảm an toàn (OCSP)', en: 'States of qualified certificates (OCSP)' },
} satisfies Record<ServiceType, Text>;

export const statusNames = {
  granted: { vi: 'Được cấp phép', en: 'Granted' },
  withdrawn: { vi: 'Đã rút', en: 'Withdrawn' },
  recognisedatnationallevel: { vi: 'Được công nhận', en: 'Recognised at national level' },
  deprecatedatnationallevel: { vi: 'Thôi công nhận', en: 'No longer recognised' },
  undersupervision: { vi: 'Đang được giám sát', en: 'Under supervision' },
  supervisionincessation: { vi: 'Đang ngừng, còn được giám sát', en: 'Ceasing, under supervision' },
  supervisionceased: { vi: 'Thôi giám sát', en: 'Supervision ceased' },
  supervisionrevoked: { vi: 'Bị đình chỉ', en: 'Supervision revoked' },
  accredited: { vi: 'Được công nhận (trước 2016)', en: 'Accredited' },
  accreditationceased: { vi: 'Thôi công nhận (trước 2016)', en: 'Accreditation ceased' },
  accreditationrevoked: { vi: 'Bị thu hồi công nhận (trước 2016)', en: 'Accreditation revoked' },
  setbynationallaw: { vi: 'Theo luật quốc gia', en: 'Set by national law' },
  deprecatedbynationallaw: { vi: 'Thôi theo luật quốc gia', en: 'Deprecated by national law' },
} satisfies Record<ServiceStatus, Text>;
