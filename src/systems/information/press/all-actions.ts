import type { Action } from '#kernel/action.ts';
import { closeHook } from '../actions/close-hook.ts';
import { confirmHook } from '../actions/confirm-hook.ts';
import { proposeHook } from '../actions/propose-hook.ts';
import { renewJournalist } from '../actions/renew-journalist.ts';
import { recordPressAttempt } from './record-attempt.ts';
import { confirmTerm } from './answers/confirm-term.ts';
import { draftAnswerRelease } from './answers/draft-release.ts';
import { proposeTerm } from './answers/propose-term.ts';
import { remindAnswers } from './answers/remind.ts';
import { setContact } from './answers/set-contact.ts';
import { confirmTerms } from './terms/confirm-terms.ts';
import { proposeTerms } from './terms/propose-terms.ts';

/** What the press room does beyond letting reporters in and answering them. */
export const pressActions: readonly Action<any, any>[] = [
  renewJournalist,
  proposeHook,
  confirmHook,
  closeHook,
  recordPressAttempt,
  proposeTerms,
  confirmTerms,
  proposeTerm,
  confirmTerm,
  setContact,
  remindAnswers,
  draftAnswerRelease,
];
