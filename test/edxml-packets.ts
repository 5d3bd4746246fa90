import type { DocumentPacket, StatusPacket } from '../src/core/exchange/edxml/packet.ts';
import { packetDate, readPacketTime } from '../src/core/exchange/edxml/packet-date.ts';

/** A small document packet for tests. */
export const samplePacket: DocumentPacket = {
  kind: 'document',
  from: { organId: 'G22', name: 'Văn phòng Chính phủ' },
  to: [{ organId: '000.00.00.H57', name: 'UBND thành phố Huế' }],
  documentId: 'G22,2026/02/05,15/VPCP-KSTT',
  code: { number: '15', notation: 'VPCP-KSTT' },
  promulgation: { place: 'Hà Nội', date: packetDate('2026-02-05') },
  subject: 'V/v kết nối Bộ phận Một cửa',
  responseFor: [],
  toPlaces: [],
  traces: [{ organId: 'G22', at: readPacketTime('2026/02/05 08:30:00') }],
  business: { type: 'new', replacements: [] },
  attachments: [
    {
      contentId: 'cid:1',
      name: 'van-ban.pdf',
      contentType: 'application/zip',
      packing: 'zip',
      files: [{ name: 'van-ban.pdf', bytes: Buffer.from('%PDF-1.7 Một cửa') }],
    },
  ],
};

/** A small status packet for tests. */
export const sampleStatus: StatusPacket = {
  kind: 'status',
  from: { organId: 'H57', name: 'UBND thành phố Huế' },
  responseFor: { organId: 'G22', code: '15/VPCP-KSTT', date: packetDate('2026-02-05'), documentId: 'G22,2026/02/05,15/VPCP-KSTT' },
  status: '03',
  description: 'Đã tiếp nhận',
  at: readPacketTime('2026/02/05 09:00:00'),
};
