/**
 * The export that the server uses: that of the operator, checked, reduced to the ecosystems of our components, and kept in the data folder.
 * An export that is refused changes nothing, except that its fault is kept beside the former export.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { makeFolderSync } from '../../../../hardware/host/durable-file-sync.ts';
import { replaceFile } from '../../../../hardware/host/durable-file.ts';
import { sha256HexSchema } from '../../../contract/field.ts';
import { COMPONENT_FAULTS, ComponentError } from '../component-error.ts';
import { type Advisory, advisorySchema } from './advisory.ts';
import { advisoriesIn, EXPORT_BOUNDS, type ExportBounds, namesOneOf } from './read-export.ts';

/** The ecosystems of our components. */
const ECOSYSTEMS: readonly string[] = ['npm', 'Bitnami'];
/** One member in a hundred may be of a version that this program does not read, and a few in a small export. */
const UNREADABLE_SHARE = 0.01;
const UNREADABLE_FEW = 10;
/** The clock of a database may be ahead of this one. A date in the far future would keep every later export out. */
const AHEAD_MS = 86_400_000;
/** Bound of the kept file, packed. */
const LARGEST_KEPT_BYTES = 536_870_912;
const STATE_FILE = 'state.json';
const KEPT_NAME = /^[0-9a-f]{64}\.ndjson\.gz$/;

const count = z.int().min(0);
const keptSchema = z.strictObject({
  /** SHA-256 of the kept file, hex, which is also its name. */
  digest: sha256HexSchema,
  /** Wall ms. */
  importedAt: count,
  /** The newest change of an advisory, wall ms: the age of the export. */
  newestAt: count,
  /** Advisories of our ecosystems. */
  advisories: count,
  unreadable: count,
  withdrawn: count,
  /** Advisories that state versions as commits only, which cannot be compared. */
  commitsOnly: count,
});
export type KeptExport = z.infer<typeof keptSchema>;

const stateSchema = z.strictObject({
  version: z.literal(1),
  kept: keptSchema.nullable(),
  /** The last import, if it was refused. */
  failure: z.strictObject({ code: z.enum(COMPONENT_FAULTS), at: count }).nullable(),
});
export type ImportState = z.infer<typeof stateSchema>;

/** Rejects with `ComponentError` `malformed` for a state that this program did not write. */
export async function importState(folder: string): Promise<ImportState> {
  let text: string;
  try {
    text = await readFile(join(folder, STATE_FILE), 'utf8');
  } catch {
    return { version: 1, kept: null, failure: null };
  }
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ComponentError('malformed', `${join(folder, STATE_FILE)} is damaged`, { cause });
  }
}

export interface ImportOptions {
  readonly nowMs: number;
  readonly bounds?: ExportBounds;
}

/** Replaces the kept export. Rejects with `ComponentError`, after the fault was written beside the former export. */
export async function importExport(from: string, folder: string, options: ImportOptions): Promise<KeptExport> {
  makeFolderSync(folder);
  const { kept } = await importState(folder).catch(() => ({ kept: null }));
  try {
    const { bytes, ...about } = await reduced(from, options);
    if (kept !== null && about.newestAt < kept.newestAt) {
      throw new ComponentError('older', `${from} is older than the export in use`);
    }
    await replaceFile(join(folder, `${about.digest}.ndjson.gz`), bytes);
    await writeState(folder, { version: 1, kept: about, failure: null });
    for (const name of await readdir(folder)) {
      if (KEPT_NAME.test(name) && !name.startsWith(about.digest)) await rm(join(folder, name));
    }
    return about;
  } catch (error) {
    if (error instanceof ComponentError) {
      await writeState(folder, { version: 1, kept, failure: { code: error.code, at: options.nowMs } });
    }
    throw error;
  }
}

async function writeState(folder: string, state: ImportState): Promise<void> {
  await replaceFile(join(folder, STATE_FILE), `${JSON.stringify(state)}\n`);
}

async function reduced(
  from: string,
  { nowMs, bounds = EXPORT_BOUNDS }: ImportOptions,
): Promise<KeptExport & { readonly bytes: Uint8Array }> {
  const counts = { advisories: 0, unreadable: 0, withdrawn: 0, commitsOnly: 0 };
  let read = 0;
  let newestAt = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const advisory of advisoriesIn(from, bounds)) {
      if (advisory === undefined) {
        counts.unreadable += 1;
        continue;
      }
      read += 1;
      newestAt = Math.max(newestAt, Date.parse(advisory.modified));
      const own = ofOurEcosystems(advisory);
      if (own === undefined) continue;
      counts.advisories += 1;
      if (own.withdrawn !== undefined) counts.withdrawn += 1;
      else if (hasCommitsOnly(own)) counts.commitsOnly += 1;
      yield `${JSON.stringify(own)}\n`;
    }
  }
  const pieces: Buffer[] = [];
  await pipeline(lines, createGzip({ level: 6 }), async (packed: AsyncIterable<Buffer>) => {
    for await (const piece of packed) pieces.push(piece);
  });
  const { advisories, unreadable } = counts;
  if (advisories === 0) throw new ComponentError('malformed', `${from} has no advisory of ${ECOSYSTEMS.join(' or ')}`);
  if (unreadable > UNREADABLE_FEW && unreadable > UNREADABLE_SHARE * read) {
    throw new ComponentError('malformed', `${from} has ${unreadable} members that are no advisory`);
  }
  if (newestAt > nowMs + AHEAD_MS) throw new ComponentError('malformed', `${from} is dated in the future`);
  const bytes = Buffer.concat(pieces);
  if (bytes.length > LARGEST_KEPT_BYTES) throw new ComponentError('too-large', `${from} is too large`);
  return { bytes, digest: digestOf(bytes), importedAt: nowMs, newestAt, ...counts };
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Without entries of other ecosystems. `undefined`: nothing is left. */
function ofOurEcosystems(advisory: Advisory): Advisory | undefined {
  const affected = (advisory.affected ?? []).filter(({ package: of }) => ECOSYSTEMS.includes(of?.ecosystem ?? ''));
  return affected.length === 0 ? undefined : { ...advisory, affected };
}

function hasCommitsOnly({ affected = [] }: Advisory): boolean {
  return affected.every(
    ({ versions = [], ranges = [] }) => versions.length === 0 && ranges.every(({ type }) => type === 'GIT'),
  );
}

/**
 * The advisories of the kept export that name one of the components.
 *
 * @param names `ECOSYSTEM NAME`. Rejects with `ComponentError` when the file is absent or differs from its digest.
 */
export async function keptAdvisories(
  folder: string,
  { digest }: KeptExport,
  names: ReadonlySet<string>,
): Promise<readonly Advisory[]> {
  const file = join(folder, `${digest}.ndjson.gz`);
  const size = await stat(file).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) throw new ComponentError('absent', `${file} cannot be read`);
  if (size > LARGEST_KEPT_BYTES || (await fileDigest(file)) !== digest) {
    throw new ComponentError('malformed', `${file} differs from its digest`);
  }
  const found: Advisory[] = [];
  await pipeline(createReadStream(file), createGunzip(), async (unpacked: AsyncIterable<Buffer>) => {
    for await (const line of linesOf(unpacked)) {
      // The digest vouches for the form: this program wrote the file
      const advisory = JSON.parse(line) as Advisory;
      if (namesOneOf(advisory, names)) found.push(advisorySchema.parse(advisory));
    }
  });
  return found;
}

async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + decoder.write(piece)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

async function fileDigest(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
