const ILLEGAL = /[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const BASE64_SLICE = 3 * 16 * 1024;

const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

function refer(char: string): string {
  return references[char] ?? char;
}

/** Character data. Characters XML 1.0 cannot carry, such as the vertical tab Word pastes, become U+FFFD. */
export function escapeXmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(ILLEGAL, '\uFFFD')
    .replace(/[&<>\r]/g, refer);
}

/** An attribute's value for double quotes; tabs and line ends survive. */
export function escapeXmlAttribute(text: string): string {
  return text
    .toWellFormed()
    .replace(ILLEGAL, '\uFFFD')
    .replace(/[&<>"\r\n\t]/g, refer);
}

/** Writes indented UTF-8 XML. Names are the programmer's; values are escaped. */
export class XmlWriter {
  readonly #chunks: Buffer[] = [];
  #line = '<?xml version="1.0" encoding="UTF-8"?>\n';
  readonly #open: string[] = [];

  #put(text: string): void {
    this.#line += text;
    if (this.#line.length > 64 * 1024) this.#flush();
  }

  #flush(): void {
    this.#chunks.push(Buffer.from(this.#line, 'utf8'));
    this.#line = '';
  }

  #start(name: string, attributes: Readonly<Record<string, string>>): string {
    const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXmlAttribute(value)}"`);
    return `${'  '.repeat(this.#open.length)}<${name}${list.join('')}>`;
  }

  open(name: string, attributes: Readonly<Record<string, string>> = {}): this {
    this.#put(`${this.#start(name, attributes)}\n`);
    this.#open.push(name);
    return this;
  }

  close(): this {
    const name = this.#open.pop();
    if (name === undefined) throw new RangeError('nothing to close');
    this.#put(`${'  '.repeat(this.#open.length)}</${name}>\n`);
    return this;
  }

  /** An element with text only. */
  leaf(name: string, text: string): this {
    this.#put(`${this.#start(name, {})}${escapeXmlText(text)}</${name}>\n`);
    return this;
  }

  /** An element with bytes in base64, without line breaks. */
  base64(name: string, bytes: Buffer): this {
    this.#put(this.#start(name, {}));
    this.#flush();
    for (let at = 0; at < bytes.length; at += BASE64_SLICE) {
      this.#chunks.push(Buffer.from(bytes.toString('base64', at, at + BASE64_SLICE), 'latin1'));
    }
    this.#put(`</${name}>\n`);
    return this;
  }

  /** Well-formed XML as it stands. */
  raw(xml: string): this {
    this.#put(`${xml}\n`);
    return this;
  }

  /** The document; every element must be closed. */
  toBuffer(): Buffer {
    if (this.#open.length > 0) throw new RangeError(`not closed: ${this.#open.join(' ')}`);
    this.#flush();
    return Buffer.concat(this.#chunks);
  }
}
