/** A document that is read again when its file changes while the lane runs. */
import { fileState } from '../../../hardware/host/file-state.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { DocumentForm, DocumentInForce, DocumentRefusal } from '../../../server/contract/signed-document.ts';
import { DocumentError } from './document-error.ts';
import { type DocumentSource, loadDocument } from './load-document.ts';

/** Longest delay until a new file is read, ms. */
const LOOK_EVERY_MS = 30_000;

export interface FollowOptions<T extends { readonly number: number; readonly validFrom: number }> {
  readonly form: DocumentForm<T>;
  readonly source: DocumentSource;
  readonly clock: Clock;
  /** Called after each change: with the document now in force, or with the reason why the file was refused. */
  readonly onLook: (found: Found<T>) => void;
}

export type Found<T> =
  | { readonly kind: 'in-force'; readonly document: DocumentInForce<T> }
  | { readonly kind: 'refused'; readonly code: DocumentRefusal | 'not-remembered' };

export interface FollowedDocument<T> {
  /** The newest document in force; a refused file changes nothing. */
  now(): DocumentInForce<T>;
  /** Checks the file every half minute, until `close`. */
  follow(): void;
  close(): void;
}

/** Throws `DocumentError` when the file does not contain a document in force, at the start only. */
export function followDocument<T extends { readonly number: number; readonly validFrom: number }>(
  options: FollowOptions<T>,
): FollowedDocument<T> {
  const { form, source, clock, onLook } = options;
  let state = fileState(source.file);
  let current = loadDocument(form, source, clock.wallMs());
  /** Set when the file is not valid yet: it is read again even without a change. */
  let isEarly = false;
  let cancel: () => void = () => undefined;

  const look = (): void => {
    const next = fileState(source.file);
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
      // Writing may succeed the next time
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
