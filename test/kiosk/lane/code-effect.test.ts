/** Codes with answers to the customs questions, from the reader to the screen. */
import { describe, expect, it, vi } from 'vitest';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import type { TokenReader, TokenReading } from '../../../hardware/token-reader/token-reader.ts';
import type { KioskEvent } from '../../../kiosk/base/events.ts';
import { createBackgroundTasks } from '../../../kiosk/lane/background-tasks.ts';
import { CODES_PER_TRAVELLER, createCodeEffect } from '../../../kiosk/lane/code-effect.ts';
import type { CodeProgress } from '../../../kiosk/lane/lane-view.ts';
import type { LaneDevices } from '../../../kiosk/devices/lane-devices.ts';
import type { StepContext } from '../../../kiosk/lane/step-context.ts';
import { charactersOf, CODE_SERVER, madeCode } from '../../server/contract/fixtures/made-code.ts';
import { DECLARING } from '../decision/declaring-policy.ts';

const only = <T extends object>(parts: Partial<T>): T => parts as T;
const PATIENCE = { timeout: 60_000, interval: 10 };

/** A lane that asks its customs questions. `show` puts a code before the reader, or breaks it. */
function asking({ used = async () => true }: { used?: (use: string) => Promise<boolean> } = {}) {
  const clock = turnedClock();
  const [events, seen, texts]: [KioskEvent[], (CodeProgress | undefined)[], Uint8Array[]] = [[], [], []];
  const controller = new AbortController();
  let waiting: ((reading: TokenReading | Error) => void) | undefined;
  const tokenReader = only<TokenReader>({
    status: () => ({ kind: 'ready' }),
    read: ({ signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        waiting = (reading) => (reading instanceof Error ? reject(reading) : resolve(reading));
      }),
  });
  const log = (event: KioskEvent): void => void events.push(event);
  const background = createBackgroundTasks(log, new AbortController().signal);
  const context = only<StepContext>({
    traveller: only<StepContext['traveller']>({ policy: () => DECLARING }),
    background,
    begin: () => ({ id: 'a' as never, signal: controller.signal, current: () => !controller.signal.aborted }),
    show: ({ code }) => void seen.push(code),
  });
  const declarationCodes = { serverKeys: () => [CODE_SERVER.publicKey], used: { use: used } };
  createCodeEffect({ clock, log, devices: only<LaneDevices>({ tokenReader }), declarationCodes }, context)();
  const put = async (reading: TokenReading | Error) => {
    await vi.waitFor(() => expect(waiting).toBeDefined(), PATIENCE);
    const settle = waiting;
    waiting = undefined;
    settle?.(reading);
  };
  const show = (text: string) => {
    const characters = charactersOf(text);
    texts.push(characters);
    return put({ kind: 'read', text: characters });
  };
  const until = (code: CodeProgress | undefined) => vi.waitFor(() => expect(seen.at(-1)).toEqual(code), PATIENCE);
  return { clock, events, seen, texts, put, show, until, background, leave: () => controller.abort() };
}

describe('a code before the reader of a lane', () => {
  it('shows its answers for confirmation, is wiped, and is logged without them', async () => {
    const lane = asking();
    expect(lane.seen).toEqual([{ kind: 'awaited' }]);
    const goods = [{ goods: 'cigarettes' as const, amount: 400 }];
    await lane.show(madeCode({ atMs: lane.clock.wallMs(), goods }));
    await lane.until({ kind: 'shown', goods });
    await lane.background.settled();
    expect(lane.texts.every((text) => text.every((byte) => byte === 0))).toBe(true);
    expect(lane.events).toEqual([{ event: 'declaration-code', found: 'accepted' }]);
  });

  it('is refused by name, and the next one is read', async () => {
    const lane = asking({ used: async () => false });
    await lane.show('PT1:ABC');
    await lane.until({ kind: 'refused', why: 'malformed' });
    await lane.put({ kind: 'unreadable' });
    await lane.until({ kind: 'refused', why: 'unreadable' });
    await lane.show(madeCode({ atMs: lane.clock.wallMs() - 50 * 3_600_000 }));
    await lane.until({ kind: 'refused', why: 'stale' });
    await lane.show(madeCode({ atMs: lane.clock.wallMs() }));
    await lane.until({ kind: 'refused', why: 'used' });
    lane.leave();
    await lane.background.settled();
  });

  it('is one of five at most', async () => {
    const lane = asking();
    for (let count = 0; count < CODES_PER_TRAVELLER; count++) await lane.show('DC2:');
    await lane.background.settled();
    expect(lane.seen.filter((code) => code?.kind === 'refused')).toHaveLength(CODES_PER_TRAVELLER);
  });

  it('leaves the questions as they are when the reader or the disk fails', async () => {
    const broken = asking();
    await broken.put(new DeviceError('token-reader', 'disconnected', 'gone'));
    await broken.until(undefined);
    const full = asking({ used: () => Promise.reject(new Error('the disk is full')) });
    await full.show(madeCode({ atMs: full.clock.wallMs() }));
    await full.until(undefined);
  });

  it('shows nothing to the next traveller, and ends without a failure', async () => {
    const lane = asking();
    lane.leave();
    await lane.background.settled();
    expect([lane.seen, lane.events]).toEqual([[{ kind: 'awaited' }], []]);
  });
});
