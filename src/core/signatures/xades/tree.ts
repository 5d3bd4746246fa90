import type { Buffer } from 'node:buffer';
import { Problem } from '#kernel/problem.ts';
import { scanXml, type XmlSink, type XmlTag } from '#kernel/xml/scan-xml.ts';
import { prepareXml } from '#kernel/xml/xml-bytes.ts';

/** XML as a signature sees it: every prefix, declaration and character counts. */
export interface XmlNode {
  readonly prefix: string;
  readonly local: string;
  readonly uri: string;
  /** Without namespace declarations. */
  readonly attributes: readonly XmlAttribute[];
  /** Prefixes declared here; '' is the default namespace. */
  readonly declared: Readonly<Record<string, string>>;
  readonly children: readonly (XmlNode | string | Buffer)[];
  readonly parent: XmlNode | undefined;
  /** Where the closing tag's `>` ends; 0 while open. */
  readonly end: number;
}

export interface XmlAttribute {
  readonly prefix: string;
  readonly local: string;
  readonly uri: string;
  readonly value: string;
}

export interface XmlTree {
  readonly root: XmlNode;
  /** The UTF-8 that offsets count in: without a byte order mark. */
  readonly bytes: Buffer;
}

/** XML that cannot be signed or whose signature cannot be read; the message is for a log. */
export class XmlSignatureError extends Error {}

const limits = {
  maxBytes: 100 << 20,
  maxMarkup: 100 << 20,
  maxDepth: 64,
  maxNodes: 500_000,
  maxAttributes: 64,
  maxText: 100 << 20,
};

type Building = { -readonly [Key in keyof XmlNode]: XmlNode[Key] } & { children: (XmlNode | string | Buffer)[] };

/**
 * Reads XML for signing or checking, with one parser, no document type, and no processing instructions (nobody sees
 * them, and they would be signed). Throws XmlSignatureError, or the Problems of the XML reader, within its limits.
 */
export function readTree(input: Buffer): XmlTree {
  if (input.length > limits.maxBytes) throw new XmlSignatureError('too long');
  const { bytes } = prepareXml(input, false);
  const declaration = bytes.subarray(0, 5).toString('latin1') === '<?xml' ? 2 : 0;
  if (bytes.includes('<?', declaration)) throw new XmlSignatureError('processing instruction');
  const builder = new Builder(bytes);
  scanXml(bytes, limits, builder);
  if (!builder.root) throw new XmlSignatureError('no element');
  return { root: builder.root, bytes };
}

class Builder implements XmlSink {
  root: Building | undefined;
  private readonly stack: Building[] = [];
  /** Long runs may go around the parser only where they stand as they will be hashed. */
  private readonly plain: boolean;

  constructor(bytes: Buffer) {
    this.plain = !bytes.includes('&') && !bytes.includes('\r') && !bytes.includes('<![CDATA[');
  }

  open(tag: XmlTag): boolean {
    const parent = this.stack.at(-1);
    const all = Object.values(tag.attributes);
    const node: Building = {
      prefix: tag.prefix,
      local: tag.local,
      uri: tag.uri,
      attributes: all
        .filter((one) => one.prefix !== 'xmlns' && one.name !== 'xmlns')
        .map(({ prefix, local, uri, value }) => ({ prefix, local, uri, value })),
      declared: { ...tag.ns },
      children: [],
      parent,
      end: 0,
    };
    if (parent) parent.children.push(node);
    else this.root = node;
    this.stack.push(node);
    return this.plain;
  }

  text(text: string): void {
    this.stack.at(-1)?.children.push(text);
  }

  bulk(bytes: Buffer): void {
    this.stack.at(-1)?.children.push(bytes);
  }

  close(_tag: XmlTag, offset: () => number): void {
    const node = this.stack.pop();
    if (node) node.end = offset();
  }
}

export const isNode = (child: XmlNode | string | Buffer): child is XmlNode => typeof child === 'object' && 'local' in child;

/** Child elements of that name, in order. */
export function childrenOf(node: XmlNode, local: string, uri: string): readonly XmlNode[] {
  return node.children.filter((child): child is XmlNode => isNode(child) && child.local === local && child.uri === uri);
}

/** The one child element of that name. Throws XmlSignatureError when there is none or more than one. */
export function childOf(node: XmlNode, local: string, uri: string): XmlNode {
  const [found, ...more] = childrenOf(node, local, uri);
  if (!found || more.length > 0) throw new XmlSignatureError(`one ${local} expected`);
  return found;
}

export function attributeOf(node: XmlNode, local: string): string | undefined {
  return node.attributes.find((one) => one.local === local && one.uri === '')?.value;
}

/** Character data of an element that has no elements inside. */
export function textOf(node: XmlNode): string {
  return node.children
    .map((child) => {
      if (isNode(child)) throw new XmlSignatureError(`text expected in ${node.local}`);
      return child.toString();
    })
    .join('');
}

/** Every element of a tree in document order. */
export function* everyNode(node: XmlNode): Generator<XmlNode> {
  const stack: XmlNode[] = [node];
  while (stack.length > 0) {
    const next = stack.pop()!;
    yield next;
    stack.push(...next.children.filter(isNode).toReversed());
  }
}

export function isRefusedXml(error: unknown): error is XmlSignatureError | Problem {
  return error instanceof XmlSignatureError || error instanceof Problem;
}
