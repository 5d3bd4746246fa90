import { Problem, refused } from '#kernel/problem.ts';

/** 409: somebody else changed the document since this page was opened. */
export function staleVersion(): Problem {
  return new Problem({
    slug: 'stale-document',
    status: 409,
    title: { vi: 'Văn bản đã được người khác thay đổi', en: 'The document has changed meanwhile' },
    detail: {
      vi: 'Có người đã sửa văn bản này sau khi bạn mở trang. Hãy tải lại trang để xem bản mới nhất rồi làm lại.',
      en: 'Someone changed this document after you opened the page. Reload it to see the newest version, then try again.',
    },
  });
}

export function notADraft(): Problem {
  return refused([
    {
      code: 'not-a-draft',
      message: {
        vi: 'Văn bản đã ban hành hoặc đã thu hồi, không sửa được nội dung. Hãy ban hành văn bản sửa đổi, thay thế hoặc đính chính.',
        en: 'The document is issued or recalled and its content cannot change. Issue an amendment, a replacement or a correction.',
      },
    },
  ]);
}

export function notIssued(): Problem {
  return refused([
    {
      code: 'not-issued',
      message: {
        vi: 'Chỉ thu hồi được văn bản đã ban hành và chưa bị thu hồi.',
        en: 'Only a document that is issued and not yet recalled can be recalled.',
      },
    },
  ]);
}

export function notReleased(): Problem {
  return refused([
    {
      code: 'not-released',
      message: {
        vi: 'Văn bản chưa phát hành nên chưa đưa ra ngoài cơ quan được. Hãy ký, đóng dấu và phát hành trước.',
        en: 'The document has not been released and may not leave the agency. Have it signed, sealed and issued first.',
      },
    },
  ]);
}

export function unknownKind(): Problem {
  return refused([
    {
      code: 'unknown-kind',
      message: {
        vi: 'Loại văn bản này không có trong danh mục. Hãy chọn một loại theo Nghị định 30/2020/NĐ-CP.',
        en: 'This kind of document is not in the list. Choose one of Decree 30/2020.',
      },
      field: 'kind',
    },
  ]);
}

export function wrongNumber(text: string): Problem {
  return refused([
    {
      code: 'wrong-number',
      message: {
        vi: `Số/ký hiệu “${text.slice(0, 60)}” không đúng dạng. Ví dụ đúng: 15/QĐ-UBND, 15/UBND-VP, 118/2025/NĐ-CP.`,
        en: `The number “${text.slice(0, 60)}” does not have the right form. Examples: 15/QĐ-UBND, 15/UBND-VP, 118/2025/NĐ-CP.`,
      },
      field: 'numberNotation',
    },
  ]);
}

export function wrongDates(): Problem {
  return refused([
    {
      code: 'wrong-dates',
      message: {
        vi: 'Ngày hết hiệu lực không được trước ngày có hiệu lực.',
        en: 'A document cannot end before it takes effect.',
      },
      field: 'effectiveTo',
    },
  ]);
}
