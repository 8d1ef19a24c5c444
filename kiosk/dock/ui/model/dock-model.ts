/** The dock page's state as signals: the lane's answers, its live phase, the form and errors. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { io } from 'socket.io-client';
import type { LaneView } from '../../../lane/lane-view.ts';
import type { ScreenState } from '../../../screen/screen-state.ts';
import { laneToken } from '../../../ui/model/lane-token.ts';
import { type Answer, act, fetchView, type Trouble } from './dock-api.ts';
import type { DockView } from './dock-view.ts';
import { type Draft, travellerOf } from './draft.ts';
import type { ScenarioRun } from './scenario-result.ts';
import { draftFor, SCENARIOS, type Scenario } from './scenarios.ts';

export interface DockModel {
  readonly view: ReadonlySignal<DockView | undefined>;
  /** More current than `view.lane` while connected. */
  readonly lane: ReadonlySignal<LaneView | undefined>;
  readonly draft: ReadonlySignal<Draft | undefined>;
  /** The scenario that was played last on this page. */
  readonly run: ReadonlySignal<ScenarioRun | undefined>;
  /** Whether the lane serves a traveller, or a scenario is being prepared. */
  readonly isBusy: ReadonlySignal<boolean>;
  readonly trouble: ReadonlySignal<Trouble | undefined>;
  /** Text of the last action. */
  readonly done: ReadonlySignal<string>;
  /** Repairs what the last scenario broke, then applies the faults of this one and sends its traveller. */
  play(scenario: Scenario): Promise<void>;
  chooseHolder(holder: string): void;
  edit(change: Partial<Draft>): void;
  perform(path: string, body: unknown, done: string): Promise<void>;
  dismissTrouble(): void;
}

const LOOK_EVERY_MS = 2_000;

/** How long a lane whose devices have recovered may take until it is ready, ms. */
const READY_WITHIN_MS = 90_000;

export function createDockModel(): DockModel {
  const view = signal<DockView | undefined>(undefined);
  const live = signal<LaneView | undefined>(undefined);
  const draft = signal<Draft | undefined>(undefined);
  const run = signal<ScenarioRun | undefined>(undefined);
  const isPreparing = signal(false);
  const trouble = signal<Trouble | undefined>(undefined);
  const done = signal('');

  const draftOf = (scenario: Scenario): Draft =>
    draftFor(scenario, view.value?.specimens ?? [], draft.value?.holder ?? '');

  const take = (answer: Answer): boolean => {
    if (answer.kind === 'trouble') {
      trouble.value = answer.trouble;
      return false;
    }
    view.value = answer.view;
    if (trouble.value?.silent === true) trouble.value = undefined;
    const first = SCENARIOS[0];
    if (draft.value === undefined && first !== undefined) draft.value = draftOf(first);
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

  const lane = computed(() => live.value ?? view.value?.lane);
  const phase = computed(() => lane.value?.phase);

  const perform = async (path: string, body: unknown, words: string): Promise<boolean> => {
    acts += 1;
    done.value = '';
    trouble.value = undefined;
    const taken = take(await act(path, body));
    if (taken) done.value = words;
    return taken;
  };

  const isReady = (): Promise<boolean> =>
    new Promise((resolve) => {
      let stop: () => void = () => undefined;
      const settle = (ready: boolean): void => {
        clearTimeout(timer);
        stop();
        resolve(ready);
      };
      const timer = setTimeout(() => settle(false), READY_WITHIN_MS);
      stop = effect(() => {
        if (phase.value === 'idle') queueMicrotask(() => settle(true));
      });
    });

  const prepare = async ({ faults = [], traveller }: Scenario, own: Draft): Promise<void> => {
    if ((view.value?.faults.length ?? 0) > 0 && !(await perform('faults/clear', {}, 'All devices recover.'))) return;
    if (!(await isReady())) return;
    for (const fault of faults) {
      if (!(await perform('fault', fault, 'A device fails.'))) return;
    }
    if (traveller !== undefined) await perform('traveller', travellerOf(own), 'A traveller is on the way.');
  };

  return {
    view,
    lane,
    draft,
    run,
    isBusy: computed(() => isPreparing.value || !(phase.value === 'idle' || phase.value === 'out-of-service')),
    trouble,
    done,
    async play(scenario) {
      if (isPreparing.value) return;
      isPreparing.value = true;
      const own = draftOf(scenario);
      draft.value = own;
      run.value = { scenario, afterSequence: view.value?.outbox.lastSequence ?? 0 };
      await prepare(scenario, own).finally(() => {
        isPreparing.value = false;
      });
    },
    chooseHolder(holder) {
      if (draft.value === undefined || view.value === undefined) return;
      const isOwn = draft.value.person === draft.value.holder;
      draft.value = { ...draft.value, holder, ...(isOwn && { person: holder, photograph: 0 }) };
    },
    edit(change) {
      if (draft.value !== undefined) draft.value = { ...draft.value, ...change };
    },
    async perform(path, body, words) {
      await perform(path, body, words);
    },
    dismissTrouble() {
      trouble.value = undefined;
    },
  };
}
