import { z } from 'zod';
import { ROLES } from '../../platform/access/vocabulary.ts';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { CALENDAR_KINDS } from './calendar-kinds.ts';

/** One date of the calendar. It names no traveller. */
const calendarItemSchema = z.strictObject({
  /** The same for the same date at each request, so that a calendar program replaces its entry. */
  id: z.string(),
  kind: z.enum(CALENDAR_KINDS),
  /** Wall ms. */
  dueAt: wallMs,
  isOverdue: z.boolean(),
  /** The policy's number, the lane, the request, the person, the agreement, the case, the law, or a number of documents; `null` where the kind says everything. */
  subject: z.string().nullable(),
  /** The role of a duty. */
  role: z.enum(ROLES).nullable(),
  /** When it was last done, wall ms; `null` if it never was or does not repeat. */
  lastAt: wallMs.nullable(),
});
export type CalendarItem = Answer<typeof calendarItemSchema>;

/** A date before it is sorted among the others. */
export type DraftedDate = Pick<CalendarItem, 'kind' | 'dueAt'> &
  Partial<Pick<CalendarItem, 'subject' | 'role' | 'lastAt'>> & {
    /** Tells dates of one kind and subject apart. */
    readonly key?: string;
  };

export const calendarSchema = z.strictObject({
  serverTime: wallMs,
  /** End of the listed time, wall ms. */
  until: wallMs,
  /** Earliest first. */
  items: z.array(calendarItemSchema),
});
export type CalendarAnswer = Answer<typeof calendarSchema>;
