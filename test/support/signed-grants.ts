/** Signed grants and revocations for tests. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { encodeBase64Url } from '../../server/contract/base64url.ts';
import { type EvidenceGrant, grantBytes, grantSigningInput } from '../../server/contract/grant.ts';
import type { KioskId, OfficerId, TransactionId } from '../../server/contract/field.ts';
import { type Revocations, revocationsBytes, revocationsSigningInput } from '../../server/contract/revocations.ts';
import { encodeServerMessage } from '../../server/contract/server-message.ts';
import { asserted, passkeyOf } from './officer-passkeys.ts';

const SERVER_SEED = new Uint8Array(32).fill(9);
export const SERVER_KEY = ed25519.getPublicKey(SERVER_SEED);

let made = 0;

/** Signed with the tests' server key or another one, and with the officer's passkey. */
export function signGrant(
  over: Partial<EvidenceGrant> & Pick<EvidenceGrant, 'publicKey'>,
  seed: Uint8Array = SERVER_SEED,
) {
  made += 1;
  const notBefore = over.notBefore ?? 1_000_000;
  const grant: EvidenceGrant = {
    version: 1,
    nonce: made.toString(16).padStart(32, '0'),
    kioskId: 'lane-1' as KioskId,
    transactionId: '1'.repeat(32) as TransactionId,
    modalities: ['face-frame', 'chip-portrait'],
    officer: 'officer-7' as OfficerId,
    role: 'officer',
    relation: 'own-referral',
    purpose: 'identity-check',
    trainingValidUntil: notBefore + 86_400_000,
    notBefore,
    expires: notBefore + 120_000,
    ...over,
  };
  const payload = grantBytes(grant);
  const unasserted = encodeServerMessage(payload, ed25519.sign(grantSigningInput(payload), seed));
  return { grant, unasserted, wire: asserted('grant', unasserted, passkeyOf(grant.officer)) };
}

export function signRevocations(over: Partial<Revocations>, seed: Uint8Array = SERVER_SEED): Uint8Array {
  const payload = revocationsBytes({ version: 1, issuedAt: 0, officers: [], ...over });
  return encodeServerMessage(payload, ed25519.sign(revocationsSigningInput(payload), seed));
}

/** 1216 bytes with the length of a key, but not a valid key. */
export const NO_KEY = encodeBase64Url(new Uint8Array(1_216).fill(255));
