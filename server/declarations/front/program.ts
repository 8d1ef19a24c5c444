/** The front: the process that receives traders' declarations, judges and seals them. The server starts it, and gets no plaintext from it. */
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { dieWithParent } from '../../../hardware/host/death-signal.ts';
import { openReadBuffer, type ReadBuffer } from '../../../hardware/host/read-buffer.ts';
import { overwriteStack } from '../../../hardware/host/stack.ts';
import { loadRiskModel, type RiskModel, RiskModelError } from '../../../models/risk/risk-model.ts';
import { OFFICE_KEYS_FORM } from '../../contract/office-keys.ts';
import { judgeDocument } from '../../contract/signed-document.ts';
import { SealingOffices } from '../sealing/seal-declaration.ts';
import type { Call, FromFront, FrontSettings, ToFront } from './messages.ts';
import { PlainMemory } from './plain-memory.ts';
import { traderServer } from './trader-server.ts';

dieWithParent();
const waiting = new Map<number, (answer: never) => void>();
let nextId = 1;
let close = (): void => process.exit();

const say = (message: FromFront): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

const call: Call = (name, caller, asked) =>
  new Promise((resolve) => {
    const id = nextId++;
    waiting.set(id, resolve);
    say({ kind: 'call', id, name, caller, asked });
  });

/** The engine zeroes what a collection frees, as far as `plain-memory.ts` says. */
function overwriting(reads: ReadBuffer): () => void {
  const collect = (globalThis as { gc?: () => void }).gc;
  return () => {
    // The engine keeps the last text that matched a regular expression
    /\d/.test('0');
    // Two collections: the first moves what is still young
    collect?.();
    collect?.();
    void reads.overwrite();
    setImmediate(overwriteStack);
  };
}

/** `undefined`: the file cannot be used. Declarations are taken without it, and each is controlled. */
function riskModelOf({ riskModelFile }: FrontSettings): RiskModel | undefined {
  try {
    return loadRiskModel(riskModelFile);
  } catch (error) {
    if (error instanceof RiskModelError) return undefined;
    throw error;
  }
}

async function open(settings: FrontSettings): Promise<void> {
  const { host, port, signerKeys, before, offices: signed } = settings;
  const nowMs = systemClock.wallMs();
  const judged = judgeDocument(OFFICE_KEYS_FORM, signed, { keys: signerKeys, before, nowMs });
  if (judged.kind === 'refused') return say({ kind: 'failed', fault: 'list-refused', why: judged.code });
  const { content, digest } = judged.document;
  const riskModel = riskModelOf(settings);
  const overwrite = overwriting(await openReadBuffer());
  const server = traderServer({
    ...settings,
    riskModel,
    offices: new SealingOffices(content),
    clock: systemClock,
    call,
    note: (note) => say({ kind: 'note', ...note }),
    memory: new PlainMemory({ clock: systemClock, overwrite }),
  });
  server.once('error', (error: NodeJS.ErrnoException) =>
    say({
      kind: 'failed',
      fault: error.code === 'EADDRINUSE' ? 'address-in-use' : 'not-started',
      why: error.code ?? '',
    }),
  );
  // Frees what starting has used, which would make the engine collect during the first declarations
  overwrite();
  server.listen(port, host, () => {
    const at = server.address();
    say({
      kind: 'listening',
      port: typeof at === 'object' && at !== null ? at.port : port,
      number: content.number,
      digest,
      hasRiskModel: riskModel !== undefined,
    });
  });
  close = () => {
    server.close(() => process.exit());
    server.closeIdleConnections();
  };
}

process.on('message', (message: ToFront) => {
  switch (message.kind) {
    case 'open':
      open(message.settings).catch(({ code = '' }: NodeJS.ErrnoException) =>
        say({ kind: 'failed', fault: 'not-started', why: code }),
      );
      return;
    case 'answer':
      waiting.get(message.id)?.(message.answer as never);
      waiting.delete(message.id);
      return;
    case 'close':
      return close();
  }
});
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// The server ends this process; a signal to the group must not end it before its requests
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
