import type { Finding } from '../../../goods/declarations/rules/finding.ts';
import type { JudgeAnswer, JudgeQuestion } from './judge-messages.ts';
// oxlint-disable-next-line import/default -- Vite gives the address of the built worker
import workerUrl from './judge-worker.ts?worker&url';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): {
    /** A trusted object for the address, although the types of the platform still require a text. */
    createScriptURL(url: string): string;
  };
}

/** The page's policy accepts addresses of scripts from one named policy, which makes this address alone. */
function trustedWorkerUrl(): string {
  const maker = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  return maker === undefined
    ? workerUrl
    : maker.createPolicy('portal-worker', { createScriptURL: () => workerUrl }).createScriptURL(workerUrl);
}

let worker: Worker | undefined;
let nextId = 1;
const waiting = new Map<number, (findings: readonly Finding[]) => void>();

function started(): Worker {
  if (worker !== undefined) return worker;
  worker = new Worker(trustedWorkerUrl(), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<JudgeAnswer>) => {
    waiting.get(data.id)?.(data.findings);
    waiting.delete(data.id);
  });
  return worker;
}

export function judgeInWorker(content: unknown, context: JudgeQuestion['context']): Promise<readonly Finding[]> {
  return new Promise((resolve) => {
    const id = nextId++;
    waiting.set(id, resolve);
    started().postMessage({ id, content, context } satisfies JudgeQuestion);
  });
}
