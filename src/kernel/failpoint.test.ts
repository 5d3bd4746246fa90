import { afterEach, expect, test, vi } from 'vitest';
import { armFailpoint, failpoint } from './failpoint.ts';

const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
afterEach(() => {
  armFailpoint('');
  kill.mockClear();
});

test('unarmed, nothing happens', () => {
  failpoint('after-insert');
  expect(kill).not.toHaveBeenCalled();
});

test('kills at the named point only, at the pass asked for, once', () => {
  armFailpoint('after-insert:2');
  failpoint('before-commit');
  failpoint('after-insert');
  expect(kill).not.toHaveBeenCalled();
  failpoint('after-insert');
  failpoint('after-insert');
  expect(kill.mock.calls).toEqual([[process.pid, 'SIGKILL']]);
});

test('a place narrows a point, and "pause" stops instead of killing', () => {
  armFailpoint('pause:action-before-commit@drafting.sign-document');
  failpoint('action-before-commit', 'axis.send-document');
  expect(kill).not.toHaveBeenCalled();
  failpoint('action-before-commit', 'drafting.sign-document');
  expect(kill.mock.calls).toEqual([[process.pid, 'SIGSTOP']]);
});

test('a setting of another form is refused', () => {
  expect(() => armFailpoint('after insert; rm')).toThrow('MOTCUA_FAILPOINT');
});
