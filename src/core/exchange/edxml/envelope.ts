import type { XmlElement } from '#kernel/xml/read-xml.ts';
import { packetRefusal, packetRefused } from './errors.ts';
import { CONTAINERS, GO_VN, MANIFESTS, QCVN_102, ROOTS } from './names.ts';
import type { PacketFormat } from './packet.ts';
import { quote, type ReadContext } from './read-context.ts';

/** The parts of a packet, wherever they stood. */
export interface Envelope {
  readonly format: PacketFormat;
  readonly header: XmlElement;
  readonly traceHeaderList: XmlElement | undefined;
  readonly signature: XmlElement | undefined;
  readonly references: readonly XmlElement[];
  readonly attachments: readonly XmlElement[];
}

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const known: ReadonlySet<string> = new Set([QCVN_102, GO_VN, '']);

function formatOf(root: XmlElement, context: ReadContext): PacketFormat {
  if (!ROOTS.includes(root.local) || !known.has(root.uri)) {
    throw packetRefused([
      packetRefusal('not-edxml', root.local, {
        vi: `Tệp XML này không phải gói tin edXML: phần tử gốc là ${quote(root.local)}, không gian tên ${quote(root.uri)}.`,
        en: `This XML is not an edXML packet: its root is ${quote(root.local)} in the namespace ${quote(root.uri)}.`,
      }),
    ]);
  }
  if (root.uri === QCVN_102) return 'qcvn-102';
  context.note('info', root.uri === '' ? 'namespace-missing' : 'namespace-old', root.local, {
    vi: `Gói tin theo dạng cũ (không gian tên ${quote(root.uri)}); đọc theo QCVN 102:2016.`,
    en: `The packet has the older form (namespace ${quote(root.uri)}); read as QCVN 102:2016.`,
  });
  return 'go-vn';
}

interface Parts {
  readonly headers: XmlElement[];
  readonly traceHeaderLists: XmlElement[];
  readonly signatures: XmlElement[];
  readonly references: XmlElement[];
  readonly attachments: XmlElement[];
}

function collect(element: XmlElement, parts: Parts, context: ReadContext, where: string): void {
  for (const child of element.children) {
    const here = `${where}/${child.local}`;
    if (child.local === 'Signature' && (known.has(child.uri) || child.uri === DSIG)) parts.signatures.push(child);
    else if (!known.has(child.uri)) noteUnknown(child, context, here);
    else if (CONTAINERS.includes(child.local) || MANIFESTS.includes(child.local)) collect(child, parts, context, here);
    else if (child.local === 'MessageHeader') {
      parts.headers.push(child);
      // The flat form keeps the trace inside the header.
      parts.traceHeaderLists.push(...child.children.filter((each) => each.local === 'TraceHeaderList'));
    } else if (child.local === 'TraceHeaderList') parts.traceHeaderLists.push(child);
    else if (child.local === 'Reference') parts.references.push(child);
    else if (child.local === 'Attachment') parts.attachments.push(child);
    else noteUnknown(child, context, here);
  }
}

function noteUnknown(element: XmlElement, context: ReadContext, where: string): void {
  context.note('warning', 'unknown-element', where, {
    vi: `Không biết phần ${where}: ${quote(element.text)}; không đưa vào hồ sơ văn bản.`,
    en: `${where} is unknown: ${quote(element.text)}; it is not taken over.`,
  });
}

function onlyOne(elements: readonly XmlElement[], name: string, context: ReadContext): XmlElement | undefined {
  if (elements.length > 1) {
    context.refuse('duplicate', name, { vi: `${name} xuất hiện nhiều lần.`, en: `${name} occurs more than once.` });
  }
  return elements[0];
}

/** Finds a packet's parts. Throws edxml-invalid when it is no edXML, has no header or two of what must be one. */
export function openEnvelope(root: XmlElement, context: ReadContext): Envelope {
  const format = formatOf(root, context);
  const parts: Parts = { headers: [], traceHeaderLists: [], signatures: [], references: [], attachments: [] };
  collect(root, parts, context, root.local);
  const header = onlyOne(parts.headers, 'MessageHeader', context);
  const traceHeaderList = onlyOne(parts.traceHeaderLists, 'TraceHeaderList', context);
  const signature = onlyOne(parts.signatures, 'Signature', context);
  if (!header) context.missing('MessageHeader');
  context.assertAccepted();
  return {
    format,
    header: header as XmlElement,
    traceHeaderList,
    signature,
    references: parts.references,
    attachments: parts.attachments,
  };
}
