/** A traveller being made up: everything that the page's form holds, and the requests that it stands for. Pure. */
import type { DocumentRequest, FingerRequest, SceneRequest, TravellerRequest } from '../../dock-messages.ts';
import type { DocumentVariant, FingerContact, PassageBehaviour } from './dock-view.ts';

export interface Draft {
  /** Whose passport it is. */
  readonly holder: string;
  readonly presence: SceneRequest['subject']['kind'];
  /** Who stands before the camera, or whose picture is held up. */
  readonly person: string;
  /** The second of two people. */
  readonly companion: string;
  /** Which photograph the person is made from; 0 is the one on the chip. */
  readonly photograph: number;
  /** Whether they turn their head when asked. */
  readonly cooperative: boolean;
  readonly light: NonNullable<SceneRequest['light']>;
  readonly blurPx: number;
  /** Share of full scale. */
  readonly noise: number;
  readonly variant: DocumentVariant;
  readonly expired: boolean;
  /** Whether the chip holds fingerprints. */
  readonly fingerprints: boolean;
  /** The very document presented last, instead of a new one. */
  readonly again: boolean;
  /** Whether they show the code that they carry, where the lane asks for it. */
  readonly showsCode: boolean;
  /** How the person's finger lies on the scanner. */
  readonly contact: FingerContact;
  readonly passage: PassageBehaviour;
  /** What they say where customs asks. */
  readonly declares: NonNullable<TravellerRequest['declares']>;
}

export const USUAL_NOISE = 0.006;

/** A genuine traveller on a good day. */
export function genuineDraft(holder: string, companion: string): Draft {
  return {
    holder,
    presence: 'person',
    person: holder,
    companion,
    photograph: 0,
    cooperative: true,
    light: 'normal',
    blurPx: 0,
    noise: USUAL_NOISE,
    variant: 'genuine',
    expired: false,
    fingerprints: false,
    again: false,
    showsCode: true,
    contact: 'good',
    passage: 'passes',
    declares: 'nothing',
  };
}

export function sceneOf({ light, blurPx, noise, ...draft }: Draft): SceneRequest {
  return { subject: subjectOf(draft), light, blurPx, noise };
}

function subjectOf({
  presence,
  person,
  companion,
  photograph,
  cooperative,
}: Pick<Draft, 'presence' | 'person' | 'companion' | 'photograph' | 'cooperative'>): SceneRequest['subject'] {
  switch (presence) {
    case 'nobody':
      return { kind: presence };
    case 'person':
      return { kind: presence, specimen: person, photograph, cooperative };
    case 'two-people':
      return { kind: presence, specimens: [person, companion] };
    case 'flat-picture':
    case 'replay':
      return { kind: presence, specimen: person, photograph };
  }
}

export function documentOf({ holder, variant, expired, fingerprints, again }: Draft): DocumentRequest {
  return { holder, variant, expired, fingerprints, again };
}

export function fingerOf({ person, contact }: Draft): FingerRequest {
  return { person, contact };
}

export function travellerOf(draft: Draft): TravellerRequest {
  const { passage, declares, showsCode } = draft;
  return {
    ...{ scene: sceneOf(draft), document: documentOf(draft), finger: fingerOf(draft), passage, declares },
    ...(!showsCode && { token: false }),
  };
}
