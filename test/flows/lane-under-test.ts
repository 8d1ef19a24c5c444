/** A whole lane in this process, on simulated devices and real models, with or without a server. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { issueSpecimenDocument, type SpecimenDocumentOptions } from '../../hardware/simulation/specimen-document.ts';
import type { LaneSimulation, PassageBehaviour } from '../../hardware/simulation/lane-simulation.ts';
import type { Scene } from '../../hardware/simulation/scene.ts';
import type { SpecimenId } from '../../hardware/simulation/specimens.ts';
import type { KioskConfig } from '../../kiosk/platform/config/config.ts';
import type { Kiosk } from '../../kiosk/main/app/kiosk.ts';
import { type StartOptions, startKiosk } from '../../kiosk/main/app/start-kiosk.ts';
import { openSecureElement } from '../../kiosk/lane/devices/open-devices.ts';
import { followLane } from '../../kiosk/dock/scripted-traveller.ts';
import type { KioskEvent } from '../../kiosk/platform/base/events.ts';
import type { Touch } from '../../kiosk/main/screen/screen-state.ts';
import type { KioskId } from '../../server/contract/report.ts';
import type { LanePhase } from '../../server/contract/vocabulary.ts';
import { hurryLaneClock, laneClock } from './lane-clock.ts';

export interface LaneUnderTest {
  readonly kiosk: Kiosk;
  readonly simulation: LaneSimulation;
  readonly events: readonly KioskEvent[];
  /** Sends a traveller when the lane is idle. Resolves, when it is at rest again, to the events logged until then. */
  send(traveller: TravellerForTest): Promise<readonly KioskEvent[]>;
  /** Resolves when an event of this kind has been logged since the call, or rejects. */
  next<K extends KioskEvent['event']>(kind: K, timeoutMs?: number): Promise<KioskEvent & { event: K }>;
  /** Empties `events`, which a long run would fill. Not while a traveller is there. */
  forgetEvents(): void;
  close(): Promise<void>;
}

export interface TravellerForTest {
  readonly scene: Scene;
  readonly document: SpecimenDocumentOptions;
  readonly passage?: PassageBehaviour;
  /** The token to show to the token reader. */
  readonly token?: string | undefined;
  /** Text of a code of declared goods. */
  readonly goodsCode?: string | undefined;
}

export const SPECIMEN = (id: string): SpecimenId => id as SpecimenId;
export const KIOSK_ID = 'lane-1' as KioskId;

/** No server runs there: the gate decides from local evidence. */
export const NO_SERVER = { url: 'http://127.0.0.1:9', key: new Uint8Array(32) };

/** A configuration in its own folder, with the given server address and key. */
export function laneConfig(folder: string, server: { url: string; key: Uint8Array }): KioskConfig {
  mkdirSync(folder, { recursive: true });
  return {
    mode: 'development',
    kioskId: KIOSK_ID,
    port: 0,
    evidencePort: 0,
    consoleOrigins: new Set([server.url]),
    dataDir: join(folder, 'kiosk'),
    serverUrl: new URL(server.url),
    serverKey: server.key,
    policyFile: undefined,
    noticeFile: undefined,
    trustDir: undefined,
    desk: '3',
    drivers: {
      camera: 'simulator',
      'fingerprint-scanner': 'simulator',
      'document-reader': 'simulator',
      'token-reader': 'simulator',
      gate: 'simulator',
      indicator: 'simulator',
      'secure-element': 'simulator',
    },
  };
}

/** The lane's public key, made at first use. */
export async function laneKey(config: KioskConfig): Promise<Uint8Array> {
  const element = await openSecureElement(config);
  const key = await element.publicKey();
  await element.disconnect();
  return key;
}

interface LaneOptions extends StartOptions {
  /**
   * Whether the clock is hurried while a test waits for the lane, and the camera delivers half of its frames. By default where no other process
   * takes part.
   */
  readonly isHurried?: boolean;
}

/** `options.clock`: by default one that waits for the lane where others use the computer, see `lane-clock.ts`. */
export async function startLaneUnderTest(config: KioskConfig, options: LaneOptions = {}): Promise<LaneUnderTest> {
  const { clock = laneClock, isHurried = hasOnlySimulators(config) } = options;
  const hurry = isHurried ? hurryLaneClock : () => () => undefined;
  const events: KioskEvent[] = [];
  const listeners = new Set<(event: KioskEvent) => void>();
  const log = (event: KioskEvent): void => {
    events.push(event);
    for (const listener of listeners) listener(event);
  };
  const kiosk = await startKiosk(config, log, { ...options, clock });
  const { simulation, lane, screen } = kiosk;
  if (simulation === undefined) throw new Error('a lane under test needs simulators');
  if (isHurried) simulation.deliverFrameEvery(FRAME_EVERY);

  const next: LaneUnderTest['next'] = (kind, timeoutMs = 280_000) => {
    const endHurry = hurry();
    const heard: ReturnType<typeof next<typeof kind>> = new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        listeners.delete(listener);
        reject(new Error(`no ${kind} within ${timeoutMs} ms; last phase ${lane.view().phase}`));
      }, timeoutMs);
      const listener = (event: KioskEvent): void => {
        if (event.event !== kind) return;
        clearTimeout(timer);
        listeners.delete(listener);
        resolve(event as KioskEvent & { event: typeof kind });
      };
      listeners.add(listener);
    });
    return heard.finally(endHurry);
  };

  return {
    kiosk,
    simulation,
    events,
    next,
    async send({ scene, document, passage = 'passes', token, goodsCode }) {
      const endHurry = hurry();
      await rests(kiosk, ['idle']);
      const from = events.length;
      simulation.setPassageBehaviour(passage);
      simulation.setScene(scene);
      const touch = (touch: Touch): void => screen.touch(touch);
      const script = followLane({ lane, simulation, clock, touch, token, goodsCode, pace: PACE });
      simulation.presentDocument(await issueSpecimenDocument(simulation.specimens, document));
      screen.touch('start');
      expect(lane.view().phase).toBe('notice');
      await rests(kiosk, ['idle', 'out-of-service']).finally(endHurry);
      script.stop();
      simulation.removeDocument();
      return events.slice(from);
    },
    forgetEvents: () => void events.splice(0),
    close: () => kiosk.close(),
  };
}

function hasOnlySimulators({ drivers }: KioskConfig): boolean {
  return Object.values(drivers).every((driver) => driver === 'simulator');
}

/** Resolves when the lane is in one of these phases, the captures' keys are destroyed and the transaction is reported. */
async function rests({ lane, vault }: Kiosk, phases: readonly LanePhase[]): Promise<void> {
  const deadline = performance.now() + 280_000;
  while (!phases.includes(lane.view().phase) || vault.open() > 0) {
    if (performance.now() > deadline) throw new Error(`the lane is still in ${lane.view().phase}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await lane.settled();
}

/** Half of the frames are enough for the turn of a head: 7.5 a second. */
const FRAME_EVERY = 2;

/** Times without an observer. */
const PACE = { readsNoticeMs: 100, looksAtAdviceMs: 100 };

export function phasesOf(events: readonly KioskEvent[]) {
  return events.flatMap((event) => (event.event === 'phase' ? [event.phase] : []));
}

/** The only event of a kind among these. */
export function only<K extends KioskEvent['event']>(events: readonly KioskEvent[], kind: K): KioskEvent & { event: K } {
  const found = events.filter((event): event is KioskEvent & { event: K } => event.event === kind);
  expect(found).toHaveLength(1);
  return found[0] as KioskEvent & { event: K };
}
