import { z } from 'zod';
import { kioskIdSchema, type KioskId, publicKeyHexSchema } from '../../contract/field.ts';
import { isPublicKeyAcceptable } from '../../contract/signing.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import type { Database } from '../../platform/database/database.ts';
import { ensurePlaces } from '../sites/ensure-place.ts';
import { findKiosk, findKioskAt, insertKiosk, setEvidenceUrl } from './kiosks.ts';
import { WriteQueue } from '../../platform/database/write-queue.ts';

export const placeSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be a short lower-case slug');

/** The address at which officers' browsers reach the lane. */
export const evidenceUrlSchema = z
  .string()
  .max(200)
  .refine(isLaneOrigin, 'must be an origin: https, or http on this machine, e.g. http://127.0.0.1:8082');

export const enrolmentSchema = z.strictObject({
  kiosk: kioskIdSchema,
  site: placeSchema,
  lane: placeSchema,
  'public-key': publicKeyHexSchema.refine(
    (hex) => isPublicKeyAcceptable(Buffer.from(hex, 'hex')),
    'must be an Ed25519 public key of prime order, or a point on P-256',
  ),
  'evidence-url': evidenceUrlSchema.optional(),
});

/** Plain HTTP is allowed on loopback. Must be an origin only, because the console's content policy names it. */
function isLaneOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return origin === text && (protocol === 'https:' || (protocol === 'http:' && isLoopback));
}

export type Enrolment = z.infer<typeof enrolmentSchema>;

export type Enrolled =
  | { readonly kind: 'enrolled' }
  /** Enrolled already, with this key. */
  | { readonly kind: 'unchanged' }
  /** Enrolled already; only its address for evidence has changed. */
  | { readonly kind: 'address-changed' }
  /** Nothing was changed: the kiosk has another key or place, is disabled, or another kiosk is at the lane. */
  | { readonly kind: 'refused'; readonly code: 'other-key' | 'other-place' | 'disabled' | 'lane-taken' };

export interface Place {
  readonly id: KioskId;
  readonly site: string;
  readonly lane: string;
  readonly publicKey: Uint8Array;
  /** `null` keeps the present address. */
  readonly evidenceUrl: string | null;
}

/** Enrols a kiosk. Idempotent. The address may change; a known key is never replaced, because reports are signed with it. */
export async function enrolKiosk(database: Database, enrolment: Enrolment, atMs: number): Promise<Enrolled> {
  const { kiosk: id, site, lane, 'evidence-url': evidenceUrl = null } = enrolment;
  const publicKey = Buffer.from(enrolment['public-key'], 'hex');
  const place: Place = { id, site, lane, publicKey, evidenceUrl };
  return new WriteQueue(database.knex).run((transaction) => placeKiosk(transaction, place, atMs));
}

/** Like `enrolKiosk`, in the caller's transaction. */
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
  // A code names a place that is on record; the command line may name a new one
  await ensurePlaces(transaction, [{ site, lane }], atMs);
  await insertKiosk(transaction, { id, site, lane, publicKey, enrolledAt: atMs, evidenceUrl });
  return { kind: 'enrolled' };
}
