/**
 * Names drafts: files that are written next to their target and then renamed to it. The name contains the id of the writing
 * process, which distinguishes a draft left by a power cut or a kill from one that another process is writing.
 */
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { isProcessAlive } from './process-alive.ts';

/** Drafts that this process is writing. Process ids are reused, in a container after every restart. */
const written = new Set<string>();

/** Returns a new draft name for `path`. The caller must call `endDraft`. */
export function beginDraft(path: string): string {
  const draft = `${path}.${process.pid}-${randomBytes(8).toString('hex')}.draft`;
  written.add(draft);
  return draft;
}

export function endDraft(draft: string): void {
  written.delete(draft);
}

/** Selects from the names in the folder of `path` the abandoned drafts of `path`, which no process is writing. */
export function abandonedDrafts(path: string, names: readonly string[]): string[] {
  const before = `${basename(path)}.`;
  return names.flatMap((name) => {
    if (!name.startsWith(before)) return [];
    const owner = /^(\d{1,10})-[0-9a-f]{16}\.draft$/.exec(name.slice(before.length))?.[1];
    if (owner === undefined) return [];
    const draft = join(dirname(path), name);
    const abandoned = Number(owner) === process.pid ? !written.has(draft) : !isProcessAlive(Number(owner));
    return abandoned ? [draft] : [];
  });
}
