import { useEffect, useRef } from 'preact/hooks';
import { LIGHT_COLOURS } from '../../../models/face/presentation-attack/light-challenge/light-state.ts';
import type { ShownChallenge } from '../../biometrics/face/light-board.ts';
import { playLight } from '../model/light-player.ts';
import type { ScreenModel } from '../model/screen-model.ts';

/**
 * The display as a lamp: two halves of colour behind the text. It shows none when the system asks for less motion:
 * the page then reports to the lane that this traveller does without the light.
 */
export function LightField({ model, shown }: { model: ScreenModel; shown: ShownChallenge }) {
  const left = useRef<HTMLDivElement>(null);
  const right = useRef<HTMLDivElement>(null);
  const { id, challenge } = shown;
  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      model.touch('without-lights');
      return undefined;
    }
    return playLight({
      challenge,
      paint(state) {
        if (left.current !== null) left.current.style.backgroundColor = LIGHT_COLOURS[state.left];
        if (right.current !== null) right.current.style.backgroundColor = LIGHT_COLOURS[state.right];
      },
      confirm: (index, pageMs) => model.confirmLight({ id, index, pageMs }),
      nextFrame(callback) {
        const request = requestAnimationFrame(callback);
        return () => cancelAnimationFrame(request);
      },
    });
  }, [id]);
  return (
    <div class="light-field" aria-hidden="true">
      <div ref={left} />
      <div ref={right} />
    </div>
  );
}
