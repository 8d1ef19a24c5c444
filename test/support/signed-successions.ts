import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  type KeySuccession,
  type SignedSuccession,
  signedSuccession,
  SUCCESSION_LIFETIME_MS,
  SUCCESSION_NOTICE_MS,
  successionBytes,
  successionDigest,
  successionProofInput,
  successionSigningInput,
} from '../../server/contract/key-succession.ts';

export const ANNOUNCED_AT = Date.UTC(2026, 5);

/** Keys of one server in their order, from small seeds. */
export function seedOf(at: number): Uint8Array {
  return new Uint8Array(32).fill(at);
}

export function keyOf(at: number): Uint8Array {
  return ed25519.getPublicKey(seedOf(at));
}

/** Key `at` is replaced by key `at + 1`; `differences` are signed with the rest, `by` and `proofBy` replace the signers. */
export function succession(
  at: number,
  {
    differences = {},
    by = at,
    to = at + 1,
    proofBy = to,
    previous,
  }: {
    differences?: Partial<KeySuccession>;
    by?: number;
    to?: number;
    proofBy?: number;
    previous?: SignedSuccession;
  } = {},
): SignedSuccession {
  const announcedAt = ANNOUNCED_AT + at * 2 * SUCCESSION_NOTICE_MS;
  const statement: KeySuccession = {
    ...{ version: 1, number: at, current: bytesToHex(keyOf(at)), next: bytesToHex(keyOf(to)) },
    previous:
      at === 1
        ? null
        : previous === undefined
          ? 'f'.repeat(64)
          : successionDigest(Buffer.from(previous.payload, 'base64url')),
    ...{ announcedAt, nextFrom: announcedAt + SUCCESSION_NOTICE_MS },
    ...{ currentUntil: announcedAt + 2 * SUCCESSION_NOTICE_MS, followUntil: announcedAt + SUCCESSION_LIFETIME_MS },
    ...differences,
  };
  const payload = successionBytes(statement);
  return signedSuccession(
    payload,
    ed25519.sign(successionSigningInput(payload), seedOf(by)),
    ed25519.sign(successionProofInput(payload), seedOf(proofBy)),
  );
}

/** Statements for the successive keys 1, 2, … */
export function successions(count: number): SignedSuccession[] {
  const all: SignedSuccession[] = [];
  for (let at = 1; at <= count; at += 1) {
    const previous = all.at(-1);
    all.push(succession(at, previous === undefined ? {} : { previous }));
  }
  return all;
}
