import type { ComponentChildren } from 'preact';

/** `late` is the only red thing in a table. */
export type TagKind = 'neutral' | 'info' | 'done' | 'warning' | 'late';

const colors: Record<TagKind, string> = { neutral: 'neutral', info: 'info', done: 'success', warning: 'warning', late: 'danger' };

export interface TagProps {
  readonly kind?: TagKind;
  readonly children: ComponentChildren;
}

/** A word or two about the state of something; the word says it, the colour only helps. */
export function Tag({ kind = 'neutral', children }: TagProps) {
  return (
    <span class="ds-tag mc-tag" data-color={colors[kind]} data-kind={kind}>
      {children}
    </span>
  );
}

export interface StatusTagProps<Status extends string> {
  readonly status: Status;
  /** Each status with its look and its name in the reader's language: a module states the table once. */
  readonly statuses: Readonly<Record<Status, { readonly kind: TagKind; readonly label: string }>>;
}

/** A tag chosen from a table of statuses. */
export function StatusTag<Status extends string>({ status, statuses }: StatusTagProps<Status>) {
  const { kind, label } = statuses[status];
  return <Tag kind={kind}>{label}</Tag>;
}
