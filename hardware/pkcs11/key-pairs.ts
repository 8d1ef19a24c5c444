/** Key pairs on elliptic curves that sign and cannot leave their token. */
import type { Attribute } from './attributes.ts';
import type { Cryptoki } from './cryptoki.ts';
import { ATTRIBUTE, EDWARDS25519, KEY_TYPE, MECHANISM, OBJECT_CLASS } from './numbers.ts';
import { elementError } from './return-codes.ts';
import { cannotLeave, NON_EXTRACTABLE } from './token-session.ts';

/** CKK_…, the mechanism that makes a pair, and CKA_EC_PARAMS. */
export interface PairForm {
  readonly keyType: number;
  readonly makeMechanism: number;
  readonly parameters: Uint8Array;
}

export const ED25519_PAIR: PairForm = {
  keyType: KEY_TYPE.ecEdwards,
  makeMechanism: MECHANISM.edwardsKeyPairGen,
  parameters: EDWARDS25519,
};

/** A DER OCTET STRING with 65 bytes is shorter. */
const LONGEST_POINT = 96;

/** Makes a pair with this label. Throws `CryptokiError`. */
export function makeSigningPair(cryptoki: Cryptoki, session: bigint, label: string, form: PairForm): void {
  const named: readonly Attribute[] = [
    [ATTRIBUTE.keyType, form.keyType],
    [ATTRIBUTE.label, label],
  ];
  cryptoki.generateKeyPair(
    session,
    form.makeMechanism,
    [
      [ATTRIBUTE.class, OBJECT_CLASS.publicKey],
      ...named,
      [ATTRIBUTE.token, true],
      [ATTRIBUTE.ecParameters, form.parameters],
      [ATTRIBUTE.verify, true],
    ],
    [
      [ATTRIBUTE.class, OBJECT_CLASS.privateKey],
      ...named,
      [ATTRIBUTE.sign, true],
      ...NON_EXTRACTABLE.filter(([type]) => type !== ATTRIBUTE.wrap),
    ],
  );
}

/** The last `length` bytes of CKA_EC_POINT: the point without its DER. Throws `DeviceError` `corrupt` when it is shorter. */
export function pointOf(cryptoki: Cryptoki, session: bigint, object: bigint, length: number): Uint8Array {
  const point = cryptoki.attribute(session, object, ATTRIBUTE.ecPoint, LONGEST_POINT);
  if (point.length < length) throw elementError('corrupt', 'the public key is too short');
  return point.slice(-length);
}

/** Throws `DeviceError` `unsupported` for a key that can leave the token, or once could. */
export function assertCannotLeave(cryptoki: Cryptoki, session: bigint, object: bigint): void {
  if (!cannotLeave(cryptoki, session, object)) {
    throw elementError('unsupported', 'a key on the token is or was extractable');
  }
}
