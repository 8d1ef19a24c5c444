import express, { type Response, type Router } from 'express';
import { readTile } from './log/log-reader.ts';
import { nodesAt, parseTilePath, TILE_WIDTH } from '../../platform/transparency/tile/path.ts';
import type { LedgerDatabase } from '../../platform/database/ledger-database.ts';
import { findHead } from './log/log-tables.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';

/** Published tiles never change (tlog-tiles "Parameters"). */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * The ledger's public read path, C2SP tlog-tiles under `/ledger/`: the published checkpoint and its tiles of hashes. Tiles beyond the
 * checkpoint are not served, because they would show how much has happened since. Entry bundles are not public; agencies get them in a
 * mirror. `policy` is the server's own policy, for readers who have none from another source.
 */
export function ledgerRoutes(ledger: LedgerDatabase, policy: string): Router {
  const router = express.Router({ strict: true, caseSensitive: true });

  router
    .route('/ledger/checkpoint')
    .get(async (_request, response) => {
      const head = await findHead(ledger.reader, 'published');
      if (head === undefined) sendFailure(response, { code: 'not-found' });
      else response.type('text/plain').send(head.checkpoint);
    })
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  router
    .route('/ledger/policy')
    .get((_request, response) => void response.type('text/plain').send(policy))
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  router
    .route('/ledger/tile/*path')
    .get((request, response) => sendTile(ledger, request.path.slice('/ledger/'.length), response))
    .all(answerMethodNotAllowed('GET', 'HEAD'));

  return router;
}

async function sendTile(ledger: LedgerDatabase, path: string, response: Response): Promise<void> {
  const name = parseTilePath(path);
  const size = (await findHead(ledger.reader, 'published'))?.size ?? 0;
  if (
    name === undefined ||
    name.level === 'entries' ||
    name.index * TILE_WIDTH + name.width > nodesAt(name.level, size)
  ) {
    sendFailure(response, { code: 'not-found' });
    return;
  }
  const tile = await readTile(ledger.reader, name);
  response.set('Cache-Control', IMMUTABLE).type('application/octet-stream').send(Buffer.from(tile));
}
