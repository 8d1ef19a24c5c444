import { describe, expect, it } from 'vitest';
import { leafHash } from '../../../../server/contract/merkle/hash.ts';
import { parseCheckpoint } from '../../../../server/platform/transparency/note/checkpoint.ts';
import { parseNote } from '../../../../server/platform/transparency/note/note.ts';
import { countOpenings, openingsBetween } from '../../../../server/records/ledger/entry/openings.ts';
import { runServer } from '../../fixtures/running-server.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

async function publishedServer(reports: number) {
  const first = await runServer();
  const kiosk = testKiosk();
  await first.enrol(kiosk);
  for (let n = 0; n < reports; n++) expect((await first.post('/v1/reports', kiosk.next().wire)).status).toBe(201);
  const entriesOf = ({ database }: typeof first): Promise<number> =>
    countOpenings(database.knex, 0, Number.MAX_SAFE_INTEGER);
  const before = await entriesOf(first);
  await first.close();
  const server = await runServer({ dataDir: first.dataDir });
  const publishedSize = async (): Promise<number> => {
    const { status, text } = await server.ask('/ledger/checkpoint');
    return status === 200 ? parseCheckpoint(parseNote(text).text).size : 0;
  };
  // A server records its start and publishes it; until then the first published head is served.
  await expect.poll(() => entriesOf(server)).toBeGreaterThan(before);
  await expect.poll(async () => (await publishedSize()) - (await entriesOf(server))).toBe(0);
  const size = await publishedSize();
  return { server, kiosk, size };
}

describe('the ledger’s public read path', () => {
  it('serves the published checkpoint and the tiles of hashes under it', async () => {
    const { server, size } = await publishedServer(3);
    const checkpoint = await server.ask('/ledger/checkpoint');
    expect(checkpoint.headers['content-type']).toMatch(/^text\/plain/);
    expect(checkpoint.headers['cache-control']).toBe('no-store');
    expect(parseCheckpoint(parseNote(checkpoint.text).text)).toMatchObject({
      origin: 'log.example/test',
      size,
    });
    expect(size).toBeGreaterThanOrEqual(5);
    const tile = await server.ask('/ledger/tile/0/000.p/5');
    expect(tile.status).toBe(200);
    expect(tile.headers['cache-control']).toContain('immutable');
    const openings = await openingsBetween(server.database.knex, 0, 5);
    expect(tile.body).toEqual(Buffer.concat(openings.map(({ entry }) => leafHash(entry))));
    expect((await server.ask('/ledger/tile/0/000.p/2')).body).toEqual(tile.body.subarray(0, 64));
  });
  it('does not reveal later events', async () => {
    const { server, kiosk, size } = await publishedServer(2);
    expect((await server.post('/v1/reports', kiosk.next().wire)).status).toBe(201);
    expect((await server.ask(`/ledger/tile/0/000.p/${size + 1}`)).status).toBe(404);
    expect((await server.ask(`/ledger/tile/0/000.p/${size}`)).status).toBe(200);
  });
  it('answers not-found at other names', async () => {
    const { server, size } = await publishedServer(1);
    for (const path of [
      'tile/0/000',
      'tile/0/001.p/1',
      `tile/0/000.p/${size + 1}`,
      'tile/entries/000.p/1',
      'tile/1/000.p/1',
      'tile/0/%2e%2e/000',
      'tile',
    ]) {
      expect((await server.ask(`/ledger/${path}`)).status).toBe(404);
    }
    expect((await server.ask('/ledger/checkpoint', { method: 'POST' })).status).toBe(405);
    expect((await server.ask('/ledger/tile/0/000.p/1', { method: 'DELETE' })).status).toBe(405);
  });
});
