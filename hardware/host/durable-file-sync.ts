/** Synchronous variant of `durable-file.ts`. Each call blocks the event loop until the disk is done. */
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { abandonedDrafts, beginDraft, endDraft } from './draft.ts';
import { type Content, type DurableOptions, OWNER_ONLY } from './durable-file.ts';

/** As `replaceFile`. */
export function replaceFileSync(path: string, content: Content, options: DurableOptions = {}): void {
  throughDraft(path, content, options, (draft) => renameSync(draft, path));
}

/** As `createFile`. */
export function createFileSync(path: string, content: Content, options: DurableOptions = {}): 'created' | 'exists' {
  return throughDraft(path, content, options, (draft) => {
    try {
      linkSync(draft, path);
      return 'created';
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return 'exists';
    }
  });
}

/** Renames a file, replacing any file of that name. Both folders must be on one file system. */
export function moveFileSync(from: string, to: string): void {
  renameSync(from, to);
  flushFolderSync(dirname(to));
  if (dirname(from) !== dirname(to)) flushFolderSync(dirname(from));
}

/** Makes a folder and its missing parents durably. Default mode 0700. */
export function makeFolderSync(folder: string, mode = 0o700): void {
  const first = mkdirSync(folder, { recursive: true, mode });
  if (first === undefined) return;
  for (let made = resolve(folder); ; made = dirname(made)) {
    flushFolderSync(dirname(made));
    if (made === resolve(first)) return;
  }
}

/** As `flushFolder`. */
export function flushFolderSync(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function throughDraft<T>(
  path: string,
  content: Content,
  { mode = OWNER_ONLY }: DurableOptions,
  name: (draft: string) => T,
): T {
  for (const left of abandonedDrafts(path, readdirSync(dirname(path)))) rmSync(left, { force: true });
  const draft = beginDraft(path);
  let named: T;
  try {
    const file = openSync(draft, 'wx', mode);
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    named = name(draft);
  } finally {
    rmSync(draft, { force: true });
    endDraft(draft);
  }
  flushFolderSync(dirname(path));
  return named;
}
