import type { PermissionDefinition } from '#kernel/module.ts';

/** Vouches for requests of the agency and ends or suspends its certificates. */
export const APPROVE = 'certificates.approve';
/** Asks for the agency's seal. */
export const ASK_SEAL = 'certificates.ask-seal';
/** Asks for certificates of the agency's servers. */
export const ASK_TLS = 'certificates.ask-tls';
/** Issues what agencies approved, and sets the rules of issuing; everywhere. */
export const ISSUE = 'certificates.issue';
/** Proposes and confirms whom this system believes; everywhere, and never both for one change. */
export const TRUST = 'certificates.trust';

export const permissions: readonly PermissionDefinition[] = [
  {
    name: APPROVE,
    title: { vi: 'Duyệt đề nghị và quản lý chứng thư số của cơ quan', en: 'Approve requests and manage the agency’s certificates' },
  },
  { name: ASK_SEAL, title: { vi: 'Đề nghị cấp chứng thư số con dấu của cơ quan', en: 'Ask for the agency’s seal certificate' } },
  { name: ASK_TLS, title: { vi: 'Đề nghị cấp chứng thư số máy chủ của cơ quan', en: 'Ask for certificates of the agency’s servers' } },
  { name: TRUST, title: { vi: 'Đề xuất và xác nhận danh sách tin cậy', en: 'Propose and confirm the trusted list' } },
  { name: ISSUE, title: { vi: 'Cấp chứng thư số', en: 'Issue certificates' } },
];
