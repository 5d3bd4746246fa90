/* oxlint-disable unicorn/require-post-message-target-origin -- a thread’s port has no origin */
import { parentPort } from 'node:worker_threads';
import { createCompiler, MissingCharacters, type TypesetCopy } from './compiler.ts';
import type { Asked } from './typeset-document.ts';

const compiler = createCompiler();

parentPort?.on('message', ({ id, asked }: { id: number; asked: Asked }) => {
  try {
    const typeset = set(asked);
    parentPort?.postMessage({ id, typeset });
  } catch (error) {
    const characters = error instanceof MissingCharacters ? error.characters : undefined;
    parentPort?.postMessage({ id, error: String(error), characters });
  }
});

function set(asked: Asked): TypesetCopy {
  if (asked.kind === 'document') return compiler.document(asked.data);
  return asked.kind === 'copy' ? compiler.copy(asked.data) : compiler.certified(asked.data);
}
