import { CAMERA_STALL_MS, type Camera, type CameraCapabilities, type Frame } from '../camera/camera.ts';
import type { Clock } from '../host/clock.ts';
import type { Unsubscribe } from '../device/device.ts';
import { DeviceError } from '../device/device-error.ts';
import { type Image, wipeImage } from '../device/image.ts';
import { deviceCore, type Running, simulatorDescriptor } from './device-core.ts';
import type { LaneSimulation } from './lane-simulation.ts';

const CAPABILITIES: CameraCapabilities = { width: 1280, height: 720, framesPerSecond: 15, timestamps: 'hardware' };

/** As far as the exposure compensation of usual cameras reaches. */
const MAX_STOPS = 3;
/** sRGB is nearly a power of light. */
const ENCODING = 1 / 2.3;

/** Exposes the drawn picture longer or shorter. White stays white, because the drawing does not contain how much brighter it was. */
function shiftLight({ data }: Image, stops: number): void {
  if (stops === 0) return;
  const gain = 2 ** (stops * ENCODING);
  const curve = Uint8Array.from({ length: 256 }, (_, sample) =>
    sample === 255 ? 255 : Math.min(255, Math.round(sample * gain)),
  );
  for (let at = 0; at < data.length; at++) data[at] = curve[data[at]!]!;
}

/**
 * A camera in the simulated scene. Frames are exposed at fixed intervals since `connect`. Frames are lost when the receiver
 * is too slow; the sequence shows the gap.
 */
export function simulatedCamera(simulation: LaneSimulation, clock: Clock, capabilities = CAPABILITIES): Camera {
  const { faults, renderer, poses, screenLight, frameEvery } = simulation.inside;
  const { width, height, framesPerSecond } = capabilities;
  const periodMs = 1000 / framesPerSecond;
  let connectedAtMs = 0;
  let shiftedStops = 0;
  let stopPreparing = (): void => undefined;
  const core = deviceCore({
    kind: 'camera',
    clock,
    faults,
    stallMs: CAMERA_STALL_MS,
    async open() {
      connectedAtMs = clock.monotonicMs();
      stopPreparing = prepareScenes(simulation, capabilities);
    },
    closed: () => stopPreparing(),
  });
  const sequenceAt = (timeMs: number) => Math.floor((timeMs - connectedAtMs) / periodMs);
  const exposedAt = (sequence: number) => connectedAtMs + sequence * periodMs;

  /** Starts one exposure. The caller owns the frame. */
  const expose = async (running: Running, atLeast: number): Promise<Frame> => {
    const capturedAtMs = clock.monotonicMs();
    const picture = { scene: simulation.scene(), poses: poses(), light: screenLight.gathered(capturedAtMs) };
    const drawn = renderer.draw({ kind: 'frame', picture, width, height }).catch((cause: unknown) => {
      throw new DeviceError('camera', 'corrupt', 'the frame could not be drawn', { cause });
    });
    drawn.then(
      (data) => void (running.signal.aborted && data.fill(0)),
      () => undefined,
    );
    const data = await running.first(drawn);
    const image: Image = { width, height, channelOrder: 'rgb', data, ownership: 'owned' };
    shiftLight(image, shiftedStops);
    return { image, capturedAtMs, sequence: Math.max(atLeast, sequenceAt(capturedAtMs)) };
  };

  /** Waits for the exposure or the deadline, whichever comes first. Timers may fire slightly early. */
  const awaitExposure = async (running: Running, sequence: number, deadlineMs: number): Promise<void> => {
    const slower = faults.take('camera', 'slow')?.byMs ?? 0;
    const dueMs = exposedAt(sequence) + slower;
    for (let leftMs = dueMs - clock.monotonicMs(); leftMs > 0; leftMs = dueMs - clock.monotonicMs()) {
      const patienceMs = deadlineMs - clock.monotonicMs();
      if (patienceMs <= 0) throw silent();
      await running.wait(Math.min(leftMs, patienceMs));
    }
  };

  const watch = async (running: Running, onFrame: (frame: Frame) => void): Promise<void> => {
    let deadlineMs = clock.monotonicMs() + CAMERA_STALL_MS;
    let next = sequenceAt(clock.monotonicMs()) + 1;
    for (;;) {
      await awaitExposure(running, next, deadlineMs);
      if (faults.look('camera', 'stall') !== undefined) {
        if (clock.monotonicMs() >= deadlineMs) {
          faults.take('camera', 'stall');
          throw silent();
        }
        next = Math.max(next, sequenceAt(clock.monotonicMs())) + 1;
        continue;
      }
      const frame = await expose(running, next);
      if (running.signal.aborted) {
        wipeImage(frame.image);
        throw running.signal.reason;
      }
      if (faults.take('camera', 'corrupt') !== undefined) {
        wipeImage(frame.image);
        throw new DeviceError('camera', 'corrupt', 'a frame arrived damaged');
      }
      onFrame(frame);
      deadlineMs = clock.monotonicMs() + CAMERA_STALL_MS;
      next = Math.max(frame.sequence + frameEvery(), sequenceAt(clock.monotonicMs()) + 1);
    }
  };

  return {
    ...core,
    descriptor: simulatorDescriptor('camera'),
    capabilities,
    controls: {
      // There is no automatic exposure, so locking it always succeeds.
      async lockExposure(locked) {
        if (!locked) shiftedStops = 0;
      },
      async shiftExposure(stops) {
        shiftedStops = Math.max(-MAX_STOPS, Math.min(MAX_STOPS, stops));
        return shiftedStops;
      },
    },
    async stream(onFrame, { signal }) {
      if (signal.aborted) return;
      try {
        await core.run(signal, (running) => watch(running, onFrame));
      } catch (error) {
        if (!(error instanceof DeviceError && error.code === 'aborted')) throw error;
      }
    },
    selfTest: (signal) =>
      core.selfTest(signal, async (running) => {
        await running.work(0);
        const { image } = await expose(running, 0);
        wipeImage(image);
      }),
  };
}

function silent(): DeviceError {
  return new DeviceError('camera', 'timed-out', `no frame for ${CAMERA_STALL_MS} ms`);
}

/** Has a scene drawn once when a person enters it: its textures take 0.2 s to make, and no real camera waits for that. */
function prepareScenes(simulation: LaneSimulation, { width, height }: CameraCapabilities): Unsubscribe {
  const { renderer, poses } = simulation.inside;
  let prepared = simulation.scene();
  return simulation.onChange(() => {
    const scene = simulation.scene();
    if (scene === prepared) return;
    prepared = scene;
    if (scene.subject.kind === 'nobody') return;
    const picture = { scene, poses: poses() };
    renderer.draw({ kind: 'frame', picture, width, height }).then(
      (data) => void data.fill(0),
      () => undefined,
    );
  });
}
