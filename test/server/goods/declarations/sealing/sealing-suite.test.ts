import { XWing } from '@hpke/hybridkem-x-wing';
import { describe, expect, it, vi } from 'vitest';
import { suite } from '../../../../../server/goods/declarations/sealing/sealed-form.ts';
import { sealingSuite, ServerXWing } from '../../../../../server/goods/declarations/sealing/sealing-suite.ts';

describe('the suite of the server', () => {
  it('gives the same bytes as the library for the same randomness', async () => {
    const [own, library] = [new ServerXWing(), new XWing()];
    for (let round = 1; round <= 3; round += 1) {
      const { publicKey } = await library.deriveKeyPair(new Uint8Array(32).fill(round).buffer);
      const ekm = new Uint8Array(64).map((_, at) => at * round);
      const asked = { recipientPublicKey: publicKey, ekm: ekm.buffer };
      const [one, other] = [await own.encap(asked), await library.encap(asked)];
      expect(Buffer.from(one.enc)).toEqual(Buffer.from(other.enc));
      expect(Buffer.from(one.sharedSecret)).toEqual(Buffer.from(other.sharedSecret));
    }
  });

  it('exports the same secrets as the library, of each length', async () => {
    const { publicKey } = await suite.kem.deriveKeyPair(new Uint8Array(32).fill(5).buffer);
    const ekm = new Uint8Array(64).fill(6).buffer;
    const asked = { recipientPublicKey: publicKey, ekm, info: new Uint8Array([1, 2, 3]) };
    const contexts = [await sealingSuite.createSenderContext(asked), await suite.createSenderContext(asked)];
    for (const length of [1, 32, 33, 100]) {
      const [one, other] = await Promise.all(
        contexts.map(async (context) => Buffer.from(await context.export(new Uint8Array([length]), length))),
      );
      expect(one).toEqual(other);
    }
    const [sealed, expected] = await Promise.all(
      contexts.map(async (context) => Buffer.from(await context.seal(new Uint8Array([9])))),
    );
    expect(sealed).toEqual(expected);
  });

  it('seals what the suite of browsers opens, each time with another encapsulation', async () => {
    const { publicKey, privateKey } = await suite.kem.generateKeyPair();
    const info = new Uint8Array([1, 2]);
    const sender = await sealingSuite.createSenderContext({ recipientPublicKey: publicKey, info });
    const again = await sealingSuite.createSenderContext({ recipientPublicKey: publicKey, info });
    expect(Buffer.from(sender.enc)).not.toEqual(Buffer.from(again.enc));
    const opener = await suite.createRecipientContext({ recipientKey: privateKey, enc: sender.enc, info });
    const context = new Uint8Array([3]);
    expect(Buffer.from(await opener.export(context, 32))).toEqual(Buffer.from(await sender.export(context, 32)));
  });

  it('uses the X25519 of OpenSSL, and refuses a key that gives a secret of zeros', async () => {
    const kem = new ServerXWing();
    const { publicKey } = await kem.deriveKeyPair(new Uint8Array(32).fill(1).buffer);
    const inJavaScript = vi.spyOn(Object.getPrototypeOf(kem['_x25519']) as { derive: () => unknown }, 'derive');
    await kem.encap({ recipientPublicKey: publicKey });
    expect(inJavaScript).not.toHaveBeenCalled();
    inJavaScript.mockRestore();
    const bytes = new Uint8Array(await kem.serializePublicKey(publicKey)).fill(0, 1184);
    const small = await kem.deserializePublicKey(bytes.buffer);
    await expect(kem.encap({ recipientPublicKey: small })).rejects.toThrow();
  });
});
