/**
 * What a kiosk may say: kinds of report in one gapless, signed, hash-chained sequence. `match` is durable before the gate moves;
 * `passage` follows when the sensor has seen how it ended. `viewing` is durable before an officer sees anything, `order` before a gate
 * moves that somebody ordered to. `erasure` says what was destroyed, and never whose it was.
 */
import { z } from 'zod';
import {
  durationMsSchema,
  kioskIdSchema,
  sha256HexSchema,
  slugSchema,
  transactionIdSchema,
  wallMsSchema,
} from './field.ts';
import { ERASURE_CAUSES, RETENTION_CLASSES } from './retention.ts';
import { EVIDENCE_MODALITIES, GRANT_REFUSALS } from './evidence-vocabulary.ts';
import { ORDER_KINDS, ORDER_REFUSALS } from './order-vocabulary.ts';
import {
  CHANNELS,
  CHECK_NAMES,
  CHECK_RESULTS,
  COMPARISON_CHECKS,
  DEVICE_KINDS,
  FACE_REFERENCE_ROUTES,
  FALSE_MATCH_RATE_BANDS,
  MODEL_ROLES,
  OUTCOMES,
  PASSAGES,
  REASON_CODES,
  STEPS,
} from './vocabulary.ts';

export { kioskIdSchema, type KioskId, type TransactionId } from './field.ts';

/** A report is never larger than this, in canonical form. */
export const REPORT_LIMIT_BYTES = 8_192;

/** The `previous` of a kiosk's first report. */
export const GENESIS_DIGEST = '0'.repeat(64);

/** No kiosk counts further: 10 reports a second for 3,000 years. */
export const LAST_SEQUENCE = 1_000_000_000_000;

const comparisonChecks: readonly string[] = COMPARISON_CHECKS;

export const checkSchema = z
  .strictObject({
    name: z.enum(CHECK_NAMES),
    result: z.enum(CHECK_RESULTS),
    reason: z.enum(REASON_CODES).optional(),
    falseMatchRate: z.enum(FALSE_MATCH_RATE_BANDS).optional(),
  })
  .superRefine((check, context) => {
    const passed = check.result === 'passed';
    if (passed !== (check.reason === undefined)) {
      context.addIssue({ code: 'custom', path: ['reason'], message: 'stands beside every result but passed' });
    }
    const carriesRate = passed && comparisonChecks.includes(check.name);
    if (carriesRate !== (check.falseMatchRate !== undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['falseMatchRate'],
        message: 'stands beside a passed comparison and nowhere else',
      });
    }
  });
export type Check = z.infer<typeof checkSchema>;

const common = {
  version: z.literal(1),
  kioskId: kioskIdSchema,
  /** Counts this kiosk's reports from 1, without gaps. */
  sequence: z.int().min(1).max(LAST_SEQUENCE),
  /** SHA-256 of the canonical bytes of the report before, or `GENESIS_DIGEST`. */
  previous: sha256HexSchema,
  /** Wall time at which this report was made. */
  reportedAt: wallMsSchema,
};

export const matchReportSchema = z
  .strictObject({
    ...common,
    transactionId: transactionIdSchema,
    kind: z.literal('match'),
    startedAt: wallMsSchema,
    /** Monotonic durations of the steps that ran, ms. */
    durations: z.partialRecord(z.enum(STEPS), durationMsSchema),
    outcome: z.enum(OUTCOMES),
    /** Why the traveller was not cleared: the distinct reasons of the checks that decided. Empty when cleared. */
    reasons: z.array(z.enum(REASON_CODES)).max(REASON_CODES.length),
    checks: z.array(checkSchema).max(CHECK_NAMES.length),
    policyDigest: sha256HexSchema,
    noticeDigest: sha256HexSchema,
    modelDigests: z.partialRecord(z.enum(MODEL_ROLES), sha256HexSchema),
    devices: z
      .array(
        z.strictObject({
          kind: z.enum(DEVICE_KINDS),
          driver: slugSchema,
          model: slugSchema,
          firmware: slugSchema,
          simulated: z.boolean(),
        }),
      )
      .max(DEVICE_KINDS.length),
    /** What may be said of the document; `null` when none was read. */
    document: z
      .strictObject({
        /** Document code, ICAO 9303-3 §4.2: `P`, `PP`, `I`, … */
        type: z.string().regex(/^[A-Z][A-Z]?$/),
        /** ICAO 9303-3 §5 code. */
        issuingState: z.string().regex(/^[A-Z]{1,3}$/),
        /** HMAC-SHA-256 of issuer and number under the fleet's handle key of `handleEpoch`. */
        handle: sha256HexSchema,
        /** UTC day of that key. */
        handleEpoch: z.iso.date(),
      })
      .nullable(),
    /** What the face was compared with, where that was not the document's portrait. */
    faceReference: z.enum(FACE_REFERENCE_ROUTES).optional(),
    /** Where one was made: the channel and by which rules. What was declared is said to customs, in person. */
    declaration: z
      .strictObject({
        channel: z.enum(CHANNELS),
        /** The rule set's own name. */
        rules: slugSchema,
        /** SHA-256 of the rule set's canonical form. */
        rulesDigest: sha256HexSchema,
      })
      .optional(),
  })
  .superRefine((report, context) => {
    const names = report.checks.map((check) => check.name);
    if (new Set(names).size !== names.length) {
      context.addIssue({ code: 'custom', path: ['checks'], message: 'names each check once' });
    }
    if (new Set(report.reasons).size !== report.reasons.length) {
      context.addIssue({ code: 'custom', path: ['reasons'], message: 'names each reason once' });
    }
    const declared = report.checks.some(({ reason }) => reason === 'goods-declared');
    if (declared && report.declaration?.channel !== 'red') {
      context.addIssue({
        code: 'custom',
        path: ['declaration'],
        message: 'is of the red channel where goods were declared',
      });
    }
    if ((report.outcome === 'cleared') !== (report.reasons.length === 0)) {
      context.addIssue({ code: 'custom', path: ['reasons'], message: 'is empty exactly when cleared' });
    }
  });
