import { describe, expect, test } from 'vitest';
import { backgroundClock } from '../../../../../hardware/host/system-clock.ts';
import { parseNote, verifyNote } from '../../../../../server/platform/transparency/note/note.ts';
import { parseVkey, verifierKey } from '../../../../../server/platform/transparency/note/vkey.ts';
import { parseAddCheckpoint } from '../../../../../server/records/ledger/witness/add-checkpoint.ts';
import { openWitness } from '../../../../../server/records/ledger/witness/open-witness.ts';
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts';
import { TLOG_DATA, tlogText } from '../fixtures/tlog-data.ts';

interface Exchange {
  readonly body: string;
  readonly status: number;
}

/** The requests of a hurl file with their asserted statuses. */
function exchangesOf(text: string): Exchange[] {
  return [...text.matchAll(/^POST [^\n]*\/add-checkpoint\n```\n(.*?)```\nHTTP (\d+)/gms)].map((match) => ({
    body: match[1] ?? '',
    status: Number(match[2]),
  }));
}

describe.skipIf(TLOG_DATA === undefined)('litewitness’s own transcript (POSTERN_DATA)', () => {
  const text = () => tlogText('litewitness', 'cmd', 'litewitness', 'testdata', 'litewitness.txt');
  test('gets the same statuses, except where this witness is stricter or the specification has changed', async () => {
    const exchanges = exchangesOf(text());
    expect(exchanges.length).toBeGreaterThanOrEqual(5);
    const publicKey = Buffer.from(/add-sigsum-log -key=([0-9a-f]{64})/.exec(text())![1]!, 'hex');
    const [origin = ''] = parseNote(parseAddCheckpoint(exchanges[0]!.body).checkpoint).text.split('\n');
    const log = verifierKey(origin, 'ed25519', publicKey);
    const opened = await openWitness(
      { name: 'example.com/witness', dataDir: temporaryFolder(), logs: [log] },
      backgroundClock,
    );
    const statuses: number[] = [];
    for (const { body } of exchanges) statuses.push((await opened.witness.addCheckpoint(Buffer.from(body))).status);
    await opened.close();
    const expected = exchanges.map(({ status }) => status);
    expect(expected.slice(1, 3)).toEqual([403, 403]);
    // Its forged signature is base64 with nonzero spare bits, which is refused here. For an unknown log tlog-witness now requires 404.
    expected.splice(1, 2, 400, 404);
    expect(statuses).toEqual(expected);
  });
  test('a real checkpoint of Go’s checksum database verifies', () => {
    const sumdb = tlogText('litewitness', 'cmd', 'litewitness', 'testdata', 'sumdb.txt');
    const key = parseVkey('sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8');
    const notes = exchangesOf(sumdb).map(({ body }) => parseNote(parseAddCheckpoint(body).checkpoint));
    expect(notes.length).toBeGreaterThan(0);
    expect(verifyNote(notes[0]!, [key])).toHaveLength(1);
  });
});
