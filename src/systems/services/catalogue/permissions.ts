/** Importing the list of procedures and reading the report of it. */
export const KEEP_PROCEDURES = 'services.keep-procedures';
