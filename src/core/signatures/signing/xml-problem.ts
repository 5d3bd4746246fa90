import type { Text } from '#kernel/i18n.ts';
import { Problem } from '#kernel/problem.ts';

/** XML that no signature can be put into. */
export function xmlNotSignable(reason: string): Problem {
  return problem({
    vi: `Tệp có phần mà chữ ký XML không bao trùm rõ ràng được (${reason}). Hãy xuất lại tệp từ phần mềm đã tạo ra nó.`,
    en: `The file has something that an XML signature cannot cover plainly (${reason}). Export it again from the software that made it.`,
  });
}

export function xmlAlreadySigned(): Problem {
  return problem({
    vi: 'Tệp đã có chữ ký bên trong; thêm chữ ký nữa sẽ làm hỏng chữ ký trước. Hãy ký tệp này bằng một bộ ASiC-E.',
    en: 'The file is signed inside already; another signature would break the first. Sign it in an ASiC-E container.',
  });
}

function problem(detail: Text): Problem {
  const title = { vi: 'Không ký được tệp XML này', en: 'This XML cannot be signed' };
  return new Problem({ slug: 'xml-not-signable', status: 422, title, detail });
}
