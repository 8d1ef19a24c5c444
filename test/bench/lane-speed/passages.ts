/** Times simulated travellers, who pass one after another, by the view of the lane. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { issueSpecimenDocument } from '../../../hardware/simulation/specimen-document.ts';
import { DEMONSTRATION_POLICY } from '../../../kiosk/dock/demonstration-policy.ts';
import { followLane } from '../../../kiosk/dock/scripted-traveller.ts';
import { laneConfig, NO_SERVER, SPECIMEN, startLaneUnderTest } from '../../flows/lane-under-test.ts';
import { createTimeline, type Moment } from './timeline.ts';

/** The specimens with a genuine document and their own picture. */
const HOLDERS = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot'] as const;
const PATIENCE_MS = 90_000;

export interface MeasuredPassage {
  readonly cleared: boolean;
  /** Number of repeated camera steps. */
  readonly retries: number;
  readonly spent: ReadonlyMap<Moment, number>;
}

/**
 * Sends travellers with the script of the demonstration: 1.5 s on the notice, 2.5 s on the customs question, no other
 * wait.
 *
 * @param folder of the lane's data
 */
export async function measurePassages(folder: string, travellers: number): Promise<MeasuredPassage[]> {
  mkdirSync(folder, { recursive: true });
  const policyFile = join(folder, 'policy.json');
  writeFileSync(policyFile, JSON.stringify(DEMONSTRATION_POLICY));
  const { kiosk, simulation, events, close } = await startLaneUnderTest(
    { ...laneConfig(folder, NO_SERVER), policyFile },
    { clock: systemClock, isHurried: false },
  );
  const { lane, screen } = kiosk;
  const until = async (done: () => boolean): Promise<void> => {
    for (const endMs = performance.now() + PATIENCE_MS; !done(); ) {
      if (performance.now() > endMs) throw new Error(`the lane stays in ${lane.view().phase}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const passages: MeasuredPassage[] = [];
  try {
    for (let count = 0; count < travellers; count++) {
      await until(() => lane.view().phase === 'idle' && kiosk.vault.open() === 0);
      // The latency of the light is measured while no traveller is present
      await new Promise((resolve) => setTimeout(resolve, count === 0 ? 5_000 : 500));
      const holder = SPECIMEN(HOLDERS[count % HOLDERS.length] ?? 'alpha');
      const document = await issueSpecimenDocument(simulation.specimens, { holder, clock: systemClock });
      simulation.setPassageBehaviour('passes');
      simulation.setScene({ subject: { kind: 'person', specimen: holder } });
      const timeline = createTimeline();
      let attempts = 0;
      const unsubscribe = lane.onChange(() => {
        const view = lane.view();
        if (view.phase === 'face') attempts = Math.max(attempts, view.attempt);
        timeline.see(view, performance.now());
      });
      const from = events.length;
      const script = followLane({ lane, simulation, clock: systemClock, touch: (touch) => screen.touch(touch) });
      simulation.presentDocument(document);
      screen.touch('start');
      await until(() => lane.view().phase === 'idle');
      await lane.settled();
      unsubscribe();
      script.stop();
      const cleared = events
        .slice(from)
        .some((event) => event.event === 'match-reported' && event.outcome === 'cleared');
      passages.push({ cleared, retries: Math.max(0, attempts - 1), spent: timeline.spent() });
    }
  } finally {
    await close();
  }
  return passages;
}

export interface PassagesSummary {
  readonly cleared: number;
  readonly of: number;
  readonly retries: number;
  /** Time from arrival until the gate is open, for cleared travellers. */
  readonly medianMs: number;
  readonly mostMs: number;
  /** Time of the camera step, for the same travellers. */
  readonly cameraMs: number;
  /** Median of each step, and its share of the sum. The turns to both sides are one step. */
  readonly steps: readonly { readonly step: string; readonly stepMs: number; readonly share: number }[];
}

/** The phases after the gate is open. */
const AFTERWARDS: ReadonlySet<string> = new Set(['passage', 'idle', 'referred', 'out-of-service']);

export function summaryOf(passages: readonly MeasuredPassage[]): PassagesSummary {
  const passed = passages.filter(({ cleared }) => cleared).map(({ spent }) => stepsBefore(spent));
  const names = [...new Set(passed.flatMap((steps) => [...steps.keys()]))];
  const medians = names.map((step) => ({ step, ms: median(passed.map((steps) => steps.get(step) ?? 0)) }));
  const whole = medians.reduce((sum, { ms }) => sum + ms, 0);
  const totals = passed.map((steps) => sumOf([...steps.values()]));
  const camera = passed.map((steps) =>
    sumOf([...steps].flatMap(([step, ms]) => (step.startsWith('face') ? [ms] : []))),
  );
  return {
    cleared: passed.length,
    of: passages.length,
    retries: sumOf(passages.map(({ retries }) => retries)),
    medianMs: Math.round(median(totals)),
    mostMs: Math.round(Math.max(...totals)),
    cameraMs: Math.round(median(camera)),
    steps: medians.map(({ step, ms }) => ({
      step,
      stepMs: Math.round(ms),
      share: Math.round((1_000 * ms) / whole) / 1_000,
    })),
  };
}

function stepsBefore(spent: ReadonlyMap<Moment, number>): ReadonlyMap<string, number> {
  const steps = new Map<string, number>();
  for (const [moment, ms] of spent) {
    if (AFTERWARDS.has(moment)) continue;
    const step = moment.startsWith('face: turn') ? 'face: turn' : moment;
    steps.set(step, (steps.get(step) ?? 0) + ms);
  }
  return steps;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}
