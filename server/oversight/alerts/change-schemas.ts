/** The content of proposals about channels and routes. Two administrators decide. Pure: consoles import it too. */
import { z } from 'zod';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { ALARM_KINDS } from '../../platform/base/alarm-kinds.ts';
import type { Answer } from '../../platform/base/answer.ts';
import { ALERT_LANGUAGES, MAX_RECIPIENTS, SEVERITIES } from './vocabulary.ts';
import { webhookUrlFault } from './webhook-url.ts';

/** Names stand in messages, so they hold no mark that a mail program or a browser would interpret. */
const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .,/()-]*$/u, 'must be letters, digits, spaces and . , / ( ) -')
  .transform((name) => name.normalize('NFC'));

export const numberSchema = z.int().min(1).max(1_000_000);

const webhookUrlSchema = z
  .string()
  .max(512)
  .superRefine((text, context) => {
    const fault = webhookUrlFault(text);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  });

/** ASCII, without quoting and comments, so that it cannot carry another header. */
export const mailAddressSchema = z
  .string()
  .max(254)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?)+$/,
    'must be a mail address such as duty@agency.example',
  );

const distinct = (values: readonly unknown[]) => new Set(values).size === values.length;

export const webhookTargetSchema = z.strictObject({ kind: z.literal('webhook'), url: webhookUrlSchema });
export const emailTargetSchema = z.strictObject({
  kind: z.literal('email'),
  recipients: z.array(mailAddressSchema).min(1).max(MAX_RECIPIENTS).refine(distinct, 'must not contain duplicates'),
});
export const targetSchema = z.discriminatedUnion('kind', [webhookTargetSchema, emailTargetSchema]);
export type ChannelTarget = Answer<typeof targetSchema>;

export const channelChangeSchema = z.strictObject({
  /** Number of the channel that it replaces; `null` for a new one. */
  replaces: numberSchema.nullable(),
  name: nameSchema,
  target: targetSchema,
  language: z.enum(ALERT_LANGUAGES),
});
export type ChannelChange = Answer<typeof channelChangeSchema>;

/** The alarms that a route takes: all of some urgency, or named kinds. */
export const takesSchema = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('severity'),
    severities: z.array(z.enum(SEVERITIES)).min(1).refine(distinct, 'must not contain duplicates'),
  }),
  z.strictObject({
    by: z.literal('kind'),
    kinds: z.array(z.enum(ALARM_KINDS)).min(1).refine(distinct, 'must not contain duplicates'),
  }),
]);
export type Takes = Answer<typeof takesSchema>;

export const sitesSchema = z.union([
  z.literal('all'),
  z.array(siteIdSchema).min(1).max(100).refine(distinct, 'must not contain duplicates'),
]);
export type AlertSites = Answer<typeof sitesSchema>;

export const routeChangeSchema = z.strictObject({
  replaces: numberSchema.nullable(),
  name: nameSchema,
  channel: numberSchema,
  takes: takesSchema,
  /** Alarms about the server itself have no site: only a route for all sites takes them. */
  sites: sitesSchema,
  /** Whether the end of an alarm is sent too. */
  sendsOver: z.boolean(),
});
export type RouteChange = Answer<typeof routeChangeSchema>;

export const channelRemovalSchema = z.strictObject({ channel: numberSchema });
export const routeRemovalSchema = z.strictObject({ route: numberSchema });
