import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../models/files/project-root.ts';
import { changesRequestSchema } from '../../../server/contract/watchlist-source.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const main = join(projectRoot(), '.build/kiosk/commands/watchlist/main.js');
const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

function run(...words: string[]): Promise<{ code: number; answer: Record<string, unknown>; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...words], (error, out, said) => {
      const answer = out === '' ? {} : (JSON.parse(out) as Record<string, unknown>);
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, answer, said });
    });
  });
}

async function office() {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  await run('key', at('fleet.key'), '7');
  await run('list-key', at('fleet.key'), 'stolen', at('stolen.key'));
  return { at, key: at('stolen.key'), list: at('list') };
}

type Change = { action: 'add' | 'remove'; type: string; issuer: string; number: string };

/** A connector with changes in pages of two. `spoil` changes an answer. */
async function connector(
  changes: Change[],
  spoil: (answer: Record<string, unknown>, page: number) => unknown = (one) => one,
) {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { requestId, after } = changesRequestSchema.parse(JSON.parse(Buffer.concat(parts).toString()));
      asked.push({ url: request.url, after });
      const from = Number(after ?? 0);
      const page = changes.slice(from, from + 2);
      const next = String(from + page.length);
      const answer = { version: 1, requestId, asOf: 1_000, changes: page, next, more: from + 2 < changes.length };
      const sent = spoil(answer, asked.length);
      if (sent !== 'silence') response.end(JSON.stringify(sent));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/list`;
  return { asked, settings: { url, timeoutMs: 500 } };
}
const change = (number: string, action: Change['action'] = 'add'): Change => ({
  action,
  type: 'P',
  issuer: 'UTO',
  number,
});

describe('npm run watchlist', () => {
  it('makes a base and deltas from CSV files, and verifies them', async () => {
    const { at, key, list } = await office();
    writeFileSync(at('all.csv'), 'type,issuer,number\nP,UTO,L1\nP,UTO,L2\nP,UTO,L2\nID,D,C3\n');
    const base = await run('build', key, at('all.csv'), list);
    expect(base).toMatchObject({
      code: 0,
      answer: { kind: 'made', records: 4, refused: 0, header: { base: 1, count: 3 } },
    });
    writeFileSync(at('changes.csv'), 'action,type,issuer,number\nremove,P,UTO,L1\nadd,P,UTO,L9\n');
    expect(await run('delta', key, at('changes.csv'), list)).toMatchObject({ code: 0, answer: { kind: 'made' } });
    expect(await run('inspect', list, 'stolen')).toMatchObject({
      code: 0,
      answer: {
        number: 2,
        base: 1,
        delta: 1,
        documents: 3,
        key: { generation: 7 },
        deltas: [{ at: 1, added: 1, removed: 1 }],
      },
    });
    expect(await run('build', key, at('all.csv'), list)).toMatchObject({ code: 0, answer: { header: { base: 2 } } });
    expect(JSON.parse(readFileSync(join(list, 'stolen.draft.json'), 'utf8'))).toMatchObject({ number: 3, deltas: [] });
  });

  it('publishes nothing when records are unusable, unless as many are allowed', async () => {
    const { at, key, list } = await office();
    writeFileSync(at('all.csv'), 'type,issuer,number\nP,UTO,L1\nP,UTO\nX,UTO,L2\n');
    const refused = await run('build', key, at('all.csv'), list);
    expect(refused).toMatchObject({ code: 1, answer: { kind: 'not-published', refused: 2, refusedLines: [3, 4] } });
    expect((await run('inspect', list, 'stolen')).code).toBe(2);
    expect((await run('build', key, at('all.csv'), list, '2')).code).toBe(0);
  });

  it('says nothing of a record when it fails', async () => {
    const { at, key, list } = await office();
    writeFileSync(at('bad.csv'), 'holder,number\nERIKSSON,L898902C3\n');
    const { code, said } = await run('build', key, at('bad.csv'), list);
    expect(code).toBe(2);
    expect(said).not.toMatch(/ERIKSSON|L898902C3/);
  });

  it('reads a list and its changes from a connector, from where it stopped', async () => {
    const { at, key, list } = await office();
    const changes = [change('L1'), change('L2'), change('L3')];
    const { asked, settings } = await connector(changes);
    writeFileSync(at('source.json'), JSON.stringify(settings));
    const base = await run('build', key, `service:${at('source.json')}`, list);
    expect(base).toMatchObject({ code: 0, answer: { records: 3, header: { madeAt: 1_000 }, source: { cursor: '3' } } });
    changes.push(change('L1', 'remove'), change('L4'));
    const delta = await run('delta', key, `service:${at('source.json')}`, list);
    expect(delta).toMatchObject({ code: 0, answer: { header: { added: 1, removed: 1 }, source: { cursor: '5' } } });
    expect(asked).toEqual([null, '2', '3'].map((after) => ({ url: '/list/changes', after })));
  });

  it.each([
    ['does not answer in time', (answer: object, page: number) => (page === 2 ? 'silence' : answer)],
    ['answers another request', (answer: object) => ({ ...answer, requestId: 'ab'.repeat(16) })],
    ['repeats a page', (answer: object) => ({ ...answer, next: '2', more: true })],
    ['gives a malformed record', (answer: object) => ({ ...answer, changes: [{ ...change('L1'), name: 'X' }] })],
    ['gives too much', (answer: object) => ({ ...answer, more: 'x'.repeat(5_000_000) })],
  ])('makes nothing of a connector that %s', async (_what, spoil) => {
    const { at, key, list } = await office();
    const { settings } = await connector([change('L1'), change('L2'), change('L3')], spoil);
    writeFileSync(at('source.json'), JSON.stringify(settings));
    expect((await run('build', key, `service:${at('source.json')}`, list)).code).toBe(1);
    expect((await run('inspect', list, 'stolen')).code).toBe(2);
  });
});
