/**
 * The retention policy of a kiosk: classes of data with their limits, purposes and audiences. Two people sign it. This file holds the upper limit
 * of each class, which no signature can exceed.
 */
import { z } from 'zod';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  DOCUMENT_DATES,
  documentSignatureSchema,
  type DocumentForm,
  SIGNATURES_LIMIT,
  type SignedDocument,
} from './signed-document.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const RETENTION_CLASSES = [
  /** Captures of a cleared traveller, or of a customs-only referral: erased when the passage or the decision ends. */
  'cleared',
  /** Captures of a traveller referred with a doubt, until an officer decides. */
  'referred',
  /** Captures after an officer's decision. */
  'resolved',
  /** Captures of a traveller whom an officer admitted although the lane had a doubt: kept for a second opinion on that decision. */
  'after-doubt',
  /** Captures under an order of two people. */
  'legal-hold',
  /** Templates of a registered traveller. */
  'registered-traveller',
  /** Counted records of inspections, without identities. */
  'inspection-records',
  /** Who made which readiness check of a lane: the account of the technician. */
  'readiness-records',
] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

export const LONGEST_RETENTION_MS: Readonly<Record<RetentionClass, number>> = {
  cleared: 0,
  referred: DAY_MS,
  resolved: HOUR_MS,
  'after-doubt': DAY_MS,
  'legal-hold': 90 * DAY_MS,
  'registered-traveller': 400 * DAY_MS,
  'inspection-records': 400 * DAY_MS,
  'readiness-records': 400 * DAY_MS,
};

/** Who may view captures of a class. The last value is for data that only a machine uses. */
export const RETENTION_AUDIENCES = ['officer', 'supervisor', 'privacy-officer', 'nobody'] as const;
export type RetentionAudience = (typeof RETENTION_AUDIENCES)[number];

const words = z
  .string()
  .min(8)
  .max(300)
  .regex(/^\P{Cc}*$/u, 'must be words on one line');

const classSchema = (name: RetentionClass) =>
  z.strictObject({
    purpose: words,
    legalBasis: words,
    limitMs: z.int().min(0).max(LONGEST_RETENTION_MS[name], `must be at most ${LONGEST_RETENTION_MS[name]} ms`),
    visibleTo: z.array(z.enum(RETENTION_AUDIENCES)).min(1),
  });

export const retentionPolicySchema = z.strictObject({
  ...DOCUMENT_DATES,
  classes: z.strictObject({
    cleared: classSchema('cleared'),
    referred: classSchema('referred'),
    resolved: classSchema('resolved'),
    /** Absent from policies signed before this class existed; nothing is then kept in it. */
    'after-doubt': classSchema('after-doubt').optional(),
    'legal-hold': classSchema('legal-hold'),
    'registered-traveller': classSchema('registered-traveller'),
    'inspection-records': classSchema('inspection-records'),
    /** Absent from policies signed before this class existed. */
    'readiness-records': classSchema('readiness-records').optional(),
  }),
});
export type RetentionPolicy = z.infer<typeof retentionPolicySchema>;

/** How long a policy keeps captures of a class, ms; 0 if it does not have the class. */
export function limitOf({ classes }: RetentionPolicy, name: RetentionClass): number {
  return classes[name]?.limitMs ?? 0;
}

export const RETENTION_POLICY_FORM: DocumentForm<RetentionPolicy> = {
  kind: 'retention-policy',
  schema: retentionPolicySchema,
  limitBytes: 16_384,
};

/** Upper bound of a signed policy in an order. */
export const SIGNED_RETENTION_LIMIT_BYTES = 65_536;

/** A policy in an order: its canonical bytes and signatures. */
export const signedRetentionSchema = z.strictObject({
  /** In base64url. */
  policy: z.string().min(1).max(SIGNED_RETENTION_LIMIT_BYTES),
  signatures: z.array(documentSignatureSchema).max(SIGNATURES_LIMIT),
});
export type SignedRetention = z.infer<typeof signedRetentionSchema>;

export function documentOf({ policy, signatures }: SignedRetention): SignedDocument {
  return { kind: 'retention-policy', document: policy, signatures };
}

/** SHA-256 of the canonical bytes. Each erasure report names it. */
export function retentionDigest(payload: Uint8Array): string {
  return bytesToHex(sha256(payload));
}

/** Causes of an erasure. */
export const ERASURE_CAUSES = [
  /** The traveller passed, turned back or left, or was referred to customs only. */
  'passage-ended',
  /** The retention limit was reached. */
  'due',
  /** The retention limit was reached while the kiosk was off. */
  'overdue-at-start',
  /** Requested at the kiosk or by an order. */
  'on-request',
  /** An officer decided the referral. */
  'resolved',
  /** A legal hold was released after the ordinary limit had passed. */
  'hold-released',
  /** The key is gone, so the record cannot be read. */
  'unreadable',
] as const;
export type ErasureCause = (typeof ERASURE_CAUSES)[number];
