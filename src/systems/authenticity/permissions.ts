import type { PermissionDefinition } from '#kernel/module.ts';

/** What the system's permissions let people do, as administrators read it. */
export const permissions: readonly PermissionDefinition[] = [
  {
    name: 'authenticity.register',
    title: {
      vi: 'Đề nghị đăng ký, sửa, đóng tài khoản chính thức của cơ quan',
      en: 'Propose, change and close the agency’s official accounts',
    },
  },
  {
    name: 'authenticity.approve',
    title: {
      vi: 'Đồng ý đề nghị về tài khoản chính thức (người thứ hai)',
      en: 'Confirm proposals about official accounts (second person)',
    },
  },
  {
    name: 'authenticity.alarm',
    title: { vi: 'Báo động khi tài khoản chính thức bị chiếm quyền', en: 'Raise the alarm over an official account' },
  },
  {
    name: 'authenticity.index',
    title: { vi: 'Ghi tin và ảnh vào chỉ mục để so (phần mềm làm)', en: 'Index releases and pictures (done by the software)' },
  },
  {
    name: 'authenticity.triage',
    title: { vi: 'Xử lý báo cáo trang giả mạo', en: 'Work on reported pages' },
  },
  {
    name: 'authenticity.judge',
    title: { vi: 'Kết luận một trang là giả mạo', en: 'Judge a page to be false' },
  },
];
