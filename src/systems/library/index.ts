export { importCorpus, type ImportedRow, type ImportSummary } from './importing/import-corpus.ts';
export { findingSentence } from './importing/sentences.ts';
