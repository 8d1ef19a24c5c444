/** The dock page's state as signals: the lane's answers, its live phase, the form and errors. */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { io } from 'socket.io-client';
import type { LaneView } from '../../../lane/lane-view.ts';
import type { ScreenState } from '../../../screen/screen-state.ts';
import { laneToken } from '../../../ui/model/lane-token.ts';
import { type Answer, act, fetchView, type Trouble } from './dock-api.ts';
import type { DockView } from './dock-view.ts';
import type { Draft } from './draft.ts';
import { draftFor, PRESETS, type Preset } from './presets.ts';

export interface DockModel {
  readonly view: ReadonlySignal<DockView | undefined>;
  /** More current than `view.lane` while connected. */
  readonly lane: ReadonlySignal<LaneView | undefined>;
  readonly draft: ReadonlySignal<Draft | undefined>;
  /** The preset that the form still contains unchanged. */
  readonly preset: ReadonlySignal<string | undefined>;
  readonly trouble: ReadonlySignal<Trouble | undefined>;
  /** Text of the last action. */
  readonly done: ReadonlySignal<string>;
  choose(preset: Preset): void;
  edit(change: Partial<Draft>): void;
  perform(path: string, body: unknown, done: string): Promise<void>;
  dismissTrouble(): void;
}

const LOOK_EVERY_MS = 2_000;

export function createDockModel(): DockModel {
  const view = signal<DockView | undefined>(undefined);
  const live = signal<LaneView | undefined>(undefined);
  const draft = signal<Draft | undefined>(undefined);
  const preset = signal<string | undefined>(undefined);
  const trouble = signal<Trouble | undefined>(undefined);
  const done = signal('');

  const choose = (chosen: Preset): void =>
    batch(() => {
      draft.value = draftFor(chosen, view.value?.specimens ?? [], draft.value?.holder ?? '');
      preset.value = chosen.id;
    });

  const take = (answer: Answer): boolean => {
    if (answer.kind === 'trouble') {
      trouble.value = answer.trouble;
      return false;
    }
    view.value = answer.view;
    if (trouble.value?.silent === true) trouble.value = undefined;
    const first = PRESETS[0];
    if (draft.value === undefined && first !== undefined) choose(first);
    return true;
  };

  // One read at a time, and none that an action overtook, because the result would be outdated.
  let acts = 0;
  let looking = false;
  let again = false;
  const look = async (): Promise<void> => {
    again = looking;
    if (looking) return;
    looking = true;
    const before = acts;
    const answer = await fetchView();
    looking = false;
    if (before === acts) take(answer);
    if (again) void look();
  };
  void look();
  setInterval(() => {
    if (document.visibilityState === 'visible' && !looking) void look();
  }, LOOK_EVERY_MS);

  const socket = io({ path: '/screen.io', transports: ['websocket'], query: { token: laneToken() } });
  socket.on('state', (state: ScreenState) => {
    const changed = live.value?.phase !== state.phase;
    live.value = state;
    if (changed) void look();
  });
  socket.on('disconnect', () => {
    live.value = undefined;
    void look();
  });

  return {
    view,
    lane: computed(() => live.value ?? view.value?.lane),
    draft,
    preset,
    trouble,
    done,
    choose,
    edit(change) {
      if (draft.value === undefined) return;
      draft.value = { ...draft.value, ...change };
      preset.value = undefined;
    },
    async perform(path, body, words) {
      acts += 1;
      done.value = '';
      trouble.value = undefined;
      if (take(await act(path, body))) done.value = words;
    },
    dismissTrouble() {
      trouble.value = undefined;
    },
  };
}
