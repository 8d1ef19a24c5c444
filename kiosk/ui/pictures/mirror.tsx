import { useEffect, useRef } from 'preact/hooks';
import { MIRROR } from '../../biometrics/face/mirror-picture.ts';
import { watchMirror } from '../model/mirror-page.ts';
import { VIEW } from './face-outline.ts';

export interface MirrorProps {
  /** For the line that pictures come over. */
  readonly word: string;
  /** Whether there is a picture to be seen. */
  readonly onShown: (shown: boolean) => void;
}

/** The camera's picture, as in a mirror. Afterwards the canvas has no pixels. */
export function Mirror({ word, onShown }: MirrorProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const drawn = canvas.current;
    // In memory that this page has, not in a graphics card's
    const context = drawn?.getContext('2d', { alpha: false, willReadFrequently: true });
    if (drawn === null || context === null || context === undefined) return undefined;
    return watchMirror(word, (picture) => {
      if (picture === undefined) {
        context.clearRect(0, 0, drawn.width, drawn.height);
        drawn.width = drawn.height = 0;
      } else {
        if (drawn.width === 0) Object.assign(drawn, MIRROR);
        context.putImageData(picture, 0, 0);
      }
      onShown(picture !== undefined);
    });
  }, [word]);
  return (
    <foreignObject {...VIEW} clip-path="url(#face-pane)">
      <canvas ref={canvas} class="mirror" width={0} height={0} />
    </foreignObject>
  );
}
