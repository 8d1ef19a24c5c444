/** Whether an officer's assertion authorises a signed grant or order. Pure. */
import { createPublicKey } from 'node:crypto';
import { type AssertedPurpose, type Assertion, assertionChallenge } from '../../../server/contract/assertion.ts';
import type { AssertionRefusal } from '../../../server/contract/assertion-vocabulary.ts';
import type { OfficerId } from '../../../server/contract/field.ts';
import type { OrderRole } from '../../../server/contract/order-vocabulary.ts';
import type { OfficerKeys } from './officer-keys.ts';
import { verifyAssertion } from './verify-assertion.ts';

/** The message that the assertion must cover, and the person who must have made it. */
export interface AssertedMessage {
  readonly purpose: AssertedPurpose;
  /** Digest of the message's canonical bytes, hex. */
  readonly digest: string;
  readonly officer: OfficerId;
  readonly role: OrderRole;
}

/** Use of a passkey, whose counter must still be compared with the last one at this lane. */
export interface KeyUse {
  readonly credentialId: string;
  /** 0 when the authenticator has no counter. */
  readonly counter: number;
  /** Signed minutes before the message was sent: this lane may have seen a later signature of the same passkey since. */
  readonly isEarlier?: true;
}

export type JudgedAssertion =
  | ({ readonly kind: 'valid' } & KeyUse)
  | { readonly kind: 'refused'; readonly why: AssertionRefusal };

/** The first reason to refuse, or the use of the key. `keys`: `undefined` while no list is in force. */
export function judgeAssertion(
  { purpose, digest, officer, role }: AssertedMessage,
  assertion: Assertion | undefined,
  keys: OfficerKeys | undefined,
  nowMs: number,
): JudgedAssertion {
  if (keys === undefined) return refused('officer-keys-missing');
  if (assertion === undefined) return refused('assertion-missing');
  const { credentialId } = assertion;
  const listed = keys.ofCredential(credentialId, nowMs);
  if (listed === undefined) return refused('officer-key-unknown');
  if (listed.officerId !== officer || !listed.roles.has(role)) return refused('officer-key-of-another');
  const { algorithm, publicKey } = listed;
  const verified = verifyAssertion(assertion, {
    challenge: assertionChallenge(purpose, digest),
    relyingPartyId: keys.rpId,
    origins: keys.origins,
    publicKey: { algorithm, key: createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' }) },
  });
  return verified.kind === 'refused' ? verified : { kind: 'valid', credentialId, counter: verified.counter };
}

function refused(why: AssertionRefusal): JudgedAssertion {
  return { kind: 'refused', why };
}
