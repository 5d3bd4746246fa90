import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
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

/** Makes a compiler; it takes some 20 ms and is kept. `compile` blocks its thread: about 5 ms for a page, 3 s for 500. */
export function createCompiler(): (data: PageData) => Typeset {
  const require = createRequire(import.meta.url);
  const compiler = NodeCompiler.create({
    workspace: fileURLToPath(new URL('.', import.meta.url)),
    fontArgs: [{ fontBlobs: FONTS.map((font) => readFileSync(require.resolve(`@expo-google-fonts/tinos/${font}.ttf`))) }],
  });
  const template = readFileSync(new URL('decree-30.typ', import.meta.url), 'utf8');

  return function compile(data) {
    try {
      const compiled = compiler.compile({ mainFileContent: template, inputs: { data: JSON.stringify(data) } });
      const document = compiled.result;
      if (!document) throw new Error(`typesetting failed: ${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`);
      const [signature] = compiler.query(document, { selector: '<signature>', field: 'value' }) as PageBox[];
      const [seal] = compiler.query(document, { selector: '<seal>', field: 'value' }) as PageBox[];
      if (!signature || !seal) throw new Error('typesetting left no place for the signature');
      return { pdf: pdfOf(compiler, document), pages: document.numOfPages, signatureBox: fromBelow(signature), sealBox: fromBelow(seal) };
    } finally {
      compiler.evictCache(8);
    }
  };
}

function pdfOf(compiler: NodeCompiler, document: Parameters<NodeCompiler['pdf']>[0]): Buffer {
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
