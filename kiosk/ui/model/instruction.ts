/** The instruction for this moment. Pure. The screen, the spoken text and the announcements to a screen reader all show it. */
import type { GoodsRefusal } from '../../rules/declaration/goods-finding.ts';
import type { LanePhase } from '../../../server/contract/vocabulary.ts';
import type { StatementView } from '../../fleet/attestation/lane-statements.ts';
import type { CodeRefusal } from '../../platform/base/vocabulary.ts';
import type { ScreenState } from '../../main/screen/screen-state.ts';
import type { RetryHint } from '../../lane/state-machine/lane-view.ts';
import type { Instruction, Words } from '../words/words.ts';
import type { DeclarationPage } from './declaration-draft.ts';
import type { FaceCue } from './face-cue.ts';
import type { LinkStatus } from './link.ts';

export interface Situation {
  readonly link: LinkStatus;
  readonly state: ScreenState | undefined;
  readonly deskOffered: boolean;
  readonly cue: FaceCue;
  readonly declaring: DeclarationPage;
  readonly statement?: StatementView | 'asked' | undefined;
}

/** Phases in which the traveller reads: the offer of more time is shown beside the text. */
const ASKED_BESIDE: readonly LanePhase[] = ['notice', 'declaration', 'referred'];

export function instructionFor(situation: Situation, words: Words): Instruction {
  const { link, state, deskOffered, cue, declaring, statement } = situation;
  if (link === 'lost') return words.connectionLost(state?.desk);
  if (link === 'interrupted' || state === undefined) return words.reconnecting;
  if (state.asked === true && !ASKED_BESIDE.includes(state.phase)) return words.moreTime;
  switch (state.phase) {
    case 'starting':
      return words.starting;
    case 'idle':
      if (statement !== undefined) return whileStated(statement, words);
      return deskOffered ? words.deskOffer(state.desk) : words.welcome;
    case 'notice':
      return words.notice;
    case 'document':
      if (state.document !== undefined) return words.reading;
      return state.hint === undefined ? words.document : hinted(state.hint, words);
    case 'token':
      return state.hint === undefined ? words.token : hinted(state.hint, words);
    case 'face':
      return whileLookedAt(state, cue, words);
    case 'finger':
      return whileFingersAreTaken(state, words);
    case 'declaration':
      return declaring === 'question' ? whileAsked(state, words) : words.declaration[declaring];
    case 'deciding':
      return words.deciding;
    case 'opening':
      return words.opening;
    case 'passage':
      return state.customs?.kind === 'red-lane' ? words.redLane : words.passage;
    case 'referred':
      return whileReferred(state, words);
    case 'emergency':
      return words.emergency;
    case 'out-of-service':
      return words.outOfService(state.desk);
  }
}

/** The desk to which a traveller is sent: the lane's own, or customs. */
export function deskOf({ desk, customs }: Pick<ScreenState, 'desk' | 'customs'>): string {
  return customs?.kind === 'desk' ? customs.desk : desk;
}

/** The customs question, with what a traveller who has a code does. */
function whileAsked({ code }: ScreenState, { declaration }: Words): Instruction {
  const { question, code: says } = declaration;
  if (code === undefined || code.kind === 'shown') return question;
  const line =
    code.kind === 'awaited'
      ? says.offered
      : code.kind === 'goods-cleared'
        ? says.goods.cleared
        : says.refused[CODE_WORDS[code.why]];
  return { title: question.title, detail: `${question.detail} ${line}` };
}

/** The way to the desk, and why the code of declared goods did not suffice: the person has to show it there. */
function whileReferred(state: ScreenState, { referred, declaration }: Words): Instruction {
  const { title, detail } = referred(deskOf(state));
  if (state.goods === undefined) return { title, detail };
  return { title, detail: `${detail} ${goodsLine(state.goods, declaration.code)}` };
}

function goodsLine(why: GoodsRefusal, { goods, refused }: Words['declaration']['code']): string {
  switch (why) {
    case 'control':
    case 'used':
      return goods[why];
    case 'no-answer':
      return goods.unchecked;
    case 'stale':
      return refused.stale;
    case 'forged':
    case 'unknown':
      return refused.invalid;
  }
}

/** A traveller has the same way on after each of these; the words say which code would be taken. */
const CODE_WORDS = {
  malformed: 'invalid',
  forged: 'invalid',
  unreadable: 'unreadable',
  stale: 'stale',
  used: 'used',
  'other-rules': 'otherQuestions',
  'other-version': 'otherQuestions',
} as const satisfies Record<CodeRefusal, keyof Words['declaration']['code']['refused']>;

function hinted(hint: RetryHint, { hints, advice }: Words): Instruction {
  return isHint(hint, hints) ? hints[hint] : advice[hint];
}

function isHint(hint: RetryHint, hints: Words['hints']): hint is keyof Words['hints'] {
  return hint in hints;
}

function whileStated(statement: StatementView | 'asked', { wait, laneCode }: Words): Instruction {
  if (statement === 'asked') return wait;
  if (statement.kind === 'missed') return laneCode.missed;
  return laneCode.shown(`${statement.site} · ${statement.lane}`);
}

function whileLookedAt({ face }: ScreenState, cue: FaceCue, words: Words): Instruction {
  switch (face?.prompt) {
    case 'light':
      return words.light;
    case 'turn-left':
      return words.turnLeft;
    case 'turn-right':
      return words.turnRight;
    case 'wait':
      return words.wait;
    case 'look':
    case undefined:
      if (cue === undefined) return words.face;
      if (cue.kind === 'hint') return words.hints[cue.hint];
      if (cue.side === undefined) return words.advice[cue.advice];
      return { title: words.moveAside[cue.side], detail: words.advice[cue.advice].detail };
  }
}

function whileFingersAreTaken({ finger, hint }: ScreenState, words: Words): Instruction {
  switch (finger?.prompt) {
    case 'place': {
      if (finger.help !== undefined) return words.fingerHelp[finger.help];
      const asked = words.finger(words.fingers[finger.position]);
      return hint === undefined ? asked : { title: asked.title, detail: hinted(hint, words).detail };
    }
    case 'lift':
      return words.liftFinger;
    case 'wait':
    case undefined:
      return words.wait;
  }
}
