/** Writes trust folders: a whole new one, or one more root that a person has compared with the digest that the state published. */
import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PlainFileError, readPlainFile } from '../../../hardware/host/plain-file.ts';
import { createFileSync, makeFolderSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { readCertificate } from '../../rules/document/trust/certificate.ts';
import { mayCertify } from '../../rules/document/trust/certificate-roles.ts';
import { fromPem } from '../../rules/document/trust/pem.ts';
import { TRUST_FOLDERS } from '../trust/judge-trust.ts';
import type { Assembled } from './assemble-trust.ts';
import { PkdError } from './pkd-error.ts';

const READABLE = { mode: 0o644 };
const LARGEST_CERTIFICATE_BYTES = 65_536;

/** Writes everything or nothing. Throws `PkdError` `present`. @returns the number of files by folder */
export function writeTrustFolder(folder: string, files: Assembled['files']): Readonly<Record<string, number>> {
  if (existsSync(folder)) throw new PkdError('present', `${folder} exists already`);
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  for (const [place, members] of files) {
    makeFolderSync(join(partial, place), 0o755);
    for (const [name, bytes] of members) replaceFileSync(join(partial, place, name), bytes, READABLE);
  }
  renameSync(partial, folder);
  return Object.fromEntries([...files].map(([place, members]) => [place, members.size]));
}

/**
 * Adds the root of a state to the roots of master lists. Throws `PkdError` `refused` for another digest, and `TrustError` for a file that is no
 * certificate.
 *
 * @param digest SHA-256 of the certificate in hex, with or without colons, from the publication of the state
 */
export function pinRoot(
  folder: string,
  file: string,
  digest: string,
): { readonly country: string; readonly file: string } {
  const der = fromPem(readCertificateFile(file));
  const found = createHash('sha256').update(der).digest('hex');
  if (digest.replaceAll(/[:\s]/g, '').toLowerCase() !== found) {
    throw new PkdError('refused', `${file} has the digest ${found}`);
  }
  const certificate = readCertificate(der);
  if (!mayCertify(certificate)) throw new PkdError('refused', `${file} is no authority`);
  const country = certificate.subjectCountry ?? 'xx';
  const place = join(folder, TRUST_FOLDERS.listRoots);
  const name = `${country.toLowerCase()}-${found.slice(0, 8)}`;
  makeFolderSync(place, 0o755);
  createFileSync(join(place, name), der, READABLE);
  return { country, file: `${TRUST_FOLDERS.listRoots}/${name}` };
}

function readCertificateFile(file: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(readPlainFile(file, LARGEST_CERTIFICATE_BYTES));
  } catch (cause) {
    if (cause instanceof PlainFileError && cause.code === 'too-large') {
      throw new PkdError('too-large', `${file} is no certificate`, { cause });
    }
    throw new PkdError('absent', `${file} cannot be read`, { cause });
  }
}
