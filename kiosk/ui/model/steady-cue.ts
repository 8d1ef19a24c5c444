import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { ScreenState } from '../../main/screen/screen-state.ts';
import { MIN_CUE_MS, cueFor, type FaceCue, type ShownCue, sameCue, steady } from './face-cue.ts';

/** The cue to show, held steady. A new attempt starts with its own cue at once. */
export function steadyCue(state: ReadonlySignal<ScreenState | undefined>): ReadonlySignal<FaceCue> {
  const shown = signal<ShownCue>({ cue: undefined, sinceMs: 0 });
  const visible = signal<FaceCue>(undefined);
  let attempt: number | undefined;
  let wasSeen = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = (): void => {
    const now = performance.now();
    const next = untracked(() => state.value);
    const current = next?.phase === 'face' ? next.attempt : undefined;
    if (current !== attempt) wasSeen = false;
    wasSeen ||= next?.face?.box !== undefined;
    const wanted = next === undefined || current === undefined ? undefined : cueFor(next.face, next.hint, wasSeen);
    if (next === undefined || current === undefined) {
      shown.value = { cue: undefined, sinceMs: now };
    } else if (current !== attempt) {
      // The traveller has had no time to step anywhere
      const isEarly = wanted?.kind === 'hint' && wanted.hint !== next.hint;
      shown.value = { cue: isEarly ? undefined : wanted, sinceMs: now };
    } else {
      shown.value = steady(shown.value, wanted, now, next.face);
    }
    attempt = current;
    if (!sameCue(visible.value, shown.value.cue)) visible.value = shown.value.cue;

    clearTimeout(timer);
    if (current !== undefined && !sameCue(shown.value.cue, wanted)) {
      timer = setTimeout(look, Math.max(0, MIN_CUE_MS - (now - shown.value.sinceMs)) + 1);
    }
  };

  effect(() => {
    void state.value;
    untracked(look);
  });
  return visible;
}
