/**
 * The reports of a kiosk: several kinds in one gapless, signed, hash-chained sequence. `match` is durable before the gate moves; `passage`
 * follows when the sensor has seen the end of the passage. `viewing` is durable before an officer sees a capture, `order` before an
 * ordered gate movement. `erasure` counts the destroyed captures without identities. `readiness` is the record of a technician's check.
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
import { calibrationSchema, readinessValuesSchema } from './readiness-values.ts';
import {
  ITEM_RESULTS,
  READINESS_FAULTS,
  READINESS_ITEMS,
  READINESS_RESULTS,
  SERVICE_AFTER,
  VITAL_ITEMS,
} from './readiness-vocabulary.ts';
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
import { rehearsalMark } from './rehearsal.ts';
import { RELEASE_STANDINGS } from './release-standing.ts';
import { MAX_WATCHLISTS, watchlistQuerySchema } from './watchlist.ts';

export { kioskIdSchema, type KioskId, type TransactionId } from './field.ts';

/** Upper bound of a report in canonical form. */
export const REPORT_LIMIT_BYTES = 8_192;

/** The `previous` of a kiosk's first report. */
export const GENESIS_DIGEST = '0'.repeat(64);

/** Highest sequence: 10 reports a second for 3,000 years. */
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
      context.addIssue({ code: 'custom', path: ['reason'], message: 'must be present with every result but passed' });
    }
    const carriesRate = passed && comparisonChecks.includes(check.name);
    if (carriesRate !== (check.falseMatchRate !== undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['falseMatchRate'],
        message: 'must be present with a passed comparison only',
      });
    }
  });
export type Check = z.infer<typeof checkSchema>;

const common = {
  version: z.literal(1),
  kioskId: kioskIdSchema,
  /** Counts this kiosk's reports from 1, without gaps. */
  sequence: z.int().min(1).max(LAST_SEQUENCE),
  /** SHA-256 of the canonical bytes of the preceding report, or `GENESIS_DIGEST`. */
  previous: sha256HexSchema,
  /** Wall time at which this report was made. */
  reportedAt: wallMsSchema,
  ...rehearsalMark,
};

const reportedDevicesSchema = z
  .array(
    z.strictObject({
      kind: z.enum(DEVICE_KINDS),
      driver: slugSchema,
      model: slugSchema,
      firmware: slugSchema,
      simulated: z.boolean(),
    }),
  )
  .max(DEVICE_KINDS.length);

