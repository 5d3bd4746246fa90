import type { RoleDefault } from '#core/identity/index.ts';

/** Roles as the product ships them; an administrator may change what each permits. */
export const roles: readonly RoleDefault[] = [
  {
    name: 'clerk',
    title: { vi: 'Văn thư', en: 'Records clerk' },
    permissions: [
      'drafting.read',
      'drafting.check-format',
      'drafting.seal',
      'drafting.issue',
      'axis.read',
      'axis.send',
      'axis.register',
      'axis.import',
      'agencies.save-groups',
      'library.publish',
    ],
  },
  {
    name: 'leader',
    title: { vi: 'Lãnh đạo cơ quan', en: 'Head of the agency' },
    permissions: ['drafting.read', 'drafting.review', 'drafting.sign', 'drafting.recall', 'axis.read', 'axis.assign', 'desk.board'],
  },
  {
    name: 'unit-head',
    title: { vi: 'Trưởng phòng', en: 'Head of a unit' },
    permissions: ['drafting.read', 'drafting.write', 'drafting.review', 'axis.read', 'axis.assign', 'axis.process', 'desk.board'],
  },
  {
    name: 'officer',
    title: { vi: 'Chuyên viên', en: 'Officer' },
    permissions: ['drafting.read', 'drafting.write', 'axis.read', 'axis.process'],
  },
  {
    name: 'administrator',
    title: { vi: 'Quản trị của cơ quan', en: 'The agency’s administrator' },
    permissions: ['identity.manage'],
  },
  {
    name: 'national-administrator',
    title: { vi: 'Quản trị toàn hệ thống', en: 'System administrator' },
    nationwide: true,
    permissions: [
      'identity.manage',
      'agencies.manage',
      'axis.oversee',
      'exchange.retry',
      'signatures.revoke',
      'library.edit',
      'library.publish',
      'desk.board',
    ],
  },
  {
    name: 'document-software',
    title: { vi: 'Phần mềm quản lý văn bản của cơ quan', en: 'The agency’s document software' },
    permissions: ['axis.packets'],
  },
  {
    name: 'library-editor',
    title: { vi: 'Biên tập thư viện văn bản', en: 'Library editor' },
    nationwide: true,
    permissions: ['library.edit', 'library.publish'],
  },
];
