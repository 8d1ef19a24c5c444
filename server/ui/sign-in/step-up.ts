/** For every section: what to do when the server answers `step-up-required`. */
import { ask, type Asked } from './ask.ts';

let running: Promise<boolean> | undefined;

/** Asks the person to prove once more who they are, in a window over the page. `true` when they did; asked twice, asks once. */
export function stepUp(): Promise<boolean> {
  running ??= import('./step-up-dialog.tsx')
    .then(({ askForProof }) => askForProof())
    .finally(() => {
      running = undefined;
    });
  return running;
}

/** As `ask`; where a fresh proof is wanted, asks for it and then once more for the thing itself. */
export async function askProved<T = undefined>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Asked<T>> {
  const asked = await ask<T>(method, path, body);
  if (asked.kind === 'answered' || asked.code !== 'step-up-required') return asked;
  return (await stepUp()) ? ask<T>(method, path, body) : asked;
}
