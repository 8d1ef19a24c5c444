/** Records what people have published, with an entry of the ledger for each root, each list of targets and each target. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RoomContext } from '../context/room-context.ts';
import { metadataFile } from '../contract/release-repository.ts';
import { entriesOf } from './entries.ts';
import { parseMetadata } from './metadata.ts';
import { insertPublication, insertTarget, newestRecorded } from './publication-table.ts';
import { type PeoplesRole, type Repository, SIGNED_BY_PEOPLE } from './repository.ts';

export type RecordingContext = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'>;

/** Records what is new since the last call. Rejects with `ReleaseError` for a file that cannot be read. */
export async function recordPublications(repository: Repository, context: RecordingContext): Promise<void> {
  const { knex, queue, ledger, clock } = context;
  let isNews = false;
  for (const role of SIGNED_BY_PEOPLE) {
    const newest = repository.newest(role);
    for (let version = (await newestRecorded(knex, role)) + 1; version <= newest; version += 1) {
      const read = readVersion(repository, role, version);
      // A stick brings the newest version only
      if (read === undefined) continue;
      const at = Math.round(clock.wallMs());
      await queue.run(async (transaction) => {
        const { digest, expiresAt } = read;
        await insertPublication(transaction, { role, version, digest, expiresAt, publishedAt: at });
        for (const { terms, digest: its } of read.entries) {
          await insertTarget(transaction, { ...terms, digest: its }, at);
        }
      });
      isNews = true;
    }
  }
  if (isNews) await ledger.settle();
}

function readVersion(repository: Repository, role: PeoplesRole, version: number) {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(repository.path(metadataFile(role, version)));
  } catch {
    return undefined;
  }
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (role === 'root') {
    return { digest, expiresAt: Date.parse(parseMetadata(role, bytes).signed.expires), entries: [] };
  }
  const metadata = parseMetadata(role, bytes);
  return { digest, expiresAt: Date.parse(metadata.signed.expires), entries: entriesOf(role, metadata) };
}
