/**
 * One simulated lane: the state shared by the simulators, and the controls to change it. Used by the dock and the flow
 * tests, never by the lane itself.
 */
import type { Clock } from '../host/clock.ts';
import type { DeviceKind, Unsubscribe } from '../device/device.ts';
import type { FingerPosition } from '../fingerprint-scanner/fingerprint-scanner.ts';
import type { Image } from '../device/image.ts';
import type { IndicatorSignal } from '../device/indicator-signal.ts';
import { type FaultBoard, faultBoard, type InjectedFault } from './fault-board.ts';
import type { Finger } from './finger.ts';
import type { PassageBehaviour } from './passage-behaviour.ts';
import type { Pose } from './render/pose.ts';
import { type RenderThread, renderThread } from './render/render-thread.ts';
import { type Contact, IMPRESSION_HEIGHT, IMPRESSION_WIDTH } from './ridges/impression.ts';
import { EMPTY_SCENE, type Scene } from './scene.ts';
import type { ShownToken } from './shown-token.ts';
import type { SpecimenDocument } from './specimen-document.ts';
import { type ScreenLight, type ScreenLightHistory, screenLightHistory } from './screen-light.ts';
import { findPhotograph, findSpecimen } from './specimen-table.ts';
import { SPECIMENS, type SpecimenId, type SpecimenTraveller } from './specimens.ts';
import { type SubjectMotion, subjectMotion } from './subject-motion.ts';

export type { InjectedFault } from './fault-board.ts';
export type { Finger } from './finger.ts';
export type { PassageBehaviour } from './passage-behaviour.ts';
export type { Scene } from './scene.ts';
export type { ShownToken } from './shown-token.ts';

export interface LaneSimulation {
  readonly specimens: readonly SpecimenTraveller[];
  scene(): Scene;
  /** Throws `RangeError` when a specimen or a photograph does not exist. */
  setScene(scene: Scene): void;
  presentDocument(document: SpecimenDocument): void;
  removeDocument(): void;
  documentOnReader(): SpecimenDocument | undefined;
  finger(): Finger;
  /** Throws `RangeError` when the specimen does not exist. */
  setFinger(finger: Finger): void;
  token(): ShownToken;
  /** Shows a token to the token reader, replacing the previous one. */
  setToken(token: ShownToken): void;
  passageBehaviour(): PassageBehaviour;
  setPassageBehaviour(behaviour: PassageBehaviour): void;
  /** The camera delivers every so many of its frames and loses the others. At first it delivers each: 1. */
  deliverFrameEvery(frames: number): void;
  /** Sets the light of the lane's screen. */
  setScreenLight(light: ScreenLight): void;
  /** Throws `RangeError` for a fault that the device cannot have: see `FAULTS_OF`. */
  inject(fault: InjectedFault): void;
  clearFaults(device?: DeviceKind): void;
  faults(): readonly InjectedFault[];
  /** Calls the listener after every change made by the calls above. */
  onChange(listener: () => void): Unsubscribe;
  /** The current camera view as a JPEG, whether or not a camera is connected. */
  view(size?: { readonly width: number; readonly height: number }): Promise<Uint8Array<ArrayBuffer>>;
  /** A specimen's photograph as a document portrait, a JPEG of 413 x 531. Rejects when it does not exist. */
  portrait(specimen: SpecimenId, photograph: number): Promise<Uint8Array<ArrayBuffer>>;
  /** A fresh impression of a specimen's finger, grey, 320 x 400 at 500 ppi: as captured at an enrolment. */
  impression(specimen: SpecimenId, position: FingerPosition, contact?: Contact): Promise<Image>;
  /** Ends the render threads. May be called twice. */
  close(): Promise<void>;
  /** Only for the simulators. */
  readonly inside: SimulatedWorld;
}

/** The simulated state that simulators can read. */
export interface SimulatedWorld {
  readonly faults: FaultBoard;
  readonly renderer: RenderThread;
  readonly random: () => number;
  /** The camera delivers every so many of its frames. */
  frameEvery(): number;
  /** The current pose of each subject in the scene. */
  poses(): readonly Pose[];
  /** The signal on the indicator's lamps, visible to the people in the scene. */
  shown(): IndicatorSignal;
  show(signal: IndicatorSignal): void;
  readonly screenLight: ScreenLightHistory;
}

