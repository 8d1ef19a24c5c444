/**
 * Computing time of the quality measures on frames of the lane's simulated camera. `npm run bench --
 * face-quality-cost` writes test/bench/results/face-quality-cost.json.
 */
import { turnedClock } from '../../hardware/host/turned-clock.ts';
import type { Image } from '../../hardware/device/image.ts';
import { createLaneSimulation } from '../../hardware/simulation/lane-simulation.ts';
import { openFaceAnalyser } from '../../models/face/face-analyser.ts';
import type { FaceSeen } from '../../models/face/face-observation.ts';
import { createFaceWorkspace } from '../../models/face/face-workspace.ts';
import { faceQuality } from '../../models/face/quality/face-quality.ts';
import { portraitQuality } from '../../models/face/quality/portrait-quality.ts';
import { interleave } from './face-speed/interleave.ts';
import { writeRecord } from './support/record.ts';

const FRAME = { width: 1280, height: 720 } as const;
const WARM_UPS = 100;
const ROUNDS = Number(process.argv[2] ?? 400);

const simulation = await createLaneSimulation({ clock: turnedClock() });
const analyser = await openFaceAnalyser();
const views: { readonly image: Image; readonly seen: FaceSeen }[] = [];
for (const { id } of simulation.specimens) {
  simulation.setScene({ subject: { kind: 'person', specimen: id } });
  const picture = { scene: simulation.scene(), poses: simulation.inside.poses() };
  const data = await simulation.inside.renderer.draw({ kind: 'frame', picture, ...FRAME });
  const image: Image = { ...FRAME, channelOrder: 'rgb', data, ownership: 'owned' };
  const seen = await analyser.analyse(image);
  if (seen.kind === 'face') views.push({ image, seen });
}
await simulation.close();
await analyser.close();

const workspace = createFaceWorkspace();
const view = (round: number) => views[round % views.length]!;
const spreads = await interleave(
  [
    {
      name: 'measures of a live frame',
      run: async (round) => {
        const { image, seen } = view(round);
        faceQuality(image, seen.landmarks, seen.pose, seen.interEyeDistancePx, 0, workspace, 1);
      },
    },
    {
      name: 'measures of a portrait',
      run: async (round) => {
        const { image, seen } = view(round);
        portraitQuality(image, seen.landmarks);
      },
    },
  ],
  WARM_UPS,
  ROUNDS,
);
console.log('ms at 1280 x 720: median, quartiles');
for (const [name, { median, lowerQuartile, upperQuartile }] of spreads) {
  console.log(`${name.padEnd(28)} ${median.toFixed(2)}, ${lowerQuartile.toFixed(2)}-${upperQuartile.toFixed(2)}`);
}
writeRecord('face-quality-cost', { frame: FRAME, rounds: ROUNDS, milliseconds: Object.fromEntries(spreads) });
