/** Codes with answers to the customs questions, from the reader to the screen. */
import { describe, expect, it, vi } from 'vitest';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { TokenReader, TokenReading } from '../../../../hardware/token-reader/token-reader.ts';
import type { KioskEvent } from '../../../../kiosk/platform/base/events.ts';
import { createBackgroundTasks } from '../../../../kiosk/lane/state-machine/background-tasks.ts';
import { CODES_PER_TRAVELLER, createCodeEffect } from '../../../../kiosk/lane/state-machine/code-effect.ts';
import type { CodeProgress } from '../../../../kiosk/lane/state-machine/lane-view.ts';
import type { LaneDevices } from '../../../../kiosk/lane/devices/lane-devices.ts';
import type { StepContext } from '../../../../kiosk/lane/state-machine/step-context.ts';
import { charactersOf, CODE_SERVER, madeCode } from '../../../server/contract/fixtures/made-code.ts';
import type { Policy } from '../../../../kiosk/rules/decision/policy.ts';
import type { LaneEvent } from '../../../../kiosk/lane/state-machine/lane.ts';
import type { GoodsVerdict } from '../../../../server/contract/goods-question.ts';
import { madeGoodsCode } from '../../../server/contract/fixtures/made-code.ts';
import { DECLARING as WITHOUT_CODES } from '../../rules/decision/declaring-policy.ts';

const { declaration } = WITHOUT_CODES;
if (declaration === undefined) throw new Error('the policy asks');
const DECLARING: Policy = { ...WITHOUT_CODES, declaration: { ...declaration, phoneCodes: 'accepted' } };
const withGoods = (goodsCodes: 'online' | 'also-offline'): Policy => ({
  ...WITHOUT_CODES,
  declaration: { ...declaration, goodsCodes },
});
const DECLARATION = 'ab'.repeat(16);

const only = <T extends object>(parts: Partial<T>): T => parts as T;
const PATIENCE = { timeout: 240_000, interval: 10 };

/** A lane that asks its customs questions. `show` puts a code before the reader, or breaks it. */
function asking({
  used = async () => true,
  policy = DECLARING,
  goods = 'no-answer',
}: {
  used?: (use: string) => Promise<boolean>;
  policy?: Policy;
  goods?: GoodsVerdict | 'no-answer' | Error;
} = {}) {
  const clock = turnedClock();
  const [events, seen, texts]: [KioskEvent[], (CodeProgress | undefined)[], Uint8Array[]] = [[], [], []];
  const dispatched: LaneEvent[] = [];
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
    traveller: only<StepContext['traveller']>({ policy: () => policy }),
    background,
    begin: () => ({ id: 'a' as never, signal: controller.signal, current: () => !controller.signal.aborted }),
    show: ({ code }) => void seen.push(code),
    dispatch: (event) => void dispatched.push(event),
  });
  const asked: string[] = [];
  const owed: string[] = [];
  const ask = async ({ declaration }: { readonly declaration: string }) => {
    asked.push(declaration);
    if (goods instanceof Error) throw goods;
    return goods;
  };
  const owe = async ({ declaration }: { readonly declaration: string }) => void owed.push(declaration);
  const declarationCodes = { serverKeys: () => [CODE_SERVER.publicKey], used: { use: used }, goods: { ask, owe } };
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
  return {
    clock,
    events,
    seen,
    texts,
    asked,
    owed,
    dispatched,
    put,
    show,
    until,
    background,
    leave: () => controller.abort(),
  };
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

