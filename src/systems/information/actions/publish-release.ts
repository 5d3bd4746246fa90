import { defineAction } from '#kernel/action.ts';
import type { Refusal } from '#kernel/problem.ts';
import { publishNow } from '../publishing.ts';
import { lockNewest, scopeOfRelease } from '../queries/editions.ts';
import { PUBLISH } from '../rules/states.ts';
import { EditionPublish } from '../schemas.ts';

const early: Refusal = {
  code: 'early',
  message: { vi: 'Chưa đến giờ công bố.', en: 'The moment of publication has not come.' },
};

/** Done by the product at the moment of publication. A repeat, or an edition taken back meanwhile, changes nothing. */
export const publishRelease = defineAction({
  name: 'information.publish-release',
  title: { vi: 'Công bố bản tin', en: 'Publish a release' },
  input: EditionPublish,
  permission: PUBLISH,
  scope: scopeOfRelease,
  async refuse({ tx, now }, input) {
    const { edition } = await lockNewest(tx, input.id);
    return edition.state === 'embargoed' && edition.number === input.edition && edition.visibleFrom !== null && edition.visibleFrom > now
      ? [early]
      : [];
  },
  async run(context, input) {
    const { release, edition } = await lockNewest(context.tx, input.id);
    if (edition.state !== 'embargoed' || edition.number !== input.edition || release.ended !== null)
      return { published: false, code: release.code };
    return { published: true, ...(await publishNow(context, input.id)) };
  },
  ledger: (input, result) =>
    result.published
      ? { subject: `release:${input.id}`, facts: { step: 'publish', edition: input.edition, code: result.code } }
      : undefined,
});
