/** The dock page's state as signals: the lane's answers, its live phase, the form and errors. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { io } from 'socket.io-client';
import type { LaneView } from '../../../lane/state-machine/lane-view.ts';
import type { ScreenState } from '../../../main/screen/screen-state.ts';
import { laneToken } from '../../../ui/model/lane-token.ts';
import { type Answer, act, fetchView, type Trouble } from './dock-api.ts';
import type { DockView } from './dock-view.ts';
import { type Draft, travellerOf } from './draft.ts';
import { type LaneStanding, standingOf } from './lane-standing.ts';
import { endOf, type RunStage, type ScenarioRun } from './scenario-result.ts';
import { draftFor, SCENARIOS, type Scenario } from './scenarios.ts';

export interface DockModel {
  readonly view: ReadonlySignal<DockView | undefined>;
  /** More current than `view.lane` while connected. */
  readonly lane: ReadonlySignal<LaneView | undefined>;
  /** The lane's state in one sentence; `undefined` before its first answer. */
  readonly standing: ReadonlySignal<LaneStanding | undefined>;
  readonly draft: ReadonlySignal<Draft | undefined>;
  /** The scenario that was played last on this page. */
  readonly run: ReadonlySignal<ScenarioRun | undefined>;
  /** Whether the lane serves a traveller, or a scenario is being prepared: no other one can be played. */
  readonly isBusy: ReadonlySignal<boolean>;
  readonly trouble: ReadonlySignal<Trouble | undefined>;
  /** Text of the last action. */
  readonly done: ReadonlySignal<string>;
  /** Repairs what the last scenario broke, has a lane that is too slow test its speed, then applies the faults of this one and sends its traveller. */
  play(scenario: Scenario): Promise<void>;
  chooseHolder(holder: string): void;
  edit(change: Partial<Draft>): void;
  /** Does what can bring the lane back into service: its devices recover, and a lane that is too slow tests its speed at once. */
  remedy(): Promise<void>;
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

  const setStage = (stage: RunStage): void => {
    if (run.value !== undefined) run.value = { ...run.value, stage };
  };

  const take = (answer: Answer): boolean => {
    if (answer.kind === 'trouble') {
      trouble.value = answer.trouble;
      return false;
    }
    view.value = answer.view;
    const why = run.value && endOf(run.value, answer.view);
    if (why !== undefined) setStage({ kind: 'ended', why });
    if (trouble.value?.silent === true) trouble.value = undefined;
    const first = SCENARIOS[0];
    if (draft.value === undefined && first !== undefined) draft.value = draftOf(first);
    return true;
  };

  const reading = readViews(take);
  const { look } = reading;
  hearLane(live, () => void look());

  const lane = computed(() => live.value ?? view.value?.lane);
  const phase = computed(() => lane.value?.phase);
  const standing = computed(() => phase.value && view.value && standingOf(phase.value, view.value));

  const perform = async (path: string, body: unknown, words: string): Promise<boolean> => {
    done.value = '';
    trouble.value = undefined;
    const taken = take(await reading.overtake(() => act(path, body)));
    if (taken) done.value = words;
    return taken;
  };
  const recover = (): Promise<boolean> => perform('faults/clear', {}, 'All devices recover.');
  const testPace = (): Promise<boolean> => perform('pace/test', {}, 'The lane tests its speed.');

  const prepare = async ({ faults = [], traveller }: Scenario, own: Draft): Promise<RunStage> => {
    const refused = (): RunStage => ended(trouble.value?.message);
    if ((view.value?.faults.length ?? 0) > 0 && !(await recover())) return refused();
    await settles(standing);
    if (standing.value?.remedy === 'test-pace') {
      if (!(await testPace())) return refused();
      await settles(standing);
    }
    if (standing.value?.kind !== 'ready') return ended(standing.value?.sentence);
    for (const fault of faults) {
      if (!(await perform('fault', fault, 'A device fails.'))) return refused();
    }
    if (traveller !== undefined && !(await perform('traveller', travellerOf(own), 'A traveller is on the way.'))) {
      return refused();
    }
    return { kind: 'playing' };
  };

  return {
    view,
    lane,
    standing,
    draft,
    run,
    isBusy: computed(() => isPreparing.value || standing.value?.kind === 'serving'),
    trouble,
    done,
    async play(scenario) {
      if (isPreparing.value) return;
      isPreparing.value = true;
      const own = draftOf(scenario);
      draft.value = own;
      run.value = { scenario, afterSequence: view.value?.outbox.lastSequence ?? 0, stage: { kind: 'preparing' } };
      try {
        setStage(await prepare(scenario, own));
      } finally {
        isPreparing.value = false;
      }
    },
    chooseHolder(holder) {
      if (draft.value === undefined || view.value === undefined) return;
      const isOwn = draft.value.person === draft.value.holder;
      draft.value = { ...draft.value, holder, ...(isOwn && { person: holder, photograph: 0 }) };
    },
    edit(change) {
      if (draft.value !== undefined) draft.value = { ...draft.value, ...change };
    },
    async remedy() {
      if (standing.value?.remedy === 'recover-devices' && !(await recover())) return;
      if (standing.value?.remedy === 'test-pace') await testPace();
    },
    async perform(path, body, words) {
      await perform(path, body, words);
    },
    dismissTrouble() {
      trouble.value = undefined;
    },
  };
}

interface ViewReader {
  look(): Promise<void>;
  /** Makes a request whose answer is more current than that of a read that runs at the same time. */
  overtake(request: () => Promise<Answer>): Promise<Answer>;
}

/** Reads the view now and again. One read at a time, and none that an action overtook or that overtook an action, because the result would be outdated. */
function readViews(take: (answer: Answer) => void): ViewReader {
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
  return {
    look,
    async overtake(request) {
      acts += 1;
      const answer = await request();
      acts += 1;
      return answer;
    },
  };
}

/** Keeps the live phase, and looks when it changes. */
function hearLane(live: Signal<LaneView | undefined>, look: () => void): void {
  const socket = io({ path: '/screen.io', transports: ['websocket'], query: { token: laneToken() } });
  socket.on('state', (state: ScreenState) => {
    const changed = live.value?.phase !== state.phase;
    live.value = state;
    if (changed) look();
  });
  socket.on('disconnect', () => {
    live.value = undefined;
    look();
  });
}

function ended(why: string | undefined): RunStage {
  return { kind: 'ended', why: why ?? 'The lane does not answer.' };
}

/** Resolves when the lane is ready, or when it will not be ready without help. */
function settles(standing: DockModel['standing']): Promise<void> {
  return new Promise((resolve) => {
    let stop: () => void = () => undefined;
    const settle = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(settle, READY_WITHIN_MS);
    stop = effect(() => {
      const { kind } = standing.value ?? {};
      if (kind === 'ready' || kind === 'too-slow' || kind === 'closed') queueMicrotask(settle);
    });
  });
}
