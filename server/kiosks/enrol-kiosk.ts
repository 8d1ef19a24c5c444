import { z } from 'zod';
import { kioskIdSchema, type KioskId } from '../contract/field.ts';
import { isPublicKeyAcceptable } from '../contract/signing.ts';
import type { Transaction } from '../database/connection.ts';
import type { Database } from '../database/database.ts';
import { findKiosk, findKioskAt, insertKiosk, setEvidenceUrl } from './kiosks.ts';
import { WriteQueue } from '../database/write-queue.ts';

export const placeSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be a short lower-case slug');

/** Where officers' browsers reach the lane. */
export const evidenceUrlSchema = z
  .string()
  .max(200)
  .refine(isLaneOrigin, 'must be an origin: https, or http on this machine, e.g. http://127.0.0.1:8082');

export const enrolmentSchema = z.strictObject({
  kiosk: kioskIdSchema,
  site: placeSchema,
  lane: placeSchema,
  'public-key': z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 32 bytes in lower-case hex')
    .refine((hex) => isPublicKeyAcceptable(Buffer.from(hex, 'hex')), 'must be an Ed25519 public key of prime order'),
  'evidence-url': evidenceUrlSchema.optional(),
});

/** Plain HTTP is for loopback; the console's page names the origin in its policy, so nothing but one may stand here. */
function isLaneOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return origin === text && (protocol === 'https:' || (protocol === 'http:' && isLoopback));
}

export type Enrolment = z.infer<typeof enrolmentSchema>;

export type Enrolled =
  | { readonly kind: 'enrolled' }
  /** It stands there already, with this key. */
  | { readonly kind: 'unchanged' }
  /** The same, and its address for evidence is now this one. */
  | { readonly kind: 'address-changed' }
  /** Nothing was changed: the kiosk is enrolled with another key or place, is disabled, or another stands at the lane. */
  | { readonly kind: 'refused'; readonly code: 'other-key' | 'other-place' | 'disabled' | 'lane-taken' };

export interface Place {
  readonly id: KioskId;
  readonly site: string;
  readonly lane: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** `null` leaves what there is. */
  readonly evidenceUrl: string | null;
}

/** Enrols a kiosk. Idempotent; its address may change, a key that is known is never replaced, because reports signed with it are. */
export async function enrolKiosk(database: Database, enrolment: Enrolment, atMs: number): Promise<Enrolled> {
  const { kiosk: id, site, lane, 'evidence-url': evidenceUrl = null } = enrolment;
  const publicKey = Buffer.from(enrolment['public-key'], 'hex');
  const place: Place = { id, site, lane, publicKey, evidenceUrl };
  return new WriteQueue(database.knex).run((transaction) => placeKiosk(transaction, place, atMs));
}

/** As `enrolKiosk`, in a transaction of the caller's. */
export async function placeKiosk(transaction: Transaction, place: Place, atMs: number): Promise<Enrolled> {
  const { id, site, lane, publicKey, evidenceUrl } = place;
  const known = await findKiosk(transaction, id);
  if (known !== undefined) {
    if (!Buffer.from(known.publicKey).equals(publicKey)) return { kind: 'refused', code: 'other-key' };
    if (known.site !== site || known.lane !== lane) return { kind: 'refused', code: 'other-place' };
    if (known.disabledAt !== null) return { kind: 'refused', code: 'disabled' };
    if (evidenceUrl === null || evidenceUrl === known.evidenceUrl) return { kind: 'unchanged' };
    await setEvidenceUrl(transaction, id, evidenceUrl);
    return { kind: 'address-changed' };
  }
  if ((await findKioskAt(transaction, site, lane)) !== undefined) return { kind: 'refused', code: 'lane-taken' };
  await insertKiosk(transaction, { id, site, lane, publicKey, enrolledAt: atMs, evidenceUrl });
  return { kind: 'enrolled' };
}
