import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { RETENTION_CLASSES } from '../../contract/retention.ts';
import { OUTCOMES } from '../../contract/vocabulary.ts';
import { laneProcessingSchema } from '../../records/reports/answers.ts';

/** GDPR Art. 30(1)(a): from the configuration; `null` where it names none. */
const answerableSchema = z.strictObject({ controller: z.string().nullable(), contact: z.string().nullable() });
export type Answerable = Answer<typeof answerableSchema>;

/** GDPR Art. 30(1), and facts for an assessment by Art. 35, from the running system and not from an older text. */
export const processingRecordSchema = z.strictObject({
  serverTime: wallMs,
  mode: z.string(),
  answerable: answerableSchema,
  /** Categories of people and of their data (c). */
  categories: z.array(z.strictObject({ who: z.string(), data: z.string() })),
  /** To third countries (e). */
  transfers: z.string(),
  /** Protective measures (g). */
  measures: z.array(z.string()),
  classes: z.array(
    z.strictObject({
      retentionClass: z.enum(RETENTION_CLASSES),
      purpose: z.string(),
      legalBasis: z.string(),
      limitMs: z.int(),
      visibleTo: z.array(z.string()),
    }),
  ),
  /** Number of the policy above; `null` when none was agreed on here. The table then shows the longest times that any policy may allow. */
  policyNumber: z.int().nullable(),
  policyDigest: z.string().nullable(),
  recipients: z.array(z.string()),
  witnesses: z.array(z.string()),
  lanes: z.array(laneProcessingSchema),
  /** Over four weeks. */
  facts: z.array(z.strictObject({ name: z.string(), value: z.string() })),
});
export type ProcessingRecord = Answer<typeof processingRecordSchema>;

/** `null` where the count is withheld. */
const publishedCountSchema = z.int().nullable();
export type PublishedCount = Answer<typeof publishedCountSchema>;

const publishedRowSchema = z.strictObject({
  site: z.string(),
  counts: z.record(z.enum(OUTCOMES), publishedCountSchema),
  total: publishedCountSchema,
});
export type PublishedRow = Answer<typeof publishedRowSchema>;

export const statisticsSchema = z.strictObject({
  serverTime: wallMs,
  /** Wall ms at UTC midnight; `to` is exclusive. */
  from: wallMs,
  to: wallMs,
  /** Counts from 1 to below this are withheld. */
  smallest: z.int(),
  rows: z.array(publishedRowSchema),
});
export type StatisticsView = Answer<typeof statisticsSchema>;
