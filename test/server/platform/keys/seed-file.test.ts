import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { openSigningKeyFile } from '../../../../server/platform/keys/file-keys.ts';
import { SigningKeyError } from '../../../../server/platform/keys/seed-file.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';

const FILE = 'server-signing-key';
const codeOf = (folder: string) => {
  try {
    openSigningKeyFile(folder);
  } catch (error) {
    return error instanceof SigningKeyError ? error.code : error;
  }
  return 'opened';
};

describe('the signing key in a file', () => {
  it('is created once, completely, and readable by its owner only', () => {
    const folder = temporaryFolder();
    const first = openSigningKeyFile(folder);
    expect(openSigningKeyFile(folder).publicKey).toEqual(first.publicKey);
    expect(readdirSync(folder)).toEqual([FILE]);
    expect(statSync(join(folder, FILE)).mode & 0o777).toBe(0o600);
  });

  it('makes signatures that the contract verifies', () => {
    const { publicKey, sign } = openSigningKeyFile(temporaryFolder());
    const input = new Uint8Array([1, 2, 3]);
    expect(ed25519.verify(sign(input), input, publicKey, { zip215: false })).toBe(true);
  });

  it('derives the public key of RFC 8032 §7.1 TEST 1', () => {
    const folder = temporaryFolder();
    const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
    writeFileSync(join(folder, FILE), `${seed}\n`, { mode: 0o600 });
    const { publicKey, sign } = openSigningKeyFile(folder);
    expect(Buffer.from(publicKey).toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
    expect(Buffer.from(sign(new Uint8Array())).toString('hex')).toMatch(/^e5564300c360ac72/);
  });

  it('is refused, and kept, if others can read it or it is damaged', () => {
    const folder = temporaryFolder();
    openSigningKeyFile(folder);
    chmodSync(join(folder, FILE), 0o640);
    expect(codeOf(folder)).toBe('exposed');
    chmodSync(join(folder, FILE), 0o600);
    writeFileSync(join(folder, FILE), 'CANARY');
    expect(codeOf(folder)).toBe('malformed');
    expect(readFileSync(join(folder, FILE), 'utf8')).toBe('CANARY');
  });

  it('is refused if its folder cannot be created', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(codeOf(join(folder, 'file', 'data'))).toBe('unreadable');
  });
});
