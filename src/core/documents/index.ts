export { documents } from './module.ts';
export { messages as documentMessages } from './messages.ts';
export type { DocumentsTables } from './db.gen.ts';
export type * from './types.ts';
export type * from './events.ts';

export { kindAbbreviations, kinds } from './queries/kinds.ts';
export { issuerAbbreviation } from './rules/issuer-abbreviation.ts';
export { linesOf, readRecipients } from './rules/recipient-lines.ts';
export {
  type ByNumberOptions,
  documentByNumber,
  documentIn,
  documentsAfter,
  documentsByIds,
  editionOf,
  filesByHash,
  filesOf,
  findDocument,
  getDocument,
  heldDocumentIn,
  historyOf,
  recipientsOf,
  signaturesOf,
} from './queries/documents.ts';
export { relationsOf, statusesToday, statusInForce } from './queries/relations.ts';

export { correctDocument, createDocument, type DraftChange, lockDocument, updateDraft } from './commands/documents.ts';
export { allocateNumber, type BookPage, bookOf, numberNotationOf, startBookAt } from './commands/book.ts';
export { addFile, addSignature, type NewFile, removeFile, setRecipients } from './commands/files.ts';
export { createReceivedDocuments, type ReceivedDocument } from './commands/received-documents.ts';
export { attachStoredFile, type StoredFile } from './commands/stored-files.ts';
export { replaceBySealed, type Sealed } from './commands/sealed-file.ts';
export { type HistoryEntry, recordHistory } from './commands/history.ts';
export { type IssueFacts, markIssued, recallDocument, releaseDocument, setVisibility } from './commands/issue.ts';
export { addRelation, removeRelation, resolveRelationsTo } from './commands/relations.ts';

export { ALLOWED_TYPES, extensionOf, MAX_FILE_BYTES, MAX_FILE_NAME, refuseFile, safeFileName } from './rules/files.ts';
export { type InForce, type InForceStatus, inForceOn } from './rules/in-force.ts';
export {
  formatNotation,
  formatNumberNotation,
  type NumberForm,
  numberKey,
  type NumberParts,
  type ParsedNumber,
  parseNumber,
  printedNumber,
} from './rules/number.ts';
export { plainText } from './rules/plain-text.ts';
export { unwrapLines } from './rules/unwrap-lines.ts';
export { refuseSecret, type Secrecy, secrecyMarkIn } from './rules/secrecy.ts';

export type { PageBox, Typeset } from './typeset/compiler.ts';
export type { Annex, TypesetInput } from './typeset/input.ts';
export { type Align, type Block, type Cell, readMarkdown, type Run } from './typeset/markdown.ts';
export { DocumentText } from './views/document-text.tsx';
export type { CertificationInput, MarkInput } from './typeset/certified-copy.ts';
export type { CopyInput } from './typeset/marked-copy.ts';
export { typesetCertification, typesetCopy, typesetDocument, typesetMark } from './typeset/typeset-document.ts';

export { type ExtractedText, extractText, markdownOf, type PdfAsIs, pdfAsIs } from './text-extraction/extract-text.ts';
export type { Confidence, Guess } from './text-extraction/guess.ts';
export { type GuessedMetadata, guessMetadata, type KnownKind } from './text-extraction/guess-metadata.ts';
