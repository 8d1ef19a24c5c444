/** The list of files of a release, the first entry of its archive. Pure. */
import { z } from 'zod';
import { sha256HexSchema } from '../../../server/contract/field.ts';
import { SoftwareRefused } from './software-refused.ts';

export const CONTENTS_ENTRY = 'contents.json';
export const MAX_CONTENTS_BYTES = 8_388_608;
/** Bytes of all files. Unpacking stops at what the list states, so no archive expands further. */
export const MAX_SOFTWARE_BYTES = 1_073_741_824;
const MAX_FILES = 20_000;
const MAX_PATH = 255;

/** The files that the unit starts. */
export const NODE_PROGRAM = 'bin/node';
export const LANE_PROGRAM = 'code/kiosk/main.js';

/** Relative, of plain names: no empty part, `.`, `..`, backslash or control character. */
const pathSchema = z
  .string()
  .max(MAX_PATH)
  .refine(
    (path) => path.split('/').every((part) => /^[A-Za-z0-9@_+. -]+$/.test(part) && !/^\.{1,2}$/.test(part)),
    'must be a relative path of plain names',
  );

const fileSchema = z.strictObject({
  path: pathSchema,
  bytes: z.int().min(0).max(MAX_SOFTWARE_BYTES),
  /** Hex. */
  sha256: sha256HexSchema,
  /** Whether it may be executed. */
  isProgram: z.boolean(),
});
export type ReleasedFile = z.infer<typeof fileSchema>;

const contentsSchema = z
  .strictObject({ version: z.literal(1), files: z.array(fileSchema).min(1).max(MAX_FILES) })
  .refine(({ files }) => files.every(({ path }, at) => at === 0 || (files[at - 1]?.path ?? '') < path), {
    path: ['files'],
    message: 'must be in the order of their paths, each once',
  })
  .refine(({ files }) => isWithoutFileAsFolder(files), { path: ['files'], message: 'must not use a file as a folder' })
  .refine(({ files }) => totalBytes(files) <= MAX_SOFTWARE_BYTES, {
    path: ['files'],
    message: 'must not be too large',
  })
  .refine(
    ({ files }) =>
      files.some(({ path, isProgram }) => path === NODE_PROGRAM && isProgram) &&
      files.some(({ path }) => path === LANE_PROGRAM),
    { path: ['files'], message: `must have ${NODE_PROGRAM} and ${LANE_PROGRAM}` },
  );
export type SoftwareContents = z.infer<typeof contentsSchema>;

/** Throws `SoftwareRefused`: `malformed`, or `forbidden-entry` for a path. */
export function readContents(bytes: Uint8Array): SoftwareContents {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw new SoftwareRefused('malformed', 'the list of files is not JSON', { cause });
  }
  const read = contentsSchema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const isPath = issue?.path.at(-1) === 'path';
  throw new SoftwareRefused(
    isPath ? 'forbidden-entry' : 'malformed',
    issue?.message ?? 'the list of files is not valid',
  );
}

export function totalBytes(files: readonly Pick<ReleasedFile, 'bytes'>[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function isWithoutFileAsFolder(files: readonly ReleasedFile[]): boolean {
  const paths = new Set(files.map(({ path }) => path));
  return files.every(({ path }) => foldersOf(path).every((folder) => !paths.has(folder)));
}

/** The folders above a path, the topmost first. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_part, at) => parts.slice(0, at + 1).join('/'));
}
