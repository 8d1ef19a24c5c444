/**
 * Signs evidence grants: for one officer, referral and purpose, valid for two minutes. The evidence goes from the lane to the officer, not
 * through the server, and only with the officer's own assertion, which does not pass the server either.
 */
import { markOf } from '../../contract/rehearsal.ts';
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Permit } from '../../platform/access/guarded-router.ts';
import { recordAct } from '../../records/acts/record-act.ts';
import { refuse, type Refusal } from '../../platform/base/refusal.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import { assertionChallenge } from '../../contract/assertion.ts';
import { reportDigest } from '../../contract/envelope.ts';
import { EVIDENCE_MODALITIES, VIEWING_PURPOSES } from '../../contract/evidence-vocabulary.ts';
import { faultsOf } from '../../contract/fault.ts';
import { kioskIdSchema, transactionIdSchema } from '../../contract/field.ts';
import { GRANT_LIFETIME_MS, grantBytes, grantSigningInput, xWingPublicKeySchema } from '../../contract/grant.ts';
import { parseJson } from '../../contract/payload.ts';
import { encodeServerMessage } from '../../contract/server-message.ts';
import { enter } from '../../records/ledger/entry/enter.ts';
import { findOutcome, insertGrant } from './grant-table.ts';
import { type RelyingParty, requestOptions } from '../../people/people/webauthn.ts';
import { findKiosk } from '../../records/kiosks/kiosks.ts';
import { usablePasskeys } from '../../people/people/tables/passkeys.ts';
import { isRestricted } from '../../records/restrictions/restriction-table.ts';
import { isOfficerRevoked } from '../../people/duties/revoked-officers.ts';
import type { GrantAnswer } from './answers/grant.ts';
import { officerRoleOf, type RelationOf } from './grant-authority.ts';

export const GRANT_REQUEST_LIMIT_BYTES = 4_096;

export const grantRequestSchema = z.strictObject({
  kioskId: kioskIdSchema,
  transactionId: transactionIdSchema,
  purpose: z.enum(VIEWING_PURPOSES),
  publicKey: xWingPublicKeySchema,
});

export interface GrantDesk {
  readonly context: RoomContext;
  readonly relationOf: RelationOf;
  readonly party: RelyingParty;
  /** Rate limit by officer. */
  readonly pace: TokenBuckets;
}

/** Names a browser in which no person has signed in. */
const UNMARKED = 'unmarked';

/** Rate of one officer's grants. Each lane has its own limit of viewings. */
const GRANT_RATE = { perSecond: 0.1, burst: 20 };

export function openGrantDesk(context: RoomContext, relationOf: RelationOf, party: RelyingParty): GrantDesk {
  return { context, relationOf, party, pace: new TokenBuckets(GRANT_RATE, context.clock) };
}

/**
 * Resolves to a grant when its record and ledger entry are durable. Rejects with `StoreError`; then no grant was issued.
 *
 * @param console digest of the console that asks; absent in a browser in which no person has signed in
 */
export async function issueGrant(
  desk: GrantDesk,
  permit: Permit,
  body: Uint8Array,
  console?: string,
): Promise<({ readonly kind: 'granted' } & GrantAnswer) | Refusal> {
  const { context, relationOf, party, pace } = desk;
  const { principal, duty, target } = permit;
  const officer = principal.personId;
  const { knex, queue, ledger, clock, mode, signer } = context;
  const value = parseJson(body);
  if (value === undefined) return refuse('malformed-request', 'must be JSON in UTF-8');
  const parsed = grantRequestSchema.safeParse(value.json);
  if (!parsed.success) return { kind: 'refused', code: 'invalid-message', faults: faultsOf(parsed.error) };
  const { kioskId, transactionId, purpose, publicKey } = parsed.data;
  const retryAfterS = pace.take(officer);
  if (retryAfterS > 0) return { ...refuse('rate-limited', 'too many requests'), retryAfterS };

  if (await isOfficerRevoked(knex, officer)) return refuse('officer-revoked', 'the officer has been revoked');
  const issuedAt = Math.round(clock.wallMs());
  const paused = { kind: 'grants-paused', subject: officer } as const;
  if (await isRestricted(knex, paused, issuedAt))
    return refuse('grants-paused', 'the grants of this officer are paused');
  const role = officerRoleOf(duty.role);
  if (role === undefined) return refuse('not-entitled', 'lanes show evidence to officers and supervisors');
  const kiosk = await findKiosk(knex, kioskId);
  // The guard judged the lane in the path; another one in the body was not judged
  if (kiosk === undefined || kiosk.disabledAt !== null || kioskId !== target.kioskId)
    return refuse('not-found', 'no such lane', 'kioskId');
  // Lanes keep evidence of referrals only
  if ((await findOutcome(knex, kioskId, transactionId)) !== 'referred') {
    return refuse('not-found', 'no referral of this lane has this number', 'transactionId');
  }
  const relation = await relationOf(permit, kioskId, transactionId);
  if (relation === undefined) return refuse('not-entitled', 'the officer has no part in this referral');
  const passkeys = await usablePasskeys(knex, officer);
  if (passkeys.length === 0) return refuse('no-passkey', 'the officer has no passkey to sign with');
  if (kiosk.evidenceUrl === null)
    return refuse('no-evidence-address', 'the lane was enrolled without an evidence address');

  const expires = issuedAt + GRANT_LIFETIME_MS;
  const payload = grantBytes({
    version: 1,
    nonce: randomBytes(16).toString('hex'),
    kioskId,
    transactionId,
    modalities: [...EVIDENCE_MODALITIES],
    officer,
    role,
    relation,
    purpose,
    trainingValidUntil: Math.round(
      Math.min(duty.trainingValidUntil, duty.coursesValidUntil ?? Number.POSITIVE_INFINITY),
    ),
    notBefore: issuedAt,
    expires,
    publicKey,
    ...markOf(mode),
  });
  const signature = await signer.sign(grantSigningInput(payload));
  const digest = reportDigest(payload);
  const stored = { digest, kioskId, transactionId, officer, issuedAt, payload, signature };
  const obstacle = await queue.run(async (transaction) => {
    // Revoked or paused during signing: the grant is discarded
    if (await isOfficerRevoked(transaction, officer)) return 'officer-revoked';
    if (await isRestricted(transaction, paused, clock.wallMs())) return 'grants-paused';
    await insertGrant(transaction, stored);
    await recordAct(transaction, {
      person: officer,
      session: principal.sessionId,
      role: duty.role,
      act: permit.act,
      result: 'done',
      at: issuedAt,
      target: { ...(target.site !== undefined && { site: target.site }), kioskId, transactionId },
      details: { purpose, relation, grant: digest, console: console ?? UNMARKED },
    });
    await enter(transaction, `grant/${digest}`, {
      type: 'grant',
      version: 1,
      grant: digest,
      officer,
      kioskId,
      transactionId,
      purpose,
      relation,
      expiresAt: expires,
      at: issuedAt,
      recipientKeyDigest: createHash('sha256').update(publicKey).digest('hex'),
    });
    return undefined;
  });
  if (obstacle !== undefined) return refuse(obstacle, 'the officer has lost the permission meanwhile');
  await ledger.settle();
  const grant = new TextDecoder().decode(encodeServerMessage(payload, signature));
  const options = await requestOptions(party, new Uint8Array(assertionChallenge('grant', digest)), passkeys);
  return { kind: 'granted', grant, digest, officer, options, evidenceUrl: kiosk.evidenceUrl, expires };
}
