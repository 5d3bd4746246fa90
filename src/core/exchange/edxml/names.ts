import { boolean, closedList, date, integer, text, time } from './codecs.ts';
import type {
  Business,
  BusinessType,
  DocumentCode,
  DocumentPacket,
  DocumentType,
  Organ,
  OtherInfo,
  Promulgation,
  Replacement,
  ResponseFor,
  Signer,
  Staff,
  StatusCode,
  StatusPacket,
  Trace,
  UpdatedReceiver,
  UpdateInfo,
} from './packet.ts';
import { listOf, many, optional, record, required, type Shape } from './shape.ts';

/** QCVN 102:2016/BTTTT. */
export const QCVN_102 = 'http://www.mic.gov.vn/TBT/QCVN_102_2016';
/** The flat form that came before it and is still sent by provincial platforms. */
export const GO_VN = 'http://www.go.vn/eDoc';

/*
 * The mapping table: our property, its name in the XML, then names other systems use for it.
 * `Bussiness` is the standard's own spelling. The order is that of the sample packets.
 */

const organ: Shape<Organ> = {
  organId: required('OrganId', text),
  inCharge: optional('OrganizationInCharge', text),
  name: optional('OrganName', text),
  address: optional('OrganAdd', text),
  email: optional('Email', text),
  telephone: optional('Telephone', text),
  fax: optional('Fax', text),
  website: optional('Website', text),
};

const code: Shape<DocumentCode> = {
  number: required('CodeNumber', text),
  notation: optional('CodeNotation', text),
};

const promulgation: Shape<Promulgation> = {
  place: optional('Place', text),
  date: required('PromulgationDate', date),
};

const documentType: Shape<DocumentType> = {
  type: optional('Type', integer),
  detail: optional('TypeDetail', integer),
  name: optional('TypeName', text),
};

const signer: Shape<Signer> = {
  competence: optional('Competence', text),
  position: optional('Position', text),
  fullName: optional('FullName', text, 'Signer'),
};

const otherInfo: Shape<OtherInfo> = {
  priority: optional('Priority', integer),
  sphere: optional('SphereOfPromulgation', text),
  typist: optional('TyperNotation', text),
  copies: optional('PromulgationAmount', integer),
  pages: optional('PageAmount', integer),
  direction: optional('Direction', boolean),
  appendixes: listOf('Appendixes', 'Appendix', text, true),
};

const responseFor: Shape<ResponseFor> = {
  organId: required('OrganId', text),
  code: optional('Code', text),
  date: optional('PromulgationDate', date),
  documentId: optional('DocumentId', text),
};

const staff: Shape<Staff> = {
  department: optional('Department', text),
  name: optional('Staff', text),
  email: optional('Email', text),
  mobile: optional('Mobile', text),
};

const trace: Shape<Trace> = {
  organId: required('OrganId', text),
  at: required('Timestamp', time, 'Time'),
};

const receiver: Shape<UpdatedReceiver> = {
  organId: required('OrganId', text),
  type: optional('ReceiverType', integer),
};

const update: Shape<UpdateInfo> = {
  documentInfo: optional('DocumentInfo', integer),
  receivers: optional('DocumentReceiver', integer),
  receiverList: listOf('ReceiverList', 'Receiver', record(receiver)),
};

const replacement: Shape<Replacement> = {
  documentId: required('DocumentId', text),
  organIds: listOf('OrganIdList', 'OrganId', text),
};

const businessTypes: Readonly<Record<BusinessType, string>> = { new: '0', revoke: '1', update: '2', replace: '3' };

const business: Shape<Business> = {
  documentId: optional('DocumentId', text),
  type: required('BussinessDocType', closedList(businessTypes, 1, 'business-type'), 'BusinessDocType'),
  reason: optional('BussinessDocReason', text, 'BusinessDocReason'),
  paper: optional('Paper', integer),
  update: optional('BussinessDocumentInfo', record(update), 'BusinessDocumentInfo'),
  replacements: listOf('ReplacementInfoList', 'ReplacementInfo', record(replacement)),
  staff: optional('StaffInfo', record(staff)),
};

/** `MessageHeader` of a document. */
export type DocumentHeader = Omit<DocumentPacket, 'kind' | 'traces' | 'business' | 'attachments' | 'signature' | 'documentId'> & {
  /** Derived when absent, so optional here. */
  readonly documentId?: string;
};

export const documentHeader: Shape<DocumentHeader> = {
  from: required('From', record(organ)),
  to: many('To', record(organ), 1),
  documentId: optional('DocumentId', text),
  code: required(
    'Code',
    record(code, (number) => ({ number })),
  ),
  promulgation: required('PromulgationInfo', record(promulgation)),
  documentType: optional(
    'DocumentType',
    record(documentType, (name) => ({ name })),
  ),
  subject: required('Subject', text),
  content: optional('Content', text),
  signer: optional('SignerInfo', record(signer)),
  dueDate: optional('DueDate', date),
  otherInfo: optional('OtherInfo', record(otherInfo)),
  responseFor: many('ResponseFor', record(responseFor)),
  steeringType: optional('SteeringType', integer),
  toPlaces: listOf('ToPlaces', 'Place', text),
};

/** `TraceHeaderList`. */
export interface TraceHeaderList {
  readonly traces: readonly Trace[];
  readonly business?: Business;
}

export const traceHeaderList: Shape<TraceHeaderList> = {
  traces: many('TraceHeader', record(trace)),
  business: optional('Bussiness', record(business), 'Business'),
};

const statuses: Readonly<Record<StatusCode, string>> = {
  '01': '01',
  '02': '02',
  '03': '03',
  '04': '04',
  '05': '05',
  '06': '06',
  '13': '13',
  '15': '15',
  '16': '16',
};

/** `MessageHeader` of a status packet. */
export type StatusHeader = Omit<StatusPacket, 'kind' | 'signature'>;

export const statusHeader: Shape<StatusHeader> = {
  from: required('From', record(organ)),
  responseFor: required('ResponseFor', record(responseFor)),
  staff: optional('StaffInfo', record(staff)),
  status: required('StatusCode', closedList(statuses, 2, 'status-code')),
  description: optional('Description', text),
  at: required('Timestamp', time),
};

/** `edXMLManifest/Reference` and `AttachmentEncoded/Attachment` share these. */
export interface AttachmentHeader {
  readonly contentId?: string;
  readonly contentType?: string;
  readonly description?: string;
  readonly name?: string;
}

export const attachmentHeader: Shape<AttachmentHeader> = {
  contentId: optional('ContentId', text),
  contentType: optional('ContentType', text, 'FileType'),
  description: optional('Description', text),
  name: optional('AttachmentName', text, 'FileName'),
};

/** Elements that hold an attachment's base64. `Content` does so only inside an attachment. */
export const CONTENT_ELEMENTS: readonly string[] = ['ContentTransferEncoded', 'Content'];

export const ROOTS: readonly string[] = ['edXML', 'edXMLEnvelope', 'EdXMLEnvelope'];
/** Elements that only hold others; where parts stand among them differs from system to system. */
export const CONTAINERS: readonly string[] = ['edXML', 'edXMLEnvelope', 'EdXMLEnvelope', 'edXMLHeader', 'edXMLBody', 'AttachmentEncoded'];
export const MANIFESTS: readonly string[] = ['edXMLManifest', 'Manifest'];
