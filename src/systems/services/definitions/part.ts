import { publishDefinition } from '#core/cases/index.ts';
import { transaction } from '#kernel/db.ts';
import type { Part } from '../parts.ts';
import { consultation } from './consultation.ts';
import { definitions } from './index.ts';

const PRODUCT = { added: 'product', approved: 'product' } as const;

/** The services that come with the product: a new version of one is there from the start that brings it. */
export const ownDefinitions: Part = {
  async seed({ db }) {
    await transaction(db, async (tx) => {
      for (const procedure of [...definitions, consultation]) await publishDefinition(tx, procedure, PRODUCT);
    });
  },
};
