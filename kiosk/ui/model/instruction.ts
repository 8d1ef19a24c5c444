/** The one thing to say now. Pure: what the screen shows, what is read aloud and what a screen reader hears are this. */
import type { ScreenState } from '../../screen/screen-state.ts';
import type { Instruction, Words } from '../words/words.ts';
import type { FaceCue } from './face-cue.ts';
import type { LinkStatus } from './link.ts';

export interface Situation {
  readonly link: LinkStatus;
  readonly state: ScreenState | undefined;
  readonly deskOffered: boolean;
  readonly cue: FaceCue;
}

export function instructionFor({ link, state, deskOffered, cue }: Situation, words: Words): Instruction {
  if (link === 'lost') return words.connectionLost(state?.desk);
  if (link === 'interrupted' || state === undefined) return words.reconnecting;
  // The notice and the desk stay what they are, and the question stands beside them
  if (state.asked === true && state.phase !== 'notice' && state.phase !== 'referred') return words.moreTime;
  switch (state.phase) {
    case 'starting':
      return words.starting;
    case 'idle':
      return deskOffered ? words.deskOffer(state.desk) : words.welcome;
    case 'notice':
      return words.notice;
    case 'document':
      if (state.document !== undefined) return words.reading;
      return state.hint === undefined ? words.document : words.hints[state.hint];
    case 'face':
      return whileLookedAt(state, cue, words);
    case 'finger':
      return whileFingersAreTaken(state, words);
    case 'deciding':
      return words.deciding;
    case 'opening':
      return words.opening;
    case 'passage':
      return words.passage;
    case 'referred':
      return words.referred(state.desk);
    case 'emergency':
      return words.emergency;
    case 'out-of-service':
      return words.outOfService(state.desk);
  }
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
      return cue.kind === 'advice' ? words.advice[cue.advice] : words.hints[cue.hint];
  }
}

function whileFingersAreTaken({ finger, hint }: ScreenState, words: Words): Instruction {
  switch (finger?.prompt) {
    case 'place': {
      if (finger.help !== undefined) return words.fingerHelp[finger.help];
      const asked = words.finger(words.fingers[finger.position]);
      return hint === undefined ? asked : { title: asked.title, detail: words.hints[hint].detail };
    }
    case 'lift':
      return words.liftFinger;
    case 'wait':
    case undefined:
      return words.wait;
  }
}
