/** The sign for a piece of advice, for travellers who cannot read it. */
import type { Advice } from '../../../models/face/quality/advice.ts';
import type { FingerHelp, FingerProgress } from '../../biometrics/finger/finger-attempt.ts';
import type { RetryHint } from '../../lane/state-machine/lane-view.ts';
import type { FaceCue } from '../model/face-cue.ts';

export type SignName =
  | 'left'
  | 'right'
  | 'middle'
  | 'up'
  | 'closer'
  | 'back'
  | 'look'
  | 'still'
  | 'turn'
  | 'one-person'
  | 'stand-here'
  | 'light'
  | 'less-light'
  | 'no-hat'
  | 'no-sunglasses'
  | 'no-mask'
  | 'press'
  | 'rest'
  | 'moist'
  | 'dry';

const OF_ADVICE: Readonly<Record<Advice, SignName>> = {
  'one-person-only': 'one-person',
  'step-back': 'back',
  centre: 'middle',
  'come-closer': 'closer',
  'look-straight': 'look',
  'more-light': 'light',
  'less-light': 'less-light',
  'uncover-eyes': 'no-sunglasses',
  'uncover-face': 'no-mask',
  'hold-still': 'still',
};

const OF_HINT: Readonly<Partial<Record<RetryHint, SignName>>> = {
  'stand-alone': 'one-person',
  'step-into-view': 'stand-here',
  'look-again': 'look',
  'light-again': 'still',
  'turn-again': 'turn',
};

const OF_FINGER_HELP: Readonly<Partial<Record<FingerHelp, SignName>>> = {
  'place-whole-finger': 'middle',
  'move-up': 'up',
  'press-harder': 'press',
  'press-lighter': 'rest',
  'moisten-finger': 'moist',
  'dry-finger': 'dry',
  'hold-still': 'still',
  'centre-finger': 'middle',
};

export function signOfCue(cue: FaceCue): SignName | undefined {
  if (cue === undefined) return undefined;
  return cue.kind === 'hint' ? OF_HINT[cue.hint] : (cue.side ?? OF_ADVICE[cue.advice]);
}

export function signOfFingerHelp({ prompt, help }: FingerProgress): SignName | undefined {
  return prompt === 'place' && help !== undefined ? OF_FINGER_HELP[help] : undefined;
}
