import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MrzFormat } from '../../../../hardware/document-reader/mrz/layouts.ts';
import { readZone } from '../../../../hardware/document-reader/ocr-b/read-zone.ts';
import type { ZoneReading } from '../../../../hardware/document-reader/ocr-b/zone-reading.ts';
import { allocateImage, type Image } from '../../../../hardware/device/image.ts';
import { seededRandom } from '../../../../hardware/simulation/seeded-random.ts';
import { casesOf, repetitions } from '../../../support/extent.ts';
import { CONDITIONS } from './pages/conditions.ts';
import { GOOD_PHOTOGRAPH, type Photograph, photograph } from './pages/photograph.ts';
import { INSTALLED_FONT, loadFonts, missingFont, printPage } from './pages/print-page.ts';
import { FORMATS, sampleZone } from './pages/sample-zones.ts';

/** ICAO 9303-4 appendix B, -5 appendix B, -6 appendix B, -7 appendices. */
const SPECIMENS: Readonly<Record<MrzFormat, string>> = {
  td3: 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10',
  td1: 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<',
  td2: 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6',
  'mrv-a': 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<',
  'mrv-b': 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<',
};

/** About 17 px a character. */
const WIDTH_PX = 900;
const pictures = new Map<string, Promise<Image>>();

/** A copy of a picture that is taken once. */
async function picture(...given: Parameters<typeof takePicture>): Promise<Image> {
  const name = JSON.stringify(given);
  const taken = pictures.get(name) ?? takePicture(...given);
  pictures.set(name, taken);
  const image = await taken;
  return { ...image, data: image.data.slice() };
}

async function takePicture(zone: string, format: MrzFormat, change: Partial<Photograph> = {}, background = 0.1) {
  const random = seededRandom(zone.length);
  const page = await printPage({ zone, format, font: INSTALLED_FONT, random, background, inkDensity: 0.85 });
  return photograph(page, { ...GOOD_PHOTOGRAPH, widthPx: WIDTH_PX, ...change }, random);
}

const textOf = (reading: ZoneReading): string =>
  reading.kind === 'read' ? Buffer.from(reading.mrz).toString('ascii') : reading.kind;

function quarterTurned({ width, height, data }: Image): Image {
  const turned = allocateImage(height, width, 'grey');
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) turned.data[x * height + (height - 1 - y)] = data[y * width + x]!;
  }
  return turned;
}

/** The picture with a band of it, shares of its height, faded and spotted. */
function worn({ width, height, data, ...rest }: Image, from: number, to: number, fade: number): Image {
  const random = seededRandom(2);
  const changed = Uint8Array.from(data);
  for (let at = Math.floor(from * height) * width; at < Math.floor(to * height) * width; at++) {
    changed[at] = Math.max(0, Math.min(255, data[at]! * (1 - fade) + fade * 200 + (random() - 0.5) * fade * 180));
  }
  return { ...rest, width, height, data: changed };
}

