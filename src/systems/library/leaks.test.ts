import { beforeAll, describe, expect, test } from 'vitest';
import { addFile, addRelation, correctDocument, createDocument, type OfficialDocument } from '#core/documents/index.ts';
import { transaction } from '#kernel/db.ts';
import { systemActor } from '#kernel/permission.ts';
import { testApp, type TestApp } from '../../../test/kit.ts';
import { publishDocument } from './actions/publish-document.ts';
import { unpublishDocument } from './actions/unpublish-document.ts';
import { indexDocument } from './indexing.ts';
import { givenDocument } from './test-kit.ts';

/** Words that only the hidden document has. */
const SECRET_WORD = 'xuyetkimhoa';

describe('a document that is not public', () => {
  let t: TestApp;
  let hidden: OfficialDocument;
  let open: OfficialDocument;
  let fileUrl: string;
  const actor = systemActor('test');

  const everywhere = () => [
    '/',
    `/tim?q=${SECRET_WORD}`,
    `/van-ban?q=${SECRET_WORD}`,
    '/van-ban',
    '/van-ban?loai=ke-hoach',
    '/van-ban/909-kh-ubnd',
    `/van-ban/${hidden.id}`,
    fileUrl,
    `/van-ban.atom?q=${SECRET_WORD}`,
    '/van-ban.atom',
    '/van-ban.json',
    '/sitemap/van-ban-0.xml',
    '/goi-y?q=xuyet',
    `/api/documents?q=${SECRET_WORD}`,
    '/api/documents',
    '/api/documents/suggestions?q=909',
    `/api/documents/${hidden.id}`,
    `/kiem-tra?so=909/KH-UBND`,
    `/van-ban/${open.id}`,
    `/api/documents/${open.id}`,
  ];

  const seen = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const url of everywhere()) {
      const { body, statusCode } = await t.app.inject(url);
      // A refusal shows the address again, and a form what was typed; what must not appear is the document.
      if (statusCode === 404) continue;
      const told = body.replaceAll(`“${SECRET_WORD}”`, '').replaceAll(`q=${SECRET_WORD}`, '').replaceAll('value="909/KH-UBND"', '');
      if (/Kế hoạch xuyetkimhoa|909\/KH-UBND|Nội dung xuyetkimhoa/.test(told) || told.includes(`/van-ban/${hidden.id}`)) found.push(url);
    }
    return found;
  };

  beforeAll(async () => {
    t = await testApp();
    const { db, files } = t.services;
    open = await givenDocument(db, { numberNotation: '1/2025/NĐ-CP' });
    hidden = await givenDocument(db, {
      numberNotation: '909/KH-UBND',
      kind: 'ke-hoach',
      visibility: 'internal',
      abstract: `Kế hoạch ${SECRET_WORD}`,
      text: `Nội dung ${SECRET_WORD}`,
      field: 'Lĩnh vực kín',
    });
    const file = await transaction(db, (tx) =>
      addFile(
        tx,
        files,
        { documentId: hidden.id, role: 'main', name: 'kin.txt', bytes: Buffer.from(`Nội dung ${SECRET_WORD}`) },
        'system:test',
      ),
    );
    fileUrl = `/van-ban/${hidden.id}/tep/${file.id}/${file.name}`;
    await transaction(db, (tx) => addRelation(tx, hidden.id, { kind: 'refers', toDocumentId: open.id }, 'system:test'));
  });

  test('is nowhere: page, file, search, facets, feeds, sitemap, API, completions, relations, check', async () => {
    expect(await seen()).toEqual([]);
    const { facets } = (await t.app.inject('/api/documents')).json();
    expect(JSON.stringify(facets)).not.toContain('ke-hoach');
    expect(JSON.stringify(facets)).not.toContain('kín');
    const check = await checkOf(`Nội dung ${SECRET_WORD}`);
    expect(check.body).not.toContain('909');
  });

  test('is everywhere once published, and nowhere again once taken back', async () => {
    const { db } = t.services;
    await t.services.act(publishDocument, actor, { id: hidden.id });
    await indexDocument(db, hidden.id);
    const places = await seen();
    expect(places).toContain(fileUrl);
    expect(places).toContain('/sitemap/van-ban-0.xml');
    expect(places).toContain('/van-ban.atom');
    expect((await t.app.inject('/goi-y?q=xuyet')).json().suggestions).not.toEqual([]);
    expect((await checkOf(`Nội dung ${SECRET_WORD}`)).body).toContain('909/KH-UBND');

    await t.services.act(unpublishDocument, actor, { id: hidden.id });
    // Pages that were kept are trusted for a second.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await seen()).toEqual([]);
    expect((await t.app.inject('/goi-y?q=xuyet')).json().suggestions).toEqual([]);
  });

  test('drafts are not public even when they are marked so', async () => {
    const { db } = t.services;
    const draft = await transaction(db, (tx) =>
      createDocument(
        tx,
        { issuerName: 'CHÍNH PHỦ', kind: 'nghi-dinh', abstract: 'Dự thảo kín', visibility: 'public', source: 'written' },
        'system:test',
      ),
    );
    await indexDocument(db, draft.id);
    expect((await t.app.inject(`/van-ban/${draft.id}`)).statusCode).toBe(404);
    expect((await t.app.inject('/van-ban?q=du%20thao%20kin')).body).not.toContain('Dự thảo kín');
  });

  test('a corrected document is shown as corrected within a second', async () => {
    const { db } = t.services;
    const page = () => t.app.inject(`/van-ban/${open.id}`);
    expect((await page()).body).toContain('Luật Đất đai');
    await transaction(db, (tx) => correctDocument(tx, open.id, open.version, { abstract: 'Trích yếu mới' }, 'thử', 'system:test'));
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await page()).body).toContain('Trích yếu mới');
  });

  function checkOf(content: string) {
    const body = [
      '--b',
      'content-disposition: form-data; name="tep"; filename="a.txt"',
      'content-type: text/plain',
      '',
      content,
      '--b--',
      '',
    ].join('\r\n');
    return t.app.inject({ method: 'POST', url: '/kiem-tra', headers: { 'content-type': 'multipart/form-data; boundary=b' }, body });
  }
});
