/** Reads tiles, bundles and proofs of a log. */
import { findTile, entriesBetween } from './log-tables.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import type { NodeReader } from '../../../platform/transparency/merkle/range.ts';
import { encodeBundle } from '../../../platform/transparency/tile/bundle.ts';
import { TILE_WIDTH, type TileName } from '../../../platform/transparency/tile/path.ts';
import { nodesFromTiles, type TileReader } from '../../../platform/transparency/tile/tile-reader.ts';

/** Throws `LedgerError` `damaged` if a tile is missing. */
export function tileReader(database: Connection): TileReader {
  return async (name) => {
    const tile = await findTile(database, name);
    if (tile === undefined) throw new LedgerError('damaged', 'a tile is missing');
    return tile;
  };
}

export function nodeReader(database: Connection, size: number): NodeReader {
  return nodesFromTiles(tileReader(database), size);
}

/** A tile or an entry bundle as tlog-tiles defines it. Throws `LedgerError` `damaged` if part of it is missing. */
export async function readTile(database: Connection, { level, index, width }: TileName): Promise<Uint8Array> {
  if (level !== 'entries') return tileReader(database)({ level, index, width });
  const first = index * TILE_WIDTH;
  const entries = await entriesBetween(database, first, first + width);
  if (entries.length !== width) throw new LedgerError('damaged', 'an entry is missing');
  return encodeBundle(entries.map(({ entry }) => entry));
}
