/**
 * Chains on a token. When the token can derive keys (CKM_AES_ECB_ENCRYPT_DATA), the secrets of a chain stay inside it.
 * Otherwise the token encrypts the step's input, and the result is in this process's memory until it becomes an object of
 * the token: once a day, and once for each handle.
 */
import type { Attribute } from '../../pkcs11/attributes.ts';
import type { Cryptoki } from '../../pkcs11/cryptoki.ts';
import { ATTRIBUTE, KEY_TYPE, MECHANISM, OBJECT_CLASS } from '../../pkcs11/numbers.ts';
import { elementError } from '../../pkcs11/return-codes.ts';
import { findKey, inTokenSession } from '../../pkcs11/token-session.ts';
import {
  byChainName,
  CHAIN_BYTES,
  CHAIN_PURPOSES,
  type ChainName,
  type ChainPurpose,
  chainRefused,
  chainStepInput,
  CHAINS_MAX,
  unknownChain,
} from '../chain.ts';

/** The operations of `../chain.ts`. Each throws `DeviceError`. */
export interface TokenChains {
  chains(): readonly ChainName[];
  makeChain(name: ChainName): void;
  importChain(name: ChainName, secret: Uint8Array): void;
  advanceChain(from: ChainName, labels: readonly string[], to: ChainName): void;
  chainPrf(name: ChainName, label: string, input: Uint8Array): Uint8Array<ArrayBuffer>;
  destroyChain(name: ChainName): void;
  /** Throws `unsupported` when a chain is extractable. */
  assertChainsStay(): void;
}

const ID_BYTES = 8;
const labelOf = (purpose: ChainPurpose): string => `postern-chain-${purpose}`;

/**
 * @param cryptoki initialised, with the user logged in at `slot`
 * @param derivesInside whether the token derives keys; default: queried from the token
 */
