/** The front: receives traders' declarations, judges and seals them. The server gets no plaintext from it. */
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { openReadBuffer, type ReadBuffer } from '../../../../hardware/host/read-buffer.ts';
import { overwriteStack } from '../../../../hardware/host/stack.ts';
import { loadRiskModel, type RiskModel, RiskModelError } from '../../../../models/risk/risk-model.ts';
import { OFFICE_KEYS_FORM } from '../../../contract/office-keys.ts';
import { judgeDocument } from '../../../contract/signed-document.ts';
import { readersOf } from '../sealing/readers.ts';
import { SealingOffices } from '../sealing/seal-declaration.ts';
import type { Call, FromFront, FrontSettings, ToFront } from './messages.ts';
import { PlainMemory } from './plain-memory.ts';
import { traderServer } from './trader-server.ts';

const REFUSED_EVERY_MS = 1_000;

/** The front's connection with the server. */
export interface ServerLink {
  say(message: FromFront): void;
  onMessage(take: (message: ToFront) => void): void;
  /** Called once, when the server is gone. */
  onGone(then: () => void): void;
}

export interface RunFrontOptions {
  readonly link: ServerLink;
  /** The settings with which the front works, from those of the server. Throws `SettingsDiffer`. */
  readonly settingsOf: (settings: FrontSettings) => FrontSettings;
  /** Called with the list of offices in force, before the first declaration. */
  readonly onList: (list: { readonly number: number; readonly digest: string }) => void;
}

/** The server has other settings than the front's own. */
export class SettingsDiffer extends Error {
  override readonly name = 'SettingsDiffer';
  readonly variable: string;

  constructor(variable: string) {
    super(`the server's settings differ from ${variable}`);
    this.variable = variable;
  }
}

export function runFront({ link, settingsOf, onList }: RunFrontOptions): void {
  const waiting = new Map<number, (answer: never) => void>();
  let nextId = 1;
  let close = (): void => process.exit();
  const call: Call = (name, caller, asked) =>
    new Promise((resolve) => {
      const id = nextId++;
      waiting.set(id, resolve);
      link.say({ kind: 'call', id, name, caller, asked });
    });
  const failed = (error: unknown): void => {
    if (error instanceof SettingsDiffer) link.say({ kind: 'failed', fault: 'settings-differ', why: error.variable });
    else link.say({ kind: 'failed', fault: 'not-started', why: (error as NodeJS.ErrnoException).code ?? '' });
  };
  link.onMessage((message) => {
    switch (message.kind) {
      case 'open':
        open(message.settings).catch(failed);
        return;
      case 'answer':
        waiting.get(message.id)?.(message.answer as never);
        waiting.delete(message.id);
        return;
      case 'beat':
        return link.say({ kind: 'beat' });
      case 'close':
        return close();
    }
  });
  // Plaintext that is being sealed ends with the process
  link.onGone(() => process.kill(process.pid, 'SIGKILL'));

  async function open(given: FrontSettings): Promise<void> {
    const settings = settingsOf(given);
    const { host, port, signerKeys, before, offices: signed } = settings;
    const nowMs = systemClock.wallMs();
    const judged = judgeDocument(OFFICE_KEYS_FORM, signed, { keys: signerKeys, before, nowMs });
    if (judged.kind === 'refused') return link.say({ kind: 'failed', fault: 'list-refused', why: judged.code });
    const { content, digest } = judged.document;
    const { number } = content;
    onList({ number, digest });
    const riskModel = riskModelOf(settings);
    const overwrite = overwriting(await openReadBuffer());
    const server = traderServer({
      ...settings,
      riskModel,
      offices: new SealingOffices(content),
      readers: readersOf(content),
      clock: systemClock,
      call,
      note: (note) => link.say({ kind: 'note', ...note }),
      memory: new PlainMemory({ clock: systemClock, overwrite }),
      onConnectionRefused: atMostEvery(REFUSED_EVERY_MS, () => link.say({ kind: 'connections-refused' })),
    });
    server.once('error', (error: NodeJS.ErrnoException) =>
      link.say({
        kind: 'failed',
        fault: error.code === 'EADDRINUSE' ? 'address-in-use' : 'not-started',
        why: error.code ?? '',
      }),
    );
    // Frees what starting has used, which would make the engine collect during the first declarations
    overwrite();
    server.listen(port, host, () => {
      const at = server.address();
      link.say({
        kind: 'listening',
        port: typeof at === 'object' && at !== null ? at.port : port,
        number,
        digest,
        hasRiskModel: riskModel !== undefined,
      });
    });
    close = () => {
      server.close(() => process.exit());
      server.closeIdleConnections();
    };
  }
}

/** Calls once for all calls within this time. */
function atMostEvery(everyMs: number, say: () => void): () => void {
  let isSet = false;
  return () => {
    if (isSet) return;
    isSet = true;
    say();
    systemClock.after(everyMs, () => (isSet = false));
  };
}

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
