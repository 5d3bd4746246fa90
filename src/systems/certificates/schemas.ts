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

export const NewServerRequest = Type.Object({
  csr: Type.String({
    minLength: 100,
    maxLength: 20_000,
    ...sentence('Hãy dán yêu cầu cấp chứng thư số (PKCS #10, dạng PEM).', 'Paste the certificate request (PKCS #10 as PEM).'),
  }),
  reason: NewRequest.properties.reason,
});

const basis = Type.String({
  minLength: 3,
  maxLength: 500,
  ...sentence('Hãy ghi căn cứ, từ 3 đến 500 ký tự.', 'Name the basis in 3 to 500 characters.'),
});
const date = Type.String({ format: 'date', ...sentence('Hãy chọn một ngày.', 'Choose a date.') });

export const NewFirstIssueRule = Type.Object({
  automatic: Type.Union(
    [Type.Literal('on'), Type.Literal('off')],
    sentence('Hãy chọn cách cấp lần đầu.', 'Choose how the first one is issued.'),
  ),
  from: date,
  basis,
});

export const NewDomain = Type.Object({
  agencyCode: Type.String({ minLength: 2, maxLength: 40, ...sentence('Hãy ghi mã định danh của cơ quan.', 'Give the agency’s code.') }),
  domain: Type.String({
    maxLength: 200,
    pattern: '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$',
    ...sentence('Hãy ghi tên miền bằng chữ thường, ví dụ hue.gov.vn.', 'Write the domain in lower case, such as hue.gov.vn.'),
  }),
  from: date,
  basis,
});

export const EndedDomain = Type.Object({ id, until: date });

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
