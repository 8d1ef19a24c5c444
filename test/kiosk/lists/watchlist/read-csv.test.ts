import { describe, expect, it } from 'vitest';
import { CsvError, readCsv, type ReadRecord } from '../../../../kiosk/lists/watchlist/build/read-csv.ts';
import fc from '../../../support/seeded-properties.ts';

async function* chunks(text: string, size: number) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const read = (text: string, size = 5): Promise<ReadRecord[]> => collect(readCsv(chunks(text, size)));
async function collect(all: AsyncIterable<ReadRecord>): Promise<ReadRecord[]> {
  const found: ReadRecord[] = [];
  for await (const one of all) found.push(one);
  return found;
}
const record = (line: number, type: string, issuer: string, number: string, action = 'add') => ({
  kind: 'record',
  line,
  record: { action, type, issuer, number },
});

describe('records in CSV', () => {
  it('are read by the names of the columns, with quotes, other columns and either end of line', async () => {
    const text = 'number,remark,issuer,type\r\n"L898902C3","a ""b"", c",UTO,P\r\n\r\nab 12-3,,d<<,id\n';
    expect(await read(text)).toEqual([record(2, 'P', 'UTO', 'L898902C3'), record(4, 'ID', 'D', 'ab 12-3')]);
  });

  it('say what a change is', async () => {
    expect(await read('action,type,issuer,number\nremove,P,UTO,A1\nadd,P,UTO,A2\nerase,P,UTO,A3')).toEqual([
      record(2, 'P', 'UTO', 'A1', 'remove'),
      record(3, 'P', 'UTO', 'A2'),
      { kind: 'refused', line: 4, why: 'malformed' },
    ]);
  });

  it('are refused by line when they are malformed or too long, and the others are read', async () => {
    const text = ['type,issuer,number', 'P,UTO', 'P,UTO,"A1', `P,UTO,${'9'.repeat(5_000)}`, 'P,UT0,A1', 'P,UTO,A2'];
    expect(await read(text.join('\n'), 1_000)).toEqual([
      { kind: 'refused', line: 2, why: 'malformed' },
      { kind: 'refused', line: 3, why: 'malformed' },
      { kind: 'refused', line: 4, why: 'too-long' },
      { kind: 'refused', line: 5, why: 'malformed' },
      record(6, 'P', 'UTO', 'A2'),
    ]);
  });

  it.each(['', 'issuer,number\n', 'type,type,issuer,number\n'])('need the columns: %j', async (text) => {
    await expect(read(text)).rejects.toThrow(CsvError);
  });

  it('are the same in chunks of any size', async () => {
    const line = fc.stringMatching(/^[A-Z0-9",<-]{0,30}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 20 }), fc.integer({ min: 1, max: 50 }), async (lines, size) => {
        const text = ['type,issuer,number', ...lines].join('\n');
        expect(await read(text, size)).toEqual(await read(text, 100_000));
      }),
      { numRuns: 100 },
    );
  });
});
