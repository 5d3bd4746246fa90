export { importCorpus, type ImportSummary } from './importing/import-corpus.ts';
