import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRoutes } from '../../platform/access/guarded-router.ts';
import { judgeEntry } from '../../platform/access/judge.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { calendarSchema } from './answers.ts';
import { CALENDAR_MS, SEEN_BY } from './calendar-kinds.ts';
import { type CalendarSettings, readCalendar } from './read-calendar.ts';

/** Route that returns what is due: the dates that the person may see by other acts, and the dates of their own duties. */
export function calendarRoutes(gate: AccessGate, database: Connection, settings: CalendarSettings): Router {
  const routes = guardedRoutes(gate);
  routes.get('/v1/calendar', 'calendar.see', { answer: calendarSchema }, async ({ now }, { principal }) => {
    const items = (await readCalendar(database, settings, now)).filter(
      ({ kind, role, subject }) =>
        (role !== null && subject === principal.personId) ||
        judgeEntry(principal, SEEN_BY[kind], now).kind === 'allowed',
    );
    return { serverTime: now, until: now + CALENDAR_MS, items };
  });
  return routes.router;
}
