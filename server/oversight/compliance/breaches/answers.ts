import { z } from 'zod';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { ADDRESSEES, NOTICE_CONDITIONS, GROUNDS, ITEMS, LAW_IDS } from '../laws/vocabulary.ts';
import { assessmentSchema } from './breach-table.ts';
import {
  BREACH_ORIGINS,
  BREACH_OUTCOMES,
  BREACH_STATES,
  SENDING_CHANNELS,
  DUTY_STATES,
  FACT_MEANINGS,
} from './vocabulary.ts';

const id = z.string();
const citation = { article: z.string(), source: z.string(), retrieved: z.string().nullable() };

const breachSchema = z.strictObject({
  id,
  origin: z.enum(BREACH_ORIGINS),
  /** Id of the alarm or finding. */
  originId: z.string().nullable(),
  laws: z.array(z.enum(LAW_IDS)),
  awareAt: wallMs,
  openedAt: wallMs,
  openedBy: z.string(),
  assessment: assessmentSchema.nullable(),
  assessedBy: z.string().nullable(),
  assessedAt: wallMs.nullable(),
  /** When it was first assessed as a major incident. */
  majorAt: wallMs.nullable(),
  state: z.enum(BREACH_STATES),
  outcome: z.enum(BREACH_OUTCOMES).nullable(),
  closedBy: z.string().nullable(),
  closedAt: wallMs.nullable(),
});

const dutySchema = z.strictObject({
  law: z.enum(LAW_IDS),
  lawTitle: z.string(),
  /** Whether a lawyer has confirmed the rules of this law. */
  isReviewed: z.boolean(),
  addressee: z.enum(ADDRESSEES),
  condition: z.enum(NOTICE_CONDITIONS),
  ...citation,
  /** Whether the assessment fulfils the condition; `null` before an assessment. */
  applies: z.boolean().nullable(),
  /** `null`: without undue delay. */
  withinMs: z.int().nullable(),
  dueAt: wallMs.nullable(),
  isLate: z.boolean(),
  state: z.enum(DUTY_STATES),
  sentAt: wallMs.nullable(),
  content: z.array(z.strictObject({ item: z.enum(ITEMS), article: z.string() })),
  /** Whether missing parts may follow. */
  mayFollow: z.boolean(),
  grounds: z.array(z.strictObject({ ground: z.enum(GROUNDS), article: z.string() })),
});
export type DutyView = Answer<typeof dutySchema>;

const listedSchema = breachSchema.extend({
  /** Number of duties that are neither fulfilled nor decided on. */
  openDuties: z.int(),
  /** The earliest deadline among them. */
  nextDueAt: wallMs.nullable(),
});
export type ListedBreach = Answer<typeof listedSchema>;

export const breachListSchema = z.strictObject({
  serverTime: wallMs,
  /** Open ones first. */
  breaches: z.array(listedSchema),
  laws: z.array(
    z.strictObject({
      law: z.enum(LAW_IDS),
      title: z.string(),
      isReviewed: z.boolean(),
      /** Whether the configuration names it among the laws that apply to the operator. */
      isChosen: z.boolean(),
    }),
  ),
});
export type BreachList = Answer<typeof breachListSchema>;

const factSchema = z.strictObject({
  id,
  entry: z.int(),
  type: z.string(),
  meaning: z.enum(FACT_MEANINGS),
  by: z.string(),
  at: wallMs,
});

const noticeSchema = z.strictObject({
  id,
  law: z.enum(LAW_IDS),
  addressee: z.enum(ADDRESSEES),
  version: z.int(),
  items: z.array(z.strictObject({ item: z.enum(ITEMS), text: z.string(), follows: z.boolean() })),
  digest: z.string(),
  madeBy: z.string(),
  madeAt: wallMs,
  signedBy: z.string().nullable(),
  signedAt: wallMs.nullable(),
  recordedBy: z.string().nullable(),
  sentAt: wallMs.nullable(),
  channel: z.enum(SENDING_CHANNELS).nullable(),
  reference: z.string().nullable(),
});
export type NoticeView = Answer<typeof noticeSchema>;

const decisionSchema = z.strictObject({
  id,
  about: z.enum(['no-breach', 'not-notify']),
  law: z.enum(LAW_IDS).nullable(),
  addressee: z.enum(ADDRESSEES).nullable(),
  ground: z.enum(GROUNDS).nullable(),
  reasons: z.string(),
  proposedBy: z.string(),
  approvedBy: z.string(),
  approvedAt: wallMs,
});

export const oneBreachSchema = z.strictObject({
  serverTime: wallMs,
  breach: breachSchema,
  duties: z.array(dutySchema),
  facts: z.array(factSchema),
  /** By duty, the latest version first. */
  notices: z.array(noticeSchema),
  decisions: z.array(decisionSchema),
  /** From the configuration, for the contact in a notice. */
  controller: z.string().nullable(),
  contact: z.string().nullable(),
});
export type OneBreach = Answer<typeof oneBreachSchema>;

export const openedBreachSchema = z.strictObject({ id });

export const writtenNoticeSchema = z.strictObject({ id, digest: z.string() });

/** Entries that may belong to a case: alarms and exports of the weeks before it was noticed, and since. */
export const breachEntriesSchema = z.strictObject({
  serverTime: wallMs,
  /** The latest first. */
  entries: z.array(z.strictObject({ entry: z.int(), type: z.string(), at: wallMs, about: z.string() })),
});
export type BreachEntries = Answer<typeof breachEntriesSchema>;

/** The file of a case: the documentation of GDPR Art. 33(5), with proofs. */
export const breachFileSchema = z.strictObject({
  version: z.literal(1),
  madeAt: wallMs,
  breach: breachSchema,
  duties: z.array(dutySchema),
  facts: z.array(factSchema),
  notices: z.array(noticeSchema),
  decisions: z.array(decisionSchema),
  /** `file` is empty while the witnesses have not cosigned the entry. */
  proofs: z.array(z.strictObject({ entry: z.int(), file: z.string().nullable() })),
});
export type BreachFile = Answer<typeof breachFileSchema>;
