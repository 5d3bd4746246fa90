import { type DeliveryState, STANDING, UNSENT } from './states.ts';

/** All that decides what happens next with a delivery. */
export interface Situation {
  readonly state: DeliveryState;
  readonly notBefore: Date;
  readonly lookAgainAt: Date | null;
  readonly textRevision: number;
  readonly postedRevision: number;
  /** Somebody changed the text by hand: another person has to see it. */
  readonly writtenByHand: boolean;
  readonly approvedBy: string | null;
  /** The connection's rule; an account whose posts cannot be recalled always asks a person. */
  readonly approval: 'automatic' | 'each' | 'certified';
  readonly connectionActive: boolean;
  /** Whether the release is for this kind of channel at all. */
  readonly suits: boolean;
  /** The platform has what was sent, though nobody could yet ask what became of it. */
  readonly accepted: boolean;
  readonly revision: number;
  readonly ended: 'withdrawn' | 'retracted' | null;
}

export type Step =
  | 'render'
  | 'approve'
  | 'queue'
  | 'send'
  | 'presume-unconfirmed'
  | 'read-back'
  | 'check'
  | 'begin-correction'
  | 'edit'
  | 'begin-retraction'
  | 'retract'
  | 'cancel'
  | 'set-aside';

/** What to do now; `at`: nothing before that instant; neither: nothing until something else changes. */
export type Next = { readonly step: Step } | { readonly at: Date } | 'rest';

/** Decides the next step from what is written down, and from nothing else: whoever picks a delivery up goes on rightly. */
export function nextStep(s: Situation, at: Date): Next {
  // What a platform has accepted may stand: it waits for a person, and is then asked about, not sent.
  if (s.state === 'needs_auth' && s.accepted) return 'rest';
  if (UNSENT.includes(s.state)) return beforeSending(s, at);
  if (STANDING.includes(s.state)) return standing(s);
  switch (s.state) {
    case 'sending':
      return { step: 'presume-unconfirmed' };
    case 'unconfirmed':
      return whenDue(s, at, 'read-back');
    case 'remote_processing':
      return whenDue(s, at, 'check');
    case 'correcting':
      return s.ended === 'retracted' ? { step: 'begin-retraction' } : whenDue(s, at, 'edit');
    case 'retracting':
      return whenDue(s, at, 'retract');
    default:
      return 'rest';
  }
}

function whenDue(s: Situation, at: Date, step: Step): Next {
  if (!s.connectionActive) return 'rest';
  return s.lookAgainAt !== null && s.lookAgainAt > at ? { at: s.lookAgainAt } : { step };
}

function beforeSending(s: Situation, at: Date): Next {
  if (s.ended !== null) return { step: 'cancel' };
  if (!s.suits) return s.state === 'unsuitable' ? 'rest' : { step: 'set-aside' };
  if (s.textRevision < s.revision || s.state === 'unsuitable') return { step: 'render' };
  switch (s.state) {
    case 'rendered':
      return s.approval === 'automatic' && !s.writtenByHand ? { step: 'approve' } : 'rest';
    case 'approved':
      return { step: 'queue' };
    case 'queued':
      return s.notBefore > at ? { at: s.notBefore } : whenDue(s, at, 'send');
    case 'rate_limited':
      return whenDue(s, at, 'queue');
    default:
      return 'rest';
  }
}

function standing(s: Situation): Next {
  if (s.ended === 'retracted') return { step: 'begin-retraction' };
  return s.postedRevision < s.revision ? { step: 'begin-correction' } : 'rest';
}
