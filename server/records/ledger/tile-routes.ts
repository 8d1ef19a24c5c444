import type { Router } from 'express';
import { readTile } from './log/log-reader.ts';
import { nodesAt, parseTilePath, TILE_WIDTH } from '../../platform/transparency/tile/path.ts';
import type { LedgerDatabase } from '../../platform/database/ledger-database.ts';
import { findHead } from './log/log-tables.ts';
import { FOR_VERIFIERS, publicRoutes } from '../../platform/http/public-routes.ts';
import { NOT_FOUND } from '../../platform/http/route.ts';

/** Published tiles never change (tlog-tiles "Parameters"). */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * The ledger's public read path, C2SP tlog-tiles under `/ledger/`: the published checkpoint and its tiles of hashes. Tiles beyond the
 * checkpoint are not served, because they would show how much has happened since. Entry bundles are not public; agencies get them in a
 * mirror. `policy` is the server's own policy, for readers who have none from another source.
 */
export function ledgerRoutes(ledger: LedgerDatabase, policy: string): Router {
  const routes = publicRoutes();
  const ofText = { query: 'any', sends: { 200: ['text/plain'] } } as const;

  routes.get('/ledger/checkpoint', FOR_VERIFIERS, ofText, async ({ response }) => {
    const head = await findHead(ledger.reader, 'published');
    if (head === undefined) return NOT_FOUND;
    response.type('text/plain').send(head.checkpoint);
    return undefined;
  });

  routes.get('/ledger/policy', FOR_VERIFIERS, ofText, ({ response }) => {
    response.type('text/plain').send(policy);
  });

  const ofTile = { query: 'any', sends: { 200: ['application/octet-stream'] } } as const;
  routes.get('/ledger/tile/*path', FOR_VERIFIERS, ofTile, async ({ request, response }) => {
    const name = parseTilePath(request.path.slice('/ledger/'.length));
    const size = (await findHead(ledger.reader, 'published'))?.size ?? 0;
    if (
      name === undefined ||
      name.level === 'entries' ||
      name.index * TILE_WIDTH + name.width > nodesAt(name.level, size)
    )
      return NOT_FOUND;
    const tile = await readTile(ledger.reader, name);
    response.set('Cache-Control', IMMUTABLE).type('application/octet-stream').send(Buffer.from(tile));
    return undefined;
  });

  return routes.router;
}
