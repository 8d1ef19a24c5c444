/** A document that is read again while the lane runs, as its file changes. */
import { statSync } from 'node:fs';
import type { Clock } from '../../hardware/clock/clock.ts';
import type { DocumentForm, DocumentInForce, DocumentRefusal } from '../../server/contract/signed-document.ts';
import { DocumentError } from './document-error.ts';
import { type DocumentSource, loadDocument } from './load-document.ts';

/** How long a new file waits at most, ms. */
const LOOK_EVERY_MS = 30_000;

export interface FollowOptions<T extends { readonly number: number; readonly validFrom: number }> {
  readonly form: DocumentForm<T>;
  readonly source: DocumentSource;
  readonly clock: Clock;
  /** Called after each look that changed something: with the document now in force, or with why the file was refused. */
  readonly onLook: (found: Found<T>) => void;
}

export type Found<T> =
  | { readonly kind: 'in-force'; readonly document: DocumentInForce<T> }
  | { readonly kind: 'refused'; readonly code: DocumentRefusal | 'not-remembered' };

export interface FollowedDocument<T> {
  /** The newest that was in force: a file that is refused changes nothing. */
  now(): DocumentInForce<T>;
  /** Looks at the file every half minute, until `close`. */
  follow(): void;
  close(): void;
}

/** Throws `DocumentError` where the file holds none that is in force, at the start only. */
export function followDocument<T extends { readonly number: number; readonly validFrom: number }>(
  options: FollowOptions<T>,
): FollowedDocument<T> {
  const { form, source, clock, onLook } = options;
  let state = stateOf(source.file);
  let current = loadDocument(form, source, clock.wallMs());
  /** A file that is there before its time is looked at again without changing. */
  let isEarly = false;
  let cancel: () => void = () => undefined;

  const look = (): void => {
    const next = stateOf(source.file);
    if (next !== state || isEarly) take(next);
    cancel = clock.after(LOOK_EVERY_MS, look);
  };
  const take = (next: string): void => {
    const isNews = next !== state;
    state = next;
    try {
      current = loadDocument(form, source, clock.wallMs());
      isEarly = false;
      onLook({ kind: 'in-force', document: current });
    } catch (error) {
      const code = error instanceof DocumentError ? error.code : 'not-remembered';
      isEarly = code === 'not-yet-valid';
      if (isNews) onLook({ kind: 'refused', code });
      // The disk may take it the next time
      if (code === 'not-remembered') state = '';
    }
  };
  return {
    now: () => current,
    follow() {
      cancel = clock.after(LOOK_EVERY_MS, look);
    },
    close: () => cancel(),
  };
}

/** Changes when the file does. */
function stateOf(file: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(file);
    return [ino, mtimeMs, size].join();
  } catch {
    return 'none';
  }
}
