/**
 * The files that `take` reads together. ICAO names the files of its download by collection and version: `icaopkd-001-complete-009409.ldif` is
 * the whole collection, and `icaopkd-001-delta-009410.ldif` has the changes since the previous version.
 */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Collection } from './collection.ts';
import type { DirectoryObjects } from './directory-objects.ts';
import { LDIF_BOUNDS, readLdif } from './ldif.ts';
import { PkdError } from './pkd-error.ts';
import { readDirectoryFile } from './read-file.ts';

const DOWNLOAD = /^icaopkd-(\d{3})-(complete|delta)-(\d{1,9})\.ldif$/i;

interface Known {
  readonly collection: Collection;
  version: number;
}

export class DirectoryFiles {
  readonly #objects: Pick<DirectoryObjects, 'add'>;
  readonly #known = new Map<string, Known>();

  constructor(objects: Pick<DirectoryObjects, 'add'>) {
    this.#objects = objects;
  }

  /**
   * Rejects with `PkdError` as `readDirectoryFile`, and with `changes` for a file of changes that does not directly follow its previous
   * version. The files already read are unusable then.
   *
   * @returns the number of records or objects in the file
   */
  async read(file: string): Promise<number> {
    const [, number, form = '', digits] = DOWNLOAD.exec(basename(file)) ?? [];
    if (number === undefined) return readDirectoryFile(file, this.#objects);
    const version = Number(digits);
    const before = this.#known.get(number);
    if (form.toLowerCase() === 'complete') {
      if (before !== undefined) throw new PkdError('malformed', `collection ${number} is given twice`);
      const known = { collection: new Collection(), version };
      this.#known.set(number, known);
      const records = await takeAll(file, known, 'content');
      if (known.collection.objects().length > 0) return records;
      throw new PkdError('empty', `${file} contains no certificate and no list`);
    }
    if (before?.version !== version - 1) {
      const has =
        before === undefined ? 'no complete file of it was read before' : `version ${before.version} was read`;
      throw new PkdError('changes', `${file} continues version ${version - 1} of collection ${number}, and ${has}`);
    }
    before.version = version;
    return takeAll(file, before, 'changes');
  }

  /** Adds the collections as they are after all changes. Throws `PkdError` `too-large`. */
  finish(): void {
    for (const { collection } of this.#known.values()) {
      for (const object of collection.objects()) this.#objects.add(object);
    }
  }
}

async function takeAll(file: string, { collection, version }: Known, takes: 'content' | 'changes'): Promise<number> {
  const stream = createReadStream(file);
  let records = 0;
  try {
    for await (const record of readLdif(stream, LDIF_BOUNDS, takes)) {
      records += 1;
      // A file under the name of another version
      const changed = record.steps.filter(({ attribute }) => attribute === 'pkdversion');
      for (const value of [...(record.values.get('pkdversion') ?? []), ...changed.flatMap(({ values }) => values)]) {
        const its = Number(Buffer.from(value).toString('latin1'));
        if (its > version) throw new PkdError('malformed', `${file} has an entry of version ${its}`);
      }
      collection.take(record);
    }
  } catch (error) {
    if (error instanceof PkdError) throw error;
    throw new PkdError('absent', `${file} cannot be read`, { cause: error });
  }
  return records;
}
