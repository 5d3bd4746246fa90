export { exportPacket } from './edxml/export-packet.ts';
export { importEdxmlFiles, type ImportLine, importPacket } from './edxml/import-files.ts';
