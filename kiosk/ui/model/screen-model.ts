/** Everything the traveller's screen knows, as signals, and the few things that change it. */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { LightShown } from '../../face/light-board.ts';
import type { ScreenState, Touch } from '../../screen/screen-state.ts';
import { languageOfState } from '../words/language-of-state.ts';
import { type Language, WORDS } from '../words/languages.ts';
import type { Instruction, Words } from '../words/words.ts';
import { instructionFor } from './instruction.ts';
import type { LinkStatus } from './link.ts';
import { NO_PREFERENCES, type Preferences } from './preferences.ts';
import { steadyCue } from './steady-cue.ts';

export interface ScreenModel {
  readonly state: ReadonlySignal<ScreenState | undefined>;
  readonly link: ReadonlySignal<LinkStatus>;
  readonly preferences: ReadonlySignal<Preferences>;
  /** Between travellers the desk has no transaction to end: the screen itself says where it is. */
  readonly deskOffered: ReadonlySignal<boolean>;
  readonly language: ReadonlySignal<Language>;
  readonly words: ReadonlySignal<Words>;
  readonly instruction: ReadonlySignal<Instruction>;
  receive(state: ScreenState): void;
  setLink(status: LinkStatus): void;
  prefer(change: Partial<Preferences>): void;
  touch(touch: Touch): void;
  /** Tells the lane that a colour is on the display. */
  confirmLight(word: LightShown): void;
  /** `desk` when the lane can be told; else shows the offer. */
  chooseDesk(): void;
  withdrawDeskOffer(): void;
  /** Back to the lane's own language and look. */
  forgetTraveller(): void;
}

/**
 * @param laneLanguage what the screen speaks to somebody it knows nothing of
 * @param send where touches go
 * @param confirmLight where words about colours go
 */
export function createScreenModel(
  laneLanguage: Language,
  send: (touch: Touch) => void,
  confirmLight: (word: LightShown) => void = () => undefined,
): ScreenModel {
  const state = signal<ScreenState | undefined>(undefined);
  const link = signal<LinkStatus>('interrupted');
  const preferences = signal(NO_PREFERENCES);
  const deskOffered = signal(false);
  const suggested = signal<Language | undefined>(undefined);
  const cue = steadyCue(state);
  const language = computed(() => preferences.value.language ?? suggested.value ?? laneLanguage);
  const words = computed(() => WORDS[language.value]);
  const instruction = computed(() =>
    instructionFor(
      { link: link.value, state: state.value, deskOffered: deskOffered.value, cue: cue.value },
      words.value,
    ),
  );

  const forgetTraveller = (): void =>
    batch(() => {
      preferences.value = NO_PREFERENCES;
      suggested.value = undefined;
      deskOffered.value = false;
    });

  return {
    state,
    link,
    preferences,
    deskOffered,
    language,
    words,
    instruction,
    forgetTraveller,
    receive(next) {
      batch(() => {
        const before = state.value?.phase;
        if (before !== undefined && before !== next.phase && isBetweenTravellers(next)) forgetTraveller();
        if (next.issuingState !== undefined) suggested.value = languageOfState(next.issuingState);
        if (next.phase !== 'idle') deskOffered.value = false;
        state.value = next;
      });
    },
    setLink(status) {
      link.value = status;
    },
    prefer(change) {
      preferences.value = { ...preferences.value, ...change };
    },
    touch: send,
    confirmLight,
    chooseDesk() {
      const phase = state.value?.phase;
      if (phase === 'idle') deskOffered.value = true;
      else if (phase !== undefined && hasDeskChoice(phase)) send('desk');
    },
    withdrawDeskOffer() {
      deskOffered.value = false;
    },
  };
}

/** From the welcome until the decision, the desk is one touch away. */
export function hasDeskChoice(phase: ScreenState['phase']): boolean {
  return phase === 'idle' || phase === 'notice' || phase === 'document' || phase === 'face' || phase === 'finger';
}

function isBetweenTravellers({ phase }: ScreenState): boolean {
  return phase === 'idle' || phase === 'out-of-service' || phase === 'starting';
}
