import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { CertifiedCopyData } from './certified-copy.ts';
import type { CopyData } from './copy-data.ts';
import type { PageData } from './input.ts';

/** A rectangle on a page in PDF points (1/72 inch), measured from the lower left corner of the page. */
export interface PageBox {
  /** From 1. */
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Typeset {
  /** PDF/A-2a: tagged, with its language, fonts embedded. The same input gives the same bytes. */
  readonly pdf: Buffer;
  readonly pages: number;
  /** Where the signer's signature is shown. */
  readonly signatureBox: PageBox;
  /** Where the agency's seal is shown: over the left third of the signature. */
  readonly sealBox: PageBox;
}

/** A character that the fonts of official documents do not have: printing it would leave a hole in the text. */
export class MissingCharacters extends Error {
  readonly characters: readonly string[];
  constructor(characters: readonly string[]) {
    super(`no glyph for ${characters.join(' ')}`);
    this.characters = characters;
  }
}

const PAGE_HEIGHT = 841.89;
/** Tinos has the measures of Times New Roman, which Decree 30/2020 asks for, and may be shipped (Apache 2.0). */
const FONTS = [
  '400Regular/Tinos_400Regular',
  '400Regular_Italic/Tinos_400Regular_Italic',
  '700Bold/Tinos_700Bold',
  '700Bold_Italic/Tinos_700Bold_Italic',
];

/** A PDF without a place for a signature. */
export interface TypesetCopy {
  readonly pdf: Buffer;
  readonly pages: number;
}

export interface Compiler {
  document(data: PageData): Typeset;
  copy(data: CopyData): TypesetCopy;
  /** Its lines alone, or with the places for the two signatures its end. */
  certified(data: CertifiedCopyData): TypesetCopy | Typeset;
}

/** Makes a compiler; it takes some 20 ms and is kept. It blocks its thread: about 5 ms for a page, 3 s for 500. */
export function createCompiler(): Compiler {
  const require = createRequire(import.meta.url);
  const compiler = NodeCompiler.create({
    workspace: fileURLToPath(new URL('.', import.meta.url)),
    fontArgs: [{ fontBlobs: FONTS.map((font) => readFileSync(require.resolve(`@expo-google-fonts/tinos/${font}.ttf`))) }],
  });
  const templates = {
    document: templateText('decree-30.typ'),
    copy: templateText('marked-copy.typ'),
    certified: templateText('certified-copy.typ'),
  };
  const compile = <T>(kind: keyof typeof templates, data: PageData | CopyData | CertifiedCopyData, read: (document: Compiled) => T): T => {
    try {
      const compiled = compiler.compile({ mainFileContent: templates[kind], inputs: { data: JSON.stringify(data) } });
      const document = compiled.result;
      if (!document) throw new Error(`typesetting failed: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`);
      return read(document);
    } finally {
      compiler.evictCache(8);
    }
  };
  return {
    document: (data) => compile('document', data, (document) => ({ ...filed(compiler, document), ...boxesOf(compiler, document) })),
    copy: (data) => compile('copy', data, (document) => filed(compiler, document)),
    certified: (data) =>
      compile('certified', data, (document) =>
        data.part === 'mark' ? filed(compiler, document) : { ...filed(compiler, document), ...boxesOf(compiler, document) },
      ),
  };
}

type Compiled = NonNullable<ReturnType<NodeCompiler['compile']>['result']>;

function templateText(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

function filed(compiler: NodeCompiler, document: Compiled): TypesetCopy {
  return { pdf: pdfOf(compiler, document), pages: document.numOfPages };
}

function boxesOf(compiler: NodeCompiler, document: Compiled): Pick<Typeset, 'signatureBox' | 'sealBox'> {
  const [signature] = compiler.query(document, { selector: '<signature>', field: 'value' }) as PageBox[];
  const [seal] = compiler.query(document, { selector: '<seal>', field: 'value' }) as PageBox[];
  if (!signature || !seal) throw new Error('typesetting left no place for the signature');
  return { signatureBox: fromBelow(signature), sealBox: fromBelow(seal) };
}

function pdfOf(compiler: NodeCompiler, document: Compiled): Buffer {
  try {
    return compiler.pdf(document, { pdfStandard: 'a-2a' });
  } catch (error) {
    const characters = [...String(error).matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/g)].map((match) => match[1] ?? '');
    throw characters.length > 0 ? new MissingCharacters([...new Set(characters)]) : error;
  }
}

/** Typst measures from above, PDF from below. */
function fromBelow(box: PageBox): PageBox {
  const round = (value: number): number => Math.round(value * 100) / 100;
  return { page: box.page, x: round(box.x), y: round(PAGE_HEIGHT - box.y - box.h), w: round(box.w), h: round(box.h) };
}
