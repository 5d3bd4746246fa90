import { isAscii } from 'node:buffer';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { forbiddenDoctype, malformedXml, xmlTooLarge } from './xml-problems.ts';

/** What a document may cost at most. Each is refused with 413 as soon as it is passed. */
export interface XmlLimits {
  /** Bytes of the whole document; checked before anything is read. */
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxElements: number;
  /** Of one element, namespace declarations included. */
  readonly maxAttributes: number;
  /** UTF-16 units of one text, attribute value or CDATA section outside bulk elements. */
  readonly maxText: number;
}

export const defaultXmlLimits: XmlLimits = {
  maxBytes: 10 * 1024 * 1024,
  maxDepth: 64,
  maxElements: 100_000,
  maxAttributes: 64,
  maxText: 1024 * 1024,
};

export type XmlTag = SaxesTagNS;

/** Receives the document in order. */
export interface XmlSink {
  /** `offset()` is the byte where the tag's `<` stands. Returns whether the element's text is bulk. */
  open(tag: XmlTag, offset: () => number): boolean;
  text(text: string): void;
  /** Text of a bulk element as it stands in the document: a view, ASCII, no references in it. */
  bulk(bytes: Buffer): void;
  /** `offset()` is the byte after the closing tag's `>`. */
  close(tag: XmlTag, offset: () => number): void;
}

const LESS = 0x3c;
const GREATER = 0x3e;
const AMPERSAND = 0x26;
const PIECE = 64 * 1024;
const BULK_RUN = 1024;

/** Whether bytes that stand between two tags mean exactly themselves: no reference, no `]]>`, ASCII. */
function isPlainRun(run: Buffer): boolean {
  return isAscii(run) && !run.includes(AMPERSAND) && !run.includes(']]>');
}

class Scanner {
  readonly #bytes: Buffer;
  readonly #limits: XmlLimits;
  readonly #sink: XmlSink;
  readonly #parser = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  /** Bytes handed to the parser or to the sink so far. */
  #fed = 0;
  #piece = '';
  #pieceStart = 0;
  /** Characters handed to the parser before the present piece. */
  #chars = 0;
  #depth = 0;
  #elements = 0;
  #attributes = 0;
  /** Parser position just after a start tag, while nothing else has happened since; else -1. */
  #openedAt = -1;
  #inBulk = false;
  #skipped = false;

  constructor(bytes: Buffer, limits: XmlLimits, sink: XmlSink) {
    this.#bytes = bytes;
    this.#limits = limits;
    this.#sink = sink;
    this.#listen();
  }

  /**
   * Pieces end just before a `<`, which well-formed XML never has inside a tag: no tag and no character
   * is ever cut. A long plain run after the start tag of a bulk element goes to the sink without passing
   * through the parser, which would copy it and look at each character.
   */
  run(): void {
    const { length } = this.#bytes;
    for (let tag = 0; tag < length;) {
      const next = this.#bytes.indexOf(LESS, tag + 1);
      const end = next === -1 ? length : next;
      if (end - tag >= BULK_RUN) this.#longRun(tag, end);
      if (end - this.#fed >= PIECE) this.#feed(end);
      tag = end;
    }
    this.#feed(length);
    this.#parser.close();
  }

  #longRun(tag: number, end: number): void {
    const close = this.#bytes.indexOf(GREATER, tag);
    if (close === -1 || close >= end) return;
    this.#feed(close + 1);
    if (this.#openedAt !== this.#chars || !this.#inBulk) return;
    const run = this.#bytes.subarray(close + 1, end);
    if (!isPlainRun(run)) return;
    this.#sink.bulk(run);
    this.#fed = end;
    this.#openedAt = -1;
    this.#skipped = true;
  }

  #feed(end: number): void {
    if (end <= this.#fed) return;
    this.#piece = this.#bytes.toString('utf8', this.#fed, end);
    this.#pieceStart = this.#fed;
    this.#fed = end;
    this.#parser.write(this.#piece);
    this.#chars += this.#piece.length;
  }

  #listen(): void {
    const parser = this.#parser;
    parser.on('error', (error) => {
      // saxes prefixes its message with line:column; lines inside skipped runs are not counted.
      throw malformedXml(error.message.replace(/^\d+:\d+: /, ''), this.#skipped ? undefined : parser.line);
    });
    parser.on('doctype', () => {
      throw forbiddenDoctype();
    });
    parser.on('attribute', (attribute) => {
      this.#attributes += 1;
      if (this.#attributes > this.#limits.maxAttributes) throw tooMany(this.#limits.maxAttributes, attributesOfOne);
      this.#checkText(attribute.value);
    });
    parser.on('opentag', (tag) => this.#open(tag));
    parser.on('closetag', (tag) => this.#close(tag));
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
  }

  #open(tag: XmlTag): void {
    this.#attributes = 0;
    this.#depth += 1;
    this.#elements += 1;
    if (this.#depth > this.#limits.maxDepth) throw tooMany(this.#limits.maxDepth, levels);
    if (this.#elements > this.#limits.maxElements) throw tooMany(this.#limits.maxElements, elements);
    const { position } = this.#parser;
    this.#openedAt = position;
    this.#inBulk = this.#sink.open(tag, () => this.#byteAt(this.#piece.lastIndexOf('<', position - this.#chars - 1)));
  }

  #close(tag: XmlTag): void {
    this.#depth -= 1;
    this.#openedAt = -1;
    this.#inBulk = false;
    this.#sink.close(tag, () => this.#byteAt(this.#parser.position - this.#chars));
  }

  #text(text: string): void {
    this.#openedAt = -1;
    if (this.#depth === 0) return;
    if (!this.#inBulk) this.#checkText(text);
    this.#sink.text(text);
  }

  #checkText(text: string): void {
    if (text.length > this.#limits.maxText) throw tooMany(this.#limits.maxText, characters);
  }

  #byteAt(char: number): number {
    return this.#pieceStart + Buffer.byteLength(this.#piece.slice(0, char));
  }
}

const levels = { vi: 'cấp lồng nhau', en: 'levels of nesting' };
const elements = { vi: 'phần tử', en: 'elements' };
const attributesOfOne = { vi: 'thuộc tính của một phần tử', en: 'attributes of one element' };
const characters = { vi: 'ký tự trong một đoạn chữ', en: 'characters in one text' };

function tooMany(limit: number, what: { vi: string; en: string }): Error {
  return xmlTooLarge({ vi: `có hơn ${limit} ${what.vi}`, en: `it has more than ${limit} ${what.en}` });
}

/**
 * Reads UTF-8 XML (see `prepareXml`) and tells the sink what it meets: namespaces resolved, the five
 * predefined entities and character references only. Throws Problems xml-malformed, xml-doctype,
 * xml-too-large. Memory beyond the input is one piece of 64 KiB or one text, whichever is longer.
 */
export function scanXml(bytes: Buffer, limits: XmlLimits, sink: XmlSink): void {
  new Scanner(bytes, limits, sink).run();
}
