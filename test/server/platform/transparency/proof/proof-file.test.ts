import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafHash } from '../../../../../server/contract/merkle/hash.ts';
import { parsePolicy } from '../../../../../server/platform/transparency/proof/policy.ts';
import { formatProofFile, parseProofFile } from '../../../../../server/platform/transparency/proof/proof-file.ts';
import { verifyProof } from '../../../../../server/platform/transparency/proof/verify-proof.ts';
import { LedgerError } from '../../../../../server/platform/transparency/ledger-error.ts';
import { decodeBundle } from '../../../../../server/platform/transparency/tile/bundle.ts';
import { TLOG_DATA, tlogBytes, tlogFiles, tlogText } from '../../../records/ledger/fixtures/tlog-data.ts';

const HASH = Buffer.alloc(32, 5).toString('base64');
const SMALL = `c2sp.org/tlog-proof@v1\nextra AQI=\nindex 3\n${HASH}\n${HASH}\n\nthe checkpoint\n\nwith its own blank line\n`;

describe('proof files', () => {
  test('decode to what was encoded', () => {
    const proof = parseProofFile(SMALL);
    expect(proof).toMatchObject({ index: 3, checkpoint: 'the checkpoint\n\nwith its own blank line\n' });
    expect(proof.hashes).toHaveLength(2);
    expect(formatProofFile(proof)).toBe(SMALL);
    expect(parseProofFile(SMALL.replace('extra AQI=\n', '')).extra).toBeUndefined();
  });
  test.each([
    ['another header', SMALL.replace('@v1', '@v2')],
    ['carriage returns', SMALL.replaceAll('\n', '\r\n')],
    ['a leading zero', SMALL.replace('index 3', 'index 03')],
    ['no index', SMALL.replace('index 3\n', '')],
    ['no blank line', SMALL.replaceAll('\n\n', '\n')],
    ['64 hashes', SMALL.replace(`${HASH}\n`, `${HASH}\n`.repeat(63))],
    ['a short hash', SMALL.replace(HASH, 'AQI=')],
    ['an extra after the index', SMALL.replace('extra AQI=\nindex 3', 'index 3\nextra AQI=')],
    ['an extra that is not base64', SMALL.replace('AQI=', 'AQI')],
    ['nothing', ''],
  ])('with %s are refused', (_name, text) => {
    expect(() => parseProofFile(text)).toThrow(expect.objectContaining({ code: 'malformed-proof' }));
  });
  test('that are accepted encode to the same text', () => {
    fc.assert(
      fc.property(fc.nat(), fc.string({ maxLength: 3 }), fc.nat({ max: 4 }), (where, put, drop) => {
        const at = where % SMALL.length;
        const text = SMALL.slice(0, at) + put + SMALL.slice(at + drop);
        try {
          expect(formatProofFile(parseProofFile(text))).toBe(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed-proof' });
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe.skipIf(TLOG_DATA === undefined)('the golden proof (POSTERN_DATA)', () => {
  const policy = () => parsePolicy(tlogText('golden', 'policy'));
  const entry = () => decodeBundle(tlogBytes('golden', 'tile', 'entries', '000'))[57]!;
  test('verifies with the golden policy', () => {
    const trusted = verifyProof(policy(), parseProofFile(tlogText('golden', '57.tlog-proof')), entry());
    expect(trusted).toMatchObject({ origin: 'golden.example/audit', size: 70_000 });
    expect([...trusted.witnesses.keys()]).toEqual(['w1', 'w2', 'w3']);
  });
  test('does not verify for another entry', () => {
    const other = decodeBundle(tlogBytes('golden', 'tile', 'entries', '000'))[58]!;
    expect(leafHash(other)).not.toEqual(leafHash(entry()));
    expect(() => verifyProof(policy(), parseProofFile(tlogText('golden', '57.tlog-proof')), other)).toThrow(
      expect.objectContaining({ code: 'not-included' }),
    );
  });
  test('is refused after each alteration', () => {
    const names = tlogFiles('golden', 'negative');
    expect(names).toHaveLength(11);
    for (const name of names) {
      const text = tlogText('golden', 'negative', name);
      expect(() => verifyProof(policy(), parseProofFile(text), entry()), name).toThrow(LedgerError);
    }
  });
});
