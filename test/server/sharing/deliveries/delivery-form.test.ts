import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { ed25519 } from '@noble/curves/ed25519.js';
import { expect, test } from 'vitest';
import { encodeBase64Url } from '../../../../server/contract/base64url.ts';
import { canonicalJson } from '../../../../server/contract/canonical-json.ts';
import { signingInput } from '../../../../server/contract/signing.ts';
import { agreementDigest } from '../../../../server/sharing/agreement/agreement.ts';
import { type DeliveryHead, signedPart } from '../../../../server/sharing/deliveries/delivery-file.ts';
import { openDelivery } from '../../../../server/sharing/deliveries/delivery-form.ts';
import { OWN_SEEDS, PARTNER_DECRYPTION_SEED, sampleAgreement } from '../fixtures/agreements.ts';

const SERVER = OWN_SEEDS[0]!;

/** A delivery with any content, as a hostile server would seal and sign it. */
async function sealedTo(content: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const agreement = sampleAgreement();
  const digest = agreementDigest(agreement);
  const delivery: DeliveryHead = {
    ...{ form: 1, kind: 'counts', dataset: 'crossings', period: '2026-12', madeAt: 1 },
    agreement: { id: agreement.id, version: 1, digest },
    recipient: agreement.parties.recipient,
  };
  const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
  const { publicKey } = await new XWing().generateKeyPairDerand(PARTNER_DECRYPTION_SEED);
  const info = Buffer.concat([Buffer.from('postern/sharing-delivery/v1\n'), canonicalJson(delivery)]);
  const sender = await suite.createSenderContext({ recipientPublicKey: publicKey, info: Uint8Array.from(info) });
  const sealed = encodeBase64Url(new Uint8Array(await sender.seal(content, Buffer.from(digest, 'hex'))));
  const encapsulation = encodeBase64Url(new Uint8Array(sender.enc));
  const input = signingInput('sharing-delivery', signedPart({ delivery, encapsulation, sealed }));
  const signature = {
    key: encodeBase64Url(ed25519.getPublicKey(SERVER)),
    value: encodeBase64Url(ed25519.sign(input, SERVER)),
  };
  return canonicalJson({ delivery, encapsulation, sealed, signature });
}

test.each([
  ['is no JSON', '{"form":1'],
  ['is empty', ''],
  ['is no object', '7'],
  ['is another agreement', '{"form":1,"agreement":{"id":"other","version":1,"digest":""}}'],
])('a delivery whose content %s is refused and throws nothing', async (_name, text) => {
  const serverKey = Buffer.from(ed25519.getPublicKey(SERVER)).toString('hex');
  const file = await sealedTo(Uint8Array.from(Buffer.from(text)));
  expect(await openDelivery(file, { serverKey, decryptionSeed: PARTNER_DECRYPTION_SEED })).toEqual({
    kind: 'refused',
    code: 'other-content',
  });
});
