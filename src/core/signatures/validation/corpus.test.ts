import { expect, it } from 'vitest';
import { authority, type CorpusCase, pdfCorpus, signed, trustOf } from '../../../../test/signature-corpus.ts';
import { formatCorpus } from '../../../../test/signature-corpus-formats.ts';
import { weakCorpus } from '../../../../test/signature-corpus-weak.ts';
import { now } from '#kernel/time.ts';
import { currentPolicy, type ValidationPolicy } from './policy.ts';
import { judgeAnyFile, judgeFile } from './validate.ts';

// The same files go through pyHanko and EU DSS: docs/signature-referees.md.
const corpus: readonly CorpusCase[] = [...pdfCorpus(), ...weakCorpus(), ...(await formatCorpus())];

it.each(corpus)('$group: $name', async (one) => {
  const report = await judgeAnyFile(one.input, trustOf(one), currentPolicy, one.at);
  const result = report.fault ? `${report.overall} ${report.fault.subIndication}` : report.overall;
  if (one.expected === undefined) expect(result).not.toBe('TOTAL-PASSED');
  else expect(result).toBe(one.expected);
});

it.each(['hash', 'ec'] as const)('algorithms that count no more: %s', (family) => {
  const ended: ValidationPolicy = {
    id: 'test',
    algorithms: currentPolicy.algorithms.map((rule) => (rule.family === family ? { ...rule, until: '2020-12-31' } : rule)),
  };
  const { overall, fault } = judgeFile({ bytes: signed, kind: 'pdf' }, authority.trust, ended, now());
  expect([overall, fault?.subIndication]).toEqual(['INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE']);
});
