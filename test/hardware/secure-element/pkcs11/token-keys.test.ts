/** Operations that the token must refuse with its keys, tried on the token itself. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import koffi from 'koffi';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Cryptoki } from '../../../../hardware/pkcs11/cryptoki.ts';
import { ATTRIBUTE, KEY_TYPE, MECHANISM, OBJECT_CLASS } from '../../../../hardware/pkcs11/numbers.ts';
import { openToken } from '../../../../hardware/pkcs11/open-token.ts';
import { CKR_ATTRIBUTE_SENSITIVE, CryptokiError } from '../../../../hardware/pkcs11/return-codes.ts';
import { tokenKeys } from '../../../../hardware/secure-element/pkcs11/token-keys.ts';
import { missingSoftHsm, MODULE, softToken, TOKEN_LABEL } from './soft-token.ts';

const missing = missingSoftHsm();
/** AES key wrap, NIST SP 800-38F; CKM_AES_KEY_WRAP. */
const AES_KEY_WRAP = 0x2109;
const CKR_KEY_UNEXTRACTABLE = 0x6a;
const CKR_ACTION_PROHIBITED = 0x1b;

describe.skipIf(missing !== undefined)(`keys on a token${missing === undefined ? '' : `: ${missing}`}`, () => {
  let cryptoki: Cryptoki;
  let slot: number;
  let session: bigint;
  beforeEach(async () => {
    const token = await softToken();
    const pin = new TextEncoder().encode(token.pin);
    const opened = openToken({ module: MODULE, tokenLabel: TOKEN_LABEL, pin, hardwareOnly: false });
    cryptoki = opened.cryptoki;
    slot = opened.facts.slot;
    session = cryptoki.openSession(slot);
    return () => cryptoki.finalize();
  });
  const secrets = (): readonly bigint[] =>
    [OBJECT_CLASS.secretKey, OBJECT_CLASS.privateKey].flatMap((objectClass) =>
      cryptoki.find(session, [[ATTRIBUTE.class, objectClass]]),
    );
  const returnedBy = (call: () => unknown): number => {
    try {
      call();
      return 0;
    } catch (error) {
      if (error instanceof CryptokiError) return error.returned;
      throw error;
    }
  };

  test('are three', () => expect(secrets()).toHaveLength(3));

  test('do not reveal their values', () => {
    for (const key of secrets()) {
      expect(returnedBy(() => cryptoki.attribute(session, key, ATTRIBUTE.value, 64))).toBe(CKR_ATTRIBUTE_SENSITIVE);
    }
  });

  test('cannot be exported with a wrapping key', () => {
    const wrapping = cryptoki.generateKey(session, MECHANISM.aesKeyGen, [
      [ATTRIBUTE.class, OBJECT_CLASS.secretKey],
      [ATTRIBUTE.keyType, KEY_TYPE.aes],
      [ATTRIBUTE.valueLength, 32],
      [ATTRIBUTE.token, false],
      [ATTRIBUTE.wrap, true],
    ]);
    const wrapKey = koffi
      .load(MODULE)
      .func('C_WrapKey', 'ulong', ['ulong', 'uint8_t *', 'ulong', 'ulong', 'uint8_t *', 'uint8_t *']);
    const mechanism = new Uint8Array(128);
    new DataView(mechanism.buffer).setBigUint64(0, BigInt(AES_KEY_WRAP), true);
    const wrap = (key: bigint): number => {
      const length = new Uint8Array(128);
      new DataView(length.buffer).setBigUint64(0, 512n, true);
      return Number(wrapKey(session, mechanism, wrapping, key, new Uint8Array(512), length));
    };
    const extractable = cryptoki.generateKey(session, MECHANISM.aesKeyGen, [
      [ATTRIBUTE.class, OBJECT_CLASS.secretKey],
      [ATTRIBUTE.keyType, KEY_TYPE.aes],
      [ATTRIBUTE.valueLength, 32],
      [ATTRIBUTE.token, false],
      [ATTRIBUTE.extractable, true],
    ]);
    expect(wrap(extractable)).toBe(0);
    const ours = secrets().filter((key) => key !== wrapping && key !== extractable);
    expect(ours.map(wrap)).toEqual(ours.map(() => CKR_KEY_UNEXTRACTABLE));
  });

  test('cannot be made extractable', () => {
    const setAttribute = koffi
      .load(MODULE)
      .func('C_SetAttributeValue', 'ulong', ['ulong', 'ulong', 'uint8_t *', 'ulong']);
    const template = new Uint8Array(128);
    const view = new DataView(template.buffer);
    template[24] = 1;
    view.setBigUint64(0, BigInt(ATTRIBUTE.extractable), true);
    view.setBigUint64(8, koffi.address(template) + 24n, true);
    view.setBigUint64(16, 1n, true);
    for (const key of secrets().slice(0, 3)) {
      expect([CKR_ACTION_PROHIBITED, 0x10]).toContain(Number(setAttribute(session, key, template, 1)));
    }
  });

  test('keep a kiosk from starting when one of them is extractable', () => {
    const planted = cryptoki.generateKey(session, MECHANISM.aesKeyGen, [
      [ATTRIBUTE.class, OBJECT_CLASS.secretKey],
      [ATTRIBUTE.keyType, KEY_TYPE.aes],
      [ATTRIBUTE.valueLength, 32],
      [ATTRIBUTE.token, true],
      [ATTRIBUTE.label, 'postern-root'],
      [ATTRIBUTE.id, Uint8Array.of(0, 0, 0, 9)],
      [ATTRIBUTE.extractable, true],
      [ATTRIBUTE.encrypt, true],
      [ATTRIBUTE.decrypt, true],
    ]);
    const keys = tokenKeys(cryptoki, slot);
    expect(() => keys.assertComplete()).toThrow(expect.objectContaining({ code: 'unsupported' }));
    cryptoki.destroy(session, planted);
    keys.assertComplete();
  });

  test('keep working after garbage collection', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const keys = tokenKeys(cryptoki, slot);
    for (let round = 0; round < 5; round += 1) {
      collect();
      keys.check();
    }
  });

  test('are created once: overwriting them is refused', () => {
    const keys = tokenKeys(cryptoki, slot);
    const before = keys.publicKey();
    expect(() => keys.initialise()).toThrow(expect.objectContaining({ code: 'refused' }));
    expect(keys.publicKey()).toEqual(before);
  });
});
