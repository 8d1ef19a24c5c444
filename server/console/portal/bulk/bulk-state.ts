/** Many files, sent one after the other. Each file has a submission key from its own bytes, so that sending it again files it once. */
import { signal } from '@preact/signals';
import type { DeclarationView } from '../../../goods/declarations/api/answers.ts';
import type { MessageFormat } from '../../../goods/declarations/read-declaration.ts';
import { ask, type Problem } from '../ask.ts';
import { declaredFor } from '../mandates/declared-for.tsx';

export type Outcome =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'answered'; readonly view: DeclarationView }
  | { readonly kind: 'refused'; readonly code: Problem; readonly line: number | undefined };

export interface BulkFile {
  readonly number: number;
  readonly file: File;
  readonly format: MessageFormat;
  readonly outcome: Outcome;
}

export const files = signal<readonly BulkFile[]>([]);
export const isRunning = signal(false);
let cancelling: AbortController | undefined;
let nextNumber = 1;

/** The server takes 2 MiB. */
const MAX_BYTES = 2_097_152;
const TYPES: { readonly [Format in MessageFormat]: string } = { json: 'application/json', xml: 'application/xml' };
/** Answers after which the next try may succeed. */
const PASSING: ReadonlySet<Problem> = new Set([
  'rate-limited',
  'unavailable',
  'unreachable',
  'key-refused',
  'key-required',
]);
const LONGEST_WAIT_S = 60;
const TRIES = 5;

export function addFiles(given: Iterable<File>): void {
  const added = Array.from(given, (file): BulkFile => {
    const format = /\.xml$/i.test(file.name) ? 'xml' : 'json';
    const outcome: Outcome =
      file.size > MAX_BYTES ? { kind: 'refused', code: 'too-large', line: undefined } : { kind: 'waiting' };
    return { number: nextNumber++, file, format, outcome };
  });
  files.value = [...files.value, ...added];
}

export function clearFiles(): void {
  if (!isRunning.value) files.value = [];
}

/** The file that is on its way is waited for no longer, and waits to be sent again. */
export function cancel(): void {
  cancelling?.abort();
}

/** Sends the files that wait, and those whose last try met a fault that may have passed. */
export async function run(): Promise<void> {
  if (isRunning.value) return;
  isRunning.value = true;
  cancelling = new AbortController();
  const { signal: cancelled } = cancelling;
  for (const { number, outcome } of files.value)
    if (outcome.kind === 'refused' && PASSING.has(outcome.code)) settle(number, { kind: 'waiting' });
  for (;;) {
    const next = files.value.find(({ outcome }) => outcome.kind === 'waiting');
    if (next === undefined || cancelled.aborted) break;
    settle(next.number, { kind: 'sending' });
    const outcome = await send(next, cancelled);
    settle(next.number, outcome);
    if (outcome.kind === 'refused' && PASSING.has(outcome.code)) break;
  }
  isRunning.value = false;
}

function settle(number: number, outcome: Outcome): void {
  files.value = files.value.map((one) => (one.number === number ? { ...one, outcome } : one));
}

async function send({ file, format }: BulkFile, cancelled: AbortSignal): Promise<Outcome> {
  const bytes = await file.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const principal = declaredFor.value;
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const submissionKey = principal === '' ? `file-${hex}` : `file-${hex}-for-${principal}`;
  for (let attempt = 1; ; attempt += 1) {
    const asked = await ask<DeclarationView>('POST', '/v1/declarations', {
      body: bytes,
      type: TYPES[format],
      submissionKey,
      principal,
      signal: cancelled,
    });
    if (asked.kind === 'answered') return { kind: 'answered', view: asked.value };
    if (cancelled.aborted) return { kind: 'waiting' };
    const { code, line, retryAfterS } = asked;
    if (retryAfterS === undefined || attempt === TRIES) return { kind: 'refused', code, line };
    await pause(Math.min(retryAfterS, LONGEST_WAIT_S) * 1_000, cancelled);
    if (cancelled.aborted) return { kind: 'waiting' };
  }
}

function pause(ms: number, cancelled: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    cancelled.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
