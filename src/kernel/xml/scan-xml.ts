import { SaxesParser, type SaxesTagNS } from 'saxes';
import { forbiddenDoctype, malformedXml, xmlTooLarge } from './xml-problems.ts';

/** What a document may cost at most. Each is refused with 413 as soon as it is passed. */
export interface XmlLimits {
  /** Bytes of the whole document; checked before anything is read. */
  readonly maxBytes: number;
  /** Bytes apart from long runs of bulk text: what the parser looks at one by one, at some 10 MiB/s at worst. */
  readonly maxMarkup: number;
  readonly maxDepth: number;
  /** Elements, comments, CDATA sections and processing instructions. */
  readonly maxNodes: number;
  /** Of one element, namespace declarations included. */
  readonly maxAttributes: number;
  /** UTF-16 units of one text, attribute value or CDATA section outside bulk elements. */
  readonly maxText: number;
}

export const defaultXmlLimits: XmlLimits = {
  maxBytes: 10 * 1024 * 1024,
  maxMarkup: 10 * 1024 * 1024,
  maxDepth: 64,
  maxNodes: 100_000,
  maxAttributes: 64,
  maxText: 1024 * 1024,
};

export type XmlTag = SaxesTagNS;

/** Receives the document in order. */
export interface XmlSink {
  /** `offset()` is the byte where the tag's `<` stands. Returns whether the element's text is bulk. */
  open(tag: XmlTag, offset: () => number): boolean;
  text(text: string): void;
  /**
   * A long run of a bulk element's text, a view of the document where possible. Numeric references to
   * ASCII are resolved; anything else stands as it stood and is for the receiver to judge.
   */
  bulk(bytes: Buffer): void;
  /** `offset()` is the byte after the closing tag's `>`. */
  close(tag: XmlTag, offset: () => number): void;
}

const LESS = 0x3c;
const GREATER = 0x3e;
const AMPERSAND = 0x26;
const EXCLAMATION = 0x21;
const CDATA = '<![CDATA[';
const PIECE = 64 * 1024;
const BULK_RUN = 1024;
const SLICE = 1024 * 1024;
const LONGEST_REFERENCE = 12;

const LINE_END_REFERENCE = /&#(?:13|10|x0{0,3}[DA]);/gi;
const NUMBER_REFERENCE = /&#(?:(\d{1,3})|x([\dA-F]{1,2}));/gi;

function asciiOf(reference: string, decimal: string | undefined, hex: string | undefined): string {
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : reference;
}

/**
 * Bulk text with its numeric references resolved, piece by piece: .NET writes each line end of wrapped
 * base64 as `&#xD;`, half a million times in a large file, which the parser would take seconds over.
 * Other references are resolved in runs up to `most` bytes only, since nothing honest has them by the
 * million. Latin-1 keeps all other bytes as they are.
 */
function* resolveNumbers(run: Buffer, most: number): Generator<Buffer> {
  if (!run.includes(AMPERSAND)) return yield run;
  for (let at = 0; at < run.length;) {
    let end = Math.min(at + SLICE, run.length);
    // A reference must not be cut.
    const last = run.lastIndexOf(AMPERSAND, end - 1);
    if (end < run.length && last > Math.max(at, end - LONGEST_REFERENCE)) end = last;
    const text = run.toString('latin1', at, end).replace(LINE_END_REFERENCE, '\n');
    yield Buffer.from(run.length <= most ? text.replace(NUMBER_REFERENCE, asciiOf) : text, 'latin1');
    at = end;
  }
  return undefined;
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
  #nodes = 0;
  #markup = 0;
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
   * is ever cut. A long run after the start tag of a bulk element goes to the sink without passing through
   * the parser, which would copy it and look at each character.
   */
  run(): void {
    const { length } = this.#bytes;
    for (let tag = 0; tag < length;) {
      const next = this.#bytes.indexOf(LESS, tag + 1);
      const end = next === -1 ? length : next;
      if (end - tag >= BULK_RUN) this.#longRun(tag, end);
      else if (this.#bytes[end + 1] === EXCLAMATION) this.#longSection(tag, end);
      if (end - this.#fed >= PIECE) this.#feed(end);
      tag = Math.max(end, this.#fed);
    }
    this.#feed(length);
    this.#parser.close();
  }

  /** Feeds the start tag at `tag`; where its text begins when it opens a bulk element, else -1. */
  #bulkStart(tag: number, end: number): number {
    // Never search beyond `end`: hostile input would have the rest of the document searched at each tag.
    const close = this.#bytes.subarray(tag, end).indexOf(GREATER);
    if (close === -1) return -1;
    this.#feed(tag + close + 1);
    return this.#inBulk && this.#openedAt === this.#chars ? tag + close + 1 : -1;
  }

  #skipTo(end: number): void {
    this.#fed = end;
    this.#openedAt = -1;
    this.#skipped = true;
  }

  #longRun(tag: number, end: number): void {
    const start = this.#bulkStart(tag, end);
    if (start === -1) return;
    for (const run of resolveNumbers(this.#bytes.subarray(start, end), this.#limits.maxText)) this.#sink.bulk(run);
    this.#skipTo(end);
  }

  /** The same for a long CDATA section that is the first thing in a bulk element, but for white space. */
  #longSection(tag: number, at: number): void {
    const start = at + CDATA.length;
    if (this.#bytes.toString('latin1', at, start) !== CDATA) return;
    const text = this.#bulkStart(tag, at);
    if (text === -1 || this.#bytes.toString('latin1', text, at).trim() !== '') return;
    const end = this.#bytes.indexOf(']]>', start);
    if (end - start < BULK_RUN) return;
    this.#sink.bulk(this.#bytes.subarray(start, end));
    this.#skipTo(end + 3);
  }

  #feed(end: number): void {
    if (end <= this.#fed) return;
    this.#markup += end - this.#fed;
    if (this.#markup > this.#limits.maxMarkup) throw tooMany(this.#limits.maxMarkup, markupBytes);
    this.#piece = this.#bytes.toString('utf8', this.#fed, end);
    this.#pieceStart = this.#fed;
    this.#fed = end;
    this.#parser.write(this.#piece);
    this.#chars += this.#piece.length;
  }

  #countNode(): void {
    this.#nodes += 1;
    if (this.#nodes > this.#limits.maxNodes) throw tooMany(this.#limits.maxNodes, nodes);
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
    parser.on('comment', () => this.#countNode());
    parser.on('processinginstruction', () => this.#countNode());
    parser.on('cdata', (text) => {
      this.#countNode();
      this.#text(text);
    });
  }

  #open(tag: XmlTag): void {
    this.#attributes = 0;
    this.#depth += 1;
    this.#countNode();
    if (this.#depth > this.#limits.maxDepth) throw tooMany(this.#limits.maxDepth, levels);
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
const nodes = { vi: 'phần tử', en: 'elements' };
const markupBytes = { vi: 'byte phần đánh dấu', en: 'bytes of markup' };
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
