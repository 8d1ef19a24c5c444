/** The page's end of the mirror's line: takes pictures of the one size there is, and nothing else. */
import { MIRROR, MIRROR_BYTES } from '../../biometrics/face/mirror-picture.ts';

/** An older picture may show a person who has left, ms. */
const STALE_PICTURE_MS = 1_500;

/** @param onPicture a picture that is valid until the call returns: it is wiped then; `undefined` when the last is no longer true */
export function watchMirror(word: string, onPicture: (picture: ImageData | undefined) => void): () => void {
  const line = new WebSocket(`ws://${location.host}/mirror?${word}`);
  line.binaryType = 'arraybuffer';
  const left = new AbortController();
  let stale: ReturnType<typeof setTimeout> | undefined;
  const lost = (): void => {
    clearTimeout(stale);
    onPicture(undefined);
  };
  line.addEventListener(
    'message',
    ({ data }: MessageEvent<unknown>) => {
      if (!(data instanceof ArrayBuffer) || data.byteLength !== MIRROR_BYTES) return;
      const samples = new Uint8ClampedArray(data);
      onPicture(new ImageData(samples, MIRROR.width, MIRROR.height));
      samples.fill(0);
      clearTimeout(stale);
      stale = setTimeout(lost, STALE_PICTURE_MS);
    },
    left,
  );
  line.addEventListener('close', lost, left);
  return () => {
    left.abort();
    line.close();
    lost();
  };
}
