import type { Text } from '../i18n.ts';
import { Problem } from '../problem.ts';

/** 422: the bytes are not well-formed XML 1.0; `why` is the parser's own words, `line` counts from 1. */
export function malformedXml(why: string, line?: number): Problem {
  const at = line === undefined ? { vi: '', en: '' } : { vi: ` ở dòng ${line}`, en: ` on line ${line}` };
  return new Problem({
    slug: 'xml-malformed',
    status: 422,
    title: { vi: 'Tệp XML sai cấu trúc', en: 'The XML is not well-formed' },
    detail: {
      vi: `Không đọc được tệp XML: sai cấu trúc${at.vi} (${why}). Hãy xuất lại tệp từ phần mềm đã tạo ra nó.`,
      en: `The XML cannot be read: it is not well-formed${at.en} (${why}). Export it again from the software that made it.`,
    },
  });
}

/** 422: a DOCTYPE, the door to external entities and entity bombs, is refused whatever it says. */
export function forbiddenDoctype(): Problem {
  return new Problem({
    slug: 'xml-doctype',
    status: 422,
    title: { vi: 'Tệp XML có khai báo DOCTYPE', en: 'The XML has a DOCTYPE' },
    detail: {
      vi: 'Hệ thống không nhận tệp XML có DOCTYPE, vì khai báo này có thể gọi nội dung từ bên ngoài hoặc phình to vô hạn. Hãy bỏ khai báo đó rồi gửi lại.',
      en: 'XML with a DOCTYPE is not accepted, because it can pull in outside content or grow without bound. Remove the declaration and send again.',
    },
  });
}

/** 413: one of the limits is exceeded; `what` names which. */
export function xmlTooLarge(what: Text): Problem {
  return new Problem({
    slug: 'xml-too-large',
    status: 413,
    title: { vi: 'Tệp XML vượt giới hạn', en: 'The XML exceeds a limit' },
    detail: {
      vi: `Tệp XML không được nhận vì ${what.vi}.`,
      en: `The XML is not accepted because ${what.en}.`,
    },
  });
}
