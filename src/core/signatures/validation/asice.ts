import type { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import { Problem } from '#kernel/problem.ts';
import { type Container, readContainer, readManifest, uriOf } from '../asic/container.ts';
import { isRefusedXml } from '../xades/tree.ts';
import { presentCades } from './cms.ts';
import { type Beliefs, type JudgedFile, judgeTogether, type WithEvidence } from './judged-file.ts';
import { type Fault, faultOf } from './report.ts';
import { presentXml } from './xml.ts';

/** Judges a container (ASiC-E, EN 319 162-1). Never throws for what is in it. Every file must be covered by every signature. */
export async function judgeAsice(bytes: Buffer, beliefs: Beliefs): Promise<JudgedFile> {
  try {
    const container = await readContainer(bytes);
    const found = [...xadesOf(container, beliefs), ...cadesOf(container, beliefs)];
    return { signatures: judgeTogether(found, beliefs) };
  } catch (error) {
    if (!isRefusedXml(error)) throw error;
    const tooLarge = error instanceof Problem && error.slug === 'zip-too-large';
    return { signatures: [], error: tooLarge ? 'too-large' : 'broken' };
  }
}

function xadesOf({ files, meta }: Container, beliefs: Beliefs): readonly WithEvidence[] {
  const byAddress = new Map(files.map((file) => [uriOf(file.name), file.bytes]));
  const lists = [...meta].filter(([name]) => /^signatures[^/]*\.xml$/.test(name));
  return lists.flatMap(([name, bytes]) => {
    const asked = new Set<string>();
    const fileOf = (uri: string): Buffer | undefined => {
      asked.add(uri);
      return byAddress.get(uri);
    };
    return presentXml(bytes, name, fileOf, beliefs, false).map((one) =>
      withFault(one, [...byAddress.keys()].every((uri) => asked.has(uri)) ? undefined : uncovered()),
    );
  });
}

function cadesOf({ files, meta }: Container, beliefs: Beliefs): readonly WithEvidence[] {
  const manifests = [...meta].filter(([name]) => /^ASiCManifest[^/]*\.xml$/.test(name));
  return manifests.flatMap(([, bytes]) => {
    const manifest = readManifest(bytes);
    const signature = meta.get(manifest.signature);
    if (!signature) return [];
    const listed = new Map(manifest.references.map((one) => [one.name, one.sha256]));
    const changed = files.some((file) => listed.has(file.name) && listed.get(file.name) !== hash('sha256', file.bytes));
    const missing = [...listed.keys()].some((name) => !files.some((file) => file.name === name));
    const fault = changed
      ? faultOf('HASH_FAILURE', 'a file is not the one that was signed')
      : missing
        ? faultOf('SIGNED_DATA_NOT_FOUND', 'a file that was signed is not here')
        : files.every((file) => listed.has(file.name))
          ? undefined
          : uncovered();
    return [withFault(presentCades(signature, bytes, manifest.signature, beliefs), fault)];
  });
}

/** The standard lets a signature be over some of the files (EN 319 162-1 §4.4); whoever opens the container cannot see which. */
const uncovered = (): Fault =>
  faultOf('SIG_CONSTRAINTS_FAILURE', 'the container holds a file that the signature does not cover', 'uncovered-file');

function withFault(one: WithEvidence, fault: Fault | undefined): WithEvidence {
  return { ...one, presented: { ...one.presented, fault: one.presented.fault ?? fault } };
}
