/** Everything the traveller's screen knows, as signals, and the few things that change it. */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { DeclarationAnswer } from '../../../server/contract/rules/answer.ts';
import type { StatementView } from '../../fleet/attestation/lane-statements.ts';
import type { LightShown } from '../../biometrics/face/light-board.ts';
import type { ScreenState, Touch } from '../../main/screen/screen-state.ts';
import { languageOfState } from '../words/language-of-state.ts';
import type { Language } from '../words/languages.ts';
import type { Instruction, Words } from '../words/words.ts';
import { createDeclarationDraft, type DeclarationDraft } from './declaration-draft.ts';
import type { FaceCue } from './face-cue.ts';
import { instructionFor, type Situation } from './instruction.ts';
import type { LinkStatus } from './link.ts';
import { createPaging, type Paging } from './paging.ts';
import { NO_PREFERENCES, type Preferences } from './preferences.ts';
import { spokenLanguage } from './spoken-language.ts';
import { createStatementBoard, type StatementBoard } from './statement-board.ts';
import { steadyCue } from './steady-cue.ts';

export interface ScreenModel {
  readonly state: ReadonlySignal<ScreenState | undefined>;
  readonly link: ReadonlySignal<LinkStatus>;
  readonly preferences: ReadonlySignal<Preferences>;
  /** Between travellers the desk has no transaction to end: the screen itself says where it is. */
  readonly deskOffered: ReadonlySignal<boolean>;
  /** Whether the list of languages replaces the lane's instruction. */
  readonly choosingLanguage: ReadonlySignal<boolean>;
  /** The traveller's unconfirmed declaration. */
  readonly declaration: DeclarationDraft;
  /** The pages of the text that is read now. */
  readonly reading: Paging;
  readonly offeredLanguages: ReadonlySignal<readonly Language[]>;
  readonly language: ReadonlySignal<Language>;
  readonly words: ReadonlySignal<Words>;
  readonly instruction: ReadonlySignal<Instruction>;
  /** The lane's statement about itself, while a person wants it. */
  readonly statement: StatementBoard;
  /** The advice to a traveller at the camera. */
  readonly cue: ReadonlySignal<FaceCue>;
  receive(state: ScreenState): void;
  setLink(status: LinkStatus): void;
  prefer(change: Partial<Preferences>): void;
  chooseLanguage(choosing: boolean): void;
  touch(touch: Touch): void;
  /** Tells the lane that a colour is on the display. */
  confirmLight(word: LightShown): void;
  /** Sends the declaration that the traveller has reviewed. */
  declare(): void;
  /** Sends `desk` when the lane is connected; otherwise shows the offer. */
  chooseDesk(): void;
  withdrawDeskOffer(): void;
  /** Back to the lane's own language and look. */
  forgetTraveller(): void;
}

/**
 * @param laneLanguage for a traveller who has chosen nothing and shown no document
 * @param send where touches go
 * @param confirmLight where words about colours go
 * @param declare where declarations go
 * @param askStatement where the lane's statement comes from
 */
export function createScreenModel(
  laneLanguage: Language,
  send: (touch: Touch) => void,
  confirmLight: (word: LightShown) => void = () => undefined,
  declare: (answer: DeclarationAnswer) => void = () => undefined,
  askStatement: () => Promise<StatementView> = () => Promise.resolve({ kind: 'missed' }),
): ScreenModel {
  const statement = createStatementBoard(askStatement);
  const state = signal<ScreenState | undefined>(undefined);
  const link = signal<LinkStatus>('interrupted');
  const preferences = signal(NO_PREFERENCES);
  const deskOffered = signal(false);
  const choosingLanguage = signal(false);
  const declaration = createDeclarationDraft();
  const reading = createPaging();
  const suggested = signal<Language | undefined>(undefined);
  const cue = steadyCue(state);
  const preferred = computed(() => [preferences.value.language, suggested.value, laneLanguage]);
  const { offered, language, words } = spokenLanguage({ state, link, preferred, first: laneLanguage });
  const instruction = instructionOf(
    { link, state, deskOffered, cue, declaring: declaration.page, statement: statement.shown },
    words,
  );

  const forgetTraveller = (): void =>
    batch(() => {
      preferences.value = NO_PREFERENCES;
      suggested.value = undefined;
      deskOffered.value = false;
      choosingLanguage.value = false;
      statement.hide();
    });

  return {
    state,
    link,
    preferences,
    deskOffered,
    choosingLanguage,
    declaration,
    reading,
    offeredLanguages: offered,
    language,
    words,
    instruction,
    cue,
    statement,
    forgetTraveller,
    receive(next) {
      batch(() => {
        const before = state.value;
        const isNewPhase = before !== undefined && before.phase !== next.phase;
        if (isNewPhase && isBetweenTravellers(next)) forgetTraveller();
        // A new instruction is more urgent than the list
        if (isNewPhase || before?.asked !== next.asked) choosingLanguage.value = false;
        if (next.issuingState !== undefined) suggested.value = languageOfState(next.issuingState);
        if (next.phase !== 'idle') {
          deskOffered.value = false;
          statement.hide();
        }
        if (next.phase !== 'declaration') declaration.forget();
        else if (next.code?.kind === 'shown' && before?.code?.kind !== 'shown') declaration.show(next.code.goods);
        if (isNewPhase) reading.restart();
        state.value = next;
      });
    },
    setLink(status) {
      // The traveller has been sent away
      if (status === 'lost') declaration.forget();
      link.value = status;
    },
    prefer(change) {
      const next = { ...preferences.value, ...change };
      // A dark screen without speech would say nothing
      preferences.value = next.readAloud ? next : { ...next, darkScreen: false };
    },
    chooseLanguage(choosing) {
      choosingLanguage.value = choosing;
    },
    touch: send,
    confirmLight,
    declare() {
      const rules = state.value?.declaration;
      if (link.value === 'live' && rules !== undefined) declare(declaration.answer(rules));
    },
    chooseDesk() {
      const phase = state.value?.phase;
      choosingLanguage.value = false;
      statement.hide();
      if (phase === 'idle') deskOffered.value = true;
      else if (phase !== undefined && hasDeskChoice(phase)) send('desk');
    },
    withdrawDeskOffer() {
      deskOffered.value = false;
    },
  };
}

type Signals = { readonly [Name in keyof Situation]-?: ReadonlySignal<Situation[Name]> };

function instructionOf(situation: Signals, words: ReadonlySignal<Words>): ReadonlySignal<Instruction> {
  const { link, state, deskOffered, cue, declaring, statement } = situation;
  return computed(() =>
    instructionFor(
      {
        link: link.value,
        state: state.value,
        deskOffered: deskOffered.value,
        cue: cue.value,
        declaring: declaring.value,
        statement: statement.value,
      },
      words.value,
    ),
  );
}

const DESK_CHOICE: readonly ScreenState['phase'][] = [
  'idle',
  'notice',
  'document',
  'token',
  'face',
  'finger',
  'declaration',
];

/** From the welcome until the decision, the desk is one touch away. */
export function hasDeskChoice(phase: ScreenState['phase']): boolean {
  return DESK_CHOICE.includes(phase);
}

/** The lane serves no traveller. */
export function isBetweenTravellers({ phase }: Pick<ScreenState, 'phase'>): boolean {
  return phase === 'idle' || phase === 'out-of-service' || phase === 'starting';
}
