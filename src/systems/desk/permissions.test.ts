import { describe, expect, it } from 'vitest';
import { official, testApp } from '../../../test/kit.ts';

const t = await testApp();
const open = (url: string, headers: Record<string, string> = {}) => t.app.inject({ url, headers });

describe('who sees the desk', () => {
  it('not a visitor, who is asked to sign in and comes back', async () => {
    const answer = await open('/ban-lam-viec');
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/dang-nhap?tiep=%2Fban-lam-viec');
  });

  it('everybody who is signed in; it is the first link of their navigation', async () => {
    const answer = await open('/ban-lam-viec', t.as(official([])));
    expect(answer.statusCode).toBe(200);
    expect(/<nav class="mc-nav"[^>]*><ul[^>]*><li><a href="([^"]*)"/.exec(answer.body)?.[1]).toBe('/ban-lam-viec');
  });
});

describe('who sees the board', () => {
  it('not a visitor', async () => {
    expect((await open('/bang-dieu-hanh')).statusCode).toBe(303);
  });

  it('not an official without the permission, who is not shown the way there either', async () => {
    const headers = t.as(official(['drafting.read']));
    expect((await open('/bang-dieu-hanh', headers)).statusCode).toBe(403);
    expect((await open('/ban-lam-viec', headers)).body).not.toContain('/bang-dieu-hanh');
  });

  it('an official with it', async () => {
    const headers = t.as(official(['desk.board'], '00000000-0000-4000-8000-000000000001'));
    expect((await open('/bang-dieu-hanh', headers)).statusCode).toBe(200);
    expect((await open('/ban-lam-viec', headers)).body).toContain('/bang-dieu-hanh');
  });

  it('not for an agency in which the permission is not held', async () => {
    const elsewhere = official(['desk.board'], '00000000-0000-4000-8000-000000000001');
    const answer = await open('/bang-dieu-hanh', t.as({ ...elsewhere, scope: '00000000-0000-4000-8000-000000000002' }));
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain('mc-figures');
  });
});
