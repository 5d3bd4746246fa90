import type { Paper as DefinedPaper, Procedure, Way } from '#core/cases/index.ts';
import type { Channel, ChannelRow, Entry, Fee, Level, Paper } from '../entry.ts';
import { GAP_FIELDS } from '../entry.ts';

const channels: Readonly<Record<Way['channel'], Channel>> = { online: 'online', counter: 'in-person', post: 'post' };
const levels: Readonly<Record<Procedure['level'], Level>> = { commune: 'commune', province: 'province', ministry: 'ministry' };
const audiences: Readonly<Record<Procedure['audience'][number], string>> = {
  citizen: 'Công dân Việt Nam',
  business: 'Doanh nghiệp',
  organisation: 'Tổ chức (không bao gồm doanh nghiệp, HTX)',
  foreigner: 'Người nước ngoài',
};

/** A definition of this site as the catalogue shows procedures. In Vietnamese, as the national records are. */
export function ownEntry(procedure: Procedure): Entry {
  const parsed = { pieces: 0, parsed: 0, unsaid: 0 };
  return {
    name: procedure.name.vi,
    decision: '',
    kind: '',
    field: procedure.field.vi,
    levels: [levels[procedure.level]],
    audiences: procedure.audience.map((audience) => audiences[audience]),
    implementing: '',
    competent: '',
    authorised: '',
    coordinating: '',
    address: '',
    channels: procedure.ways.map(rowOf),
    papers: procedure.papers.length === 0 ? [] : [{ title: '', papers: procedure.papers.map(paperOf) }],
    steps: procedure.steps.map(({ vi }, at) => ({ title: `Bước ${at + 1}`, text: vi })),
    results: procedure.results.map(({ name, code }) => ({ text: name.vi, code })),
    basis: procedure.legalBasis.map(({ title, number }) => ({ text: title, number })),
    conditions: procedure.conditions.map(({ vi }) => `- ${vi}`).join('\n'),
    related: '',
    verbatim: {},
    gaps: [],
    tally: Object.fromEntries(GAP_FIELDS.map((field) => [field, parsed])) as Entry['tally'],
  };
}

function rowOf({ channel, term, fee }: Way): ChannelRow {
  return { channel: channels[channel], time: { text: '', amount: term.amount, unit: term.unit }, fees: [feeOf(fee)], note: '' };
}

function feeOf({ amount, words }: Way['fee']): Fee {
  return amount === 0 ? { kind: 'free', text: words, said: words } : { kind: 'amount', text: words, said: words, amount, currency: 'VND' };
}

function paperOf({ name, hint, originals, copies, neededIf }: DefinedPaper): Paper {
  const text = hint === undefined ? name.vi : `${name.vi}. ${hint.vi}`;
  return { text: neededIf === undefined ? text : `${text} (tùy trường hợp)`, files: [], originals, copies };
}
