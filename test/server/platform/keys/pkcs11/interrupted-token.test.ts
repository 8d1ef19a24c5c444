import { ed25519 } from '@noble/curves/ed25519.js';
import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Attribute, AttributeValue } from '../../../../../hardware/pkcs11/attributes.ts';
import type { Cryptoki } from '../../../../../hardware/pkcs11/cryptoki.ts';
import { ATTRIBUTE, OBJECT_CLASS } from '../../../../../hardware/pkcs11/numbers.ts';
import { CryptokiError } from '../../../../../hardware/pkcs11/return-codes.ts';
import { serverToken } from '../../../../../server/platform/keys/pkcs11/server-token.ts';

/** The state of a token that survives a power cut. `order`: the order of its listing, which no standard defines. */
class Token {
  readonly objects = new Map<bigint, Map<number, AttributeValue>>();
  /** Writes until the power cut. */
  writes = Number.POSITIVE_INFINITY;
  readonly order: 1 | -1;
  #last = 0n;

  constructor(order: 1 | -1) {
    this.order = order;
  }

  #write(): void {
    if (this.writes === 0) throw new CryptokiError('C_DestroyObject', 0x30);
    this.writes -= 1;
  }

  #keep(attributes: readonly Attribute[], more: readonly Attribute[]): bigint {
    this.#last += 1n;
    this.objects.set(this.#last, new Map([...attributes, ...more]));
    return this.#last;
  }

  opened(): Cryptoki {
    const of = (object: bigint) => this.objects.get(object) ?? new Map<number, AttributeValue>();
    const refused = () => {
      throw new Error('a server asks for none of this');
    };
    return {
      ...{ initialize: refused, finalize: refused, tokens: refused, login: refused, random: refused },
      ...{ encrypt: refused, decrypt: refused, encryptBlocks: refused },
      ...{ derives: refused, deriveKey: refused, createKey: refused },
      openSession: () => 1n,
      closeSession: () => undefined,
      find: (_session, wanted) =>
        [...this.objects.keys()]
          .filter((object) => wanted.every(([type, value]) => of(object).get(type) === value))
          .toSorted((one, other) => this.order * Number(one - other)),
      attribute: (_session, object, type) => {
        const value = of(object).get(type);
        return value instanceof Uint8Array ? value : Uint8Array.of(value === true ? 1 : 0);
      },
      generateKey: (_session, _mechanism, attributes) => {
        this.#write();
        return this.#keep(attributes, [
          [ATTRIBUTE.neverExtractable, true],
          [ATTRIBUTE.value, randomBytes(32)],
        ]);
      },
      generateKeyPair: (_session, _mechanism, publicKey, privateKey) => {
        this.#write();
        const seed = randomBytes(32);
        this.#keep(publicKey, [[ATTRIBUTE.ecPoint, ed25519.getPublicKey(seed)]]);
        this.#keep(privateKey, [
          [ATTRIBUTE.neverExtractable, true],
          [ATTRIBUTE.value, seed],
        ]);
      },
      destroy: (_session, object) => {
        this.#write();
        this.objects.delete(object);
      },
      sign: (_session, key, _mechanism, message) => {
        const secret = of(key).get(ATTRIBUTE.value) as Uint8Array;
        const signed =
          of(key).get(ATTRIBUTE.class) === OBJECT_CLASS.secretKey
            ? createHmac('sha256', secret).update(message).digest()
            : ed25519.sign(message, secret);
        return Uint8Array.from(signed);
      },
    };
  }
}

describe.each([1, -1] as const)('a token after a power cut during a change of keys, listing in order %i', (order) => {
  it.each<[string, (opened: ReturnType<typeof serverToken>) => unknown]>([
    ['the next key is taken', (opened) => opened.succeed()],
    ['the signing key is replaced', (opened) => opened.replaceSigning()],
    ['the next key is made', (opened) => opened.makeKey('next-signing')],
  ])('has complete keys and the same secret during %s, and continues', (name, act) => {
    for (let writes = 0, failed = true; failed; writes += 1) {
      const token = new Token(order);
      serverToken(token.opened(), 0).initialise();
      if (name !== 'the next key is made') serverToken(token.opened(), 0).makeKey('next-signing');
      const secret = serverToken(token.opened(), 0).secret('people');
      token.writes = writes;
      try {
        act(serverToken(token.opened(), 0));
        failed = false;
      } catch (error) {
        expect(error).toMatchObject({ name: 'DeviceError' });
      }
      token.writes = Number.POSITIVE_INFINITY;
      const opened = serverToken(token.opened(), 0);
      opened.assertComplete();
      const signed = opened.sign('signing', Uint8Array.of(1));
      expect(ed25519.verify(signed, Uint8Array.of(1), opened.publicKey('signing') as Uint8Array)).toBe(true);
      expect(opened.secret('people')).toEqual(secret);
      const next = opened.makeKey('next-signing');
      opened.succeed();
      expect(serverToken(token.opened(), 0).publicKey('signing')).toEqual(next);
    }
  });
});
