/** The declaration that is being written. It stays in this page's memory until the person sends it or saves a sealed draft. */
import { computed, effect, signal } from '@preact/signals';
import { DATA_SETS, type DataSet } from '../../../goods/declarations/form/declaration.ts';
import type { Finding } from '../../../goods/declarations/rules/finding.ts';
import { ruleContext } from '../session.ts';
import { judgeInWorker } from './judge-in-worker.ts';

export type Content = { readonly [Name in string]?: unknown };

export const content = signal<Content>(emptyContent('H1'));
/** Index of the item that is shown. */
export const openItem = signal(0);
/** The person has tried to send: missing elements are faults from now on. */
export const tried = signal(false);
/** Names the present submission, so that sending it again after a lost answer files it once. */
export const submissionKey = signal(crypto.randomUUID());
/** Id of the declaration that was last sent from this form. */
export const sentAs = signal('');

/** The draft that the form came from, or was saved as. */
export const fromDraft = signal<{ readonly id: string; readonly version: number } | undefined>(undefined);

export interface Judged {
  readonly findings: readonly Finding[];
  /** The findings belong to the present content. */
  readonly isCurrent: boolean;
}
export const judged = signal<Judged>({ findings: [], isCurrent: false });

export const dataSet = computed<DataSet>(() => DATA_SETS.find((one) => one === content.value['dataSet']) ?? 'H1');
export const items = computed<readonly unknown[]>(() => {
  const { goods } = content.value;
  return Array.isArray(goods) ? goods : [];
});
export const byPointer = computed<ReadonlyMap<string, readonly Finding[]>>(() => {
  const found = new Map<string, Finding[]>();
  for (const one of judged.value.findings) found.set(one.pointer, [...(found.get(one.pointer) ?? []), one]);
  return found;
});

export function emptyContent(chosen: DataSet): Content {
  return { dataSet: chosen, additionalType: 'A', goods: [{ number: '1' }] };
}

export function startAnew(): void {
  fillForm(emptyContent(dataSet.value));
}

export function fillForm(filled: Content): void {
  content.value = filled;
  fromDraft.value = undefined;
  openItem.value = 0;
  tried.value = false;
  sentAs.value = '';
  submissionKey.value = crypto.randomUUID();
}

/** Changes one place. An empty text removes the element. */
export function setAt(pointer: string, value: unknown): void {
  content.value = changed(content.value, pointer.slice(1).split('/'), value) as Content;
  submissionKey.value = crypto.randomUUID();
}

function changed(whole: unknown, [step = '', ...rest]: readonly string[], value: unknown): unknown {
  const isIndex = /^\d+$/.test(step);
  if (Array.isArray(whole) || (whole === undefined && isIndex)) {
    const copy: unknown[] = Array.isArray(whole) ? [...(whole as unknown[])] : [];
    copy[Number(step)] = rest.length === 0 ? value : changed(copy[Number(step)], rest, value);
    return copy;
  }
  const { [step]: inner, ...others } = (whole ?? {}) as Record<string, unknown>;
  const next = rest.length === 0 ? value : changed(inner, rest, value);
  return isNothing(next) ? others : { ...others, [step]: next };
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === '') return true;
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

export function valueAt(pointer: string): unknown {
  let value: unknown = content.value;
  for (const step of pointer.slice(1).split('/')) value = (value as Record<string, unknown> | undefined)?.[step];
  return value;
}

export function listAt(pointer: string): readonly unknown[] {
  const value = valueAt(pointer);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

export function addTo(pointer: string, entry: unknown): void {
  setAt(pointer, [...listAt(pointer), entry]);
}

/** Sequence numbers follow their place. */
export function removeFrom(pointer: string, index: number): void {
  const rest = listAt(pointer).filter((_, at) => at !== index);
  const numbered = rest.map((one, at) => (hasNumber(one) ? { ...one, number: String(at + 1) } : one));
  setAt(pointer, numbered.length === 0 ? undefined : numbered);
}

const hasNumber = (one: unknown): one is Record<string, unknown> =>
  typeof one === 'object' && one !== null && 'number' in one;

/** Pause in typing after which the declaration is judged, ms. */
const PAUSE_MS = 200;

/** Judges the content whenever it has changed. Returns a function that stops. */
export function keepJudging(): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    const present = content.value;
    judged.value = { ...judged.peek(), isCurrent: false };
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      void judgeInWorker(present, ruleContext()).then((findings) => {
        if (content.peek() === present) judged.value = { findings, isCurrent: true };
      });
    }, PAUSE_MS);
  });
  return () => {
    clearTimeout(waiting);
    stop();
  };
}
