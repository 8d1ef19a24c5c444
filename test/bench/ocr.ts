/**
 * Accuracy and speed of reading zones from pictures of pages. Pages, zones and alterations are generated from one
 * seed. The OCR-B on them is an installed font (Debian: fonts-ocr-b), which the reader's strokes are not derived from.
 *
 * Our reader is measured in CPU time, in one thread; tesseract in wall time, because it is another process, so other
 * load affects it.
 *
 * `npm run bench -- ocr [--pages N] [--font FILE]... [--traineddata FILE] [--json OUT]`: pages per condition; further
 * fonts, whose family must be OCR-B; a model for tesseract. Writes test/bench/results/ocr.json.
 */
import { parseArgs } from 'node:util';
import { readZone } from '../../hardware/document-reader/ocr-b/read-zone.ts';
import type { Image } from '../../hardware/device/image.ts';
import { parseMrz } from '../../hardware/document-reader/mrz/parse-mrz.ts';
import { seededRandom } from '../../hardware/simulation/seeded-random.ts';
import { CONDITIONS, type Condition, USUAL_BACKGROUND } from '../hardware/document-reader/ocr-b/pages/conditions.ts';
import { photograph } from '../hardware/document-reader/ocr-b/pages/photograph.ts';
import {
  INSTALLED_FONT,
  loadFonts,
  type OcrBFont,
  printPage,
  type Sheet,
} from '../hardware/document-reader/ocr-b/pages/print-page.ts';
import { FORMATS, sampleZone } from '../hardware/document-reader/ocr-b/pages/sample-zones.ts';
import { spreadOf } from './face-speed/interleave.ts';
import { type Peer, tesseract } from './ocr/peer.ts';
import { type Proportion, percent, proportion } from './support/clopper-pearson.ts';
import { writeRecord } from './support/record.ts';

const SEED = 9303;
/** Minimum share for clean and typical pages together. */
const BAR_EXACT = 0.98;

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '40' },
    'peer-pages': { type: 'string', default: '10' },
    font: { type: 'string', multiple: true, default: [] },
    traineddata: { type: 'string' },
    json: { type: 'string' },
  },
});
const pages = Number(values.pages);
const peerPages = Number(values['peer-pages']);
const fonts: OcrBFont[] = [INSTALLED_FONT, ...values.font.map((file) => ({ family: 'OCR-B', file }))];
await loadFonts(fonts);
const peers = [tesseract(), values.traineddata === undefined ? undefined : tesseract(values.traineddata)].filter(
  (peer) => peer !== undefined,
);
if (peers.length === 0) console.log('tesseract is not installed: no comparison');

interface Page {
  readonly zone: string;
  readonly image: Image;
}

const sheets = new Map<string, Promise<Sheet>>();

async function pageOf({ photograph: how, background }: Condition, index: number): Promise<Page> {
  const random = seededRandom(SEED + index);
  const format = FORMATS[index % FORMATS.length]!;
  const zone = sampleZone(format, random);
  const font = fonts[Math.floor(index / FORMATS.length) % fonts.length]!;
  const print = (): Promise<Sheet> => printPage({ zone, format, font, random, background, inkDensity: 0.85 });
  const key = `${index} ${background}`;
  const sheet = sheets.get(key) ?? print();
  if (background === USUAL_BACKGROUND) sheets.set(key, sheet);
  return { zone, image: photograph(await sheet, how, seededRandom(SEED + 100_000 + index)) };
}

interface Result {
  readonly exact: Proportion;
  readonly silentlyWrong: Proportion;
  readonly milliseconds: number;
}

async function ours(condition: Condition) {
  const kinds: Record<string, number> = {};
  const times: number[] = [];
  let [exact, silent, characters, wrong] = [0, 0, 0, 0];
  for (let index = 0; index < pages; index++) {
    const { zone, image } = await pageOf(condition, index);
    const began = process.cpuUsage();
    const reading = readZone(image);
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / 1_000);
    kinds[reading.kind] = (kinds[reading.kind] ?? 0) + 1;
    if (!('mrz' in reading)) continue;
    const text = Buffer.from(reading.mrz).toString('ascii');
    if (reading.kind === 'read' && text === zone) exact += 1;
    if (reading.kind === 'read' && text !== zone && checksFit(text)) silent += 1;
    characters += zone.length;
    wrong += Array.from(zone).filter((character, at) => text[at] !== character).length;
  }
  return {
    ...{ exact: proportion(exact, pages), silentlyWrong: proportion(silent, pages), kinds },
    ...{ characterErrorRate: wrong / characters, milliseconds: spreadOf(times).median },
  };
}

async function theirs(peer: Peer, condition: Condition): Promise<Result> {
  const times: number[] = [];
  let [exact, silent] = [0, 0];
  for (let index = 0; index < Math.min(pages, peerPages); index++) {
    const { zone, image } = await pageOf(condition, index);
    const began = performance.now();
    const text = await peer.read(image);
    times.push(performance.now() - began);
    if (text === zone) exact += 1;
    else if (checksFit(text)) silent += 1;
  }
  const of = times.length;
  return { exact: proportion(exact, of), silentlyWrong: proportion(silent, of), milliseconds: spreadOf(times).median };
}

function checksFit(text: string): boolean {
  const parsed = parseMrz(Buffer.from(text, 'ascii'));
  return parsed.kind === 'parsed' && parsed.mrz.wrong.length === 0;
}

readZone((await pageOf(CONDITIONS[0]!, 0)).image);
const measured: ({ name: string; strength: string } & Awaited<ReturnType<typeof ours>> & {
    peers: Record<string, Result>;
  })[] = [];
console.log(
  'condition | read, right | silently wrong | doubtful, none | character errors | CPU ms | peers: read, right / silently wrong / wall ms',
);
for (const condition of CONDITIONS) {
  const mine = await ours(condition);
  const others: Record<string, Result> = {};
  for (const peer of peerPages > 0 ? peers : []) others[peer.name] = await theirs(peer, condition);
  measured.push({ name: condition.name, strength: condition.strength, ...mine, peers: others });
  const { exact, silentlyWrong, kinds, characterErrorRate, milliseconds } = mine;
  const doubtful = kinds['doubtful'] ?? 0;
  console.log(
    [
      `${condition.name}, ${condition.strength}`,
      percent(exact),
      silentlyWrong.count,
      `${doubtful}, ${pages - doubtful - (kinds['read'] ?? 0)}`,
      `${(100 * characterErrorRate).toFixed(2)} %`,
      milliseconds.toFixed(0),
      ...Object.values(others).map(
        (other) =>
          `${other.exact.count}/${other.exact.of} / ${other.silentlyWrong.count} / ${other.milliseconds.toFixed(0)}`,
      ),
    ].join(' | '),
  );
}

const all = measured.reduce((sum, { silentlyWrong }) => sum + silentlyWrong.count, 0);
const silentlyWrong = proportion(all, pages * CONDITIONS.length);
console.log(`silently wrong in total: ${percent(silentlyWrong)}`);
writeRecord(
  'ocr',
  {
    seed: SEED,
    pages,
    peerPages,
    fonts: fonts.map(({ family }) => family).join(', '),
    silentlyWrong,
    conditions: measured,
  },
  values.json,
);
const usual = measured.slice(0, 2).reduce((sum, { exact }) => sum + exact.count, 0) / (2 * pages);
if (usual < BAR_EXACT) {
  console.error(`below the bar: ${(100 * usual).toFixed(1)} % of clean and typical pages, not ${100 * BAR_EXACT} %`);
  process.exitCode = 1;
}
