/**
 * Speed and fidelity of the WSQ codec, one thread. `npm run bench -- wsq [rounds]` writes test/bench/results/wsq.json.
 * We know of no WSQ codec on npm for comparison; libjpeg (in sharp) decodes the same picture as a measure of the
 * machine. CPU time is the result; wall time shows the load of the machine.
 */
import sharp from 'sharp';
import type { Image } from '../../hardware/device/image.ts';
import { decodeWsq } from '../../models/finger/formats/wsq/decode.ts';
import { encodeWsq } from '../../models/finger/formats/wsq/encode.ts';
import { dataFiles, dataPath } from '../models/finger/formats/finger-data.ts';
import { psnr, ridges } from '../models/finger/formats/ridges.ts';
import { segmentsOf, withPatch } from '../models/finger/formats/wsq/wsq-file.ts';
import { spreadOf } from './face-speed/interleave.ts';
import { writeRecord } from './support/record.ts';

const WARM_UPS = 5;
const ROUNDS = Number(process.argv[2] ?? 40);
/** Maximum CPU time to decode 500 x 500 px at 0.75 bits per pixel, ms. */
const BAR_MS = 60;
const RATES = [0.75, 2.25] as const;
const SIZES = [
  [300, 400],
  [500, 500],
  [832, 768],
] as const;
/** Number of photographs per database for the measure of fidelity. */
const PHOTOGRAPHS = 20;

interface Contender {
  readonly name: string;
  readonly run: () => unknown;
  readonly cpuMs: number[];
  readonly wallMs: number[];
}
const contender = (name: string, run: () => unknown): Contender => ({ name, run, cpuMs: [], wallMs: [] });
const coded = (image: Image, bitsPerPixel: number) => encodeWsq(image, { resolutionPpi: 500, bitsPerPixel });

const contenders = SIZES.flatMap(([width, height]) => {
  const image = ridges(width, height);
  return RATES.flatMap((rate) => {
    const file = coded(image, rate);
    const title = `${width} x ${height}, ${rate} bits a pixel`;
    return [
      contender(`decode ${title}`, () => decodeWsq(file)),
      contender(`encode ${title}`, () => coded(image, rate)),
    ];
  });
});
const square = ridges(500, 500);
const raw = { width: 500, height: 500, channels: 1 } as const;
const jpeg = await sharp(square.data, { raw }).jpeg({ quality: 90 }).toBuffer();
contenders.push(contender('sharp: decode JPEG 500 x 500', () => sharp(jpeg).greyscale().raw().toBuffer()));
const largest = coded(ridges(2000, 2000), 0.75);
contenders.push(contender('decode 2000 x 2000, 0.75 bits a pixel', () => decodeWsq(largest)));
const liar = coded(ridges(66, 70), 0.75);
const frame = segmentsOf(liar).find(({ marker }) => marker === 0xffa2)?.start ?? 0;
const lie = withPatch(liar, frame + 6, [0x07, 0xd0, 0x07, 0xd0]);
contenders.push(contender('refuse 2000 x 2000 px with the data of 66 x 70', () => decodeWsq(lie)));

for (let round = -WARM_UPS; round < ROUNDS; round++) {
  // In a rotating order, so that other load affects all contenders equally.
  const first = (round + WARM_UPS) % contenders.length;
  for (const { run, cpuMs, wallMs } of [...contenders.slice(first), ...contenders.slice(0, first)]) {
    const [cpu, wall] = [process.cpuUsage(), performance.now()];
    await run();
    const { user, system } = process.cpuUsage(cpu);
    if (round < 0) continue;
    cpuMs.push((user + system) / 1000);
    wallMs.push(performance.now() - wall);
  }
  if (round % 10 === 0) console.log(`round ${round} of ${ROUNDS}`);
}

const milliseconds = Object.fromEntries(
  contenders.map(({ name, cpuMs, wallMs }) => [name, { cpu: spreadOf(cpuMs), wall: spreadOf(wallMs) }]),
);
const width = Math.max(...contenders.map(({ name }) => name.length));
console.log(`${'ms'.padEnd(width)}  CPU median   quartiles     wall median`);
for (const [name, { cpu, wall }] of Object.entries(milliseconds)) {
  const quartiles = `${cpu.lowerQuartile.toFixed(1)}-${cpu.upperQuartile.toFixed(1)}`;
  console.log(
    `${name.padEnd(width)}  ${cpu.median.toFixed(1).padStart(10)}   ${quartiles.padEnd(12)}  ${wall.median.toFixed(1).padStart(10)}`,
  );
}

const faithfulness: { name: string; rate: number; images: number; bitsPerPixel: number; psnrDb: number }[] = [];
const sources: [string, () => Promise<Image[]>][] = [
  ['generated ridges', async () => SIZES.map(([w, h]) => ridges(w, h))],
  ...['DB1_B', 'DB2_B', 'DB3_B', 'DB4_B'].map((database): [string, () => Promise<Image[]>] => [
    `FVC2002 ${database}`,
    () => photographs(`finger/fvc2002/${database}`),
  ]),
];
for (const [name, open] of sources) {
  const images = await open();
  if (images.length === 0) continue;
  for (const rate of RATES) {
    const made = images.map((image) => {
      const file = coded(image, rate);
      const read = decodeWsq(file);
      if (read.kind !== 'decoded') throw new Error(`its own file is unreadable: ${read.reason}`);
      return { bits: (8 * file.length) / image.data.length, db: psnr(image.data, read.image.data) };
    });
    const bitsPerPixel = spreadOf(made.map(({ bits }) => bits)).median;
    const psnrDb = spreadOf(made.map(({ db }) => db)).median;
    faithfulness.push({ name, rate, images: images.length, bitsPerPixel, psnrDb });
    console.log(
      `${name}, ${images.length} images at ${rate}: ${bitsPerPixel.toFixed(2)} bits a pixel, PSNR ${psnrDb.toFixed(1)} dB (medians)`,
    );
  }
}

async function photographs(folder: string): Promise<Image[]> {
  const images: Image[] = [];
  for (const path of dataFiles(folder, '.tif').slice(0, PHOTOGRAPHS)) {
    const { data, info } = await sharp(dataPath(path)).greyscale().raw().toBuffer({ resolveWithObject: true });
    const pixels = Uint8Array.from(data);
    images.push({ width: info.width, height: info.height, channelOrder: 'grey', data: pixels, ownership: 'owned' });
  }
  return images;
}

writeRecord('wsq', { rounds: ROUNDS, threads: 1, sharp: sharp.versions.sharp, milliseconds, faithfulness });

const decode = milliseconds['decode 500 x 500, 0.75 bits a pixel']?.cpu.median ?? Number.NaN;
if (!(decode <= BAR_MS)) {
  console.error(`slower than the bar: ${decode.toFixed(1)} ms, not ${BAR_MS} ms`);
  process.exitCode = 1;
}
