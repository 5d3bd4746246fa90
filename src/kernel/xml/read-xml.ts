import { defaultXmlLimits, scanXml, type XmlLimits, type XmlSink, type XmlTag } from './scan-xml.ts';
import { prepareXml } from './xml-bytes.ts';
import { xmlTooLarge } from './xml-problems.ts';

export interface XmlElement {
  /** Name without prefix. */
  readonly local: string;
  /** Namespace, empty for none. */
  readonly uri: string;
  /** By name as written; namespace declarations left out. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The element's own character data, in order, untrimmed; empty for bulk elements. */
  readonly text: string;
  /** Character data of a bulk element in UTF-8: views of the input wherever possible. */
  readonly bulk: readonly Buffer[];
  /** The element as it stands in the document, when `keepRaw` asked for it. */
  readonly raw: string | undefined;
  /** Prefixes declared around a raw element ('' is the default namespace), without which `raw` may not parse. */
  readonly namespaces: Readonly<Record<string, string>> | undefined;
}

export interface XmlDocument {
  readonly root: XmlElement;
  /** What stood before the XML, when allowed; else empty. */
  readonly stray: string;
}

export interface ReadXmlOptions {
  readonly limits?: Partial<XmlLimits>;
  /** Accept (and return) stray characters before the XML. */
  readonly allowStray?: boolean;
  /** Elements whose text may be as long as the document and is kept as bytes. */
  readonly isBulk?: (local: string, parent: string) => boolean;
  /** Elements to keep verbatim as well. */
  readonly keepRaw?: (local: string) => boolean;
}

interface OpenElement {
  local: string;
  uri: string;
  attributes: Record<string, string>;
  children: OpenElement[];
  text: string;
  bulk: Buffer[];
  raw: string | undefined;
  namespaces: Record<string, string> | undefined;
}

const none: Readonly<Record<string, string>> = Object.freeze({});

function attributesOf(tag: XmlTag): Record<string, string> {
  const attributes = Object.values(tag.attributes).filter((each) => each.prefix !== 'xmlns' && each.name !== 'xmlns');
  return attributes.length === 0 ? none : Object.fromEntries(attributes.map((each) => [each.name, each.value]));
}

class TreeBuilder implements XmlSink {
  root: OpenElement | undefined;
  readonly #bytes: Buffer;
  readonly #options: ReadXmlOptions;
  readonly #stack: OpenElement[] = [];
  readonly #scopes: Record<string, string>[] = [];
  readonly #bulk: boolean[] = [];
  /** Byte where the raw element begins, and the depth it stands at. */
  #rawStart = -1;
  #rawDepth = 0;

  constructor(bytes: Buffer, options: ReadXmlOptions) {
    this.#bytes = bytes;
    this.#options = options;
  }

  open(tag: XmlTag, offset: () => number): boolean {
    const { local, uri } = tag;
    const parent = this.#stack.at(-1);
    const element: OpenElement = {
      local,
      uri,
      attributes: attributesOf(tag),
      children: [],
      text: '',
      bulk: [],
      raw: undefined,
      namespaces: undefined,
    };
    if (parent) parent.children.push(element);
    else this.root = element;
    this.#stack.push(element);
    if (this.#rawStart === -1 && this.#options.keepRaw?.(local)) {
      this.#rawStart = offset();
      this.#rawDepth = this.#stack.length;
      element.namespaces = Object.assign({}, ...this.#scopes);
    }
    this.#scopes.push(tag.ns);
    const bulk = this.#options.isBulk?.(local, parent?.local ?? '') ?? false;
    this.#bulk.push(bulk);
    return bulk;
  }

  text(text: string): void {
    const element = this.#stack.at(-1);
    if (!element) return;
    if (this.#bulk.at(-1)) element.bulk.push(Buffer.from(text, 'utf8'));
    else element.text += text;
  }

  bulk(bytes: Buffer): void {
    this.#stack.at(-1)?.bulk.push(bytes);
  }

  close(_tag: XmlTag, offset: () => number): void {
    const element = this.#stack.pop();
    this.#scopes.pop();
    this.#bulk.pop();
    if (element && this.#rawStart !== -1 && this.#stack.length === this.#rawDepth - 1) {
      element.raw = this.#bytes.toString('utf8', this.#rawStart, offset());
      this.#rawStart = -1;
    }
  }
}

/**
 * Reads a whole document into a tree, within limits (see `XmlLimits` and its defaults).
 * Throws Problems: xml-too-large (413), xml-malformed and xml-doctype (422).
 */
export function readXml(input: Buffer, options: ReadXmlOptions = {}): XmlDocument {
  const limits = { ...defaultXmlLimits, ...options.limits };
  if (input.length > limits.maxBytes) {
    throw xmlTooLarge({ vi: `dài hơn ${limits.maxBytes} byte`, en: `it is longer than ${limits.maxBytes} bytes` });
  }
  const { bytes, stray } = prepareXml(input, options.allowStray ?? false);
  const tree = new TreeBuilder(bytes, options);
  scanXml(bytes, limits, tree);
  return { root: tree.root as XmlElement, stray };
}
