/** Reads the members of a ZIP file, one by one and within bounds: the form in which OSV publishes a database. */
import { buffer } from 'node:stream/consumers';
import { openPromise } from 'yauzl';
import { ComponentError } from '../component-error.ts';

export interface ZipBounds {
  readonly members: number;
  /** Bytes of one member, unpacked. Larger ones are not read. */
  readonly memberBytes: number;
}

export const ZIP_BOUNDS: ZipBounds = { members: 1_000_000, memberBytes: 4_194_304 };

export interface ZipMember {
  readonly name: string;
  /** `undefined`: larger than the bound. */
  readonly bytes: Buffer | undefined;
}

/** Rejects with `ComponentError` `malformed` or `too-large`. */
export async function* readZip(
  file: string,
  wanted: (name: string) => boolean,
  bounds: ZipBounds = ZIP_BOUNDS,
): AsyncGenerator<ZipMember> {
  try {
    const zip = await openPromise(file);
    if (zip.entryCount > bounds.members) {
      zip.close();
      throw new ComponentError('too-large', `${file} is too large`);
    }
    for await (const entry of zip.eachEntry()) {
      const { fileName: name, uncompressedSize } = entry;
      if (!wanted(name)) continue;
      // The stream fails when the member has another size than it states
      const isTooLarge = uncompressedSize > bounds.memberBytes;
      yield { name, bytes: isTooLarge ? undefined : await buffer(await zip.openReadStreamPromise(entry)) };
    }
  } catch (cause) {
    if (cause instanceof ComponentError) throw cause;
    throw new ComponentError('malformed', `${file} is no ZIP file that can be read`, { cause });
  }
}
