/**
 * Content of a file of signatures or lists: DER, PEM, or LDIF of the ICAO PKD. The content determines the format, not
 * the name.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BerError } from '../../../hardware/ber/ber-error.ts';
import { descend, expectTag } from '../../../hardware/ber/find.ts';
import { type BerElement, type BerLimits, readBer } from '../../../hardware/ber/read.ts';
import { INTEGER, OBJECT_IDENTIFIER, readOid, SEQUENCE, SET } from '../../../hardware/ber/universal.ts';
import { tlv } from '../../../hardware/ber/write.ts';

export type MaterialKind =
  | 'security-object'
  | 'certificate'
  /** A document signer, according to the PKD. */
  | 'signer'
  | 'master-list'
  /** The content of a master list, without a signature. */
  | 'unsigned-list'
  | 'revocation-list';

export interface Material {
  readonly kind: MaterialKind;
  /** Path below the folder; with a number when one file contains several. */
  readonly from: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface FolderContents {
  readonly material: readonly Material[];
  readonly files: number;
  /** Files without such content. */
  readonly others: readonly string[];
}

/** A folder cannot be measured; the message gives the reason. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

const LARGEST_FILE_BYTES = 268_435_456;
const LIMITS: BerLimits = { bytes: 16_777_216, elements: 1_000_000, depth: 24 };
const SOD_TAG = 0x77;
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const MASTER_LIST = '2.23.136.1.1.2';
/** EF.CardSecurity and defect lists are also signed, but not measured here. */
const OTHER_CONTENT = '0.4.0.127.';

/** Attributes of the PKD's entries, lower case. */
const LDIF_ATTRIBUTES: Readonly<Record<string, MaterialKind>> = {
  usercertificate: 'signer',
  cacertificate: 'certificate',
  certificaterevocationlist: 'revocation-list',
  cscamasterlistdata: 'master-list',
  pkdmasterlistcontent: 'master-list',
};

/**
 * Everything in `folder` and the folders in it.
 *
 * @throws FolderError when there is no such folder, or no file in it
 */
export function readFolder(
  folder: string,
  option: string,
  progress: (done: number, of: number) => void,
): FolderContents {
  const files = filesBelow(folder, option);
  if (files.length === 0) throw new FolderError(`${option}: there is no file in ${folder}`);
  const material: Material[] = [];
  const others: string[] = [];
  for (const [index, file] of files.entries()) {
    progress(index, files.length);
    const found = statSync(file).size > LARGEST_FILE_BYTES ? [] : materialIn(Uint8Array.from(readFileSync(file)));
    const name = relative(folder, file);
    if (found.length === 0) others.push(name);
    for (const [at, one] of found.entries())
      material.push({ ...one, from: found.length === 1 ? name : `${name} ${at + 1}` });
  }
  return { material, files: files.length, others };
}

function filesBelow(folder: string, option: string): readonly string[] {
  try {
    if (!statSync(folder).isDirectory()) throw new FolderError(`${option}: ${folder} is a file, not a folder`);
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    if (error instanceof FolderError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const why = code === 'ENOENT' ? 'there is no such folder' : `it cannot be read (${code})`;
    throw new FolderError(`${option}: ${folder}: ${why}`);
  }
}

type Found = Omit<Material, 'from'>;

export function materialIn(bytes: Uint8Array<ArrayBuffer>): readonly Found[] {
  const text = (): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (bytes[0] === SEQUENCE || bytes[0] === SOD_TAG) return inDer(bytes);
  if (bytes.length > 0 && bytes[0]! < 0x80) {
    const pem = [...text().matchAll(/-----BEGIN [A-Z0-9 ]+-----([^-]+)-----END/g)];
    return pem.length > 0 ? pem.flatMap(([, body]) => inDer(fromBase64(body ?? ''))) : inLdif(text());
  }
  return [];
}

/** RFC 2849: a line that begins with a space continues the previous one; two colons precede base64. */
function inLdif(text: string): readonly Found[] {
  const lines = text.replaceAll(/\r?\n /g, '').matchAll(/^([A-Za-z]+)(?:;[\w;-]+)?:: *([A-Za-z0-9+/=]+)\s*$/gm);
  return [...lines].flatMap(([, attribute = '', value = '']) => {
    const kind = LDIF_ATTRIBUTES[attribute.toLowerCase()];
    return kind === undefined ? [] : [{ kind, bytes: fromBase64(value) }];
  });
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, 'base64'));

function inDer(bytes: Uint8Array<ArrayBuffer>): readonly Found[] {
  try {
    if (bytes[0] === SOD_TAG) return [{ kind: 'security-object', bytes }];
    const kind = kindOf(readBer(bytes, LIMITS));
    if (kind === undefined) return [];
    return [{ kind, bytes: kind === 'security-object' ? tlv(SOD_TAG, bytes) : bytes }];
  } catch (error) {
    if (error instanceof BerError) return [];
    throw error;
  }
}

/** @throws BerError */
function kindOf(root: BerElement): MaterialKind | undefined {
  const [first, second] = expectTag(root, SEQUENCE).children();
  if (first?.tag === INTEGER && second?.tag === SET) return 'unsigned-list';
  if (first?.tag === OBJECT_IDENTIFIER && readOid(first) === SIGNED_DATA) {
    const [type] = descend(root, 0xa0, SEQUENCE, SEQUENCE).children();
    const content = readOid(expectTag(type, OBJECT_IDENTIFIER));
    if (content === MASTER_LIST) return 'master-list';
    return content.startsWith(OTHER_CONTENT) ? undefined : 'security-object';
  }
  if (first?.tag !== SEQUENCE || root.children().length !== 3) return undefined;
  // A certificate has an optional version in [0] and names before its times; a revocation list has a time as third or
  // fourth element
  const parts = first.children().filter(({ tag }) => tag !== 0xa0);
  const times = [0x17, 0x18];
  return parts.slice(2, 4).some(({ tag }) => times.includes(tag)) ? 'revocation-list' : 'certificate';
}
