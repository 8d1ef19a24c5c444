/** Items about the barrier and its passage sensor. The gate opens for the technician alone, and each opening is counted first. */
import { pause } from '../../../hardware/host/clock.ts';
import type { PassageEvent } from '../../../hardware/gate/gate.ts';
import type { ReadinessFault } from '../../../server/contract/readiness-vocabulary.ts';
import { type CheckItem, failed, type ItemOutcome, type ItemTools, passed, SKIPPED } from './check-item.ts';
import { tested } from './device-answer.ts';

/** Slower barriers hold up each traveller. */
const OPENS_WITHIN_MS = 2_500;
const WALK_WITHIN_MS = 30_000;
/** After a person passed, for one who follows. */
const FOLLOWER_MS = 1_000;
const MAX_OBSTRUCTED = 10;
const OBSTRUCTED_PAUSE_MS = 1_000;

export const gateItem: CheckItem = (tools) =>
  tested(tools, tools.parts.devices.gate, async () => {
    const asked = await tools.ask('go-gate', ['go', 'skip']);
    if (asked === 'skip') return SKIPPED;
    const before = await secured(tools);
    if ('result' in before) return before;
    const opened = await released(tools);
    if ('result' in opened) return opened;
    const closed = await secured(tools);
    const values = { gateOpenMs: opened.tookMs };
    if ('result' in closed) return { ...closed, values };
    const both = { ...values, gateCloseMs: closed.tookMs };
    return opened.tookMs > OPENS_WITHIN_MS ? failed('gate-slow', both) : passed(both);
  });

export const walkThroughItem: CheckItem = (tools) =>
  tested(tools, tools.parts.devices.gate, async () => {
    const asked = await tools.ask('go-walk', ['go', 'skip']);
    if (asked === 'skip') return SKIPPED;
    const walk = watchPassage(tools);
    try {
      const opened = await released(tools);
      if ('result' in opened) return opened;
      tools.tell('walk');
      const found = await walk.found;
      const closed = await secured(tools);
      tools.signal.throwIfAborted();
      if (found.fault !== undefined) return failed(found.fault);
      return 'result' in closed ? closed : passed({ passageMs: found.tookMs });
    } finally {
      walk.end();
    }
  });

type Moved = { readonly tookMs: number } | (ItemOutcome & { readonly result: 'failed' });

async function released(tools: ItemTools): Promise<Moved> {
  const { clock, devices } = tools.parts;
  await tools.countOpening();
  const fromMs = clock.monotonicMs();
  const { kind } = await devices.gate.release(tools.signal);
  if (kind === 'released') return { tookMs: Math.round(clock.monotonicMs() - fromMs) };
  // A half-open barrier is closed before the technician reads the instruction. The supervisor may already connect it again
  await devices.gate.secure(tools.signal).catch(() => undefined);
  return jammed();
}

async function secured({ parts: { clock, devices }, signal, tell }: ItemTools): Promise<Moved> {
  for (let tries = 0; tries < MAX_OBSTRUCTED; tries++) {
    const fromMs = clock.monotonicMs();
    const { kind } = await devices.gate.secure(signal);
    if (kind === 'secured') return { tookMs: Math.round(clock.monotonicMs() - fromMs) };
    if (kind === 'jammed') return jammed();
    tell('gate-obstructed');
    await pause(clock, OBSTRUCTED_PAUSE_MS, signal);
    signal.throwIfAborted();
  }
  return failed('obstructed') as Moved;
}

function jammed(): Moved {
  return failed('jammed') as Moved;
}

interface Walk {
  /** The finding of the sensor. Resolves after the limit at the latest. */
  readonly found: Promise<{ readonly fault: ReadinessFault | undefined; readonly tookMs: number }>;
  end(): void;
}

/** Listens from before the gate opens, so that no event is missed. */
function watchPassage({ parts: { clock, devices }, signal }: ItemTools): Walk {
  const seen: PassageEvent[] = [];
  const over = new AbortController();
  const unsubscribe = devices.gate.onPassage((event) => {
    seen.push(event);
    if (event.kind === 'second-person' || event.kind === 'person-turned-back') over.abort();
    if (event.kind === 'person-passed') clock.after(FOLLOWER_MS, () => over.abort());
  });
  const found = pause(clock, WALK_WITHIN_MS, signal, over.signal).then(() => judgeWalk(seen));
  return {
    found,
    end() {
      unsubscribe();
      over.abort();
    },
  };
}

/** Pure. */
export function judgeWalk(seen: readonly PassageEvent[]): { fault: ReadinessFault | undefined; tookMs: number } {
  const first = (kind: PassageEvent['kind']) => seen.find((event) => event.kind === kind);
  const [entered, passedBy] = [first('person-entered'), first('person-passed')];
  const tookMs = Math.max(0, Math.round((passedBy?.atMs ?? 0) - (entered?.atMs ?? passedBy?.atMs ?? 0)));
  const fault =
    first('second-person') !== undefined
      ? 'second-person'
      : passedBy !== undefined
        ? undefined
        : first('person-turned-back') !== undefined
          ? 'turned-back'
          : entered === undefined
            ? 'no-one-entered'
            : 'not-passed';
  return { fault, tookMs };
}
