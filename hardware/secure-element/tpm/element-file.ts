/**
 * The stored part of a kiosk's keys in a TPM: keys encrypted by its storage root key, the name of that key, and the value that
 * authorises their use. Made once and never changed. Worthless without the TPM that made it.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createFileSync, makeFolderSync } from '../../host/durable-file-sync.ts';
import { decodeBlob, encodeBlob, type ObjectBlob } from '../../tpm/objects.ts';
import { isExposed } from '../../host/private-files.ts';
import { COORDINATE_BYTES, type EcPoint } from '../../tpm/public-area.ts';
import { tpmFault } from '../../tpm/tpm-error.ts';

export const ELEMENT_FILE_NAME = 'tpm-element.json';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const blob = z.string().regex(/^[\w-]{1,4096}$/);

const schema = z.strictObject({
  version: z.literal(1),
  /** Name of the storage root key: pins the TPM, and what answers the exchange of session keys. */
  storageRoot: hex(34),
  signing: blob,
  prf: blob,
  /** SHA-256 of the certificate of the endorsement key that was verified when the keys were made. */
  endorsement: hex(32).nullable(),
  authorisation: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('stored'), value: hex(32) }),
    /** The TPM releases it to a machine that was started as approved by the owner of this key, a point on P-256. */
    z.strictObject({ kind: z.literal('measured'), sealed: blob, approvalKey: hex(2 * COORDINATE_BYTES) }),
  ]),
});

export interface ElementFile {
  readonly storageRoot: Uint8Array;
  readonly signing: ObjectBlob;
  readonly prf: ObjectBlob;
  readonly endorsement: Uint8Array | undefined;
  readonly authorisation:
    | { readonly kind: 'stored'; readonly value: Uint8Array }
    | { readonly kind: 'measured'; readonly sealed: ObjectBlob; readonly approvalKey: EcPoint };
}

export function hasElementFile(folder: string): boolean {
  return statSync(join(folder, ELEMENT_FILE_NAME), { throwIfNoEntry: false }) !== undefined;
}

/** Durable when it returns. Returns `exists`, without changing the file, when there is one. */
export function createElementFile(folder: string, file: ElementFile): 'created' | 'exists' {
  makeFolderSync(folder);
  const { authorisation } = file;
  const content: z.infer<typeof schema> = {
    version: 1,
    storageRoot: hexOf(file.storageRoot),
    signing: textOf(file.signing),
    prf: textOf(file.prf),
    endorsement: file.endorsement === undefined ? null : hexOf(file.endorsement),
    authorisation:
      authorisation.kind === 'stored'
        ? { kind: 'stored', value: hexOf(authorisation.value) }
        : {
            kind: 'measured',
            sealed: textOf(authorisation.sealed),
            approvalKey: hexOf(authorisation.approvalKey.x) + hexOf(authorisation.approvalKey.y),
          },
  };
  return createFileSync(join(folder, ELEMENT_FILE_NAME), `${JSON.stringify(content, null, 2)}\n`);
}

/** Throws `DeviceError`: `unsupported` when there are no keys or the file is damaged, `not-permitted` when others may read it. */
export function readElementFile(folder: string): ElementFile {
  const path = join(folder, ELEMENT_FILE_NAME);
  if (!hasElementFile(folder)) {
    throw tpmFault(
      'unsupported',
      `there is no ${ELEMENT_FILE_NAME}: the TPM has no keys of a kiosk, because it was not initialised`,
    );
  }
  if (isExposed(path, statSync(path))) {
    throw tpmFault('not-permitted', `${ELEMENT_FILE_NAME} must be readable by its owner only (mode 0600)`);
  }
  try {
    const { storageRoot, signing, prf, endorsement, authorisation } = schema.parse(
      JSON.parse(readFileSync(path, 'utf8')),
    );
    return {
      storageRoot: bytesOf(storageRoot),
      signing: blobOf(signing),
      prf: blobOf(prf),
      endorsement: endorsement === null ? undefined : bytesOf(endorsement),
      authorisation:
        authorisation.kind === 'stored'
          ? { kind: 'stored', value: bytesOf(authorisation.value) }
          : {
              kind: 'measured',
              sealed: blobOf(authorisation.sealed),
              approvalKey: pointOf(authorisation.approvalKey),
            },
    };
  } catch (cause) {
    throw tpmFault('unsupported', `${ELEMENT_FILE_NAME} is damaged`, cause);
  }
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

function textOf(one: ObjectBlob): string {
  return Buffer.from(encodeBlob(one)).toString('base64url');
}

function blobOf(text: string): ObjectBlob {
  return decodeBlob(Buffer.from(text, 'base64url'));
}

function pointOf(text: string): EcPoint {
  const bytes = bytesOf(text);
  return { x: bytes.subarray(0, COORDINATE_BYTES), y: bytes.subarray(COORDINATE_BYTES) };
}
