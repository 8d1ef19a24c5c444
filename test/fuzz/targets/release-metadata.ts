import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readReleaseMetadata } from '../../../server/contract/release-metadata.ts';
import { RELEASE_ROLES } from '../../../server/contract/release-repository.ts';
import { parseMetadata } from '../../../server/lanes/releases/metadata.ts';
import { ReleaseError } from '../../../server/lanes/releases/release-error.ts';
import { newReleases, release, termsOf } from '../../support/release-fixture.ts';
import { withTemporaryFolder } from '../../support/temporary-folder.ts';
import { never } from '../fuzz-target.ts';

const MAX = 4_294_967_295;

/** Every file of a small repository. */
export async function seeds(): Promise<Uint8Array<ArrayBuffer>[]> {
  return withTemporaryFolder(async (temporary) => {
    const releases = await newReleases(temporary, Date.UTC(2026, 10, 1));
    await release(releases, termsOf('notice', 1), 'notice');
    await release(releases, termsOf('watchlist', 1), 'list');
    const folder = join(releases.repository.folder, 'metadata');
    return readdirSync(folder).map((name) => Uint8Array.from(readFileSync(join(folder, name))));
  });
}

export async function fuzz(data: Uint8Array): Promise<void> {
  for (const role of RELEASE_ROLES) {
    if (readReleaseMetadata(role, data).kind !== 'read') continue;
    try {
      const { signed } = parseMetadata(role, data);
      if (!Number.isFinite(Date.parse(signed.expires))) never('metadata without an end were read');
      if (!Number.isSafeInteger(signed.version) || signed.version < 1 || signed.version > MAX) {
        never('a version out of its bounds was read');
      }
    } catch (error) {
      if (!(error instanceof ReleaseError)) throw error;
    }
  }
}
