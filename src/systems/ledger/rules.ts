import type { Text } from '#kernel/i18n.ts';
import { isId } from '#kernel/id.ts';
import type { Module } from '#kernel/module.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const SUBJECT = /^[a-z][a-z-]{0,40}:[\w.@-]{1,200}$/;

/**
 * The subject that somebody asks about: `document:<id>` as it stands in the ledger, a document's id, or the address of
 * its page. Undefined: none of these.
 */
export function readSubject(typed: string): string | undefined {
  const text = typed.trim();
  if (SUBJECT.test(text)) return text.replace(UUID, (id) => id.toLowerCase());
  const id = isId(text) ? text : /^(https?:\/\/|\/)\S+$/.test(text) ? UUID.exec(text)?.[0] : undefined;
  return id && `document:${id.toLowerCase()}`;
}

/** What each action of the product is called, by the name that stands in the ledger. */
export function actionTitles(modules: readonly Module[]): ReadonlyMap<string, Text> {
  return new Map(modules.flatMap((module) => module.actions ?? []).map((action) => [action.name, action.title]));
}

/** How a seal stands with timestamps: its own, that of a later seal chained to it, or none so far. */
export function stampState(seal: { readonly no: number; readonly stampedBy: number | undefined }): 'own' | 'later' | 'waiting' {
  if (seal.stampedBy === undefined) return 'waiting';
  return seal.stampedBy === seal.no ? 'own' : 'later';
}
