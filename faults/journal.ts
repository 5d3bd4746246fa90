import { closeSync, openSync, writeSync } from 'node:fs';

export type Operation =
  | 'create'
  | 'submit'
  | 'approve-content'
  | 'approve-format'
  | 'sign'
  | 'seal'
  | 'issue'
  | 'send'
  | 'register'
  | 'packet';

/** Something a client wants done once, however often it has to ask. */
export interface Wish {
  readonly client: string;
  readonly operation: Operation;
  readonly path: string;
  /** The form's key, or the packet's own id: the same in every attempt. */
  readonly key: string;
  /** Document id, or ids of what is registered; known before the attempt except for `create`. */
  readonly about: readonly string[];
}

export interface Reply {
  readonly status: number;
  /** Where a form leads, or the acceptance of a packet. */
  readonly answer: string;
}

export interface Entry extends Wish {
  readonly no: number;
  attempts: number;
  outcome: 'open' | 'acknowledged' | 'refused';
  reply?: Reply;
  /** Asks the same once more, beside the journal; what it answers must be `reply.answer`. */
  again?: () => Promise<string>;
}

export interface Journal {
  readonly entries: readonly Entry[];
  /** Answers that no fault excuses: anything but done, refused with reasons, 429, 503 and 507. */
  readonly surprises: string[];
  begin(wish: Wish): Entry;
  attempt(entry: Entry): void;
  unanswered(entry: Entry, reason: string): void;
  answered(entry: Entry, reply: Reply, outcome: 'acknowledged' | 'refused' | 'later'): void;
  note(text: string): void;
  acknowledged(operation: Operation): Entry[];
  /** Instant (ms) of the first acknowledgement at or after an instant; undefined: none yet. */
  firstAcknowledgedAfter(at: number): number | undefined;
  close(): void;
}

/**
 * What clients asked for and were told, kept outside the system under test: one line appended before each attempt and one
 * after each answer. What the system holds afterwards is judged by it.
 */
export function openJournal(path: string): Journal {
  const file = openSync(path, 'a');
  const entries: Entry[] = [];
  const acknowledgements: number[] = [];
  const line = (value: Record<string, unknown>): void => void writeSync(file, `${JSON.stringify({ at: Date.now(), ...value })}\n`);
  return {
    entries,
    surprises: [],
    begin(wish) {
      const entry: Entry = { ...wish, no: entries.length + 1, attempts: 0, outcome: 'open' };
      entries.push(entry);
      line({ event: 'wish', ...wish, no: entry.no });
      return entry;
    },
    attempt(entry) {
      entry.attempts += 1;
      line({ event: 'attempt', no: entry.no, attempt: entry.attempts });
    },
    unanswered: (entry, reason) => line({ event: 'unanswered', no: entry.no, reason }),
    answered(entry, reply, outcome) {
      line({ event: 'answer', no: entry.no, outcome, ...reply });
      if (outcome === 'later') return;
      entry.outcome = outcome;
      entry.reply = reply;
      if (outcome === 'acknowledged') acknowledgements.push(Date.now());
    },
    note: (text) => line({ event: 'note', text }),
    acknowledged: (operation) => entries.filter((entry) => entry.operation === operation && entry.outcome === 'acknowledged'),
    firstAcknowledgedAfter: (at) => acknowledgements.find((one) => one >= at),
    close: () => closeSync(file),
  };
}
