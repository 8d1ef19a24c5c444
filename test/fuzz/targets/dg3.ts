import { readDg3, writeDg3 } from '../../../models/finger/formats/dg3.ts';
import {
  decodeRepresentation,
  type FingerRepresentation,
} from '../../../models/finger/formats/finger-representation.ts';
import { encodeWsq } from '../../../models/finger/formats/wsq/encode.ts';

const SIDE = 64;

export async function seeds() {
  const data = new Uint8Array(SIDE * SIDE).map((_, at) => 128 + 100 * Math.sin(at / 3));
  const image = { width: SIDE, height: SIDE, channelOrder: 'grey', data, ownership: 'owned' } as const;
  const finger: FingerRepresentation = {
    position: 2,
    impression: 0,
    codec: 'wsq',
    widthPx: SIDE,
    heightPx: SIDE,
    resolutionPpi: 500,
    quality: 70,
    data: encodeWsq(image, { resolutionPpi: 500, bitsPerPixel: 0.75 }),
  };
  return [writeDg3([finger], '19794-4:2005'), writeDg3([finger], '39794-4')];
}

export function fuzz(data: Uint8Array): void {
  const read = readDg3(Uint8Array.from(data));
  if (read.kind === 'unreadable') return;
  for (const representation of read.representations) decodeRepresentation(representation);
}
