/**
 * Speed of the face pipeline compared with @vladmandic/face-api and @vladmandic/human, in one run, on the same decoded
 * 1280 x 720 frames, one thread each. `npm run bench -- face-speed` writes test/bench/results/face-speed.json.
 */
import { join } from 'node:path';
import { projectRoot } from '../../models/files/project-root.ts';
import { readPicture } from '../models/face/rendering/photographs.ts';
import { type Contender, interleaveTimes, type Spread, spreadOf } from './face-speed/interleave.ts';
import { openOurSteps } from './face-speed/our-steps.ts';
import { openFaceApiPeer } from './peers/face-api.ts';
import { openHumanPeer } from './peers/human.ts';
import { writeRecord } from './support/record.ts';

const FRAME = { width: 1280, height: 720 } as const;
const WARM_UPS = 6;
const ROUNDS = Number(process.argv[2] ?? 30);
/** Minimum ratio of another package's time to ours, from a decoded frame to one embedding, for the same steps. */
const BARS: Readonly<Record<string, number>> = { 'face-api SSD': 15, human: 6 };
/** Maximum time of our pipeline for those steps, ms. */
const BAR_MS = 25;

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
const human = await openHumanPeer(1);
let missed = 0;
/** Both receive a frame as decoded bytes; creating and freeing the other package's tensor is part of its time. */
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
    name: 'ours: embed a frame, both networks, one mirror image',
    run: async (round) => void (await ours.embed(pick(frames, round), pick(meshes, round))),
  },
  {
    name: 'ours: embed a portrait, both networks, both mirror images',
    run: async (round) => void (await ours.embedReference(pick(frames, round), pick(meshes, round))),
  },
  { name: 'ours: quality', run: async (round) => void ours.quality(pick(frames, round), pick(meshes, round)) },
  {
    name: 'ours: detect + landmarks + embed, plain',
    run: (round) => ours.plain(pick(frames, round)),
  },
  {
    name: 'ours: detect + landmarks + quality + embed',
    run: async (round) => void (await ours.everything(pick(frames, round))),
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
  {
    name: 'human: detect + landmarks + descriptor',
    run: async (round) => {
      if ((await human.describeMiddle(pick(frames, round))) === undefined) missed++;
    },
  },
];

const times = await interleaveTimes(contenders, WARM_UPS, ROUNDS);
const spreads = new Map([...times].map(([name, values]) => [name, spreadOf(values)]));
/** Ratio of the other package's time to ours in each round. */
function ratioOf(theirs: string, our: string): Spread {
  const mine = times.get(our) ?? [];
  return spreadOf((times.get(theirs) ?? []).map((value, round) => value / (mine[round] ?? Number.NaN)));
}
const ratios = [...peer.detectors.map(({ name }) => `face-api ${name}`), 'human'].map((against) => {
  const whole = `${against}: detect + landmarks + descriptor`;
  return {
    against,
    sameSteps: ratioOf(whole, 'ours: detect + landmarks + embed, plain'),
    asProduct: ratioOf(whole, 'ours: detect + landmarks + embed'),
  };
});

const width = Math.max(...contenders.map(({ name }) => name.length));
console.log(`${'ms a frame'.padEnd(width)}   median   quartiles        least    most`);
for (const [name, { median: middle, lowerQuartile, upperQuartile, least, most }] of spreads) {
  const cells = [middle, lowerQuartile, upperQuartile, least, most].map((value) => value.toFixed(1).padStart(7));
  console.log(`${name.padEnd(width)}  ${cells[0]}  ${cells[1]}-${cells[2]?.trim().padEnd(6)} ${cells[3]} ${cells[4]}`);
}
const shown = ({ median, lowerQuartile, upperQuartile }: Spread): string =>
  `${median.toFixed(1)} x (${lowerQuartile.toFixed(1)}-${upperQuartile.toFixed(1)})`;
for (const { against, sameSteps, asProduct } of ratios) {
  console.log(
    `${against} takes ${shown(sameSteps)} our time for the same steps, ` +
      `${shown(asProduct)} with our second landmark pass and second network`,
  );
}
if (missed > 0) console.log(`the peers found no face in ${missed} runs, which were faster for it`);

writeRecord('face-speed', {
  peers: { 'face-api': peer.version, human: human.version },
  frame: FRAME,
  rounds: ROUNDS,
  threads: 1,
  milliseconds: Object.fromEntries(spreads),
  ratios,
  peerMissed: missed,
});

for (const { against, sameSteps } of ratios) {
  const bar = BARS[against] ?? 0;
  if (!(sameSteps.median >= bar)) {
    console.error(`below the bar: ${against} takes ${sameSteps.median.toFixed(1)} x our time, not ${bar} x`);
    process.exitCode = 1;
  }
}
const everything = spreads.get('ours: detect + landmarks + embed, plain')?.median ?? Number.NaN;
if (!(everything <= BAR_MS)) {
  console.error(`above the bar: ${everything.toFixed(1)} ms, not ${BAR_MS}`);
  process.exitCode = 1;
}