export const matchReportSchema = z
  .strictObject({
    ...common,
    transactionId: transactionIdSchema,
    kind: z.literal('match'),
    startedAt: wallMsSchema,
    /** Monotonic durations of the steps that ran, ms. */
    durations: z.partialRecord(z.enum(STEPS), durationMsSchema),
    outcome: z.enum(OUTCOMES),
    /** Why the traveller was not cleared: the distinct reasons of the deciding checks. Empty when cleared. */
    reasons: z.array(z.enum(REASON_CODES)).max(REASON_CODES.length),
    checks: z.array(checkSchema).max(CHECK_NAMES.length),
    policyDigest: sha256HexSchema,
    noticeDigest: sha256HexSchema,
    modelDigests: z.partialRecord(z.enum(MODEL_ROLES), sha256HexSchema),
    devices: reportedDevicesSchema,
    /** Reportable facts of the document; `null` when none was read. */
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
    /** The watchlists that were asked. Absent: none. */
    watchlists: z.array(watchlistQuerySchema).min(1).max(MAX_WATCHLISTS).optional(),
    /** How fresh the lane's targets of the signed channel were, and the version of their list. Absent: the lane does not use it. */
    releases: z
      .strictObject({ standing: z.enum(RELEASE_STANDINGS), targets: z.int().min(0).max(4_294_967_295) })
      .optional(),
    /** The reference of the face comparison if it was not the document's portrait. */
    faceReference: z.enum(FACE_REFERENCE_ROUTES).optional(),
    /** The channel and the rule set, if a declaration was made. The declared goods are not reported; the traveller tells customs in person. */
    declaration: z
      .strictObject({
        channel: z.enum(CHANNELS),
        /** Name of the rule set. */
        rules: slugSchema,
        /** SHA-256 of the rule set's canonical form. */
        rulesDigest: sha256HexSchema,
      })
      .optional(),
  })
  .superRefine((report, context) => {
    const names = report.checks.map((check) => check.name);
    if (new Set(names).size !== names.length) {
      context.addIssue({ code: 'custom', path: ['checks'], message: 'must name each check once' });
    }
    if (new Set(report.reasons).size !== report.reasons.length) {
      context.addIssue({ code: 'custom', path: ['reasons'], message: 'must name each reason once' });
    }
    const lists = report.watchlists?.map(({ list }) => list) ?? [];
    if (new Set(lists).size !== lists.length) {
      context.addIssue({ code: 'custom', path: ['watchlists'], message: 'must name each list once' });
    }
    const isListed = report.checks.some(
      ({ name, reason }) => name === 'document-watchlist' && reason === 'document-listed',
    );
    if (isListed !== (report.watchlists?.some(({ found }) => found === 'listed') ?? false)) {
      context.addIssue({
        code: 'custom',
        path: ['watchlists'],
        message: 'must agree with the check of the watchlists',
      });
    }
    const declared = report.checks.some(({ reason }) => reason === 'goods-declared');
    if (declared && report.declaration?.channel !== 'red') {
      context.addIssue({
        code: 'custom',
        path: ['declaration'],
        message: 'must be red where goods were declared',
      });
    }
    if ((report.outcome === 'cleared') !== (report.reasons.length === 0)) {
      context.addIssue({ code: 'custom', path: ['reasons'], message: 'must be empty exactly when cleared' });
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
const MAX_KEY_IDS = 100;
/** Tags of one erasure: more than the travellers whom a lane serves in the ten minutes that are counted together. */
export const MAX_RECEIPT_TAGS = 100;

/** Attests an erasure. It has no field for a transaction, a document or a person. */
export const erasureReportSchema = z.strictObject({
  ...common,
  kind: z.literal('erasure'),
  /** Random. Identifies this report. */
  erasureId: transactionIdSchema,
  retentionClass: z.enum(RETENTION_CLASSES),
  cause: z.enum(ERASURE_CAUSES),
  /** Number of captures, registrations or counted records. */
  erased: z.int().min(0),
  /** Epoch keys that were destroyed with them or, when nothing else was erased, after them. */
  keyIds: z.array(keyIdSchema).max(MAX_KEY_IDS),
  /** First and last erasure in this count, wall ms. */
  from: wallMsSchema,
  to: wallMsSchema,
  /** Digest of the retention policy in force. */
  retentionDigest: sha256HexSchema,
  /** Tags of the receipts that cover these captures, in an order that reveals no time: see `traveller-receipt.ts`. Absent if there are none. */
  receiptTags: z
    .array(z.string().regex(/^[0-9a-f]{32}$/))
    .min(1)
    .max(MAX_RECEIPT_TAGS)
    .optional(),
});
export type ErasureReport = z.infer<typeof erasureReportSchema>;

/** The lane's answer to an evidence grant. It names the grant, which the server has, but not the officer. */
export const viewingReportSchema = z
  .strictObject({
    ...common,
    transactionId: transactionIdSchema,
    kind: z.literal('viewing'),
    /** SHA-256 of the grant's canonical bytes. */
    grant: sha256HexSchema,
    /** The modalities released to the officer's key, each once; empty when refused. */
    released: z.array(z.enum(EVIDENCE_MODALITIES)).max(EVIDENCE_MODALITIES.length),
    refusal: z.enum(GRANT_REFUSALS).optional(),
  })
  .superRefine((report, context) => {
    if (new Set(report.released).size !== report.released.length) {
      context.addIssue({ code: 'custom', path: ['released'], message: 'must name each modality once' });
    }
    if ((report.refusal === undefined) !== report.released.length > 0) {
      context.addIssue({
        code: 'custom',
        path: ['refusal'],
        message: 'must be present exactly where nothing was released',
      });
    }
  });
export type ViewingReport = z.infer<typeof viewingReportSchema>;

/** More than a lane captures of one traveller. */
const MAX_CAPTURES = 64;

/** The result of an order. It names the order, which the server has, but not the people who gave it. */
export const orderReportSchema = z
  .strictObject({
    ...common,
    kind: z.literal('order'),
    /** Random. Identifies this report. If the order opened the gate, the passage report carries the same id. */
    answerId: transactionIdSchema,
    /** SHA-256 of the order's canonical bytes. */
    order: sha256HexSchema,
    command: z.enum(ORDER_KINDS),
    transactionId: transactionIdSchema.optional(),
    result: z.enum(['obeyed', 'refused']),
    refusal: z.enum(ORDER_REFUSALS).optional(),
    /** Number of captures held, released, kept or erased. */
    captures: z.int().min(0).max(MAX_CAPTURES).optional(),
  })
  .superRefine((report, context) => {
    if ((report.result === 'refused') !== (report.refusal !== undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['refusal'],
        message: 'must be present exactly where the order was refused',
      });
    }
  });
export type OrderReport = z.infer<typeof orderReportSchema>;

const readinessItemSchema = z
  .strictObject({
    name: z.enum(READINESS_ITEMS),
    result: z.enum(ITEM_RESULTS),
    /** Present exactly where the item failed. */
    fault: z.enum(READINESS_FAULTS).optional(),
  })
  .refine(({ result, fault }) => (result === 'failed') === (fault !== undefined), {
    path: ['fault'],
    message: 'must be present exactly where the item failed',
  });

/** More than a technician opens the gate in one check. */
const MAX_CHECK_OPENINGS = 1_000;

/** The record of a readiness check. It names the approval, which the server has, but not the technician. */
export const readinessReportSchema = z
  .strictObject({
    ...common,
    kind: z.literal('readiness'),
    /** Random. Identifies this record. */
    checkId: transactionIdSchema,
    /** SHA-256 of the approval's canonical bytes. Absent when the lane could not reach the server. */
    approval: sha256HexSchema.optional(),
    startedAt: wallMsSchema,
    result: z.enum(READINESS_RESULTS),
    service: z.enum(SERVICE_AFTER),
    /** Each item at most once; all of them unless the check was interrupted. */
    items: z.array(readinessItemSchema).max(READINESS_ITEMS.length),
    values: readinessValuesSchema,
    /** How often the check opened the gate. */
    openings: z.int().min(0).max(MAX_CHECK_OPENINGS),
    /** The calibration in force afterwards. Absent: none. */
    calibration: calibrationSchema.optional(),
    policyDigest: sha256HexSchema,
    modelDigests: z.partialRecord(z.enum(MODEL_ROLES), sha256HexSchema),
    devices: reportedDevicesSchema,
  })
  .superRefine(({ items, result, service }, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const names = items.map(({ name }) => name);
    if (new Set(names).size !== names.length) issue('items', 'must name each item once');
    if (result !== 'interrupted' && names.length !== READINESS_ITEMS.length) issue('items', 'must name every item');
    const works = items.every((item) => item.result === 'passed' || item.result === 'not-fitted');
    if (result === 'ready' && !works) issue('result', 'must be not-ready where an item failed or was skipped');
    if (result === 'not-ready' && works) issue('result', 'must be ready where every item passed');
    const mayServe =
      result !== 'interrupted' && items.every((item) => item.result !== 'failed' || !VITAL_ITEMS.includes(item.name));
    if (service === 'returned' && !mayServe) issue('service', 'must be closed after a vital item failed');
  });
export type ReadinessReport = z.infer<typeof readinessReportSchema>;

export const reportSchema = z.discriminatedUnion('kind', [
  matchReportSchema,
  passageReportSchema,
  viewingReportSchema,
  erasureReportSchema,
  orderReportSchema,
  readinessReportSchema,
]);
export type Report = z.infer<typeof reportSchema>;

/** The transaction, erasure, answer or check of a report. Together with the kind it is unique among a kiosk's reports, except for viewings. */
export function subjectOf(report: Report): string {
  if (report.kind === 'erasure') return report.erasureId;
  if (report.kind === 'readiness') return report.checkId;
  return report.kind === 'order' ? report.answerId : report.transactionId;
}
