import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { ScreenState } from '../../screen/screen-state.ts';
import { CUE_LEAST_MS, cueFor, type FaceCue, type ShownCue, sameCue, steady } from './face-cue.ts';

/** The cue to show, held steady; a new attempt starts with its own cue at once. */
export function steadyCue(state: ReadonlySignal<ScreenState | undefined>): ReadonlySignal<FaceCue> {
  const shown = signal<ShownCue>({ cue: undefined, sinceMs: 0 });
  const visible = signal<FaceCue>(undefined);
  let attempt: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = (): void => {
    const now = performance.now();
    const next = untracked(() => state.value);
    const current = next?.phase === 'face' ? next.attempt : undefined;
    if (next === undefined || current === undefined) {
      shown.value = { cue: undefined, sinceMs: now };
    } else if (current !== attempt) {
      const wanted = cueFor(next.face, next.hint);
      // Nobody has had the time to step anywhere yet.
      const early = wanted?.kind === 'hint' && wanted.hint !== next.hint;
      shown.value = { cue: early ? undefined : wanted, sinceMs: now };
    } else {
      shown.value = steady(shown.value, cueFor(next.face, next.hint), now);
    }
    attempt = current;
    if (!sameCue(visible.value, shown.value.cue)) visible.value = shown.value.cue;

    clearTimeout(timer);
    if (next !== undefined && current !== undefined && !sameCue(shown.value.cue, cueFor(next.face, next.hint))) {
      timer = setTimeout(look, Math.max(0, CUE_LEAST_MS - (now - shown.value.sinceMs)) + 1);
    }
  };

  effect(() => {
    void state.value;
    untracked(look);
  });
  return visible;
}
