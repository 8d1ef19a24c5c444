import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encodeVkey,
  isKeyName,
  parseVkey,
  verifierKey,
} from '../../../../../server/platform/transparency/note/vkey.ts';
import { TLOG_DATA, tlogText } from '../../../records/ledger/fixtures/tlog-data.ts';

/** The example in the documentation of golang.org/x/mod/sumdb/note. */
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
/** The key of Go's checksum database, built into the go command; its base64 contains a plus sign. */
const SUMDB = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';

describe('verifier keys', () => {
  test.each([PETER, SUMDB])('of Go are accepted: %s', (text) => {
    const key = parseVkey(text);
    expect(key).toMatchObject({ type: 'ed25519', name: text.split('+')[0] });
    expect(encodeVkey(key)).toBe(text);
  });
  test.skipIf(TLOG_DATA === undefined)('of the golden log, ML-DSA included (POSTERN_DATA)', () => {
    const lines = tlogText('golden', 'vkeys.txt').trimEnd().split('\n');
    expect(lines.map((line) => parseVkey(line).type)).toEqual([
      'ed25519',
      'cosignature-ed25519',
      'cosignature-ed25519',
      'cosignature-ml-dsa-44',
    ]);
    for (const line of lines) expect(encodeVkey(parseVkey(line))).toBe(line);
  });
  test.each([
    ['an id that is not the key’s', PETER.replace('c74f20a3', 'c74f20a4')],
    ['an id in capitals', PETER.replace('c74f20a3', 'C74F20A3')],
    ['another name', PETER.replace('Peter', 'Petra')],
    ['no name', PETER.replace('PeterNeumann', '')],
    ['a space in the name', PETER.replace('PeterN', 'Peter N')],
    ['a key that is cut', PETER.slice(0, -4)],
    ['no key', 'PeterNeumann+c74f20a3+'],
    ['an unknown type', 'PeterNeumann+c74f20a3+AhpcAQ=='],
    ['a newline after it', `${PETER}\n`],
    ['nothing', ''],
  ])('with %s are refused', (_name, text) => {
    expect(() => parseVkey(text)).toThrow(expect.objectContaining({ code: 'malformed-vkey' }));
  });
  test('decode to the encoded key', () => {
    const names = fc.string({ minLength: 1, maxLength: 20 }).filter(isKeyName);
    fc.assert(
      fc.property(names, fc.uint8Array({ minLength: 32, maxLength: 32 }), (name, publicKey) => {
        const key = verifierKey(name, 'cosignature-ed25519', publicKey);
        expect(encodeVkey(parseVkey(encodeVkey(key)))).toBe(encodeVkey(key));
      }),
    );
  });
});
