/** Records what people have published, with an entry of the ledger for each root, each list of targets and each target. */
import { createHash } from 'node:crypto';
import type { RoomContext } from '../../records/context/room-context.ts';
import { METADATA_LIMITS, metadataFile } from '../../contract/release-repository.ts';
import { entriesOf } from './entries.ts';
import { parseMetadata } from './metadata.ts';
import { insertPublication, insertTarget, newestRecorded } from './publication-table.ts';
import { readFileOf } from './read-file.ts';
import { type PeoplesRole, type Repository, SIGNED_BY_PEOPLE } from './repository.ts';

export type RecordingContext = Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock'>;

/** Records what is new since the last call. Rejects with `ReleaseError` for a file that cannot be read. */
export async function recordPublications(repository: Repository, context: RecordingContext): Promise<void> {
  const { knex, queue, ledger, clock } = context;
  let isNews = false;
  for (const role of SIGNED_BY_PEOPLE) {
    const recorded = await newestRecorded(knex, role);
    // A stick brings the newest version only
    for (const version of repository.versions(role).filter((one) => one > recorded)) {
      const read = readVersion(repository, role, version);
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
  const bytes = readFileOf(repository.path(metadataFile(role, version)), METADATA_LIMITS[role]);
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (role === 'root') {
    return { digest, expiresAt: Date.parse(parseMetadata(role, bytes).signed.expires), entries: [] };
  }
  const metadata = parseMetadata(role, bytes);
  return { digest, expiresAt: Date.parse(metadata.signed.expires), entries: entriesOf(role, metadata) };
}
