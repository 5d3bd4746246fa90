import { sentence, Type } from '#kernel/schema.ts';
import { KINDS } from '../../schemas.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });

export const TermProposal = Type.Object({
  /** Kind of the release that is asked about; empty: all. */
  kind: Type.String({ default: '', pattern: `^(|${KINDS.join('|')})$`, ...sentence('Hãy chọn loại tin.', 'Choose the kind of release.') }),
  days: Type.Integer({ minimum: 1, maximum: 60, ...sentence('Hãy ghi số ngày, từ 1 đến 60.', 'Write the days, 1 to 60.') }),
  unit: Type.String({
    default: 'day',
    pattern: '^(day|working-day)$',
    ...sentence('Hãy chọn cách tính ngày.', 'Choose how days are counted.'),
  }),
  validFrom: Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    ...sentence('Hãy ghi ngày bắt đầu áp dụng.', 'Write the day from which it holds.'),
  }),
  source: Type.String({
    minLength: 1,
    maxLength: 300,
    ...sentence('Hãy ghi căn cứ: quyết định, quy chế nào.', 'Name the decision or rule it comes from.'),
  }),
});

export const TermRef = Type.Object({ term: id });
export const QuestionRef = Type.Object({ question: id });

export const Contact = Type.Object({
  mail: Type.String({
    maxLength: 200,
    pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
    ...sentence('Địa chỉ thư điện tử chưa đúng.', 'This is no e-mail address.'),
  }),
});
