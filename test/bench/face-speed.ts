/**
 * Speed of the face pipeline beside @vladmandic/face-api, in one run, on the same decoded 1280 x 720 frames, one thread
 * each. `node .build/test/bench/face-speed.js`; the numbers also go to test/bench/results/face-speed.json.
 */
import { join } from 'node:path';
import { projectRoot } from '../../models/project-root.ts';
import { readPicture } from '../models/face/rendering/photographs.ts';
import { openFaceApiPeer } from './face-speed/face-api-peer.ts';
import { type Contender, interleave } from './face-speed/interleave.ts';
import { openOurSteps } from './face-speed/our-steps.ts';
import { writeRecord } from './support/record.ts';

const FRAME = { width: 1280, height: 720 } as const;
const WARM_UPS = 6;
const ROUNDS = Number(process.argv[2] ?? 30);
/** Times the peer's time, least: a decoded frame in, one embedding out, step for step the same work. */
const BAR = 5;

const samples = join(projectRoot(), 'node_modules/@vladmandic/face-api/demo');
const frames = await Promise.all(
  [1, 3, 4, 5, 6].map((number) => readPicture(join(samples, `sample${number}.jpg`), FRAME.width, FRAME.height)),
);
const pick = <T>(list: readonly T[], round: number): T => list[round % list.length] as T;

const ours = await openOurSteps();
const faces: Awaited<ReturnType<typeof ours.detect>>[] = [];
const meshes: Awaited<ReturnType<typeof ours.landmarks>>[] = [];
for (const frame of frames) {
  const face = await ours.detect(frame);
  faces.push(face);
  meshes.push(await ours.landmarks(frame, face));
}
const peer = await openFaceApiPeer();
let missed = 0;
/** A frame reaches both as decoded bytes; the peer's tensor of it is made and freed within the time taken. */
const withFrame = async (
  round: number,
  work: (frame: ReturnType<typeof peer.frame>) => Promise<void>,
): Promise<void> => {
  const frame = peer.frame(pick(frames, round));
  await work(frame);
  frame.dispose();
};

const contenders: Contender[] = [
  { name: 'ours: detect', run: async (round) => void (await ours.detect(pick(frames, round))) },
  {
    name: 'ours: landmarks, two passes',
    run: async (round) => void (await ours.landmarks(pick(frames, round), pick(faces, round))),
  },
  {
    name: 'ours: embed, with mirror image',
    run: async (round) => void (await ours.embed(pick(frames, round), pick(meshes, round))),
  },
  { name: 'ours: quality', run: async (round) => void ours.quality(pick(frames, round), pick(meshes, round)) },
  {
    name: 'ours: detect + landmarks + embed, plain',
    run: async (round) => void (await ours.plain(pick(frames, round))),
  },
  { name: 'ours: detect + landmarks + embed', run: async (round) => void (await ours.all(pick(frames, round))) },
  { name: 'face-api: take a frame', run: (round) => withFrame(round, async () => undefined) },
  ...peer.detectors.flatMap(({ name, options }): Contender[] => [
    { name: `face-api ${name}: detect`, run: (round) => withFrame(round, (frame) => peer.detect(frame, options)) },
    {
      name: `face-api ${name}: detect + landmarks + descriptor`,
      run: (round) =>
        withFrame(round, async (frame) => {
          if (!(await peer.describe(frame, options))) missed++;
        }),
    },
  ]),
];

const spreads = await interleave(contenders, WARM_UPS, ROUNDS);
const median = (name: string): number => spreads.get(name)?.median ?? Number.NaN;
const ratios = peer.detectors.map(({ name }) => {
  const whole = median(`face-api ${name}: detect + landmarks + descriptor`);
  return {
    against: `face-api ${name}`,
    detect: median(`face-api ${name}: detect`) / median('ours: detect'),
    sameSteps: whole / median('ours: detect + landmarks + embed, plain'),
    asProduct: whole / median('ours: detect + landmarks + embed'),
  };
});

const width = Math.max(...contenders.map(({ name }) => name.length));
console.log(`${'ms a frame'.padEnd(width)}   median   quartiles        least    most`);
for (const [name, { median: middle, lowerQuartile, upperQuartile, least, most }] of spreads) {
  const cells = [middle, lowerQuartile, upperQuartile, least, most].map((value) => value.toFixed(1).padStart(7));
  console.log(`${name.padEnd(width)}  ${cells[0]}  ${cells[1]}-${cells[2]?.trim().padEnd(6)} ${cells[3]} ${cells[4]}`);
}
for (const { against, detect, sameSteps, asProduct } of ratios) {
  console.log(
    `${against} takes ${detect.toFixed(1)} x our time to detect, ${sameSteps.toFixed(1)} x for the same steps, ` +
      `${asProduct.toFixed(1)} x with our second landmark pass and mirror image`,
  );
}
if (missed > 0) console.log(`face-api found no face in ${missed} runs, which were faster for it`);

writeRecord('face-speed', {
  peer: peer.version,
  frame: FRAME,
  rounds: ROUNDS,
  threads: 1,
  milliseconds: Object.fromEntries(spreads),
  ratios,
  peerMissed: missed,
});

const worst = Math.min(...ratios.map(({ sameSteps }) => sameSteps));
if (!(worst >= BAR)) {
  console.error(`below the bar: ${worst.toFixed(1)} x, not ${BAR} x`);
  process.exitCode = 1;
}
