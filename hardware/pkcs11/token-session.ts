/** Shared by every set of keys on a token: sessions, finding keys by label, and the check that keys are not extractable. */
import type { Attribute } from './attributes.ts';
import type { Cryptoki } from './cryptoki.ts';
import { ATTRIBUTE } from './numbers.ts';
import { CryptokiError, elementError, tokenFault } from './return-codes.ts';

/** Attributes of a generated secret or private key. */
export const NON_EXTRACTABLE: readonly Attribute[] = [
  [ATTRIBUTE.token, true],
  [ATTRIBUTE.private, true],
  [ATTRIBUTE.sensitive, true],
  [ATTRIBUTE.extractable, false],
  [ATTRIBUTE.modifiable, false],
  [ATTRIBUTE.wrap, false],
  [ATTRIBUTE.unwrap, false],
  [ATTRIBUTE.derive, false],
];

/** Opens a session for one call, because a failed operation may stay open in its session. Throws `DeviceError`. */
export function inTokenSession<T>(cryptoki: Cryptoki, slot: number, use: (session: bigint) => T): T {
  try {
    const session = cryptoki.openSession(slot);
    try {
      return use(session);
    } finally {
      closeQuietly(cryptoki, session);
    }
  } catch (error) {
    throw error instanceof CryptokiError ? tokenFault(error) : error;
  }
}

/** The session may be lost after a failure; the original error is the one to report. */
function closeQuietly(cryptoki: Cryptoki, session: bigint): void {
  try {
    cryptoki.closeSession(session);
  } catch (error) {
    if (!(error instanceof CryptokiError)) throw error;
  }
}

export interface KeyName {
  readonly objectClass: number;
  readonly label: string;
  readonly id?: Uint8Array | undefined;
}

/** Finds the key of this name, or `undefined`. Throws `DeviceError` `unsupported` when there are several. */
export function findKey(cryptoki: Cryptoki, session: bigint, { objectClass, label, id }: KeyName): bigint | undefined {
  const found = cryptoki.find(session, [
    [ATTRIBUTE.class, objectClass],
    [ATTRIBUTE.label, label],
    [ATTRIBUTE.token, true],
    ...(id === undefined ? [] : [[ATTRIBUTE.id, id] as const]),
  ]);
  if (found.length > 1) throw elementError('unsupported', `the token has more than one key ${label}`);
  return found[0];
}

/** Whether the key is and always was non-extractable. */
export function cannotLeave(cryptoki: Cryptoki, session: bigint, object: bigint): boolean {
  return [ATTRIBUTE.neverExtractable, ATTRIBUTE.sensitive].every(
    (type) => cryptoki.attribute(session, object, type, 1)[0] === 1,
  );
}
