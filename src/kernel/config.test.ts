import { afterEach, expect, test, vi } from 'vitest';
import { describeSettings } from './config.ts';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['smtps://post:kín@mail.example.vn', 'smtps://post:***@mail.example.vn'],
  ['smtps://post:k@n@mail.example.vn:465', 'smtps://post:***@mail.example.vn:465'],
  ['smtps://:kín@mail.example.vn', 'smtps://:***@mail.example.vn'],
  ['smtp://127.0.0.1:2525', 'smtp://127.0.0.1:2525'],
])('what the doctor prints of %s holds no part of a password', (url, shown) => {
  vi.stubEnv('MOTCUA_SMTP_URL', url);
  expect(describeSettings().find(({ name }) => name === 'MOTCUA_SMTP_URL')?.value).toBe(shown);
});
