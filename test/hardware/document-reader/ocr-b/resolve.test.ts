import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutOf, type MrzLayout } from '../../../../hardware/document-reader/mrz/layouts.ts';
import { ALPHABET } from '../../../../hardware/document-reader/ocr-b/glyph-strokes.ts';
import { type Place, resolve } from '../../../../hardware/document-reader/ocr-b/resolve.ts';
import { checkDigit } from '../../../../hardware/simulation/document/machine-readable-zone.ts';
import { seededRandom } from '../../../../hardware/simulation/seeded-random.ts';
import { FORMATS, sampleZone } from './pages/sample-zones.ts';

const TD3 = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';
const VISA = 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<';

/** Output of the recogniser for one place: characters with their probabilities. */
type Doubt = readonly [line: number, column: number, seen: Readonly<Record<string, number>>];

function placesOf(zone: string, doubts: readonly Doubt[] = []): Place[][] {
  return zone.split('\n').map((line, row) =>
    Array.from(line).map((character, column) => {
      const seen = doubts.find(([r, c]) => r === row && c === column)?.[2] ?? { [character]: 0.999 };
      return Object.entries(seen)
        .map(([one, probability]) => ({ of: ALPHABET.indexOf(one), probability }))
        .sort((a, b) => b.probability - a.probability);
    }),
  );
}

function layout(zone: string): MrzLayout {
  const lines = zone.split('\n');
  return layoutOf(lines.length, lines[0]!.length, zone[0]!)!;
}

function read(zone: string, doubts: readonly Doubt[] = []) {
  const { mrz, ...reading } = resolve(placesOf(zone, doubts), layout(zone));
  return { ...reading, text: Buffer.from(mrz).toString('ascii'), room: mrz.buffer.byteLength };
}

describe('the recogniser’s output', () => {
  it('is read when it is certain', () => {
    for (const format of FORMATS) {
      const zone = sampleZone(format, seededRandom(3));
      expect(read(zone)).toMatchObject({ kind: 'read', format, text: zone, corrected: 0 });
      expect(read(zone).room).toBeGreaterThanOrEqual(65);
    }
  });

  it('is corrected when check digits identify the look-alike', () => {
    expect(read(TD3, [[1, 5, { O: 0.6, '0': 0.38 }]])).toMatchObject({ kind: 'read', text: TD3, corrected: 1 });
    expect(read(TD3, [[1, 27, { '8': 0.6, '9': 0.38 }]])).toMatchObject({ kind: 'read', text: TD3, corrected: 1 });
  });

  it('is corrected in two places at most', () => {
    const swapped = (columns: readonly number[]): Doubt[] =>
      columns.map((column) => [1, column, { '8': 0.6, [TD3.split('\n')[1]![column]!]: 0.4 }]);
    expect(read(TD3, swapped([14, 22]))).toMatchObject({ kind: 'read', text: TD3, corrected: 2 });
    expect(read(TD3, swapped([14, 22, 29]))).toMatchObject({ kind: 'doubtful', because: 'check-digits', corrected: 0 });
  });

  it('is not corrected when the recogniser was certain', () => {
    const forged = TD3.replace('C36UTO', 'C37UTO');
    expect(read(forged)).toMatchObject({ kind: 'read', text: forged, corrected: 0 });
    expect(read(forged, [[1, 9, { '7': 0.98, '6': 0.02 }]])).toMatchObject({
      kind: 'read',
      text: forged,
      corrected: 0,
    });
  });

  it('is doubtful when two corrections are about as likely', () => {
    // Either the O is a 0, or both check digits are others
    const [seen, rest] = ['L8989O2C3', '74081221204159ZE184226B<<<<<1'];
    const digit = checkDigit(seen);
    const doubts: Doubt[] = [
      [1, 5, { O: 0.5, '0': 0.25 }],
      [1, 9, { '6': 0.6, [digit]: 0.4 }],
      [1, 43, { '0': 0.6, [checkDigit(seen + digit + rest)]: 0.4 }],
    ];
    expect(read(TD3, doubts)).toMatchObject({ kind: 'doubtful', because: 'check-digits', corrected: 0 });
  });

  it.each(['K', 'A', 'U', '0'])(
    'is doubtful between a filler and %s, which check digits cannot distinguish',
    (other) => {
      expect(read(TD3, [[1, 40, { [other]: 0.55, '<': 0.45 }]])).toMatchObject({
        kind: 'doubtful',
        because: 'characters',
      });
      expect(read(TD3, [[1, 40, { '<': 0.95, [other]: 0.05 }]])).toMatchObject({ kind: 'read', text: TD3 });
    },
  );

  it('is doubtful for one uncertain character of a name, which no check digit covers', () => {
    expect(read(TD3, [[0, 6, { R: 0.75, P: 0.25 }]])).toMatchObject({ kind: 'doubtful', because: 'characters' });
    expect(read(VISA, [[1, 30, { '<': 0.75, K: 0.25 }]])).toMatchObject({ kind: 'doubtful', because: 'characters' });
  });

  it('may be less certain when a check digit confirms it', () => {
    expect(read(TD3, [[1, 14, { '4': 0.7, '1': 0.3 }]])).toMatchObject({ kind: 'read', text: TD3 });
    expect(read(TD3, [[1, 14, { '4': 0.4, '1': 0.39, '7': 0.2 }]])).toMatchObject({ kind: 'doubtful' });
  });

  it('has for each line the confidence of its worst character', () => {
    const { lines } = read(TD3, [[1, 14, { '4': 0.7, '1': 0.3 }]]);
    expect(lines.map(({ confidence }) => Math.round(100 * confidence))).toEqual([100, 70]);
  });
});

describe('the recogniser’s output with random errors', () => {
  it('yields no false name', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...FORMATS), fc.integer({ min: 1, max: 60 }), (seed, format, count) => {
        const random = seededRandom(seed);
        const zone = sampleZone(format, random);
        const rows = zone.split('\n');
        const doubts = Array.from({ length: count }, (): Doubt => {
          const row = Math.floor(random() * rows.length);
          const column = Math.floor(random() * rows[row]!.length);
          const other = ALPHABET[Math.floor(random() * ALPHABET.length)]!;
          return [row, column, { [other]: 0.6, [rows[row]![column]!]: 0.4 }];
        });
        const reading = read(zone, doubts);
        if (reading.kind === 'doubtful') return;
        const nameAt = (text: string): string => (format === 'td1' ? text.slice(62) : text.slice(0, rows[0]!.length));
        expect(nameAt(reading.text)).toBe(nameAt(zone));
      }),
      { numRuns: 150 },
    );
  });
});
