export { importProcedures, type ImportSummary as ProcedureImportSummary } from './catalogue/importing/import-file.ts';
