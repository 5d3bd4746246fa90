import { defineAction } from '#kernel/action.ts';
import { on } from '#kernel/db.ts';
import type { InformationTables } from '../../db.gen.ts';
import { scopeOfRelease } from '../../queries/editions.ts';
import { WRITE } from '../../rules/states.ts';
import { findUpload } from '../queries.ts';
import { UploadDrop } from '../schemas.ts';

/** Takes away what somebody has begun to send; a repeat finds nothing and changes nothing. */
export const dropUpload = defineAction({
  name: 'information.drop-upload',
  title: { vi: 'Bỏ video đang gửi dở', en: 'Drop an unfinished upload' },
  input: UploadDrop,
  permission: WRITE,
  scope: scopeOfRelease,
  async run({ tx, actor, files }, { id, upload }) {
    if (!(await findUpload(tx, upload, id, actor.id))) return { id };
    await on<InformationTables>(tx).deleteFrom('information.upload').where('id', '=', upload).execute();
    await files.incoming.drop(upload);
    return { id };
  },
  ledger: () => undefined,
});
