export { exchange } from './module.ts';
export type { ExchangeTables } from './db.gen.ts';
export type * from './types.ts';
export type * from './events.ts';
export { acceptEnvelope, acceptEnvelopes } from './commands/accept.ts';
export { cancelUnsent } from './commands/cancel.ts';
export { reviveDead } from './commands/revive.ts';
export { retryDead } from './actions/retry-dead.ts';
export { type Carrier, type CarrierParts, carryOnce, startCarrier } from './carrier.ts';
export { connectGateway, type Gateway, gatewayOf, verifyGatewaySignature } from './gateway.ts';
export { readHeader } from './rules/proof.ts';
export { localTransport } from './transport/local.ts';
export type { Transport } from './transport/transport.ts';

export {
  type Attachment,
  type Business as PacketBusiness,
  documentIdOf,
  type DocumentPacket,
  type Finding,
  MAX_PACKET_BYTES,
  numberNotationOf as packetNumberNotation,
  type Organ,
  type Packet,
  packetDate,
  packetTime,
  parseDocumentId,
  readPacket,
  type ReadPacket,
  receivePacketBytes,
  statusCodes,
  type StatusPacket,
  targetsOf,
  toQd20,
  toQcvn102,
  writePacket,
} from './edxml/index.ts';
