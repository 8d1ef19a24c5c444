import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BackupError } from '../../../../server/main/backup/backup-error.ts';
import { decodeRecords, encodeRecord, type BackupRecord } from '../../../../server/main/backup/record.ts';

const cell = fc.oneof(
  fc.constant(null),
  fc.maxSafeInteger(),
  fc.string({ unit: 'binary' }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
);
const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/);
const record: fc.Arbitrary<BackupRecord> = fc.oneof(
  fc.record({ kind: fc.constant('row' as const), cells: fc.array(cell, { maxLength: 20 }) }),
  fc.record({ kind: fc.constant('end' as const), rows: fc.nat() }),
  fc.record({
    kind: fc.constant('table' as const),
    table: fc.record({
      database: fc.constantFrom('server' as const, 'ledger' as const),
      table: name,
      columns: fc.array(name, { minLength: 1, maxLength: 10 }),
    }),
  }),
);

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function decoded(bytes: Uint8Array, size = 64): Promise<BackupRecord[]> {
  const records: BackupRecord[] = [];
  for await (const one of decodeRecords(pieces(bytes, size))) records.push(one);
  return records;
}

describe('records of a backup', () => {
  it('decode to what was encoded, for any division of the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 8 }), fc.integer({ min: 1, max: 200 }), async (records, size) => {
        expect(await decoded(Buffer.concat(records.map(encodeRecord)), size)).toEqual(records);
      }),
    );
  });

  it('have the bytes that README.md specifies', () => {
    expect(Buffer.from(encodeRecord({ kind: 'row', cells: [null, -2, 'é', Buffer.from([9])] })).toString('hex')).toBe(
      '03' + '00000017' + '00' + '01fffffffffffffffe' + '0200000002c3a9' + '030000000109',
    );
    expect(Buffer.from(encodeRecord({ kind: 'end', rows: 258 })).toString('hex')).toBe(
      '04' + '00000008' + '0000000000000102',
    );
  });

  it('throw BackupError for any other bytes, and never hang', async () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.tuple(fc.integer({ min: 1, max: 4 }), fc.uint8Array({ maxLength: 60 })).map(([type, body]) => {
        const prefix = Buffer.from([type, 0, 0, 0, body.length]);
        return Buffer.concat([prefix, body]);
      }),
    );
    await fc.assert(
      fc.asyncProperty(noise, async (bytes) => {
        await decoded(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(BackupError));
      }),
      { numRuns: 500 },
    );
  });

  it('are refused before reading if they exceed the limit', async () => {
    await expect(decoded(Buffer.from('03ffffffff', 'hex'))).rejects.toMatchObject({ code: 'damaged' });
  });
});
