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

function declarations(namespaces: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(namespaces).map(([prefix, uri]) => [prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri]));
}

function asText(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, uri]) => ` ${name}="${escapeXmlAttribute(uri)}"`)
    .join('');
}

/** A kept signature as it goes into a packet. */
export interface PlacedSignature {
  readonly xml: string;
  /** Declarations for the element around it. */
  readonly scope: Readonly<Record<string, string>>;
}

/**
 * Prepares a kept signature for a packet that binds `prefix` to `uri` itself: should the signature use the
 * same prefix for another namespace, its first tag says so. Throws edxml-invalid when the result is not
 * one well-formed `Signature`, so that a stored one cannot break the packet around it.
 */
export function placeSignature(signature: PacketSignature, prefix: string, uri: string): PlacedSignature {
  const { [prefix]: taken, ...others } = signature.namespaces;
  const own = taken === undefined || taken === uri ? {} : { [prefix]: taken };
  const xml = signature.xml.replace(/^<[^\s/>]+/, (start) => `${start}${asText(declarations(own))}`);
  const scope = declarations(others);
  try {
    const around = asText({ ...scope, [`xmlns:${prefix}`]: uri });
    const { root } = readXml(Buffer.from(`<scope${around}>${xml}</scope>`, 'utf8'));
    if (root.children.length === 1 && root.children[0]?.local === 'Signature' && root.text.trim() === '') return { xml, scope };
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
