/**
 * The lane's trust data and its authorisation to read fingerprints: loaded at start, and again when the operator changes
 * files in the folders, so that a renewed revocation list needs no restart.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Terminal } from '../../../hardware/document-reader/emrtd/terminal-authentication/terminal-authentication.ts';
import type { TrustStore } from '../../rules/document/trust/trust-store.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { MemoryFile } from '../../platform/base/memory-file.ts';
import { stateOf } from './operator-files.ts';
import { joinTerminals, loadTerminal, type TerminalFiles, type TerminalKeySources } from './terminal-files.ts';
import { EMPTY_TRUST, loadTrust } from './trust-files.ts';

/** Trust in the states that issue specimen documents. */
export interface SpecimenTrust {
  /** The store with these states added. */
  withStates(store: TrustStore): TrustStore;
  /** Their authorisation to read fingerprints. */
  terminal(): Terminal | undefined;
}

export interface LaneTrustOptions {
  readonly trustDir: string | undefined;
  /** File with the newest times of lists. */
  readonly memoryFile: MemoryFile;
  /** `undefined` when the lane does not use fingerprints; it then does not request them from chips. */
  readonly terminal: { readonly dir: string | undefined; readonly keys: TerminalKeySources } | undefined;
  /** Set when the lane runs on simulators. */
  readonly specimens: SpecimenTrust | undefined;
  readonly clock: Clock;
  readonly log: LogEvent;
}

export interface LaneTrust {
  store(): TrustStore;
  terminal(): Terminal | undefined;
  /** Age of the newest master list in use; `undefined`: none is. */
  masterListAgeMs(): number | undefined;
  /** From now on, changed files are loaded only while `isQuiet`, because it takes the machine up to a second. */
  loadWhile(isQuiet: () => boolean): void;
  close(): void;
}

/** Longest delay until a new file is noticed. */
const LOOK_EVERY_MS = 60_000;
/** After it is noticed, until the lane has no traveller. */
const WAIT_MS = 1_000;
const DAY_MS = 86_400_000;

/** @throws the error of reading the folders, at start only; later the lane continues with its current data */
export function keepTrust(options: LaneTrustOptions): LaneTrust {
  const { trustDir, memoryFile, terminal, specimens, clock, log } = options;
  const ofSpecimens = terminal === undefined ? undefined : specimens?.terminal();
  let store: TrustStore;
  let files: TerminalFiles | undefined;
  let state = '';
  let cancel: () => void = () => undefined;
  let isQuiet = (): boolean => true;
  let newestListAt: number | undefined;

  const stateNow = (): string =>
    [trustDir, terminal?.dir].map((folder) => (folder === undefined ? '' : stateOf(folder))).join();

  function load(): void {
    state = stateNow();
    const trusted = trustDir === undefined ? undefined : loadTrust(trustDir, memoryFile, clock.wallMs());
    const own = trusted?.store ?? EMPTY_TRUST;
    const next = specimens === undefined ? own : specimens.withStates(own);
    files = terminal?.dir === undefined ? undefined : loadTerminal(terminal.dir, terminal.keys);
    store = next;
    const signed = (trusted?.masterLists ?? []).map(({ signedAt }) => signedAt);
    newestListAt = signed.length === 0 ? undefined : Math.max(...signed);
    log({
      event: 'trust',
      anchors: store.pool.anchors.length,
      revocationLists: store.revocationLists.size,
      refused: (trusted?.refused ?? []).map(({ file, code }) => `${file}: ${code}`),
    });
    if (files !== undefined) {
      log({
        event: 'terminal',
        daysLeft: files.lastsUntil === undefined ? 0 : Math.floor((files.lastsUntil - clock.wallMs()) / DAY_MS),
        refused: files.refused.map(({ file, code }) => `${file}: ${code}`),
      });
    }
  }

  function look(): void {
    let again = LOOK_EVERY_MS;
    try {
      if (stateNow() !== state) {
        if (isQuiet()) load();
        else again = WAIT_MS;
      }
    } catch (error) {
      log({ event: 'step-failed', step: 'read-trust', error: errorName(error), code: codeOf(error) });
    }
    cancel = clock.after(again, look);
  }

  load();
  if (trustDir !== undefined || terminal?.dir !== undefined) cancel = clock.after(LOOK_EVERY_MS, look);
  return {
    store: () => store,
    terminal: () => joinTerminals([files?.terminal(clock.wallMs()), ofSpecimens].filter((one) => one !== undefined)),
    masterListAgeMs: () => (newestListAt === undefined ? undefined : clock.wallMs() - newestListAt),
    loadWhile: (condition) => {
      isQuiet = condition;
    },
    close: () => cancel(),
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'none';
}
