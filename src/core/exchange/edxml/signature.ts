import { Problem } from '#kernel/problem.ts';
import { readXml, type XmlElement } from '#kernel/xml/read-xml.ts';
import { escapeXmlAttribute } from '#kernel/xml/write-xml.ts';
import { packetRefusal, packetRefused } from './errors.ts';
import type { PacketSignature } from './packet.ts';
import { quote, type ReadContext } from './read-context.ts';

const BROKEN = /sha1|md5/i;

function find(element: XmlElement, local: string): XmlElement | undefined {
  if (element.local === local) return element;
  for (const child of element.children) {
    const found = find(child, local);
    if (found) return found;
  }
  return undefined;
}

/**
 * Keeps the XML-DSig as it came. It is not checked: the samples sign with rsa-sha1 over a placeholder
 * certificate, and what binds a document here is the signature inside its PDF.
 */
export function readSignature(element: XmlElement, context: ReadContext): PacketSignature {
  const algorithm = find(element, 'SignatureMethod')?.attributes['Algorithm'];
  const digest = find(element, 'DigestMethod')?.attributes['Algorithm'];
  const subject = find(element, 'X509SubjectName')?.text.trim();
  const legacy = BROKEN.test(`${algorithm ?? ''} ${digest ?? ''}`);
  if (legacy) {
    context.note('warning', 'signature-obsolete', 'Signature', {
      vi: `Chữ ký của gói tin dùng thuật toán đã lỗi thời ${quote(algorithm ?? digest ?? '')}; lưu nguyên văn, không dùng làm bằng chứng.`,
      en: `The packet is signed with the obsolete ${quote(algorithm ?? digest ?? '')}; kept verbatim, not taken as proof.`,
    });
  } else {
    context.note('info', 'signature-unverified', 'Signature', {
      vi: 'Chữ ký XML của gói tin được lưu nguyên văn, chưa kiểm tra.',
      en: 'The packet’s XML signature is kept verbatim and has not been checked.',
    });
  }
  const xml = element.raw ?? '';
  return {
    xml,
    namespaces: usedIn(xml, element.namespaces ?? {}),
    ...(algorithm ? { algorithm } : {}),
    ...(subject ? { subject } : {}),
    legacy,
  };
}

/** Of the prefixes declared around it, those the signature may rely on. */
function usedIn(xml: string, namespaces: Readonly<Record<string, string>>): Record<string, string> {
  const tag = xml.slice(0, xml.indexOf('>'));
  return Object.fromEntries(
    Object.entries(namespaces).filter(([prefix]) => {
      if (tag.includes(prefix === '' ? ' xmlns=' : ` xmlns:${prefix}=`)) return false;
      return prefix === '' ? /<[^/?!:\s>]+[\s/>]/.test(xml) : xml.includes(`${prefix}:`);
    }),
  );
}

/**
 * A kept signature as it is put into a packet: its XML with the declarations it relied on in its first
 * tag. Throws edxml-invalid when that is not one well-formed `Signature`, so that a stored one cannot
 * break the packet around it.
 */
export function signatureXml(signature: PacketSignature): string {
  const declared = Object.entries(signature.namespaces)
    .map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeXmlAttribute(uri)}"`)
    .join('');
  const xml = signature.xml.replace(/^<[^\s/>]+/, (start) => `${start}${declared}`);
  try {
    const { root } = readXml(Buffer.from(`<scope>${xml}</scope>`, 'utf8'));
    if (root.children.length === 1 && root.children[0]?.local === 'Signature' && root.text.trim() === '') return xml;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
  throw packetRefused([
    packetRefusal('signature', 'Signature', {
      vi: 'Chữ ký XML lưu kèm không đúng cấu trúc nên không đưa vào gói tin được.',
      en: 'The kept XML signature is not well-formed and cannot be put into a packet.',
    }),
  ]);
}
