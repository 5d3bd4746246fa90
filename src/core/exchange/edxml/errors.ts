import type { Text } from '#kernel/i18n.ts';
import { Problem, type Refusal } from '#kernel/problem.ts';

/** Largest packet accepted, in bytes. */
export const MAX_PACKET_BYTES = 50 * 1024 * 1024;

/** Inflated bytes of one attached file, and of all files of a packet. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;
export const MAX_FILES_BYTES = 100 * 1024 * 1024;

/** 413: longer than MAX_PACKET_BYTES. */
export function packetTooLarge(): Problem {
  const mebibytes = MAX_PACKET_BYTES / 1024 / 1024;
  return new Problem({
    slug: 'edxml-too-large',
    status: 413,
    title: { vi: 'Gói tin edXML quá lớn', en: 'The edXML packet is too large' },
    detail: {
      vi: `Gói tin lớn hơn ${mebibytes} MB nên không được nhận. Hãy giảm dung lượng tệp đính kèm, hoặc tách thành nhiều văn bản.`,
      en: `The packet is larger than ${mebibytes} MB and is not accepted. Make the attachments smaller, or send several documents.`,
    },
  });
}

/** 422: the packet cannot be accepted; every reason found is listed, each with its place in the XML. */
export function packetRefused(refusals: readonly Refusal[]): Problem {
  return new Problem({
    slug: 'edxml-invalid',
    status: 422,
    title: { vi: 'Gói tin edXML không hợp lệ', en: 'The edXML packet is not valid' },
    detail: {
      vi: refusals.map((each) => each.message.vi).join(' '),
      en: refusals.map((each) => each.message.en).join(' '),
    },
    refusals,
  });
}

/** One reason for refusing a packet. */
export function packetRefusal(code: string, where: string, message: Text): Refusal {
  return { code: `edxml-${code}`, message, field: where };
}