describe('a code of declared goods before the reader', () => {
  const codeOf = (lane: ReturnType<typeof asking>, over: Partial<Parameters<typeof madeGoodsCode>[0]> = {}) =>
    madeGoodsCode({ declaration: DECLARATION, atMs: lane.clock.wallMs(), ...over });
  const toDesk = async (lane: ReturnType<typeof asking>, why: string) => {
    await vi.waitFor(() => expect(lane.dispatched).toEqual([{ kind: 'goods-refused', why }]), PATIENCE);
    await lane.background.settled();
    expect(lane.texts.every((text) => text.every((byte) => byte === 0))).toBe(true);
    expect(lane.events.filter(({ event }) => event === 'goods-code')).toEqual([{ event: 'goods-code', found: why }]);
  };

  it('is cleared by the server, marked at this lane, and leaves the questions for all else', async () => {
    const uses: string[] = [];
    const used = async (use: string) => uses.push(use) > 0;
    const lane = asking({ policy: withGoods('online'), goods: 'green', used });
    await lane.show(codeOf(lane, { channel: 'other' }));
    await lane.until({ kind: 'goods-cleared' });
    expect([lane.asked, uses.length, lane.dispatched]).toEqual([[DECLARATION], 1, []]);
    expect(JSON.stringify([uses, lane.events])).not.toContain(DECLARATION);
    await lane.show(codeOf(lane, { atMs: lane.clock.wallMs() - 3_600_000 }));
    await vi.waitFor(() => expect(uses).toHaveLength(2), PATIENCE);
    expect(uses[0]).toBe(uses[1]);
    lane.leave();
    await lane.background.settled();
  });

  it('sends the traveller to the desk for every other answer of the server', async () => {
    for (const verdict of ['control', 'used', 'unknown'] as const) {
      const lane = asking({ policy: withGoods('also-offline'), goods: verdict });
      await lane.show(codeOf(lane));
      await toDesk(lane, verdict);
    }
  });

  it('counts without the server only under a policy that permits it, once, and for no better channel', async () => {
    const strict = asking({ policy: withGoods('online') });
    await strict.show(codeOf(strict));
    await toDesk(strict, 'no-answer');
    const offline = asking({ policy: withGoods('also-offline') });
    await offline.show(codeOf(offline));
    await offline.until({ kind: 'goods-cleared' });
    offline.leave();
    const orange = asking({ policy: withGoods('also-offline') });
    await orange.show(codeOf(orange, { channel: 'other' }));
    await toDesk(orange, 'control');
    const again = asking({ policy: withGoods('also-offline'), used: async () => false });
    await again.show(codeOf(again));
    await toDesk(again, 'used');
  });

  it('goes to the desk when it is forged or too old, without a question to the server', async () => {
    for (const [over, why] of [
      [{ serverKey: new Uint8Array(32).fill(9) }, 'forged'],
      [{ atMs: 0 }, 'stale'],
    ] as const) {
      const lane = asking({ policy: withGoods('also-offline'), goods: 'green' });
      await lane.show(codeOf(lane, over));
      await toDesk(lane, why);
      expect(lane.asked).toEqual([]);
    }
  });

  it('goes to the desk when the disk or the secure element fails, and is shown again when it is misread', async () => {
    const full = asking({ policy: withGoods('online'), goods: 'green', used: () => Promise.reject(new Error('full')) });
    await full.show(codeOf(full));
    await vi.waitFor(() => expect(full.dispatched).toEqual([{ kind: 'goods-refused', why: 'no-answer' }]), PATIENCE);
    const mute = asking({ policy: withGoods('online'), goods: new Error('no element') });
    await mute.show(codeOf(mute));
    await vi.waitFor(() => expect(mute.dispatched).toEqual([{ kind: 'goods-refused', why: 'no-answer' }]), PATIENCE);
    const misread = asking({ policy: withGoods('online'), goods: 'green' });
    await misread.show(codeOf(misread).slice(0, -1));
    await misread.until({ kind: 'refused', why: 'malformed' });
    await misread.show(madeCode({ atMs: misread.clock.wallMs() }));
    await vi.waitFor(() => expect(misread.events).toHaveLength(2), PATIENCE);
    await misread.show(codeOf(misread));
    await misread.until({ kind: 'goods-cleared' });
    misread.leave();
    await misread.background.settled();
  });

  it('is no code at all where the policy takes none', async () => {
    const lane = asking({ goods: 'green' });
    await lane.show(codeOf(lane));
    await lane.until({ kind: 'refused', why: 'malformed' });
    expect(lane.asked).toEqual([]);
    lane.leave();
    await lane.background.settled();
  });
});
