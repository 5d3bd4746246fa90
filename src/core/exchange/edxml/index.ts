export { agencyCodeForm, type AgencyCodeForm, isSameAgency, toQcvn102, toQd20 } from './agency-code.ts';
export { documentIdOf, type DocumentIdParts, numberNotationOf, parseDocumentId, type ParsedDocumentId, targetsOf } from './document-id.ts';
export { MAX_FILE_BYTES, MAX_FILES_BYTES, MAX_PACKET_BYTES } from './errors.ts';
export { type PacketDate, packetDate, type PacketTime, packetTime } from './packet-date.ts';
export type * from './packet.ts';
export { statusCodes } from './packet.ts';
export { readPacket } from './read-packet.ts';
export { receivePacketBytes } from './receive-bytes.ts';
export { writePacket } from './write-packet.ts';
