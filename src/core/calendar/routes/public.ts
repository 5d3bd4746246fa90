import { h } from 'preact';
import type { Routes } from '#kernel/module.ts';
import { EVERYWHERE } from '#kernel/permission.ts';
import { sentence, Type } from '#kernel/schema.ts';
import { instant, isDate, today } from '#kernel/time.ts';
import { KEEP } from '../permissions.ts';
import { daysOfYear, hoursBasis, workingCalendar } from '../queries.ts';
import { deadlineOf, TERM_UNITS, type TermUnit } from '../rules/terms.ts';
import type { WorkingCalendar } from '../rules/working-calendar.ts';
import { CalendarPage, type Counted } from '../views/calendar-page.tsx';

const LARGEST = 1_000;
const Year = Type.Optional(
  Type.Integer({ minimum: 2020, maximum: 2049, ...sentence('Năm từ 2020 đến 2049.', 'A year from 2020 to 2049.') }),
);
const text = (most: number) => Type.Optional(Type.String({ maxLength: most }));
const Asked = Type.Object({ nam: Year, ngay: text(10), gio: text(5), so: text(6), 'don-vi': text(20), chot: text(5) });
const Days = Type.Object({
  year: Type.Integer(),
  days: Type.Array(
    Type.Object({
      date: Type.String({ format: 'date' }),
      works: Type.Boolean(),
      title: Type.Object({ vi: Type.String(), en: Type.String() }),
      basis: Type.String(),
      confirmed: Type.Boolean({ description: 'False: nobody of this site has compared it with its source yet.' }),
    }),
  ),
});

const HOUR = /^([01]?\d|2[0-3]):([0-5]\d)$/;

function hourOf(typed: string | undefined): string | undefined {
  const [, hour = '', minute = ''] = HOUR.exec(typed ?? '') ?? [];
  return hour === '' ? undefined : `${hour.padStart(2, '0')}:${minute}`;
}

/** The answer to what somebody typed into the form; no deadline where it cannot be counted. */
function count(calendar: WorkingCalendar, typed: Readonly<Record<string, string>>): Counted {
  const { ngay = '', gio = '', so = '', chot = '' } = typed;
  const unit = TERM_UNITS.find((one) => one === typed['don-vi']) ?? ('working-day' satisfies TermUnit);
  const amount = Number(so);
  const [at, cutOff] = [gio === '' ? '08:00' : hourOf(gio), chot === '' ? undefined : hourOf(chot)];
  const sound = isDate(ngay) && at !== undefined && (chot === '' || cutOff !== undefined);
  if (!sound || !Number.isInteger(amount) || amount < 1 || amount > LARGEST) return { values: typed, deadline: undefined };
  try {
    return { values: typed, deadline: deadlineOf(calendar, instant(`${ngay}T${at}:00+07:00`), { amount, unit }, cutOff) };
  } catch (error) {
    if (error instanceof RangeError) return { values: typed, deadline: undefined };
    throw error;
  }
}

/** For everybody: the calendar of a year, and a term counted with it. */
export const publicRoutes: Routes = (app, { db }) => {
  const config = { permission: 'public' } as const;

  app.get('/lich-lam-viec', { config, schema: { querystring: Asked } }, async (request, reply) => {
    const { nam, ...typed } = request.query as { nam?: number } & Record<string, string>;
    const thisYear = Number(today().slice(0, 4));
    const year = nam ?? thisYear;
    const calendar = await workingCalendar(db);
    const counted = typed['ngay'] === undefined ? undefined : count(calendar, typed);
    const [days, basis] = [await daysOfYear(db, year), await hoursBasis(db, `${year}-12-31`)];
    return reply.page(
      h(CalendarPage, {
        year,
        years: [thisYear - 1, thisYear, thisYear + 1],
        days,
        hours: calendar.hoursOf(calendar.nextWorkingDay(`${year}-12-01`)),
        hoursBasis: basis,
        counted,
        mayKeep: request.actor.may(KEEP, EVERYWHERE),
      }),
    );
  });

  app.get(
    '/api/lich-lam-viec',
    {
      config,
      schema: {
        tags: ['calendar'],
        summary: 'Days off and days that make up for them',
        querystring: Type.Object({ nam: Year }),
        response: { 200: Days },
      },
    },
    async (request) => {
      const year = (request.query as { nam?: number }).nam ?? Number(today().slice(0, 4));
      const days = await daysOfYear(db, year);
      return {
        year,
        days: days
          .filter(({ kind }) => kind !== 'usual')
          .map(({ date, kind, titleVi, titleEn, basis, confirmedAt }) => ({
            date,
            works: kind === 'work',
            title: { vi: titleVi, en: titleEn },
            basis,
            confirmed: confirmedAt !== null,
          })),
      };
    },
  );
};
