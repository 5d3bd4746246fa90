/**
 * `library.index-changed`: a document was put into the search index, or taken out of it, so that searches and feeds may read
 * otherwise. Not at the moment when the document itself changed: the index follows in a job.
 */
export const INDEX_CHANGED = 'library.index-changed';

export interface IndexChanged {
  readonly documentId: string;
}
