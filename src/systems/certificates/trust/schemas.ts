import { outsideDomains, serviceStatuses, serviceTypes } from '#core/signatures/index.ts';
import { sentence, type Static, Type } from '#kernel/schema.ts';
import { instant } from '#kernel/time.ts';

/** Base64 of a file of at most 100 kB. */
const certificate = Type.String({
  minLength: 1,
  maxLength: 140_000,
  ...sentence('Hãy chọn tệp chứng thư số.', 'Choose the certificate’s file.'),
});

const basis = Type.String({
  minLength: 5,
  maxLength: 500,
  ...sentence('Hãy ghi căn cứ (số văn bản, thông báo), từ 5 đến 500 ký tự.', 'Name the basis (decision, notice) in 5 to 500 characters.'),
});
const name = (vi: string, en: string) => Type.String({ minLength: 2, maxLength: 200, ...sentence(vi, en) });
const domain = Type.Union(
  outsideDomains.map((one) => Type.Literal(one)),
  sentence('Hãy chọn miền tin cậy.', 'Choose the domain.'),
);
const status = Type.Union(
  serviceStatuses.map((one) => Type.Literal(one)),
  sentence('Hãy chọn trạng thái.', 'Choose the status.'),
);
const from = Type.String({ format: 'date', ...sentence('Hãy ghi ngày bắt đầu.', 'Give the date from which it holds.') });
const id = Type.String({
  format: 'uuid',
  ...sentence('Địa chỉ không đúng. Hãy tải lại trang.', 'The address is not valid. Reload the page.'),
});

export const NewService = Type.Object({
  domain,
  type: Type.Union(
    serviceTypes.map((one) => Type.Literal(one)),
    sentence('Hãy chọn loại dịch vụ.', 'Choose the kind of service.'),
  ),
  provider: name('Hãy ghi tên tổ chức, từ 2 đến 200 ký tự.', 'Name the provider in 2 to 200 characters.'),
  name: name('Hãy ghi tên dịch vụ, từ 2 đến 200 ký tự.', 'Name the service in 2 to 200 characters.'),
  status,
  from,
  basis,
  certificate,
});

export const NewStatus = Type.Object({ id, status, from, basis });

export const NewSource = Type.Object({
  domain,
  name: name('Hãy ghi tên danh sách, từ 2 đến 200 ký tự.', 'Name the list in 2 to 200 characters.'),
  basis,
  certificate,
});

export const NewList = Type.Object({
  id,
  basis,
  /** SHA-256 of the file in the store, hex. */
  list: Type.String({ pattern: '^[0-9a-f]{64}$', ...sentence('Hãy chọn tệp danh sách.', 'Choose the list’s file.') }),
});

export const ChangeRef = Type.Object({ id });

export const Rejection = Type.Object({
  id,
  rejection: Type.String({
    minLength: 3,
    maxLength: 500,
    ...sentence('Hãy ghi lý do từ chối, từ 3 đến 500 ký tự.', 'Say why, in 3 to 500 characters.'),
  }),
});

/** The instant at which a date begins in Vietnam. */
export const startOf = (date: Static<typeof from>): Date => instant(`${date}T00:00:00+07:00`);
