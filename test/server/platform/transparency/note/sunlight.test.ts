import { describe, expect, test } from 'vitest';
import { parseNote, verifyNote } from '../../../../../server/platform/transparency/note/note.ts';
import { parseVkey } from '../../../../../server/platform/transparency/note/vkey.ts';
import { TLOG_DATA, tlogJson, tlogText } from '../../../records/ledger/fixtures/tlog-data.ts';

const FOLDER = ['sunlight', 'cmd', 'skylight', 'testdata', 'witness'] as const;
/** SHA-256 of the log's origin. */
const LOG = '000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706';

describe.skipIf(TLOG_DATA === undefined)('a log of Sunlight, cosigned by its witness (POSTERN_DATA)', () => {
  const note = () => parseNote(tlogText(...FOLDER, LOG, 'checkpoint'));
  test('has a valid cosignature, beside a signature of an unknown type', () => {
    const { verifier_keys: keys } = tlogJson(...FOLDER, 'witness.v0.json') as {
      verifier_keys: string[];
    };
    const key = parseVkey(keys[0]!);
    expect(key.type).toBe('cosignature-ed25519');
    const [verified, ...others] = verifyNote(note(), [key]);
    expect(others).toEqual([]);
    expect(verified?.time).toBeGreaterThan(1_700_000_000);
  });
});
