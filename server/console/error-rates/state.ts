import { signal } from '@preact/signals';
import type { ErrorRateList } from '../../oversight/observatory/answers.ts';
import type { ErrorRateReport } from '../../oversight/observatory/publication/error-rate-report.ts';

export type Loaded<Value> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'loaded'; readonly value: Value };

export const reports = signal<Loaded<ErrorRateList['reports']>>({ kind: 'loading' });
/** The report on the screen. */
export const chosen = signal<Loaded<ErrorRateReport>>({ kind: 'loading' });

/** Reads the list, and shows the latest report. */
export async function loadReports(): Promise<void> {
  reports.value = { kind: 'loading' };
  const list = (await read('/v1/error-rates')) as ErrorRateList | undefined;
  reports.value = list === undefined ? { kind: 'failed' } : { kind: 'loaded', value: list.reports };
  const latest = list?.reports[0];
  if (latest !== undefined) await choose(latest.period);
}

/** @param period `2026-10`, or `2026` */
export async function choose(period: string): Promise<void> {
  chosen.value = { kind: 'loading' };
  const file = (await read(`/v1/error-rates/${period}`)) as { readonly report: ErrorRateReport } | undefined;
  chosen.value = file === undefined ? { kind: 'failed' } : { kind: 'loaded', value: file.report };
}

/** `undefined` without an answer. */
async function read(address: string): Promise<unknown> {
  try {
    const response = await fetch(address);
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
