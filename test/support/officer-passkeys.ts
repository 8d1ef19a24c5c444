/** Officers' passkeys in software, and the list of them that a lane has. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OfficerKeys, officerKeysOf } from '../../kiosk/lists/officer-keys/officer-keys.ts';
import { assertionChallenge, type AssertedPurpose, type Assertion } from '../../server/contract/assertion.ts';
import { decodeBase64Url } from '../../server/contract/base64url.ts';
import type { OfficerId } from '../../server/contract/field.ts';
import {
  type ListedOfficerKey,
  type OfficerKeyList,
  officerKeyListSchema,
} from '../../server/contract/officer-keys.ts';
import { ORDER_ROLES } from '../../server/contract/order-vocabulary.ts';
import { withAssertion } from '../../server/contract/server-message.ts';
import { documentSignedBy, signer } from './signers.ts';
import { type Misbehaviour, SoftAuthenticator } from '../server/people/people/fixtures/soft-authenticator.ts';

export const CONSOLE_ORIGIN = 'http://localhost:8080';
export const RELYING_PARTY = 'localhost';
/** Maximum duration of a list entry, ms. */
const LONGEST_MS = 400 * 86_400_000;

const passkeys = new Map<string, SoftAuthenticator>();

/** The passkey of this person, the same in each process, without a counter. Adds it to the list of all. */
export function passkeyOf(officer: string): SoftAuthenticator {
  const made = passkeys.get(officer) ?? new SoftAuthenticator(CONSOLE_ORIGIN, { counts: false, seed: officer });
  passkeys.set(officer, made);
  return made;
}

/** A list entry for a passkey: by default every role with the longest validity. */
export function listed(
  passkey: SoftAuthenticator,
  officer: string,
  over: Partial<ListedOfficerKey> = {},
  from = 0,
): ListedOfficerKey {
  return {
    officerId: officer as OfficerId,
    roles: ORDER_ROLES.map((role) => ({ role, validFrom: from, validUntil: from + LONGEST_MS })),
    credentialId: passkey.id.toString('base64url'),
    algorithm: passkey.algorithm,
    publicKey: passkey.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
    ...over,
  };
}

/** A list of these keys in the form that two people sign. */
export function keyList(keys: readonly ListedOfficerKey[], over: Partial<OfficerKeyList> = {}): OfficerKeyList {
  const dates = { version: 1, number: 1, validFrom: 0 } as const;
  return officerKeyListSchema.parse({ ...dates, rpId: RELYING_PARTY, origins: [CONSOLE_ORIGIN], keys, ...over });
}

/** A list of these keys that has been in force for a day. */
export function keysInForce(nowMs: number, ...keys: readonly ListedOfficerKey[]): OfficerKeys {
  return officerKeysOf({ content: keyList(keys, { validFrom: dayBefore(nowMs) }), digest: 'c'.repeat(64) });
}

function dayBefore(nowMs: number): number {
  return Math.max(0, Math.floor(nowMs) - 86_400_000);
}

/** A lane's list with every passkey that `passkeyOf` has made so far, valid for any clock. */
export function everyOfficer(nowMs: number): OfficerKeys {
  const from = dayBefore(nowMs);
  return keysInForce(nowMs, ...[...passkeys].map(([officer, passkey]) => listed(passkey, officer, {}, from)));
}

export function assertOver(
  purpose: AssertedPurpose,
  digest: string,
  passkey: SoftAuthenticator,
  bad: Misbehaviour = {},
): Assertion {
  const challenge = Buffer.from(assertionChallenge(purpose, digest)).toString('base64url');
  return passkey.assert({ challenge, rpId: RELYING_PARTY }, bad);
}

/** A message in wire form, also signed by its officer. */
export function asserted(
  purpose: AssertedPurpose,
  wire: Uint8Array,
  passkey: SoftAuthenticator,
  bad: Misbehaviour = {},
): Uint8Array {
  return withAssertion(wire, assertOver(purpose, digestOf(wire), passkey, bad));
}

/** Digest of the payload of a message in wire form, hex. */
export function digestOf(wire: Uint8Array): string {
  const { payload } = JSON.parse(Buffer.from(wire).toString()) as { payload: string };
  return createHash('sha256')
    .update(decodeBase64Url(payload) ?? new Uint8Array())
    .digest('hex');
}

/**
 * Writes a list of these people's passkeys, signed by two.
 * @returns settings for a lane's configuration
 */
export function writeOfficerKeys(folder: string, officers: readonly string[], origins = [CONSOLE_ORIGIN]) {
  const signers = [signer(), signer()];
  const validFrom = dayBefore(Date.now());
  const keys = officers.map((officer) => listed(passkeyOf(officer), officer, {}, validFrom));
  const officerKeysFile = join(folder, 'officer-keys-signed.json');
  const signed = documentSignedBy('officer-keys', keyList(keys, { validFrom, origins }), signers);
  writeFileSync(officerKeysFile, JSON.stringify(signed));
  return { officerKeysFile, signerKeys: signers.map(({ hex }) => hex) };
}
