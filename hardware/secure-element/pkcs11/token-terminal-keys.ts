/** The terminal's keys on a token. Runs in the process that owns the token. */
import type { Cryptoki } from '../../pkcs11/cryptoki.ts';
import { assertCannotLeave, makeSigningPair } from '../../pkcs11/key-pairs.ts';
import { ATTRIBUTE, BRAINPOOL_P256R1, KEY_TYPE, MECHANISM, OBJECT_CLASS, PRIME256V1 } from '../../pkcs11/numbers.ts';
import { elementError } from '../../pkcs11/return-codes.ts';
import { findKey, inTokenSession } from '../../pkcs11/token-session.ts';
import { isTerminalKeyName, TERMINAL_KEYS_MAX, type TerminalCurve, type TerminalKey } from '../terminal-keys.ts';

const PREFIX = 'postern-terminal-';
const CURVES: Readonly<Record<TerminalCurve, Uint8Array>> = { 'P-256': PRIME256V1, brainpoolP256r1: BRAINPOOL_P256R1 };
const POINT_BYTES = 65;
const SIGNATURE_BYTES = 64;
/** Longer than a label with the prefix, the name of a curve, and a point in DER. */
const LONGEST_ATTRIBUTE = 96;

/** The operations of `../terminal-keys.ts`. Each throws `DeviceError`. */
export interface TokenTerminalKeys {
  terminalKeys(): readonly TerminalKey[];
  makeTerminalKey(name: string, curve: TerminalCurve): TerminalKey;
  signAsTerminal(name: string, digest: Uint8Array): Uint8Array;
  destroyTerminalKey(name: string): void;
}

/** @param cryptoki initialised, with the user logged in at `slot` */
export function tokenTerminalKeys(cryptoki: Cryptoki, slot: number): TokenTerminalKeys {
  const inSession = <T>(use: (session: bigint) => T): T => inTokenSession(cryptoki, slot, use);
  const find = (session: bigint, name: string, objectClass: number = OBJECT_CLASS.privateKey): bigint | undefined =>
    findKey(cryptoki, session, { objectClass, label: PREFIX + name });
  const publicHalf = (session: bigint, name: string): TerminalKey | undefined => {
    const object = find(session, name, OBJECT_CLASS.publicKey);
    if (object === undefined) return undefined;
    const parameters = cryptoki.attribute(session, object, ATTRIBUTE.ecParameters, LONGEST_ATTRIBUTE);
    const point = cryptoki.attribute(session, object, ATTRIBUTE.ecPoint, LONGEST_ATTRIBUTE);
    const [curve] = Object.entries(CURVES).find(([, oid]) => Buffer.from(oid).equals(parameters)) ?? [];
    if (curve === undefined || point.length < POINT_BYTES) return undefined;
    return { name, curve: curve as TerminalCurve, point: point.slice(-POINT_BYTES) };
  };
  /** Names of the private keys. */
  const names = (session: bigint): string[] =>
    cryptoki
      .find(session, [
        [ATTRIBUTE.class, OBJECT_CLASS.privateKey],
        [ATTRIBUTE.token, true],
        [ATTRIBUTE.keyType, KEY_TYPE.ec],
      ])
      .map((object) => cryptoki.attribute(session, object, ATTRIBUTE.label, LONGEST_ATTRIBUTE))
      .map((label) => new TextDecoder().decode(label))
      .filter((label) => label.startsWith(PREFIX) && isTerminalKeyName(label.slice(PREFIX.length)))
      .map((label) => label.slice(PREFIX.length))
      .sort();
  const safe = (session: bigint, name: string): bigint => {
    const object = find(session, name);
    if (object === undefined) throw elementError('unknown-key', 'the token has no such key of a terminal');
    assertCannotLeave(cryptoki, session, object);
    return object;
  };
  const destroy = (session: bigint, name: string): void => {
    for (const objectClass of [OBJECT_CLASS.privateKey, OBJECT_CLASS.publicKey]) {
      const object = find(session, name, objectClass);
      if (object !== undefined) cryptoki.destroy(session, object);
    }
  };

  return {
    terminalKeys: () => inSession((session) => names(session).flatMap((name) => publicHalf(session, name) ?? [])),
    makeTerminalKey: (name, curve) =>
      inSession((session) => {
        const isWhole = find(session, name) !== undefined && publicHalf(session, name) !== undefined;
        if (isWhole) throw elementError('refused', 'there is a key of this name');
        // Half a key is the rest of an interrupted run: no list showed it, so nothing certifies it
        destroy(session, name);
        if (names(session).length >= TERMINAL_KEYS_MAX)
          throw elementError('refused', 'there is no room for another key');
        makeSigningPair(cryptoki, session, PREFIX + name, {
          keyType: KEY_TYPE.ec,
          makeMechanism: MECHANISM.ecKeyPairGen,
          parameters: CURVES[curve],
        });
        try {
          safe(session, name);
          const made = publicHalf(session, name);
          if (made === undefined) throw elementError('corrupt', 'the token made a key but does not list it');
          return made;
        } catch (error) {
          destroy(session, name);
          throw error;
        }
      }),
    signAsTerminal: (name, digest) =>
      inSession((session) => {
        const signature = cryptoki.sign(session, safe(session, name), MECHANISM.ecdsa, digest, SIGNATURE_BYTES);
        if (signature.length !== SIGNATURE_BYTES) throw elementError('corrupt', 'the signature has another length');
        return signature;
      }),
    destroyTerminalKey: (name) => inSession((session) => destroy(session, name)),
  };
}
