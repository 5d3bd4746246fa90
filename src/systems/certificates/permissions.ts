import type { PermissionDefinition } from '#kernel/module.ts';

/** Vouches for requests of the agency and ends or suspends its certificates. */
export const APPROVE = 'certificates.approve';
/** Asks for the agency's seal. */
export const ASK_SEAL = 'certificates.ask-seal';
/** Issues what agencies approved; everywhere. */
export const ISSUE = 'certificates.issue';

export const permissions: readonly PermissionDefinition[] = [
  {
    name: APPROVE,
    title: { vi: 'Duyệt đề nghị và quản lý chứng thư số của cơ quan', en: 'Approve requests and manage the agency’s certificates' },
  },
  { name: ASK_SEAL, title: { vi: 'Đề nghị cấp chứng thư số con dấu của cơ quan', en: 'Ask for the agency’s seal certificate' } },
  { name: ISSUE, title: { vi: 'Cấp chứng thư số', en: 'Issue certificates' } },
];
