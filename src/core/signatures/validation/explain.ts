import type { Text } from '#kernel/i18n.ts';
import { dateOf, shortDate, shortInstant } from '#kernel/time.ts';
import { domainNames } from '../trust/messages.ts';
import { faultSentences, reasonSentences, validationMessages as m } from './messages.ts';
import type { Fault, SignatureReport, ValidationReport } from './report.ts';

/** A report with the sentences that a person reads. */
export interface Validation extends ValidationReport {
  /** The result in one sentence. */
  readonly sentence: Text;
  /** One for each signature, in the order of signing. */
  readonly details: readonly Text[];
}

/** Adds the sentences to a report. */
export function explain(report: ValidationReport): Validation {
  return { ...report, sentence: sentenceOf(report), details: report.signatures.map(detailOf) };
}

function sentenceOf(report: ValidationReport): Text {
  const { overall, fault, error } = report;
  if (overall === 'TOTAL-PASSED') return passed(report.signatures);
  if (overall === 'NOT-SIGNED') return m.notSigned;
  if (overall === 'UNREADABLE') return joined(m.unreadable, m.errors[error ?? 'broken']);
  if (fault?.subIndication === 'FORMAT_FAILURE' && wasChanged(report)) return faultSentences.HASH_FAILURE;
  return fault ? faultText(fault) : faultSentences.GENERIC;
}

const faultText = ({ reason, subIndication }: Fault): Text => (reason ? reasonSentences[reason] : faultSentences[subIndication]);

/** Remains of a signature, or anything after it that it does not allow: no damage but a change. */
function wasChanged({ signatures }: ValidationReport): boolean {
  const unreadable = signatures.some((one) => one.fault?.subIndication === 'FORMAT_FAILURE' && one.coverage?.after !== 'other-changes');
  return !unreadable;
}

function passed(signatures: readonly SignatureReport[]): Text {
  const people = signatures.filter((one) => one.kind === 'signature');
  const tail = people.some((one) => one.coverage?.after === 'permitted-changes') ? m.permitted : m.unchanged;
  const list = (lang: 'vi' | 'en'): string => namesIn(people, lang);
  return { vi: m.passed.vi(list('vi'), people.length, tail.vi), en: m.passed.en(list('en'), people.length, tail.en) };
}

/** Somebody with many signatures once; of many people the first ones, so that the sentence stays one. */
function namesIn(people: readonly SignatureReport[], lang: 'vi' | 'en'): string {
  const counts = new Map<string, number>();
  for (const one of people) {
    const text = whoAndWhen(one, lang);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const named = [...counts].slice(0, counts.size > MOST_NAMED ? MOST_NAMED - 1 : MOST_NAMED);
  const rest = people.length - named.reduce((sum, [, count]) => sum + count, 0);
  const texts = named.map(([text, count]) => (count > 1 ? `${text} (${m.times[lang](count)})` : text));
  return texts.join(', ') + (rest > 0 ? ` ${m.others[lang](rest)}` : '');
}

const MOST_NAMED = 4;

function whoAndWhen(report: SignatureReport, lang: 'vi' | 'en'): string {
  const { signer, bestSignatureTime, path } = report;
  const { commonName = '?', organization } = signer?.subject ?? {};
  // Whose word it is that names the signer: others than this site may name agencies too.
  const domain = path.domain && path.domain !== 'site' ? domainNames[path.domain][lang] : undefined;
  const notes = [organization === commonName ? undefined : organization, domain].filter((one) => one !== undefined);
  const who = notes.length > 0 ? `${commonName} (${notes.join('; ')})` : commonName;
  const when = bestSignatureTime ? m.on[lang](shortDate(dateOf(bestSignatureTime))) : `(${withoutTime(report)[lang]})`;
  return `${who} ${m.signed[lang]} ${when}`;
}

const withoutTime = ({ timestamps }: SignatureReport): Text => (timestamps.length > 0 ? m.unprovenTime : m.noTimestamp);

function joined(first: Text, second: Text): Text {
  return { vi: `${first.vi} ${second.vi}`, en: `${first.en} ${second.en}` };
}

function detailOf(report: SignatureReport): Text {
  return { vi: detailIn(report, 'vi'), en: detailIn(report, 'en') };
}

function detailIn(report: SignatureReport, lang: 'vi' | 'en'): string {
  const { signer, bestSignatureTime: at, kind, coverage } = report;
  const verb = kind === 'signature' ? m.signed[lang] : m.stamped[lang];
  const when = at ? `${verb} ${m.at[lang](shortInstant(at))}` : withoutTime(report)[lang];
  const unchanged = report.fault?.subIndication !== 'HASH_FAILURE';
  const after = coverage && unchanged ? ` ${m.after[coverage.after][lang]}` : '';
  const notes = report.warnings.map((one) => m.warnings[one][lang]).join('; ');
  const note = notes === '' ? '' : ` ${m.note[lang]}: ${notes}.`;
  return `${signer?.subjectText ?? '?'}: ${when}; ${stateOf(report, lang)}.${after}${note}`;
}

function stateOf(report: SignatureReport, lang: 'vi' | 'en'): string {
  if (!report.fault) return (report.kind === 'signature' ? m.validSignature : m.validStamp)[lang];
  const changed = report.fault.subIndication === 'FORMAT_FAILURE' && report.coverage?.after === 'other-changes';
  const text = changed ? faultSentences.HASH_FAILURE : faultText(report.fault);
  const [first = ''] = text[lang].split(/\. |\.$/);
  return first.charAt(0).toLowerCase() + first.slice(1);
}
