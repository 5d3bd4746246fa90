import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { Type } from '#kernel/schema.ts';
import type { AuthenticityTables } from '../db.gen.ts';
import { shapeOfFile } from '../stored-picture.ts';

/** Works out the shape of a published picture once; what cannot be read is still found byte for byte. */
export const recordPictureShape = defineAction({
  name: 'authenticity.record-picture-shape',
  title: { vi: 'Ghi hình dạng ảnh để so', en: 'Record the shape of a picture' },
  input: Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  permission: 'authenticity.index',
  async run({ tx, files }, { sha256 }) {
    const shape = await shapeOfFile(files, sha256);
    if (shape === undefined) return;
    await on<AuthenticityTables>(tx).updateTable('authenticity.picture').set({ shape }).where('sha256', '=', sha256).execute();
  },
  ledger: () => undefined,
});
