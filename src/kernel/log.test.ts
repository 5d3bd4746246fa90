import { expect, test } from 'vitest';
import { errorForLog } from './log.ts';

test('values of a row and of a wrong parameter stay out of the log', () => {
  const error = Object.assign(new Error('invalid input syntax for type uuid: "Nguyễn Văn Mẫu"'), {
    code: '22P02',
    detail: 'Key (identifier)=(nguyen.van.mau) already exists.',
    where: "unnamed portal parameter $1 = 'nguyen.van.mau'",
    parameters: ['nguyen.van.mau'],
  });
  const line = JSON.stringify(errorForLog(new Error('outer', { cause: error })));
  expect(line).toContain('invalid input syntax for type uuid');
  expect(line).toContain('22P02');
  expect(line).not.toMatch(/nguy[eễ]n/i);
});
