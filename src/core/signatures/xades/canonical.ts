import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { isNode, type XmlAttribute, type XmlNode } from './tree.ts';

/** Receives a canonical form piece by piece. */
export type CanonicalSink = (piece: string | Buffer) => void;

type Scope = Readonly<Record<string, string>>;

/**
 * Exclusive XML canonicalisation 1.0 without comments (W3C REC-xml-exc-c14n) of an element with all below it.
 * `without`: an element left out, as the enveloped-signature transform does. Linear in the element.
 */
export function canonicalise(apex: XmlNode, sink: CanonicalSink, without?: XmlNode): void {
  render(apex, scopeAround(apex), { '': '' }, sink, without);
}

/** SHA-256 and its kin over the canonical form. */
export function canonicalDigest(apex: XmlNode, algorithm: 'sha256' | 'sha384' | 'sha512', without?: XmlNode): Buffer {
  const digest = createHash(algorithm);
  canonicalise(apex, (piece) => digest.update(piece), without);
  return digest.digest();
}

/** The canonical form in one piece, for small elements. */
export function canonicalText(apex: XmlNode): Buffer {
  const pieces: Buffer[] = [];
  canonicalise(apex, (piece) => pieces.push(typeof piece === 'string' ? Buffer.from(piece) : piece));
  return Buffer.concat(pieces);
}

/** Prefixes that the element inherits. */
function scopeAround(node: XmlNode): Scope {
  const around: Scope[] = [];
  for (let one = node.parent; one; one = one.parent) around.unshift(one.declared);
  return Object.assign({ '': '' }, ...around) as Scope;
}

/** Declarations are written where a prefix is used and does not mean the same already; depth is bounded by the reader. */
function render(node: XmlNode, inherited: Scope, rendered: Scope, sink: CanonicalSink, without: XmlNode | undefined): void {
  const scope = Object.keys(node.declared).length > 0 ? { ...inherited, ...node.declared } : inherited;
  const used = new Set([node.prefix, ...node.attributes.map((one) => one.prefix).filter((prefix) => prefix !== '')]);
  used.delete('xml');
  const fresh = [...used].filter((prefix) => (scope[prefix] ?? '') !== (rendered[prefix] ?? '')).toSorted(byCodePoint);
  const name = node.prefix === '' ? node.local : `${node.prefix}:${node.local}`;
  const declarations = fresh.map((prefix) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${attributeText(scope[prefix] ?? '')}"`);
  const attributes = node.attributes.toSorted(byName).map((one) => ` ${nameOf(one)}="${attributeText(one.value)}"`);
  sink(`<${name}${declarations.join('')}${attributes.join('')}>`);
  const now = fresh.length > 0 ? { ...rendered, ...Object.fromEntries(fresh.map((prefix) => [prefix, scope[prefix] ?? ''])) } : rendered;
  for (const child of node.children) {
    if (isNode(child)) {
      if (child !== without) render(child, scope, now, sink, without);
    } else sink(typeof child === 'string' ? characterText(child) : bulkText(child));
  }
  sink(`</${name}>`);
}

const nameOf = (one: XmlAttribute): string => (one.prefix === '' ? one.local : `${one.prefix}:${one.local}`);

/** By namespace, then by local name; UTF-8 sorts as code points do. */
function byName(a: XmlAttribute, b: XmlAttribute): number {
  return byCodePoint(a.uri, b.uri) || byCodePoint(a.local, b.local);
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

const refer = (char: string): string => references[char] ?? char;
const attributeText = (value: string): string => value.replace(/[&<"\t\n\r]/g, refer);
const characterText = (value: string): string => value.replace(/[&<>\r]/g, refer);

/** A long run stands in the document without references; only `>` may need one. */
function bulkText(bytes: Buffer): Buffer {
  return bytes.includes('>') ? Buffer.from(characterText(bytes.toString('utf8'))) : bytes;
}
