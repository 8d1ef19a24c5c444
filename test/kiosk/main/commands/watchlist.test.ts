import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Agent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';
import { watchlistCommand } from '../../../../kiosk/main/commands/watchlist/command.ts';
import { blindDocument, unblind } from '../../../../kiosk/lists/watchlist/blind-tag.ts';
import { changesRequestSchema } from '../../../../server/contract/watchlist-source.ts';
import { EVALUATE_LIMIT_BYTES, EVALUATE_PATH } from '../../../../server/contract/blind-query.ts';
import { exchangeWithSource } from '../../../../server/border/watchlist/source-exchange.ts';
import { testAuthority } from '../../../support/test-authority.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const main = join(projectRoot(), '.build/kiosk/main/commands/watchlist/main.js');
const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

/** In this process. */
async function run(...words: string[]): Promise<{ code: number; answer: Record<string, unknown>; said: string }> {
  const { code, out = '{}', complaint = '' } = await watchlistCommand(words);
  return { code, answer: JSON.parse(out) as Record<string, unknown>, said: complaint };
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
  timeoutMs = 60_000,
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
  return { asked, settings: { url, timeoutMs } };
}
const change = (number: string, action: Change['action'] = 'add'): Change => ({
  action,
  type: 'P',
  issuer: 'UTO',
  number,
});

describe('postern-lane watchlist', () => {
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

  it('is a program that prints one line and ends with the exit code', async () => {
    const { at } = await office();
    const started = (...words: string[]) => spawnSync(process.execPath, [main, ...words], { encoding: 'utf8' });
    const made = started('key', at('another.key'), '8');
    expect([made.status, JSON.parse(made.stdout)]).toEqual([0, expect.objectContaining({ generation: 8 })]);
    expect(started('key', at('another.key'), '8')).toMatchObject({ status: expect.any(Number) as number, stdout: '' });
    expect(started('dance')).toMatchObject({ status: 2, stderr: expect.stringContaining('usage') as string });
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
  ])('makes nothing of a connector that %s', async (what, spoil) => {
    const { at, key, list } = await office();
    const changes = [change('L1'), change('L2'), change('L3')];
    const { settings } = await connector(changes, spoil, what === 'does not answer in time' ? 500 : undefined);
    writeFileSync(at('source.json'), JSON.stringify(settings));
    expect((await run('build', key, `service:${at('source.json')}`, list)).code).toBe(1);
    expect((await run('inspect', list, 'stolen')).code).toBe(2);
  });

  it('seals a key under the shares of two people, and opens it with both only', async () => {
    const { at, list } = await office();
    const made = await run('blind-key', 'stolen', at('blind.key'), at('one'), at('two'));
    expect(made).toMatchObject({ code: 0, answer: { kind: 'made', list: 'stolen' } });
    expect(readFileSync(at('blind.key'), 'utf8')).not.toContain('stolen');
    writeFileSync(at('all.csv'), 'type,issuer,number\nP,UTO,L1\n');
    const build = (...shares: string[]) => run('build', at('blind.key'), at('all.csv'), list, ...shares);
    expect(await build()).toMatchObject({ code: 2, said: expect.stringContaining('is sealed') as string });
    expect(await build('--shares', at('one'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('cannot be opened') as string,
    });
    expect(await build('--shares', `${at('two')},${at('one')}`)).toMatchObject({
      code: 0,
      answer: { header: { key: { publicKey: made.answer['publicKey'] } } },
    });
    expect(await run('blind-key', 'stolen', at('other.key'), at('one'))).toMatchObject({ code: 2 });
  });

  it('seals the key of an earlier version, of any kind', async () => {
    const { at } = await office();
    expect((await run('seal-key', at('fleet.key'), at('fleet.sealed'), at('one'))).code).toBe(0);
    expect(await run('list-key', '--shares', at('one'), at('fleet.sealed'), 'lost', at('lost.key'))).toMatchObject({
      code: 0,
      answer: { list: 'lost', generation: 7 },
    });
    expect((await run('seal-key', at('fleet.sealed'), at('again'), at('two'))).code).toBe(2);
  });

  it("runs the owner's service with a sealed key over mutual TLS, through a restart", async () => {
    const { at } = await office();
    const { answer } = await run('blind-key', 'stolen', at('blind.key'), at('share'));
    const publicKey = String(answer['publicKey']);
    const authority = await testAuthority();
    const [own, client] = [
      await authority.issue({ names: ['localhost'] }),
      await authority.issue({ names: ['server'] }),
    ];
    const files = {
      ca: authority.ca,
      cert: own.cert,
      'tls.key': own.key,
      'client.pem': client.cert,
      'client.key': client.key,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text, { mode: 0o600 });
    const settings = {
      keyFiles: [at('blind.key')],
      shareFiles: ['credential:share'],
      tls: { certificateFile: at('cert'), keyFile: 'credential:tls.key', clientCaFile: at('ca') },
    };
    const agent = new Agent({ keepAlive: true });
    stops.push(() => agent.destroy());
    let port = 0;
    for (const turn of ['first', 'after a restart']) {
      writeFileSync(at('owner.json'), JSON.stringify({ ...settings, port }));
      const service = await serving(at('owner.json'), at('.'));
      port = service.port;
      const document = blindDocument('stolen' as never, new TextEncoder().encode('P\nUTO\nL1'));
      const requestId = '34'.repeat(16);
      const reply = await exchangeWithSource(
        {
          ...{ url: `https://localhost:${port}/`, timeoutMs: 60_000, caFile: at('ca') },
          ...{ certificateFile: at('client.pem'), keyFile: at('client.key') },
        },
        {
          ...{ path: EVALUATE_PATH, limitBytes: EVALUATE_LIMIT_BYTES, agent },
          message: { version: 1, requestId, list: 'stolen', publicKey, elements: [document.element] },
        },
      );
      expect(reply.kind, turn).toBe('replied');
      const { json } = reply as { json: { elements: string[]; proof: string } };
      expect(unblind([document], publicKey, json), turn).toHaveLength(1);
      expect(await service.stop(), turn).toBe(0);
    }
  });
});

/** The owner's service in a process of its own, as its unit starts it. */
async function serving(settings: string, credentials: string) {
  const env = { ...process.env, CREDENTIALS_DIRECTORY: credentials };
  const service = spawn(process.execPath, [main, 'serve', settings], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  stops.push(() => void service.kill('SIGKILL'));
  const [line] = (await once(createInterface(service.stdout), 'line')) as [string];
  return {
    port: (JSON.parse(line) as { port: number }).port,
    async stop() {
      const ended = once(service, 'exit');
      service.kill('SIGTERM');
      return (await ended)[0] as number;
    },
  };
}
