export { rebuildIndex, type RebuiltIndex } from './rebuild-index.ts';
