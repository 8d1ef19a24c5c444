import { createDecipheriv, createHmac } from 'node:crypto';
import { CipherSuite, Aes256Gcm, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { describe, expect, test } from 'vitest';
import { sealKeyToOfficer } from '../../../../kiosk/lane/evidence/seal-key.ts';
import { decodeBase64Url } from '../../../../server/contract/base64url.ts';
import { evidenceContext, evidenceInfo } from '../../../../server/contract/evidence-answer.ts';
import { makeViewingKey } from '../../../../server/console/evidence/viewing-key.ts';
import { X_WING_VECTORS } from './x-wing-vectors.ts';

const hex = (bytes: Uint8Array | ArrayBuffer) => Buffer.from(new Uint8Array(bytes)).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
// The library gives a KEM its key derivation when a suite is made of it
const { kem } = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

const DIGEST = 'ab'.repeat(32);
const CAPTURE = 'cd'.repeat(16);
const DATA_KEY = new Uint8Array(32).fill(7);

describe('X-Wing', () => {
  test.each(X_WING_VECTORS)('opens and reproduces the encapsulations of the draft, %#', async (vector) => {
    const secret = await kem.deserializePrivateKey(bytes(vector.secretKey));
    const enc = bytes(vector.encapsulation);
    expect(hex(await kem.decap({ recipientKey: secret, enc }))).toBe(vector.sharedSecret);
    const recipientPublicKey = await kem.deserializePublicKey(bytes(vector.publicKey));
    const made = await kem.encap({ recipientPublicKey, ekm: bytes(vector.encapsulationSeed) });
    expect([hex(made.enc), hex(made.sharedSecret)]).toEqual([vector.encapsulation, vector.sharedSecret]);
  });
});

describe("a capture's key, sealed to an officer's browser", () => {
  /** RFC 9180 §5.1 and §4, base mode, from the KEM's shared secret, written out again on the platform's primitives. */
  function openByTheBook(sharedSecret: Uint8Array, sealed: Uint8Array, info: Uint8Array, aad: Uint8Array): Uint8Array {
    // KEM X-Wing 0x647a, KDF HKDF-SHA256 0x0001, AEAD AES-256-GCM 0x0002
    const suiteId = Buffer.concat([Buffer.from('HPKE'), Buffer.from('647a00010002', 'hex')]);
    const extract = (salt: Uint8Array, label: string, ikm: Uint8Array) =>
      createHmac('sha256', salt.length === 0 ? new Uint8Array(32) : salt)
        .update(Buffer.concat([Buffer.from('HPKE-v1'), suiteId, Buffer.from(label), ikm]))
        .digest();
    const expand = (secret: Uint8Array, label: string, context: Uint8Array, length: number) => {
      const head = Buffer.alloc(2);
      head.writeUInt16BE(length);
      const full = Buffer.concat([head, Buffer.from('HPKE-v1'), suiteId, Buffer.from(label), context]);
      return createHmac('sha256', secret)
        .update(Buffer.concat([full, Buffer.from([1])]))
        .digest()
        .subarray(0, length);
    };
    const none = new Uint8Array();
    const context = Buffer.concat([
      Buffer.from([0]),
      extract(none, 'psk_id_hash', none),
      extract(none, 'info_hash', info),
    ]);
    const secret = extract(sharedSecret, 'secret', none);
    const decipher = createDecipheriv(
      'aes-256-gcm',
      expand(secret, 'key', context, 32),
      expand(secret, 'base_nonce', context, 12),
    );
    decipher.setAAD(aad);
    decipher.setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  }

  test('is sealed with the key that RFC 9180 derives from the shared secret', async () => {
    const [vector] = X_WING_VECTORS;
    if (vector === undefined) throw new Error('no vector');
    const { encapsulation, sealedKey } = await sealKeyToOfficer(bytes(vector.publicKey), DATA_KEY, DIGEST, CAPTURE);
    const secret = await kem.deserializePrivateKey(bytes(vector.secretKey));
    const shared = new Uint8Array(await kem.decap({ recipientKey: secret, enc: encapsulation }));
    const opened = openByTheBook(shared, sealedKey, evidenceInfo(DIGEST), evidenceContext(CAPTURE));
    expect(hex(opened)).toBe(hex(DATA_KEY));
  });

  test("opens only with the browser's key, for that grant and that capture", async () => {
    const officer = await makeViewingKey();
    const publicKey = decodeBase64Url(officer.publicKey) ?? new Uint8Array();
    const key = { ...(await sealKeyToOfficer(publicKey, DATA_KEY, DIGEST, CAPTURE)), captureId: CAPTURE };
    const capture = { ...key, sealed: new Uint8Array() };
    expect(hex(await officer.open(capture, DIGEST))).toBe(hex(DATA_KEY));
    await expect(officer.open(capture, 'ef'.repeat(32))).rejects.toThrow();
    await expect(officer.open({ ...capture, captureId: 'ef'.repeat(16) }, DIGEST)).rejects.toThrow();
    await expect((await makeViewingKey()).open(capture, DIGEST)).rejects.toThrow();
    expect(hex(DATA_KEY)).toBe('07'.repeat(32));
  });

  test('takes 1120 and 48 bytes, which differ each time', async () => {
    const { publicKey } = await makeViewingKey();
    const to = decodeBase64Url(publicKey) ?? new Uint8Array();
    const [one, two] = [
      await sealKeyToOfficer(to, DATA_KEY, DIGEST, CAPTURE),
      await sealKeyToOfficer(to, DATA_KEY, DIGEST, CAPTURE),
    ];
    expect([one.encapsulation.length, one.sealedKey.length]).toEqual([1_120, 48]);
    expect(hex(one.encapsulation)).not.toBe(hex(two.encapsulation));
    expect(hex(one.sealedKey)).not.toBe(hex(two.sealedKey));
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['one byte too short', new Uint8Array(1_215)],
    ['numbers beyond the modulus', new Uint8Array(1_216).fill(255)],
  ])('is not sealed to an invalid key: %s', async (_name, publicKey) => {
    await expect(sealKeyToOfficer(publicKey, DATA_KEY, DIGEST, CAPTURE)).rejects.toThrow();
  });
});
