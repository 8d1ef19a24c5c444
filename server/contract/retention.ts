/**
 * What a kiosk may keep, for how long, for what and for whom: data that two people have signed. The longest that any policy can allow
 * stands here, so that no signature can make it longer.
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
  /** Of a traveller who went through, or whom customs alone wants to see: nothing outlives the passage, or the decision. */
  'cleared',
  /** Of one who was referred in doubt, until an officer is done. */
  'referred',
  /** Of one whose referral an officer has decided. */
  'resolved',
  /** Of one about whom, or whose document, the lane had a doubt, and whom an officer let go: for a second look at that decision. */
  'after-doubt',
  /** What two people have ordered to be kept. */
  'legal-hold',
  /** Templates of somebody who registered. */
  'registered-traveller',
  /** Counted records of inspections, which name nobody. */
  'inspection-records',
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
};

/** Who may be shown what is kept; `nobody` where it is kept for a machine alone. */
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
    /** Absent from policies that were signed before there was this class: then nothing is kept in it. */
    'after-doubt': classSchema('after-doubt').optional(),
    'legal-hold': classSchema('legal-hold'),
    'registered-traveller': classSchema('registered-traveller'),
    'inspection-records': classSchema('inspection-records'),
  }),
});
export type RetentionPolicy = z.infer<typeof retentionPolicySchema>;

/** For how long a policy lets things of a class be kept, ms; 0 where it does not have the class. */
export function limitOf({ classes }: RetentionPolicy, name: RetentionClass): number {
  return classes[name]?.limitMs ?? 0;
}

export const RETENTION_POLICY_FORM: DocumentForm<RetentionPolicy> = {
  kind: 'retention-policy',
  schema: retentionPolicySchema,
  limitBytes: 16_384,
};

/** A signed policy is never longer than this in an order. */
export const SIGNED_RETENTION_LIMIT_BYTES = 65_536;

/** A policy as an order carries it: its canonical bytes, and who signed them. */
export const signedRetentionSchema = z.strictObject({
  /** In base64url. */
  policy: z.string().min(1).max(SIGNED_RETENTION_LIMIT_BYTES),
  signatures: z.array(documentSignatureSchema).max(SIGNATURES_LIMIT),
});
export type SignedRetention = z.infer<typeof signedRetentionSchema>;

export function documentOf({ policy, signatures }: SignedRetention): SignedDocument {
  return { kind: 'retention-policy', document: policy, signatures };
}

/** SHA-256 of the canonical bytes, which each erasure names. */
export function retentionDigest(payload: Uint8Array): string {
  return bytesToHex(sha256(payload));
}

/** Why something was erased. */
export const ERASURE_CAUSES = [
  /** The traveller went through, turned back, left, or went to customs with nothing in doubt. */
  'passage-ended',
  /** Its time had run out. */
  'due',
  /** Its time had run out while the kiosk was off. */
  'overdue-at-start',
  /** Somebody who may asked for it, at the kiosk or by an order. */
  'on-request',
  /** An officer had decided the referral. */
  'resolved',
  /** A legal hold was released after the time was over until which it would have been kept without. */
  'hold-released',
  /** Its key is gone: nobody could read it. */
  'unreadable',
] as const;
export type ErasureCause = (typeof ERASURE_CAUSES)[number];
