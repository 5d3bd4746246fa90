import { sentence, type Static, Type } from '#kernel/schema.ts';

const id = Type.String({
  format: 'uuid',
  ...sentence('Địa chỉ không đúng. Hãy tải lại trang.', 'The address is not valid. Reload the page.'),
});

export const NewRequest = Type.Object({
  kind: Type.Union(
    [Type.Literal('person'), Type.Literal('seal')],
    sentence('Hãy chọn loại chứng thư số.', 'Choose the kind of certificate.'),
  ),
  purpose: Type.Union(
    [Type.Literal('new'), Type.Literal('renew'), Type.Literal('move')],
    sentence('Hãy chọn lý do cấp.', 'Choose the purpose.'),
  ),
  reason: Type.String({
    minLength: 3,
    maxLength: 500,
    ...sentence('Hãy ghi nội dung đề nghị, từ 3 đến 500 ký tự.', 'Say what it is for, in 3 to 500 characters.'),
  }),
});
export type NewRequest = Static<typeof NewRequest>;

export const RequestRef = Type.Object({ id, version: Type.Integer({ minimum: 1, ...sentence('Hãy tải lại trang.', 'Reload the page.') }) });

export const Rejection = Type.Object({
  ...RequestRef.properties,
  rejection: Type.String({
    minLength: 3,
    maxLength: 500,
    ...sentence('Hãy ghi lý do từ chối, từ 3 đến 500 ký tự.', 'Say why, in 3 to 500 characters.'),
  }),
});

export const CertificateRef = Type.Object({ id });

export const Revocation = Type.Object({
  id,
  reason: Type.Union(
    [
      Type.Literal('keyCompromise'),
      Type.Literal('affiliationChanged'),
      Type.Literal('cessationOfOperation'),
      Type.Literal('privilegeWithdrawn'),
    ],
    sentence('Hãy chọn lý do thu hồi.', 'Choose the reason.'),
  ),
});
