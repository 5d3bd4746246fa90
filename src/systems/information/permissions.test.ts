import { describe, expect, it } from 'vitest';
import { official, testApp } from '../../../test/kit.ts';

const t = await testApp();
const notice = { title: 'Lịch tiếp công dân', body: 'Thứ Hai hằng tuần.' };

describe('who may post a notice', () => {
  it('not a visitor', async () => {
    const answer = await t.app.inject({ method: 'POST', url: '/information/desk', payload: notice });
    expect(answer.statusCode).toBe(401);
  });

  it('not an official without the permission', async () => {
    const answer = await t.app.inject({ method: 'POST', url: '/information/desk', payload: notice, headers: t.as(official([])) });
    expect(answer.statusCode).toBe(403);
  });

  it('not through a form on another site', async () => {
    const headers = { ...t.as(official(['information.post'])), 'sec-fetch-site': 'cross-site' };
    const answer = await t.app.inject({ method: 'POST', url: '/information/desk', payload: notice, headers });
    expect(answer.statusCode).toBe(403);
  });

  it('an official with it; once, however often the button is pressed', async () => {
    const headers = t.as(official(['information.post']));
    const payload = { ...notice, _key: 'pressed-twice' };
    for (let press = 0; press < 2; press += 1) {
      const answer = await t.app.inject({ method: 'POST', url: '/information/desk', payload, headers });
      expect(answer.statusCode).toBe(303);
    }
    const page = await t.app.inject('/information');
    expect(page.body.split('Lịch tiếp công dân').length - 1).toBe(1);
    const api = await t.app.inject('/api/information');
    expect(api.json().notices).toHaveLength(1);
  });

  it('gets the form back with what was typed and a sentence for each wrong field', async () => {
    const headers = t.as(official(['information.post']));
    const answer = await t.app.inject({ method: 'POST', url: '/information/desk', payload: { title: '', body: 'Còn đây' }, headers });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('Hãy ghi tiêu đề');
    expect(answer.body).toContain('Còn đây');
  });
});
