import { describe, expect, it } from 'vitest';
import type { Module, WorkItem } from '#kernel/module.ts';
import { addDays, now, today } from '#kernel/time.ts';
import { official, testApp } from '../../../test/kit.ts';
import { worklistOf } from './queries.ts';

const me = official(['desk.board'], '00000000-0000-4000-8000-000000000001');
const sign = { vi: 'Chờ ký', en: 'To sign' };
const register = { vi: 'Chờ vào sổ', en: 'To register' };

function waiting(title: string, over: Partial<WorkItem> = {}): WorkItem {
  return { title, kind: sign, url: `/viec/${title}`, due: undefined, since: now(), ...over };
}

const busy: Module = {
  name: 'busy',
  title: { vi: 'Văn thư', en: 'Registry' },
  worklist: async (_db, actor) =>
    actor.id === me.id
      ? [
          waiting('khong-han'),
          waiting('hom-nay', { due: today() }),
          waiting('tre', { due: addDays(today(), -3), kind: register }),
          ...Array.from({ length: 60 }, (_, index) => waiting(`so-${index}`, { kind: register })),
        ]
      : [],
  indicators: [
    {
      name: 'busy.incoming',
      title: { vi: 'Văn bản đến', en: 'Incoming' },
      read: async (_db, scope) => ({ value: scope === undefined ? 9_000 : 63, late: 1, url: '/van-ban-den' }),
    },
  ],
};

const broken: Module = {
  name: 'broken',
  title: { vi: 'Hệ thống hỏng', en: 'Broken system' },
  worklist: () => {
    throw new Error('away');
  },
  indicators: [{ name: 'broken.any', title: { vi: 'Hỏng', en: 'Broken' }, read: () => Promise.reject(new Error('away')) }],
};

const asleep: Module = { name: 'asleep', title: { vi: 'Hệ thống chậm', en: 'Slow system' }, worklist: () => new Promise(() => undefined) };

const t = await testApp({ extra: [busy, broken] });
const page = async (url: string, actor = me) => {
  const answer = await t.app.inject({ url, headers: t.as(actor) });
  expect(answer.statusCode).toBe(200);
  return answer.body;
};

describe('the desk', () => {
  it('lists what waits, the most urgent first, and says what is overdue', async () => {
    const body = await page('/ban-lam-viec');
    expect(body).toContain('63 việc đang chờ bạn');
    expect(body).toContain('Quá hạn 3 ngày');
    const places = ['/viec/tre', '/viec/hom-nay', '/viec/khong-han'].map((url) => body.indexOf(`<a href="${url}"`));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  it('opens although a module fails, and says whose part is missing', async () => {
    expect(await page('/ban-lam-viec')).toContain('Chưa lấy được việc từ: Hệ thống hỏng');
    expect(await page('/bang-dieu-hanh')).toContain('Chưa lấy được số liệu từ: Hệ thống hỏng');
  });

  it('does not wait for a module that never answers', async () => {
    const services = { ...t.services, modules: [busy, asleep] };
    const { found, silent } = await worklistOf(services, me, 20);
    expect(found).toHaveLength(63);
    expect(silent.map(({ name }) => name)).toEqual(['asleep']);
  });

  it('narrows by kind and by deadline, with counts, and pages', async () => {
    expect(await page('/ban-lam-viec')).toContain('loai=busy.cho-vao-so');
    const signing = await page('/ban-lam-viec?loai=busy.cho-ky');
    expect(signing).toContain('/viec/hom-nay');
    expect(signing).not.toContain('/viec/tre"');
    const late = await page('/ban-lam-viec?han=qua-han');
    expect(late).toContain('/viec/tre');
    expect(late).not.toContain('/viec/hom-nay');
    expect(await page('/ban-lam-viec?trang=2')).toContain('aria-current="page"');
    expect(await page('/ban-lam-viec?trang=999')).toContain('/viec/so-59');
    expect(await page('/ban-lam-viec?loai=khong.co')).toContain('Không còn việc nào thuộc nhóm này');
  });

  it('is empty, and kind about it, when nothing waits', async () => {
    const services = { ...t.services, modules: [busy] };
    expect((await worklistOf(services, official([]))).found).toEqual([]);
  });

  it('is read in English too', async () => {
    const answer = await t.app.inject({ url: '/ban-lam-viec?lang=en', headers: t.as(me) });
    expect(answer.body).toContain('63 waiting for you');
    expect(answer.body).toContain('Overdue by 3 days');
  });
});

describe('the board', () => {
  it('shows each module’s figures for the agency, with what is late', async () => {
    const body = await page('/bang-dieu-hanh');
    expect(body).toContain('<a href="/van-ban-den">Văn bản đến</a>');
    expect(body).toContain('63');
    expect(body).toContain('Quá hạn: 1');
  });

  it('shows the whole country only to those who hold the permission everywhere', async () => {
    expect(await page('/bang-dieu-hanh?pham-vi=toan-quoc')).not.toContain('9.000');
    const national = { ...me, may: () => true };
    expect(await page('/bang-dieu-hanh?pham-vi=toan-quoc', national)).toContain('9.000');
    expect(await page('/bang-dieu-hanh', national)).not.toContain('9.000');
  });
});
