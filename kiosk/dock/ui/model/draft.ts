/** A traveller in the page's form, and the corresponding requests. Pure. */
import type { DocumentRequest, FingerRequest, SceneRequest, TravellerRequest } from '../../dock-messages.ts';
import type { DocumentVariant, FingerContact, PassageBehaviour } from './dock-view.ts';

export interface Draft {
  /** Holder of the passport. */
  readonly holder: string;
  readonly presence: SceneRequest['subject']['kind'];
  /** Person at the camera, or in the held-up picture. */
  readonly person: string;
  /** The second of two people. */
  readonly companion: string;
  /** Photograph of the person; 0 is the one on the chip. */
  readonly photograph: number;
  /** Whether they turn their head when asked. */
  readonly cooperative: boolean;
  readonly light: NonNullable<SceneRequest['light']>;
  readonly blurPx: number;
  /** Share of full scale. */
  readonly noise: number;
  readonly variant: DocumentVariant;
  readonly expired: boolean;
  /** Whether its number is on the watchlist. */
  readonly listed: boolean;
  /** Whether the chip holds fingerprints. */
  readonly fingerprints: boolean;
  /** The last presented document, instead of a new one. */
  readonly again: boolean;
  /** Whether the traveller shows the code when requested. */
  readonly showsCode: boolean;
  /** Contact of the person's finger with the scanner. */
  readonly contact: FingerContact;
  readonly passage: PassageBehaviour;
  /** Answer to the customs declaration. */
  readonly declares: NonNullable<TravellerRequest['declares']>;
}

export const USUAL_NOISE = 0.006;

/** A genuine traveller without faults. */
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
    listed: false,
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

export function documentOf({ holder, variant, expired, listed, fingerprints, again }: Draft): DocumentRequest {
  return { holder, variant, expired, listed, fingerprints, again };
}

export function fingerOf({ person, contact }: Draft): FingerRequest {
  return { person, contact };
}

export function travellerOf(draft: Draft): TravellerRequest {
  const { passage, declares, showsCode } = draft;
  return {
    scene: sceneOf(draft),
    document: documentOf(draft),
    finger: fingerOf(draft),
    passage,
    declares,
    ...(!showsCode && { token: false }),
  };
}
