import { statSync } from 'node:fs';
import { join } from 'node:path';
import { nodeReader } from '../../../server/records/ledger/log/log-reader.ts';
import { Sequencer } from '../../../server/records/ledger/log/sequencer.ts';
import { leafHash } from '../../../server/contract/merkle/hash.ts';
import { inclusionProof } from '../../../server/platform/transparency/merkle/inclusion.ts';
import { checkpointText } from '../../../server/platform/transparency/note/checkpoint.ts';
import { formatNote } from '../../../server/platform/transparency/note/note.ts';
import { EMPTY_EDGE, extend, rootOf } from '../../../server/platform/transparency/tile/right-edge.ts';
import { LEDGER_FILE } from '../../../server/platform/database/ledger-database.ts';
import { insertEntries, putHead, putTiles } from '../../../server/records/ledger/log/log-tables.ts';
import { openBenchLog, percentile, rounded } from './bench-log.ts';

const STEP = 65_536;
const OPENINGS = 15;
const PROOFS = 200;

/** Fills a log's file without the sequencer and measures the cost of a start and of a proof. */
export async function measureLargeLog(entries: number) {
  const log = await openBenchLog();
  const { writer, reader } = log.database;
  await writer.raw('pragma synchronous=off');
  let edge = EMPTY_EDGE;
  while (edge.size < entries) {
    const first = edge.size;
    const some = Array.from({ length: Math.min(STEP, entries - first) }, (_, at) => numbered(first + at));
    const grown = extend(
      edge,
      some.map(({ entry }) => leafHash(entry)),
    );
    await writer.transaction(async (transaction) => {
      await insertEntries(transaction, first, some);
      await putTiles(transaction, grown.tiles);
    });
    edge = grown.edge;
  }
  const root = rootOf(edge);
  const text = checkpointText({ origin: log.signer.key.name, size: edge.size, root });
  const checkpoint = formatNote({ text, signatures: [await log.signer.sign(text)] });
  await putHead(writer, 'integrated', { size: edge.size, root, checkpoint });
  await log.ratchet.advance({ size: edge.size, root });
  await writer.raw('pragma synchronous=full');
  await writer.raw('pragma wal_checkpoint(truncate)');

  const starts: number[] = [];
  for (let round = 0; round < OPENINGS; round++) {
    const at = performance.now();
    await Sequencer.open(log);
    starts.push(performance.now() - at);
  }
  const proofs: number[] = [];
  for (let round = 0; round < PROOFS; round++) {
    const index = Math.floor((entries / PROOFS) * round);
    const at = performance.now();
    await inclusionProof(nodeReader(reader, entries), index, entries);
    proofs.push(performance.now() - at);
  }
  const bytes = statSync(join(log.folder, LEDGER_FILE)).size;
  await log.close();
  return {
    entries,
    fileMegabytes: Math.round(bytes / 1e6),
    startMs: { first: rounded(starts[0] ?? Number.NaN), p50: rounded(percentile(starts, 0.5)) },
    proofMs: { p50: rounded(percentile(proofs, 0.5)), p99: rounded(percentile(proofs, 0.99)) },
  };
}

function numbered(n: number) {
  const event = Buffer.alloc(16);
  event.writeUInt32BE(n, 12);
  const entry = Buffer.alloc(35, 1);
  entry.writeUInt32BE(n, 31);
  return { event, entry };
}
