import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyIn, sealKey } from '../../../hardware/signing-key/sealed-key-file.ts';
import { PersonsKeyError } from '../../../hardware/signing-key/persons-key-error.ts';
import { missingSystemParts } from '../../support/system-part.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const missing = missingSystemParts('the comparison with OpenSSL', ['openssl']);

const PASSPHRASE = 'sieben Laster im Regen später';
const MESSAGE = Buffer.from('a release');

const newKey = () => generateKeyPairSync('ed25519').privateKey;
const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'none';
  } catch (error) {
    return error instanceof PersonsKeyError ? error.code : `another error: ${String(error)}`;
  }
};

describe('a sealed file with a private key', () => {
  it.skipIf(missing !== undefined)('is opened by OpenSSL with the passphrase, as the same key', () => {
    const key = newKey();
    const file = join(temporaryFolder(), 'key.pem');
    writeFileSync(file, sealKey(key, PASSPHRASE));
    const opened = execFileSync('openssl', ['pkey', '-in', file, '-passin', `pass:${PASSPHRASE}`, '-pubout']);
    expect(String(opened)).toBe(createPublicKey(key).export({ format: 'pem', type: 'spki' }));
    const described = execFileSync('openssl', ['asn1parse', '-in', file]).toString();
    expect(described).toMatch(/PBES2[\s\S]*scrypt[\s\S]*:4000[\s\S]*:08[\s\S]*:05[\s\S]*aes-256-cbc/);
  });

  it.skipIf(missing !== undefined).each([['-scrypt'], ['-v2', 'aes-256-cbc', '-iter', '600000']])(
    'that OpenSSL sealed with %s is opened',
    (...how) => {
      const key = newKey();
      const folder = temporaryFolder();
      const [plain, sealed] = [join(folder, 'plain.pem'), join(folder, 'sealed.pem')];
      writeFileSync(plain, key.export({ format: 'pem', type: 'pkcs8' }));
      execFileSync('openssl', [
        'pkcs8',
        '-topk8',
        ...how,
        '-in',
        plain,
        '-out',
        sealed,
        '-passout',
        `pass:${PASSPHRASE}`,
      ]);
      const opened = keyIn(readFileSync(sealed, 'latin1'), PASSPHRASE);
      expect(verify(null, MESSAGE, createPublicKey(key), sign(null, MESSAGE, opened))).toBe(true);
    },
  );

  it('is opened whichever way the keyboard composes its letters', () => {
    const pem = sealKey(newKey(), PASSPHRASE.normalize('NFD'));
    expect(keyIn(pem, PASSPHRASE.normalize('NFC')).asymmetricKeyType).toBe('ed25519');
  });

  it('has another salt, and so other bytes, each time', () => {
    const key = newKey();
    expect(sealKey(key, PASSPHRASE)).not.toBe(sealKey(key, PASSPHRASE));
  });

  it('is refused with a wrong passphrase, and without one', () => {
    const pem = sealKey(newKey(), PASSPHRASE);
    expect(codeOf(() => keyIn(pem, `${PASSPHRASE} `))).toBe('wrong-secret');
    expect(codeOf(() => keyIn(pem, ''))).toBe('wrong-secret');
    expect(codeOf(() => keyIn(pem))).toBe('malformed');
  });

  it('is not made with a passphrase that is short or very long', () => {
    expect(codeOf(() => sealKey(newKey(), 'fourteen lette'))).toBe('unfit-secret');
    const long = 'äöüßéàôîçñ'.repeat(51);
    expect(codeOf(() => sealKey(newKey(), `${long}-wxy`))).toBe('none');
    expect(codeOf(() => sealKey(newKey(), `${long}-wxyz`))).toBe('unfit-secret');
  });

  it.each([
    ['aaaaaaaaaaaaaaa', 'repeats itself'],
    ['passwordpassword', 'common words'],
    ['123456789012345', 'keys of the keyboard'],
    ['correct horse battery staple', 'common words'],
    ['mustang chester 2026', 'common words'],
    ['qwertyuiopasdfghjkl', 'keys of the keyboard'],
  ])('is not made with %j, which a thief tries first, and says why', (passphrase, why) => {
    expect(codeOf(() => sealKey(newKey(), passphrase))).toBe('unfit-secret');
    expect(() => sealKey(newKey(), passphrase)).toThrow(why);
    expect(() => sealKey(newKey(), passphrase)).toThrow('--generate');
  });

  it('with another kind of key is refused', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(codeOf(() => keyIn(String(privateKey.export({ format: 'pem', type: 'pkcs8' }))))).toBe('malformed');
  });

  it('that is damaged anywhere ends in a coded refusal or the same key', () => {
    const key = newKey();
    const pem = String(key.export({ format: 'pem', type: 'pkcs8' }));
    fc.assert(
      fc.property(fc.nat(pem.length - 1), fc.integer({ min: 0, max: 255 }), fc.nat(pem.length), (at, byte, length) => {
        const bytes = Buffer.from(pem, 'latin1').subarray(0, Math.max(length, at + 1));
        bytes[at] = byte;
        expect(['none', 'malformed']).toContain(codeOf(() => keyIn(bytes.toString('latin1'))));
      }),
    );
  });
});
