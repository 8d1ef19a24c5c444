import type { Connection } from '../../../platform/database/connection.ts';
import type { LogHead } from '../log/log-tables.ts';
import { LedgerError } from '../../../platform/transparency/ledger-error.ts';
import { nodeReader } from '../log/log-reader.ts';
import { parseNote } from '../../../platform/transparency/note/note.ts';
import type { Policy } from '../../../platform/transparency/proof/policy.ts';
import { askWitness } from './ask-witness.ts';

/**
 * Shows the log's head to every witness of the policy before anything is entered. An old copy of the folder may include an old ratchet, but
 * witnesses have their own state. Resolves to the addresses of those that did not answer. Rejects with `LedgerError` `witness-ahead` when
 * one has seen more, or another history.
 */
export async function showWitnesses(
  log: Connection,
  head: LogHead,
  policy: Policy | undefined,
  nowMs: number,
): Promise<readonly string[]> {
  const witnesses = policy?.witnesses ?? [];
  const urls = [...new Set(witnesses.flatMap(({ url }) => url ?? []))];
  const asked = await Promise.all(
    urls.map(async (url) => {
      try {
        await askWitness({
          url,
          keys: witnesses.filter((one) => one.url === url).map(({ key }) => key),
          checkpoint: head.checkpoint,
          noteText: parseNote(head.checkpoint).text,
          size: head.size,
          read: nodeReader(log, head.size),
          seen: head.size,
          nowS: Math.floor(nowMs / 1_000),
        });
        return [];
      } catch (error) {
        if (!(error instanceof LedgerError) || error.code === 'witness-ahead') throw error;
        return [url];
      }
    }),
  );
  return asked.flat();
}
