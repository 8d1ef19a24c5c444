import type { Router } from 'express';
import type { AccessGate } from '../../platform/access/gate.ts';
import { guardedRouter } from '../../platform/access/guarded-router.ts';
import { judgeEntry } from '../../platform/access/judge.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { CalendarAnswer } from './answers.ts';
import { CALENDAR_MS, SEEN_BY } from './calendar-kinds.ts';
import { type CalendarSettings, readCalendar } from './read-calendar.ts';

/** Route that returns what is due: the dates that the person may see by other acts, and the dates of their own duties. */
export function calendarRoutes(gate: AccessGate, database: Connection, settings: CalendarSettings): Router {
  const routes = guardedRouter(gate);
  routes.get('/v1/calendar', 'calendar.see', { takesNoQuery: true }, async (_request, response, { principal }) => {
    const serverTime = Math.round(gate.clock.wallMs());
    const items = (await readCalendar(database, settings, serverTime)).filter(
      ({ kind, role, subject }) =>
        (role !== null && subject === principal.personId) ||
        judgeEntry(principal, SEEN_BY[kind], serverTime).kind === 'allowed',
    );
    response.json({ serverTime, until: serverTime + CALENDAR_MS, items } satisfies CalendarAnswer);
  });
  return routes.router;
}
