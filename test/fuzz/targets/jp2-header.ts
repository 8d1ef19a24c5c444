import { encodeJp2 } from '../../../hardware/simulation/render/encode-jp2.ts';
import { codestreamOutline } from '../../../kiosk/biometrics/face/jpeg-2000/codestream-outline.ts';
import { readJp2Boxes } from '../../../kiosk/biometrics/face/jpeg-2000/jp2-boxes.ts';
import { never } from '../fuzz-target.ts';

const [WIDTH, HEIGHT] = [40, 48];
/** From the JP2 file's signature, type, header (`ihdr`, `colr`) and the codestream's own box. */
const BOXES_BYTES = 85;

export async function seeds() {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3).map((_, at) => (at * 7) % 251);
  const file = await encodeJp2(pixels, WIDTH, HEIGHT, 800);
  return [file, file.slice(BOXES_BYTES)];
}

export function fuzz(data: Uint8Array): void {
  const file = Uint8Array.from(data);
  const boxes = readJp2Boxes(file);
  for (const stream of boxes.kind === 'jp2' ? [boxes.codestream, file] : [file]) {
    const outline = codestreamOutline(stream);
    if (outline.kind === 'codestream' && outline.width * outline.height > 4_000_000) never('a bomb went through');
  }
}
