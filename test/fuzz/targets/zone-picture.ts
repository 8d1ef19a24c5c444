import { parseMrz } from '../../../hardware/document-reader/mrz/parse-mrz.ts';
import {
  CELL_HEIGHT,
  CELL_WIDTH,
  PITCH_PX,
  PLAIN_LOOK,
  rasterOf,
} from '../../../hardware/document-reader/ocr-b/glyph-raster.ts';
import { readZone } from '../../../hardware/document-reader/ocr-b/read-zone.ts';
import { never } from '../fuzz-target.ts';

/** ICAO 9303-5 appendix B. */
const TD1 = 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<';
const HEADER = 4;
const MARGIN_PX = 30;
const LINE_PX = 44;
const PAPER = 230;
const INK = 200;

/** Two bytes of width, two of height, then pixels in grey: a picture in which the zone stands straight. */
export async function seeds() {
  const lines = TD1.split('\n');
  const width = 2 * MARGIN_PX + (lines[0]?.length ?? 0) * PITCH_PX;
  const height = 2 * MARGIN_PX + lines.length * LINE_PX;
  const file = new Uint8Array(new ArrayBuffer(HEADER + width * height)).fill(PAPER);
  new DataView(file.buffer).setUint16(0, width);
  new DataView(file.buffer).setUint16(2, height);
  for (const [row, line] of lines.entries()) {
    for (const [column, character] of Array.from(line).entries()) {
      const cell = rasterOf(character, PLAIN_LOOK);
      const from = HEADER + (MARGIN_PX + row * LINE_PX) * width + MARGIN_PX + column * PITCH_PX;
      for (let y = 0; y < CELL_HEIGHT; y++) {
        for (let x = 0; x < CELL_WIDTH; x++) file[from + y * width + x] = PAPER - INK * cell[y * CELL_WIDTH + x]!;
      }
    }
  }
  return [file];
}

export function fuzz(data: Uint8Array): void {
  if (data.length < HEADER) return;
  const view = new DataView(data.buffer, data.byteOffset);
  const image = {
    width: view.getUint16(0),
    height: view.getUint16(2),
    channelOrder: 'grey',
    ownership: 'owned',
  } as const;
  const reading = readZone({ ...image, data: Uint8Array.from(data.subarray(HEADER)) });
  if (reading.kind === 'read' && parseMrz(reading.mrz).kind !== 'parsed') never('read what is no zone');
  if ('lines' in reading && !reading.lines.every(({ confidence }) => confidence >= 0 && confidence <= 1)) {
    never('a number that is not a probability');
  }
}
