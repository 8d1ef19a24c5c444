import { wipeImage } from '../../../../hardware/device/image.ts';
import { type PortraitOutcome, unreadable } from '../unreadable.ts';
import { decodeCodestream } from './codec.ts';
import { codestreamOutline } from './codestream-outline.ts';
import { type Colour, readJp2Boxes } from './jp2-boxes.ts';
import { greyToRgb, syccToRgb } from './to-rgb.ts';

const CODESTREAM_START = 0xff;

/** The pixels of a JP2 file or a bare codestream, in the form of `decodePortrait`. */
export async function decodeJpeg2000(file: Uint8Array): Promise<PortraitOutcome> {
  const boxes =
    file[0] === CODESTREAM_START
      ? ({ kind: 'jp2', colour: 'unstated', codestream: file } as const)
      : readJp2Boxes(file);
  if (boxes.kind === 'unreadable') return boxes;
  const outline = codestreamOutline(boxes.codestream);
  if (outline.kind === 'unreadable') return outline;
  const { width, height, components, length } = outline;
  if (!fits(boxes.colour, components)) return unreadable('colour');
  const decoded = await decodeCodestream(boxes.codestream.subarray(0, length));
  if (decoded === undefined) return unreadable('corrupt');
  const { data } = decoded;
  if (decoded.width !== width || decoded.height !== height || decoded.components !== components) {
    data.fill(0);
    return unreadable('corrupt');
  }
  if (boxes.colour === 'sycc') syccToRgb(data);
  const image = { width, height, channelOrder: components === 1 ? 'grey' : 'rgb', data, ownership: 'owned' } as const;
  if (components === 3) return { kind: 'decoded', image };
  const rgb = greyToRgb(image);
  wipeImage(image);
  return { kind: 'decoded', image: rgb };
}

function fits(colour: Colour, components: 1 | 3): boolean {
  switch (colour) {
    case 'unstated':
      return true;
    case 'grey':
      return components === 1;
    case 'srgb':
    case 'sycc':
      return components === 3;
  }
}
