import { wipeImage } from '../../../hardware/device/image.ts';
import { decodePortrait } from '../../../kiosk/biometrics/face/decode-portrait.ts';
import { never } from '../fuzz-target.ts';

export { seeds } from './jp2-header.ts';

export async function fuzz(data: Uint8Array): Promise<void> {
  const outcome = await decodePortrait(Uint8Array.from(data));
  if (outcome.kind === 'unreadable') return;
  const { width, height, data: pixels } = outcome.image;
  if (pixels.length !== width * height * 3) never('an image that is not as long as its sides say');
  wipeImage(outcome.image);
}
