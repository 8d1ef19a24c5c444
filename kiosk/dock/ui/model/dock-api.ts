/** The dock's requests. Failures are values with a text for the page. */
import type { DockView } from './dock-view.ts';

export interface Trouble {
  readonly message: string;
  /** One line for each fault of the request. */
  readonly faults: readonly string[];
  /** Whether there was no answer. */
  readonly silent: boolean;
}

export type Answer =
  | { readonly kind: 'view'; readonly view: DockView }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };

/** Time-out of an answer, ms. */
const PATIENCE_MS = 10_000;

const SILENCE: Trouble = {
  message: 'The lane does not answer. Is it still running? This page continues automatically when it is back.',
  faults: [],
  silent: true,
};

export const fetchView = (): Promise<Answer> => ask('/dock/api/state', { method: 'GET' });

/** @param path below `/dock/api/`; resolves to the new state */
export function act(path: string, body: unknown): Promise<Answer> {
  return ask(`/dock/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function ask(url: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    body = await response.json();
  } catch {
    return { kind: 'trouble', trouble: SILENCE };
  }
  return response.ok ? { kind: 'view', view: body as DockView } : { kind: 'trouble', trouble: troubleOf(body) };
}

function troubleOf(body: unknown): Trouble {
  const { error } = (body ?? {}) as { error?: { message?: string; faults?: readonly string[] } };
  return { message: error?.message ?? 'the lane refused', faults: error?.faults ?? [], silent: false };
}