export interface LaneSimulationOptions {
  readonly clock: Clock;
  /** Uniform in 0 ≤ r < 1. Default `Math.random`, because no secret depends on it. */
  readonly random?: () => number;
}

const VIEW_SIZE = { width: 640, height: 360 } as const;

export async function createLaneSimulation({
  clock,
  random = Math.random,
}: LaneSimulationOptions): Promise<LaneSimulation> {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  const faults = faultBoard(clock, changed);
  const renderer = renderThread();
  /** A separate thread: growing a finger takes almost a second, and frames must not wait for it. */
  const fingerRenderer = renderThread();
  let scene = EMPTY_SCENE;
  let motions: readonly SubjectMotion[] = [];
  let document: SpecimenDocument | undefined;
  let finger: Finger = { kind: 'none' };
  let token: ShownToken = { kind: 'none' };
  let behaviour: PassageBehaviour = 'passes';
  let shown: IndicatorSignal = 'off';
  let frameEvery = 1;
  const screenLight = screenLightHistory();

  const poses = () => motions.map((motion) => motion.poseAt(clock.monotonicMs()));

  return {
    specimens: SPECIMENS,
    scene: () => scene,
    setScene(next) {
      const coming = motionsOf(next, random);
      for (const motion of coming) motion.prompted(shown, clock.monotonicMs());
      scene = next;
      motions = coming;
      changed();
    },
    presentDocument(presented) {
      document = presented;
      changed();
    },
    removeDocument() {
      if (document === undefined) return;
      document = undefined;
      changed();
    },
    documentOnReader: () => document,
    finger: () => finger,
    setFinger(next) {
      if (next.kind === 'finger') findSpecimen(next.specimen);
      finger = next;
      changed();
    },
    token: () => token,
    setToken(next) {
      token = next;
      changed();
    },
    passageBehaviour: () => behaviour,
    setPassageBehaviour(next) {
      behaviour = next;
      changed();
    },
    deliverFrameEvery(frames) {
      frameEvery = frames;
    },
    setScreenLight: (light) => screenLight.set(light, clock.monotonicMs()),
    inject: (fault) => faults.inject(fault),
    clearFaults: (device) => faults.clear(device),
    faults: () => faults.list(),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    view: (size = VIEW_SIZE) => renderer.draw({ kind: 'view', picture: { scene, poses: poses() }, ...size }),
    portrait: (specimen, photograph) => renderer.draw({ kind: 'portrait', specimen, photograph, codec: 'jpeg' }),
    async impression(specimen, position, contact = 'good') {
      findSpecimen(specimen);
      const seed = Math.floor(random() * 2 ** 32);
      const data = await fingerRenderer.draw({ kind: 'impression', specimen, position, contact, seed });
      return { width: IMPRESSION_WIDTH, height: IMPRESSION_HEIGHT, channelOrder: 'grey', data, ownership: 'owned' };
    },
    async close() {
      await Promise.all([renderer.close(), fingerRenderer.close()]);
    },
    inside: {
      faults,
      renderer,
      random,
      frameEvery: () => frameEvery,
      poses,
      shown: () => shown,
      screenLight,
      show(signal) {
        shown = signal;
        for (const motion of motions) motion.prompted(signal, clock.monotonicMs());
      },
    },
  };
}

function motionsOf({ subject }: Scene, random: () => number): readonly SubjectMotion[] {
  switch (subject.kind) {
    case 'nobody':
      return [];
    case 'replay':
      findPhotograph(subject.specimen, subject.photograph ?? 'last');
      return [subjectMotion('person', { cooperative: true, random })];
    case 'person':
      findPhotograph(subject.specimen, subject.photograph ?? 'last');
      return [subjectMotion('person', { cooperative: subject.cooperative ?? true, random })];
    case 'two-people':
      return subject.specimens.map((specimen) => {
        findPhotograph(specimen, 'last');
        return subjectMotion('person', { cooperative: true, random });
      });
    case 'flat-picture':
      findPhotograph(subject.specimen, subject.photograph ?? 'last');
      return [subjectMotion('held-up', { cooperative: true, random })];
  }
}
