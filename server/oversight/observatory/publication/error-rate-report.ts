/**
 * The published report of error rates: a closed schema, its bytes and its signature. A reader needs no server: the file is canonical JSON
 * (RFC 8785), the signature covers the prefix of its purpose and the canonical form of `report`, and the ledger has the SHA-256 of the file.
 */
import { z } from 'zod';
import { encodeBase64Url } from '../../../contract/base64url.ts';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { wallMsSchema } from '../../../contract/field.ts';
import { signingInput } from '../../../contract/signing.ts';
import { MODALITIES } from '../records/observe.ts';
import { publishedGroupsSchema } from './group-report.ts';
import { INTERVAL_METHODS } from '../statistics/proportion.ts';

/** `2026-10`: a month; `2026`: a year. UTC. */
export const periodSchema = z.string().regex(/^20\d\d(-(0[1-9]|1[0-2]))?$/);

/** Counts from 1 to below this are withheld. */
export const SMALLEST_COUNT = 10;

/** Cells with fewer trials are left out. */
export const MIN_TRIALS = 1_000;

/** Days between the end of a period and its report, so that late reports and decisions are in it. */
export const SETTLED_AFTER_DAYS = 14;

/** The subjects of cells. Fleet: all lanes. Models: SHA-256 over their digests. Device: driver, model and firmware. */
export const DIMENSIONS = ['fleet', 'site', 'models', 'device'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const bounds = { low: share, high: share };

/** `null`: withheld, or nothing to estimate from. */
export const publishedProportionSchema = z.strictObject({
  count: count.nullable(),
  of: count,
  rate: share.nullable(),
  ...bounds,
  method: z.enum(INTERVAL_METHODS),
});
export type PublishedProportion = z.infer<typeof publishedProportionSchema>;

/** A rate that officers' decisions correct. */
export const publishedCorrectedSchema = z.strictObject({
  of: count,
  rejected: count.nullable(),
  settled: count.nullable(),
  foundGenuine: count.nullable(),
  rate: share.nullable(),
  ...bounds,
});
export type PublishedCorrected = z.infer<typeof publishedCorrectedSchema>;

export const publishedCellSchema = z.strictObject({
  dimension: z.enum(DIMENSIONS),
  /** Empty for the fleet. */
  value: z.string().max(256),
  modality: z.enum(MODALITIES),
  failureToAcquire: publishedProportionSchema,
  falseNonMatch: publishedCorrectedSchema,
  /** Faces only. */
  genuineRefusedAsAttack: publishedCorrectedSchema.nullable(),
  notTakenAsLive: publishedProportionSchema.nullable(),
});
export type PublishedCell = z.infer<typeof publishedCellSchema>;

/** Seeded impostor tests that were wholly within the period. */
const falseMatchCellSchema = z.strictObject({
  dimension: z.enum(['fleet', 'site']),
  /** Empty for the fleet. */
  value: z.string().max(32),
  modality: z.enum(MODALITIES),
  tests: count,
  /** Pairs of a person and another person's document, and those that a lane matched. */
  pairs: count,
  matched: count,
  /** The false-match rate is below it, with a confidence of 95 %. */
  bound: share,
});
export type FalseMatchCell = z.infer<typeof falseMatchCellSchema>;

const falseMatchesSchema = z.strictObject({
  /** The document with the tests, which two people signed. */
  document: z.strictObject({ number: z.int().min(1), digest: z.string().regex(/^[0-9a-f]{64}$/) }),
  method: z.literal('Clopper-Pearson, one-sided'),
  cells: z.array(falseMatchCellSchema).min(1).max(2_002),
});
export type FalseMatches = z.infer<typeof falseMatchesSchema>;

const qualitySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('measured'), right: count, of: count }),
  z.strictObject({ kind: z.literal('assumed'), value: share, ...bounds }),
]);

export const errorRateReportSchema = z.strictObject({
  version: z.literal(1),
  kind: z.literal('error-rates'),
  period: periodSchema,
  /** Wall ms of the first moment of the period, and of the first moment after it. */
  from: wallMsSchema,
  to: wallMsSchema,
  madeAt: wallMsSchema,
  method: z.strictObject({
    standard: z.literal('ISO/IEC 19795-1, transactions'),
    confidence: z.literal(0.95),
    correction: z.literal('Rogan-Gladen, Lang-Reiczigel, MOVER'),
    /** How often an officer finds a genuine traveller genuine, and an impostor out. */
    sensitivity: qualitySchema,
    specificity: qualitySchema,
    smallestCount: z.literal(SMALLEST_COUNT),
    trialsLeast: z.literal(MIN_TRIALS),
    settledAfterDays: z.literal(SETTLED_AFTER_DAYS),
  }),
  /** Lanes that reported in the period. */
  lanes: count,
  cells: z.array(publishedCellSchema).max(2_000),
  /** Absent without seeded impostor tests in the period. */
  falseMatches: falseMatchesSchema.exactOptional(),
  /** Absent when too few lanes count groups. */
  groups: publishedGroupsSchema.exactOptional(),
});
export type ErrorRateReport = z.infer<typeof errorRateReportSchema>;

export const errorRateFileSchema = z.strictObject({
  report: errorRateReportSchema,
  signature: z.strictObject({
    /** The server's public key, in base64url: 32 bytes are Ed25519, 33 bytes are P-256. */
    key: z.string().regex(/^[A-Za-z0-9_-]{43,44}$/),
    value: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
  }),
});

/** Bounds of the canonical form. */
export const REPORT_BOUNDS = { depth: 16, bytes: 8 * 1024 * 1024 };

/** The bytes that the server's key signs. */
export function errorRateSigningInput(report: ErrorRateReport): Uint8Array {
  return signingInput('error-rates', canonicalJson(errorRateReportSchema.parse(report), REPORT_BOUNDS));
}

/** The bytes of the file. @param signature 64 bytes @param key the server's public key */
export function errorRateFile(report: ErrorRateReport, signature: Uint8Array, key: Uint8Array): Uint8Array {
  const file = { report, signature: { key: encodeBase64Url(key), value: encodeBase64Url(signature) } };
  return canonicalJson(errorRateFileSchema.parse(file), REPORT_BOUNDS);
}
