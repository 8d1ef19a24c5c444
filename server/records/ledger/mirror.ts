/** A copy of the published log as static files for the agencies that watch it: C2SP tlog-tiles with entry bundles. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolderSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { findHead } from './log/log-tables.ts';
import { LedgerError } from '../../platform/transparency/ledger-error.ts';
import { readTile } from './log/log-reader.ts';
import { leafHash, sameBytes } from '../../contract/merkle/hash.ts';
import { decodeBundle } from '../../platform/transparency/tile/bundle.ts';
import {
  HIGHEST_LEVEL,
  nodesAt,
  tilePath,
  TILE_WIDTH,
  widthIn,
  type TileName,
} from '../../platform/transparency/tile/path.ts';
import { EMPTY_EDGE, extend, rootOf } from '../../platform/transparency/tile/right-edge.ts';

/**
 * Writes missing files, verifies that the written bundles lead to the published root, and then writes the checkpoint. Resolves to the size;
 * 0, without files, when nothing has been published. Rejects with `LedgerError` `damaged` when the copy does not lead to the root.
 */
export async function mirror(log: Connection, folder: string): Promise<number> {
  const head = await findHead(log, 'published');
  if (head === undefined) return 0;
  let edge = EMPTY_EDGE;
  for (const name of namesIn(head.size)) {
    const path = join(folder, tilePath(name));
    if (statSync(path, { throwIfNoEntry: false }) === undefined) put(path, await readTile(log, name));
    if (name.level === 'entries') edge = extend(edge, decodeBundle(readFileSync(path)).map(leafHash)).edge;
  }
  if (!sameBytes(rootOf(edge), head.root))
    throw new LedgerError('damaged', 'the copy does not lead to the published root');
  put(join(folder, 'checkpoint'), Buffer.from(head.checkpoint));
  return head.size;
}

function* namesIn(size: number): Generator<TileName> {
  for (const level of ['entries', ...Array.from({ length: HIGHEST_LEVEL + 1 }, (_, at) => at)] as const) {
    const nodes = nodesAt(level === 'entries' ? 0 : level, size);
    for (let index = 0; index * TILE_WIDTH < nodes; index++) yield { level, index, width: widthIn(size, level, index) };
  }
}

/** Atomic: the file is complete or absent. */
function put(path: string, bytes: Uint8Array): void {
  makeFolderSync(dirname(path), 0o755);
  replaceFileSync(path, bytes, { mode: 0o644 });
}
