/** ML-DSA-44 in both directions with OpenSSL 3.5. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkpointText } from '../../../../../server/platform/transparency/note/checkpoint.ts';
import { mlDsaCosignatureMessage } from '../../../../../server/platform/transparency/note/cosignature.ts';
import { mlDsa44Cosigner } from '../../../../../server/platform/transparency/note/signer.ts';
import { verifySignature } from '../../../../../server/platform/transparency/note/verify-signature.ts';
import { verifierKey } from '../../../../../server/platform/transparency/note/vkey.ts';
import { uint64 } from '../../../../../server/platform/transparency/text.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { missingSystemParts } from '../../../../support/system-part.ts';

const missing = missingSystemParts('OpenSSL', ['openssl']) ?? withoutMlDsa();
if (missing !== undefined) console.warn(`skipped: ${missing}`);

/** SubjectPublicKeyInfo of id-ml-dsa-44 (RFC 9881 §4) up to the 1,312 bytes of the key. */
const SPKI_PREFIX = Buffer.from('30820532300b060960864801650304031103820521' + '00', 'hex');
const NAME = 'w.example';
const TIME = 1_735_689_600;
const TEXT = checkpointText({ origin: 'log.example', size: 9, root: new Uint8Array(32).fill(4) });

function withoutMlDsa(): string | undefined {
  if (execFileSync('openssl', ['list', '-signature-algorithms']).toString().includes('ML-DSA-44')) return undefined;
  if (process.env['CI'] === 'true') throw new Error('OpenSSL 3.5 must be installed');
  return 'ML-DSA needs OpenSSL 3.5';
}

describe.skipIf(missing !== undefined)('OpenSSL', () => {
  const openssl = (folder: string, ...args: readonly string[]) =>
    execFileSync('openssl', [...args], { cwd: folder, stdio: 'pipe' }).toString();

  test('verifies our cosignature, and refuses an altered one', () => {
    const folder = temporaryFolder();
    const cosigner = mlDsa44Cosigner(NAME, new Uint8Array(32).fill(6));
    const { signature } = cosigner.cosign(TEXT, TIME);
    writeFileSync(join(folder, 'key'), Buffer.concat([SPKI_PREFIX, cosigner.key.publicKey]));
    writeFileSync(join(folder, 'message'), mlDsaCosignatureMessage(NAME, TEXT, TIME));
    writeFileSync(join(folder, 'other'), mlDsaCosignatureMessage(NAME, TEXT, TIME + 1));
    writeFileSync(join(folder, 'signature'), signature.subarray(8));
    const verify = (message: string) =>
      openssl(
        folder,
        ...'pkeyutl -verify -pubin -keyform DER -inkey key -rawin -sigfile signature -in'.split(' '),
        message,
      );
    expect(verify('message')).toContain('Signature Verified Successfully');
    expect(() => verify('other')).toThrow();
  });

  test('makes a cosignature that verifies here, for its own message only', () => {
    const folder = temporaryFolder();
    openssl(folder, ...'genpkey -algorithm ML-DSA-44 -out private'.split(' '));
    openssl(folder, ...'pkey -in private -pubout -outform DER -out key'.split(' '));
    writeFileSync(join(folder, 'message'), mlDsaCosignatureMessage(NAME, TEXT, TIME));
    openssl(folder, ...'pkeyutl -sign -inkey private -rawin -in message -out signature'.split(' '));
    const publicKey = readFileSync(join(folder, 'key')).subarray(SPKI_PREFIX.length);
    const key = verifierKey(NAME, 'cosignature-ml-dsa-44', publicKey);
    const signature = Buffer.concat([uint64(TIME), readFileSync(join(folder, 'signature'))]);
    expect(verifySignature(key, TEXT, signature)).toEqual({ kind: 'valid', time: TIME });
    expect(verifySignature(key, TEXT.replace('\n9\n', '\n8\n'), signature).kind).toBe('refused');
  });
});
