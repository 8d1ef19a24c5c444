/** For every section: the response to the server's answer `step-up-required`. */
import { ask, type Asked } from './ask.ts';

let running: Promise<boolean> | undefined;

/** Asks the person for a fresh proof in a dialog. `true` if they gave it. Two calls at once share one dialog. */
export function stepUp(): Promise<boolean> {
  running ??= import('./step-up-dialog.tsx')
    .then(({ askForProof }) => askForProof())
    .finally(() => {
      running = undefined;
    });
  return running;
}

/** As `ask`. If the server requires a fresh proof, asks the person for it and sends the request again. */
export async function askProved<T = undefined>(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Asked<T>> {
  const asked = await ask<T>(method, path, body);
  if (asked.kind === 'answered' || asked.code !== 'step-up-required') return asked;
  return (await stepUp()) ? ask<T>(method, path, body) : asked;
}
