import { Buffer } from 'node:buffer';
import { defineAction } from '#kernel/action.ts';
import { sha256Hex } from '#kernel/files.ts';
import { keepCaseAvatar } from '../queries/avatars.ts';
import { addReport } from '../queries/write-cases.ts';
import { readAddress } from '../rules/addresses.ts';
import { namedAccount } from '../rules/platforms.ts';
import { FakeReport } from '../schemas.ts';
import { shapeOfFile } from '../stored-picture.ts';

/** Anybody reports a page, without signing in and without saying who they are. */
export const reportFake = defineAction({
  name: 'authenticity.report-fake',
  title: { vi: 'Báo trang giả mạo', en: 'Report a false page' },
  input: FakeReport,
  permission: 'public',
  refuse(_context, input) {
    if (readAddress(input.url) || namedAccount(input.url)) return [];
    const message = {
      vi: 'Đây không phải một đường dẫn. Hãy mở trang đó rồi chép đường dẫn ở đầu trình duyệt.',
      en: 'This is not an address.',
    };
    return [{ code: 'no-address', message, field: 'url' }];
  },
  async run({ tx, files, now }, input) {
    const { pictured, ...result } = await addReport(tx, input, now);
    if (input.avatar && !pictured) await keepCaseAvatar(tx, result.caseId, input.avatar, await shapeOfFile(files, input.avatar));
    return result;
  },
  ledger: (input, result) => ({
    subject: `fake-page:${result.caseId}`,
    facts: { report: sha256Hex(Buffer.from(input.url + input.why)), screenshot: input.screenshot, avatar: input.avatar },
  }),
});
