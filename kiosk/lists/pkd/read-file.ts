/** Adds the objects of a file: LDIF, or one certificate or list in DER or PEM, or a bundle of them. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { PLAIN_FILE, PlainFileError, readPlainFile } from '../../../hardware/host/plain-file.ts';
import { isBundle, readBundle } from '../../rules/document/trust/certificate-bundle.ts';
import { pemBlocks } from '../../rules/document/trust/pem.ts';
import type { DirectoryObjects } from './directory-objects.ts';
import { type LdifBounds, LDIF_BOUNDS, readLdif } from './ldif.ts';
import { PkdError } from './pkd-error.ts';
import { OBJECT_ATTRIBUTES } from './read-directory.ts';

const LARGEST_FILE_BYTES = 8_388_608;
const SEQUENCE = 0x30;

/**
 * Rejects with `PkdError`: `absent`, `malformed`, `too-large`, `changes`, or `empty` for LDIF without any object.
 *
 * @returns the number of records or objects in the file
 */
export async function readDirectoryFile(
  file: string,
  objects: Pick<DirectoryObjects, 'add'>,
  bounds: LdifBounds = LDIF_BOUNDS,
): Promise<number> {
  const start = await firstBytes(file);
  if (start.at(0) === SEQUENCE) return addAll(wholeFile(file), objects);
  if (start.subarray(0, 5).toString('latin1') === '-----') {
    const blocks = pemBlocks(Buffer.from(wholeFile(file)).toString('latin1'));
    for (const block of blocks) addAll(block, objects);
    return blocks.length;
  }
  let records = 0;
  let found = 0;
  for await (const { values } of readLdif(createReadStream(file), bounds)) {
    records += 1;
    for (const value of OBJECT_ATTRIBUTES.flatMap((attribute) => values.get(attribute) ?? [])) {
      objects.add(value);
      found += 1;
    }
  }
  if (found === 0) throw new PkdError('empty', `${file} contains no certificate and no list`);
  return records;
}

function addAll(bytes: Uint8Array<ArrayBuffer>, objects: Pick<DirectoryObjects, 'add'>): number {
  if (!isUnsignedBundle(bytes)) {
    objects.add(bytes);
    return 1;
  }
  const { certificates, revocationLists } = readBundle(bytes);
  for (const one of [...certificates, ...revocationLists]) objects.add(one);
  return certificates.length + revocationLists.length;
}

/** Lists in CMS have a signer; bundles have none. */
function isUnsignedBundle(bytes: Uint8Array<ArrayBuffer>): boolean {
  if (!isBundle(bytes)) return false;
  try {
    readBundle(bytes);
    return true;
  } catch {
    return false;
  }
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file, PLAIN_FILE).catch((cause: unknown) => {
    throw new PkdError('absent', `${file} cannot be read`, { cause });
  });
  try {
    if (!(await handle.stat()).isFile()) throw new PkdError('absent', `${file} is not a file`);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(5), 0, 5, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function wholeFile(file: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(readPlainFile(file, LARGEST_FILE_BYTES));
  } catch (cause) {
    if (cause instanceof PlainFileError && cause.code === 'too-large') {
      throw new PkdError('too-large', `${file} has over ${LARGEST_FILE_BYTES} bytes`, { cause });
    }
    throw new PkdError('absent', `${file} cannot be read`, { cause });
  }
}
