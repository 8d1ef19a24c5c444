import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import { createLaneSimulation } from '../../../hardware/simulation/lane-simulation.ts';
import { SPECIMEN } from '../../flows/lane-under-test.ts';

export const FRAME = { width: 1280, height: 720 } as const;
export const FRAME_MS = 40;

/** Frames of a person who sways in front of the lane's camera, 25 frames per second, RGB. */
export async function drawFrames(count: number): Promise<Uint8Array[]> {
  const clock = turnedClock();
  const simulation = await createLaneSimulation({ clock });
  simulation.setScene({ subject: { kind: 'person', specimen: SPECIMEN('alpha') } });
  const frames: Uint8Array[] = [];
  for (let at = 0; at < count; at++) {
    await clock.advance(FRAME_MS);
    const picture = { scene: simulation.scene(), poses: simulation.inside.poses() };
    frames.push(await simulation.inside.renderer.draw({ kind: 'frame', picture, ...FRAME }));
  }
  await simulation.close();
  return frames;
}

/** Forwards and backwards, so that the person never jumps. */
export function frameAt(frames: readonly Uint8Array[], at: number): Uint8Array {
  const step = at % (2 * frames.length - 2);
  const frame = frames[step < frames.length ? step : 2 * frames.length - 2 - step];
  if (frame === undefined) throw new Error('a frame is missing');
  return frame;
}