export function tokenChains(
  cryptoki: Cryptoki,
  slot: number,
  derivesInside: boolean = cryptoki.derives(slot, MECHANISM.aesEcbEncryptData),
): TokenChains {
  const inSession = <T>(use: (session: bigint) => T): T => inTokenSession(cryptoki, slot, use);

  /** A chain key allows only the operation that this token uses for steps. */
  const chainAttributes = (name?: ChainName): readonly Attribute[] => [
    [ATTRIBUTE.class, OBJECT_CLASS.secretKey],
    [ATTRIBUTE.keyType, KEY_TYPE.aes],
    [ATTRIBUTE.token, name !== undefined],
    [ATTRIBUTE.derive, derivesInside],
    [ATTRIBUTE.encrypt, !derivesInside],
    [ATTRIBUTE.decrypt, false],
    ...STAYS,
    ...(name === undefined ? [] : named(name)),
  ];
  const find = (session: bigint, name: ChainName): bigint | undefined =>
    findKey(cryptoki, session, { objectClass: OBJECT_CLASS.secretKey, label: labelOf(name.purpose), id: idOf(name) });
  const chain = (session: bigint, name: ChainName): bigint => {
    const found = find(session, name);
    if (found === undefined) throw unknownChain(name);
    return found;
  };
  const objects = (session: bigint): [ChainName, bigint][] =>
    CHAIN_PURPOSES.flatMap((purpose) => {
      const found = cryptoki.find(session, [
        [ATTRIBUTE.class, OBJECT_CLASS.secretKey],
        [ATTRIBUTE.label, labelOf(purpose)],
        [ATTRIBUTE.token, true],
      ]);
      return found.map((object): [ChainName, bigint] => [nameOf(purpose, cryptoki, session, object), object]);
    });
  const assertRoom = (session: bigint, name: ChainName): void => {
    if (find(session, name) !== undefined) throw chainRefused('exists');
    if (objects(session).length >= CHAINS_MAX) throw chainRefused('full');
  };
  /** Performs one step from the secret of `base` to an object with these attributes. */
  const step = (session: bigint, base: bigint, label: string, attributes: readonly Attribute[]): bigint => {
    const data = chainStepInput(label);
    if (derivesInside) {
      const sized: readonly Attribute[] = [[ATTRIBUTE.valueLength, CHAIN_BYTES], ...attributes];
      return cryptoki.deriveKey(session, base, MECHANISM.aesEcbEncryptData, data, sized);
    }
    const value = cryptoki.encryptBlocks(session, base, MECHANISM.aesEcb, data);
    try {
      return cryptoki.createKey(session, [[ATTRIBUTE.value, value], ...attributes]);
    } finally {
      value.fill(0);
    }
  };

  return {
    chains: () =>
      inSession((session) =>
        objects(session)
          .map(([name]) => name)
          .sort(byChainName),
      ),
    makeChain: (name) =>
      inSession((session) => {
        assertRoom(session, name);
        const attributes: readonly Attribute[] = [[ATTRIBUTE.valueLength, CHAIN_BYTES], ...chainAttributes(name)];
        cryptoki.generateKey(session, MECHANISM.aesKeyGen, attributes);
      }),
    importChain: (name, secret) =>
      inSession((session) => {
        assertRoom(session, name);
        cryptoki.createKey(session, [[ATTRIBUTE.value, secret], ...chainAttributes(name)]);
      }),
    advanceChain: (from, labels, to) =>
      inSession((session) => {
        assertRoom(session, to);
        // Intermediate keys are session objects, destroyed with the session
        let at = chain(session, from);
        for (const [index, label] of labels.entries()) {
          const isLast = index === labels.length - 1;
          at = step(session, at, label, chainAttributes(isLast ? to : undefined));
        }
      }),
    chainPrf: (name, label, input) =>
      inSession((session) => {
        const key = step(session, chain(session, name), label, HMAC_OF_SESSION);
        return cryptoki.sign(session, key, MECHANISM.sha256Hmac, input, CHAIN_BYTES);
      }),
    destroyChain: (name) =>
      inSession((session) => {
        const found = find(session, name);
        if (found !== undefined) cryptoki.destroy(session, found);
      }),
    assertChainsStay: () =>
      inSession((session) => {
        const stay = objects(session).every(
          ([, object]) =>
            cryptoki.attribute(session, object, ATTRIBUTE.extractable, 1)[0] === 0 &&
            cryptoki.attribute(session, object, ATTRIBUTE.sensitive, 1)[0] === 1,
        );
        if (!stay) throw elementError('unsupported', 'a chain on the token is extractable');
      }),
  };
}

const STAYS: readonly Attribute[] = [
  [ATTRIBUTE.private, true],
  [ATTRIBUTE.sensitive, true],
  [ATTRIBUTE.extractable, false],
  [ATTRIBUTE.wrap, false],
  [ATTRIBUTE.unwrap, false],
];

const HMAC_OF_SESSION: readonly Attribute[] = [
  [ATTRIBUTE.class, OBJECT_CLASS.secretKey],
  [ATTRIBUTE.keyType, KEY_TYPE.genericSecret],
  [ATTRIBUTE.token, false],
  [ATTRIBUTE.sign, true],
  ...STAYS,
];

/** CKA_MODIFIABLE must be last: SoftHSM sets the attributes of a derived key in order and rejects any after it. */
function named(name: ChainName): readonly Attribute[] {
  return [
    [ATTRIBUTE.label, labelOf(name.purpose)],
    [ATTRIBUTE.id, idOf(name)],
    [ATTRIBUTE.modifiable, false],
  ];
}

function idOf({ generation, place }: ChainName): Uint8Array {
  const id = new Uint8Array(ID_BYTES);
  new DataView(id.buffer).setUint32(0, generation);
  new DataView(id.buffer).setUint32(4, place);
  return id;
}

function nameOf(purpose: ChainPurpose, cryptoki: Cryptoki, session: bigint, object: bigint): ChainName {
  const id = cryptoki.attribute(session, object, ATTRIBUTE.id, ID_BYTES);
  if (id.length !== ID_BYTES) throw elementError('unsupported', 'the token has a chain without a place');
  const view = new DataView(id.buffer, id.byteOffset);
  return { purpose, generation: view.getUint32(0), place: view.getUint32(4) };
}