export type MatchReport = z.infer<typeof matchReportSchema>;

export const passageReportSchema = z.strictObject({
  ...common,
  transactionId: transactionIdSchema,
  kind: z.literal('passage'),
  passage: z.enum(PASSAGES),
  /** From the order to open to the end of the passage, ms. */
  durationMs: durationMsSchema,
});
export type PassageReport = z.infer<typeof passageReportSchema>;

/** Ids of epoch keys, in hexadecimal. */
const keyIdSchema = z.string().regex(/^[0-9a-f]{32}$/);
const MOST_KEY_IDS = 100;
/** Of one erasure: more travellers than a lane serves in the ten minutes that are counted together. */
export const MOST_RECEIPT_TAGS = 100;

/** A receipt for what is gone. There is no place in it for a transaction, a document or a person. */
export const erasureReportSchema = z.strictObject({
  ...common,
  kind: z.literal('erasure'),
  /** Random; tells this report from every other. */
  erasureId: transactionIdSchema,
  retentionClass: z.enum(RETENTION_CLASSES),
  cause: z.enum(ERASURE_CAUSES),
  /** How many captures, registrations or counted records. */
  erased: z.int().min(0),
  /** Epoch keys that were destroyed with them or, when nothing else was, after them. */
  keyIds: z.array(keyIdSchema).max(MOST_KEY_IDS),
  /** First and last erasure that is counted here, wall time. */
  from: wallMsSchema,
  to: wallMsSchema,
  /** Of the retention policy in force. */
  retentionDigest: sha256HexSchema,
  /** Of those among them who took a receipt, in no order that tells when: see `traveller-receipt.ts`. Absent where nobody did. */
  receiptTags: z
    .array(z.string().regex(/^[0-9a-f]{32}$/))
    .min(1)
    .max(MOST_RECEIPT_TAGS)
    .optional(),
});
export type ErasureReport = z.infer<typeof erasureReportSchema>;

/** An officer's grant came to this lane. It names the grant, which the server has; never the officer. */
export const viewingReportSchema = z
  .strictObject({
    ...common,
    transactionId: transactionIdSchema,
    kind: z.literal('viewing'),
    /** SHA-256 of the grant's canonical bytes. */
    grant: sha256HexSchema,
    /** What was released to the officer's key, each once; empty when refused. */
    released: z.array(z.enum(EVIDENCE_MODALITIES)).max(EVIDENCE_MODALITIES.length),
    refusal: z.enum(GRANT_REFUSALS).optional(),
  })
  .superRefine((report, context) => {
    if (new Set(report.released).size !== report.released.length) {
      context.addIssue({ code: 'custom', path: ['released'], message: 'names each modality once' });
    }
    if ((report.refusal === undefined) !== report.released.length > 0) {
      context.addIssue({ code: 'custom', path: ['refusal'], message: 'stands exactly where nothing was released' });
    }
  });
export type ViewingReport = z.infer<typeof viewingReportSchema>;

/** More than a lane captures of one traveller. */
const MOST_CAPTURES = 64;

/** What became of an order that the server signed. It names the order, which the server has; never who gave it. */
export const orderReportSchema = z
  .strictObject({
    ...common,
    kind: z.literal('order'),
    /** Random; tells this report from every other. Where the order opened the gate, the passage that follows names it. */
    answerId: transactionIdSchema,
    /** SHA-256 of the order's canonical bytes. */
    order: sha256HexSchema,
    command: z.enum(ORDER_KINDS),
    transactionId: transactionIdSchema.optional(),
    result: z.enum(['obeyed', 'refused']),
    refusal: z.enum(ORDER_REFUSALS).optional(),
    /** How many captures were held, released, kept or erased. */
    captures: z.int().min(0).max(MOST_CAPTURES).optional(),
  })
  .superRefine((report, context) => {
    if ((report.result === 'refused') !== (report.refusal !== undefined)) {
      context.addIssue({ code: 'custom', path: ['refusal'], message: 'stands exactly where the order was refused' });
    }
  });
export type OrderReport = z.infer<typeof orderReportSchema>;

export const reportSchema = z.discriminatedUnion('kind', [
  matchReportSchema,
  passageReportSchema,
  viewingReportSchema,
  erasureReportSchema,
  orderReportSchema,
]);
export type Report = z.infer<typeof reportSchema>;

/** What a report is about: a transaction, an erasure or an answer. With its kind it is unique among a kiosk's reports, but for viewings. */
export function subjectOf(report: Report): string {
  if (report.kind === 'erasure') return report.erasureId;
  return report.kind === 'order' ? report.answerId : report.transactionId;
}