describe.skipIf(missingFont() !== undefined)('a zone in a picture of a page', () => {
  beforeAll(() => loadFonts([INSTALLED_FONT]));

  it.each(FORMATS)('is read: %s', async (format) => {
    const reading = readZone(await picture(SPECIMENS[format], format));
    expect(textOf(reading)).toBe(SPECIMENS[format]);
    expect(reading).toMatchObject({ kind: 'read', format });
  });

  it.each([
    ['typical', 'td1'],
    ['typical', 'td3'],
    ['hard', 'td2'],
    ['hard', 'mrv-b'],
  ] as const)('is read in a %s picture: %s', async (name, format) => {
    const { photograph: how, background } = CONDITIONS.find((condition) => condition.name === name)!;
    const zone = sampleZone(format, seededRandom(format.length));
    expect(textOf(readZone(await picture(zone, format, how, background)))).toBe(zone);
  });

  it.each([
    ['upside down', { rotationDegrees: 180 }],
    ['slanted', { rotationDegrees: 12 }],
    ['in perspective', { perspective: 0.1 }],
    ['at 12 px a character', { widthPx: 620 }],
    ['large', { widthPx: 3_000 }],
  ] satisfies [string, Partial<Photograph>][])('is read %s', async (_, change) => {
    expect(textOf(readZone(await picture(SPECIMENS.td3, 'td3', change)))).toBe(SPECIMENS.td3);
  });

  it.each([
    ['first', 0.6, 0.72, 0.65],
    ['last', 0.8, 0.9, 0.68],
  ])('of a card is read as one of a card when its %s row is worn', async (_row, from, to, fade) => {
    const reading = readZone(worn(await picture(SPECIMENS.td1, 'td1', { widthPx: 1_200 }), from, to, fade));
    expect(textOf(reading)).toBe(SPECIMENS.td1);
  });

  it.each(casesOf(['C1', 'C<', 'IT', 'I5', 'AC'], (code) => code === 'C1' || code === 'AC'))(
    'is read with the document code of a card: %s',
    async (code) => {
      const zone = SPECIMENS.td1.replace('I<', code);
      expect(textOf(readZone(await picture(zone, 'td1')))).toBe(zone);
    },
  );

  it('is read on its side, either way', async () => {
    const once = quarterTurned(await picture(SPECIMENS.td1, 'td1'));
    expect(textOf(readZone(once))).toBe(SPECIMENS.td1);
    expect(textOf(readZone(quarterTurned(quarterTurned(once))))).toBe(SPECIMENS.td1);
  });

  it('is read in colour, from a picture that does not change', async () => {
    const grey = await picture(SPECIMENS.td2, 'td2');
    const rgb = allocateImage(grey.width, grey.height, 'rgb');
    grey.data.forEach((value, at) => rgb.data.fill(value, 3 * at, 3 * at + 3));
    const before = Uint8Array.from(rgb.data);
    expect(textOf(readZone(rgb))).toBe(SPECIMENS.td2);
    expect(Buffer.compare(rgb.data, before)).toBe(0);
  });

  it('keeps a check digit that was printed wrong', async () => {
    const forged = SPECIMENS.td3.replace('C36UTO', 'C37UTO');
    expect(textOf(readZone(await picture(forged, 'td3')))).toBe(forged);
  });

  it('has a confidence for each character, which is lower in a worse picture', async () => {
    const least = async (change: Partial<Photograph>): Promise<number> => {
      const reading = readZone(await picture(SPECIMENS.td3, 'td3', change));
      if (!('lines' in reading)) return 0;
      for (const { confidences, confidence } of reading.lines) {
        expect(confidences).toHaveLength(44);
        expect(Math.min(...confidences)).toBeCloseTo(confidence, 5);
      }
      return Math.min(...reading.lines.map(({ confidence }) => confidence));
    };
    const clean = await least({});
    expect(clean).toBeGreaterThan(0.3);
    expect(await least({ blurPx: 3.5 })).toBeLessThan(clean);
  });

  it('is doubtful because of blur, or not found, when it is out of focus', async () => {
    const reading = readZone(await picture(SPECIMENS.td3, 'td3', { blurPx: 4 }));
    expect(reading.kind === 'doubtful' ? reading.because : reading.kind).toMatch(/^(blur|no-zone)$/);
  });

  it('is too small at six pixels for each character', async () => {
    expect(readZone(await picture(SPECIMENS.td3, 'td3', { widthPx: 340 })).kind).toMatch(/^(too-small|no-zone)$/);
  });

  it('is doubtful when a character of the name is hidden', async () => {
    const image = await picture(SPECIMENS.td3, 'td3');
    const clear = readZone(image);
    expect(clear.kind).toBe('read');
    // A finger over the middle of the upper line hides a name that no check digit is over
    const { width, height, data } = image;
    for (let y = Math.floor(height * 0.6); y < height * 0.98; y++) data.fill(200, y * width + 240, y * width + 300);
    expect(readZone(image).kind).toBe('doubtful');
  });
});

describe('a picture without a zone', () => {
  it.each([
    ['is empty', () => 255],
    ['is black', () => 0],
    ['is noise', seededRandom(7)],
    ['is a grid', (x: number, y: number) => (x % 12 < 6 === y % 12 < 6 ? 1 : 0)],
    ['is a ramp', (x: number) => (x % 256) / 256],
    ['is stripes', (_: number, y: number) => (y % 20 < 4 ? 0 : 1)],
  ] satisfies [string, (x: number, y: number) => number][])('%s, and is reported', (_, of) => {
    const image = allocateImage(1_000, 750, 'grey');
    for (let at = 0; at < image.data.length; at++) image.data[at] = 255 * of(at % 1_000, Math.floor(at / 1_000));
    expect(readZone(image)).toEqual({ kind: 'no-zone' });
  });

  it('never causes a crash', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 32, max: 120 }),
        fc.integer({ min: 32, max: 120 }),
        fc.nat(),
        (width, height, seed) => {
          const random = seededRandom(seed);
          const image = allocateImage(width, height, seed % 2 === 0 ? 'grey' : 'rgb');
          const block = 1 + (seed % 9);
          for (let at = 0; at < image.data.length; at++) {
            image.data[at] = at % block === 0 ? 255 * random() : image.data[at - 1]!;
          }
          expect(['no-zone', 'too-small', 'doubtful']).toContain(readZone(image).kind);
        },
      ),
      { numRuns: repetitions(15, 40) },
    );
  });
});

describe('an invalid picture', () => {
  const bytes = (length: number) => new Uint8Array(new ArrayBuffer(length));
  const image = (width: number, height: number, length: number): Image => ({
    width,
    height,
    channelOrder: 'grey',
    ownership: 'borrowed',
    data: bytes(length),
  });
  it.each([
    ['a buffer shorter than the stated size', image(1_000, 1_000, 999_999)],
    ['a buffer longer than the stated size', image(100, 100, 10_001)],
    ['a size of zero', image(0, 0, 0)],
    ['a negative size', image(-100, -100, 10_000)],
    ['half a pixel', image(100.5, 100, 10_050)],
    ['a size that is not a number', image(Number.NaN, 100, 100)],
    ['a picture with too many pixels', image(8_192, 8_192, 100)],
    ['a picture with a side that is too long', image(100_000, 32, 3_200_000)],
    ['a picture too small to hold a zone', image(31, 31, 961)],
    ['grey pixels declared as colour', { ...image(100, 100, 10_000), channelOrder: 'rgb' } satisfies Image],
  ] satisfies [string, Image][])('is refused: %s', (_, no) => {
    expect(readZone(no)).toEqual({ kind: 'not-a-picture' });
  });
});
