import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import { Type } from '#kernel/schema.ts';
import type { AuthenticityTables } from '../db.gen.ts';
import { pictureShape, UnreadablePicture } from '../rules/picture-shape.ts';

/** Works out the shape of a published picture once; what cannot be read is still found byte for byte. */
export const recordPictureShape = defineAction({
  name: 'authenticity.record-picture-shape',
  title: { vi: 'Ghi hình dạng ảnh để so', en: 'Record the shape of a picture' },
  input: Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  permission: 'authenticity.index',
  async run({ tx, files }, { sha256 }) {
    const bytes = await files.get(sha256);
    const shape = await pictureShape(bytes).catch((error: unknown) => {
      if (error instanceof UnreadablePicture) return undefined;
      throw error;
    });
    if (shape === undefined) return;
    await on<AuthenticityTables>(tx).updateTable('authenticity.picture').set({ shape }).where('sha256', '=', sha256).execute();
  },
  ledger: () => undefined,
});
