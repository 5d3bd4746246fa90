/** Keeps the registers of an agency: answers questions about looks, decides corrections, sees how much is looked at. */
export const KEEP = 'registries.keep';
/** Looks for facts outside any dossier, with a reason and a legal ground. */
export const LOOK = 'registries.look';
