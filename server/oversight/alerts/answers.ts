import { z } from 'zod';
import { ALARM_KINDS } from '../../platform/base/alarm-kinds.ts';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { sitesSchema, takesSchema, targetSchema } from './change-schemas.ts';
import { ALERT_LANGUAGES, DELIVERY_RESULTS, MESSAGE_KINDS, MESSAGE_STATES, SILENCE_REASONS } from './vocabulary.ts';

const channelSchema = z.strictObject({
  number: z.int(),
  name: z.string(),
  target: targetSchema,
  language: z.enum(ALERT_LANGUAGES),
  /** Until when the earlier secret also signs; `null` without one. */
  previousUntil: wallMs.nullable(),
  proposedBy: z.string(),
  approvedBy: z.string(),
  madeAt: wallMs,
  /** The last delivery, tests included; `null` without one. */
  deliveredAt: wallMs.nullable(),
  /** Since when nothing is delivered although a message waits or was given up. */
  failingSince: wallMs.nullable(),
  lastResult: z.enum(DELIVERY_RESULTS).nullable(),
  waiting: z.int(),
});
export type ChannelView = Answer<typeof channelSchema>;

const routeSchema = z.strictObject({
  number: z.int(),
  name: z.string(),
  channel: z.int(),
  takes: takesSchema,
  sites: sitesSchema,
  sendsOver: z.boolean(),
  proposedBy: z.string(),
  approvedBy: z.string(),
  madeAt: wallMs,
});
export type RouteView = Answer<typeof routeSchema>;

const silenceSchema = z.strictObject({
  id: z.string(),
  kinds: z.union([z.literal('all'), z.array(z.enum(ALARM_KINDS))]),
  sites: sitesSchema,
  reason: z.enum(SILENCE_REASONS),
  madeBy: z.string(),
  since: wallMs,
  until: wallMs,
  endedBy: z.string().nullable(),
  endedAt: wallMs.nullable(),
  isInForce: z.boolean(),
});
export type SilenceView = Answer<typeof silenceSchema>;

export const alertsSchema = z.strictObject({
  serverTime: wallMs,
  /** Whether the configuration of the server names a mail relay. */
  hasMail: z.boolean(),
  channels: z.array(channelSchema),
  routes: z.array(routeSchema),
  /** The latest 100, including those that have ended. */
  silences: z.array(silenceSchema),
  /** Urgent kinds that no route takes at some site, or for the server itself. */
  uncovered: z.array(z.enum(ALARM_KINDS)),
});
export type AlertsView = Answer<typeof alertsSchema>;

const messageSchema = z.strictObject({
  position: z.int(),
  id: z.string(),
  kind: z.enum(MESSAGE_KINDS),
  channel: z.string(),
  route: z.string().nullable(),
  alarmKind: z.enum(ALARM_KINDS).nullable(),
  /** Number of alarms that it reports. */
  alarms: z.int(),
  state: z.enum(MESSAGE_STATES),
  madeAt: wallMs,
  endedAt: wallMs.nullable(),
  attempts: z.int(),
  /** `null` when no further attempt is due. */
  nextAt: wallMs.nullable(),
  lastAt: wallMs.nullable(),
  lastResult: z.enum(DELIVERY_RESULTS).nullable(),
  lastStatus: z.int().nullable(),
});
export type MessageView = Answer<typeof messageSchema>;

export const messagePageSchema = z.strictObject({
  serverTime: wallMs,
  /** The latest first. */
  messages: z.array(messageSchema),
});
export type MessagePage = Answer<typeof messagePageSchema>;

export const testResultSchema = z.strictObject({
  result: z.enum(DELIVERY_RESULTS),
  status: z.int().nullable(),
  tookMs: z.int(),
});
export type TestResult = Answer<typeof testResultSchema>;

/** Shown once. */
export const renewedSecretSchema = z.strictObject({ secret: z.string(), previousUntil: wallMs.nullable() });
export type RenewedSecret = Answer<typeof renewedSecretSchema>;

export const silenceMadeSchema = z.strictObject({ id: z.string(), until: wallMs });
export type SilenceMade = Answer<typeof silenceMadeSchema>;
