/** Named scenarios: the traveller or the fault of each, and the expected result under the policy of `npm start`. Pure. */
import type { LanePhase, Outcome, Passage, ReasonCode } from '../../../../server/contract/vocabulary.ts';
import type { InjectedFault, Specimen } from './dock-view.ts';
import { type Draft, genuineDraft } from './draft.ts';

/** The end of a transaction, or the state in which a fault leaves the lane. */
export type Expected =
  | {
      readonly kind: 'transaction';
      readonly outcome: Outcome;
      /** One of these is the first reason; none for a cleared traveller. */
      readonly reasons: readonly ReasonCode[];
      readonly passage?: Passage;
    }
  | { readonly kind: 'lane'; readonly phase: LanePhase };

export interface Scenario {
  readonly id: string;
  readonly name: string;
  /** The event and its cause, for newcomers. */
  readonly story: string;
  readonly expected: Expected;
  /** Absent where only a device fails. */
  readonly traveller?: (draft: Draft, holder: Specimen | undefined) => Partial<Draft>;
  readonly faults?: readonly InjectedFault[];
  /** Whether only the coloured light can stop it: a policy that does not require the light clears it. */
  readonly isLightAttack?: true;
  /** The specimens that can play it; default: all. */
  readonly fits?: (specimen: Specimen) => boolean;
}

const PASSES: Expected = { kind: 'transaction', outcome: 'cleared', reasons: [], passage: 'one-person' };
const OUT_OF_SERVICE: Expected = { kind: 'lane', phase: 'out-of-service' };
const referred = (...reasons: readonly ReasonCode[]): Expected => ({
  kind: 'transaction',
  outcome: 'referred',
  reasons,
});

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'genuine',
    name: 'Genuine traveller',
    story: 'The gate opens.',
    expected: PASSES,
    traveller: () => ({}),
  },
  {
    id: 'photograph',
    name: 'Face of another day',
    story: 'The same person as on the chip, in another photograph: the gate opens.',
    expected: PASSES,
    traveller: () => ({ photograph: 1 }),
    fits: ({ photographs }) => photographs > 1,
  },
  {
    id: 'goods',
    name: 'Goods to declare',
    story: 'The traveller goes to the customs desk. The lane keeps no picture.',
    expected: referred('goods-declared'),
    traveller: () => ({ declares: 'goods' }),
  },
  {
    id: 'impostor',
    name: "Someone else's passport",
    story: 'The faces do not match in two attempts.',
    expected: referred('below-threshold'),
    traveller: ({ companion }) => ({ person: companion }),
  },
  {
    id: 'picture',
    name: 'A picture held up',
    story: 'A flat picture does not turn as a head does.',
    expected: referred('movement-undecidable', 'plane-not-head'),
    // The last photograph is the live view, and looks at the camera
    traveller: (_, holder) => ({ presence: 'flat-picture', photograph: Math.max(0, (holder?.photographs ?? 1) - 1) }),
  },
  {
    id: 'replay',
    name: 'A film on a tablet',
    story:
      'The film turns its head when asked, and this policy only observes the coloured light. A policy that requires it refers.',
    expected: PASSES,
    traveller: () => ({ presence: 'replay' }),
    isLightAttack: true,
  },
  {
    id: 'two-people',
    name: 'Two people',
    story: 'The screen asks for one person only, then refers them.',
    expected: referred('several-people'),
    traveller: () => ({ presence: 'two-people' }),
  },
  {
    id: 'nobody',
    name: 'A passport without a person',
    story: 'The camera sees no face in two attempts.',
    expected: referred('nobody-in-view'),
    traveller: () => ({ presence: 'nobody' }),
  },
  {
    id: 'expired',
    name: 'Expired passport',
    story: 'The document decides: no face is captured.',
    expected: referred('document-expired'),
    traveller: () => ({ expired: true }),
  },
  {
    id: 'listed',
    name: 'Passport on a watchlist',
    story: 'Reported stolen: the officer is told, and the screen looks as for any other referral.',
    expected: referred('document-listed'),
    traveller: () => ({ listed: true }),
  },
  {
    id: 'altered',
    name: 'Altered portrait',
    story: 'The signature does not cover the new portrait.',
    expected: referred('data-group-altered'),
    traveller: () => ({ variant: 'portrait-altered' }),
  },
  {
    id: 'copied',
    name: 'Copied chip',
    story: 'The chip cannot prove that it is the original.',
    expected: referred('chip-copied'),
    traveller: () => ({ variant: 'chip-copied' }),
  },
  {
    id: 'chip',
    name: 'Dead chip',
    story: 'The screen asks for the passport once more, then refers the traveller.',
    expected: referred('chip-unreadable'),
    traveller: () => ({ variant: 'chip-dead' }),
  },
  {
    id: 'turns-back',
    name: 'Turns back at the gate',
    story: 'Cleared, but the sensor sees no passage.',
    expected: { ...PASSES, passage: 'turned-back' },
    traveller: () => ({ passage: 'turns-back' }),
  },
  {
    id: 'tailgating',
    name: 'A second person follows',
    story: 'Cleared, and the lane reports that two people passed.',
    expected: { ...PASSES, passage: 'tailgating' },
    traveller: () => ({ passage: 'tailgated' }),
  },
  {
    id: 'camera-unplugged',
    name: 'Camera unplugged',
    story: 'The lane closes until the camera is back. The next scenario plugs it in again.',
    expected: OUT_OF_SERVICE,
    faults: [{ device: 'camera', fault: { kind: 'disconnect' } }],
  },
  {
    id: 'reader-unplugged',
    name: 'Passport reader unplugged',
    story: 'The lane closes until the reader is back. The next scenario plugs it in again.',
    expected: OUT_OF_SERVICE,
    faults: [{ device: 'document-reader', fault: { kind: 'disconnect' } }],
  },
  {
    id: 'slow-lane',
    name: 'A lane that is too slow',
    story:
      'The camera gives two pictures a second. The lane repeats the step with less load, refers the traveller for its own fault, and closes. The next scenario repairs the camera, and the lane opens after three good tests of its speed.',
    expected: referred('device-fault'),
    traveller: () => ({}),
    faults: [{ device: 'camera', fault: { kind: 'slow', byMs: 600 } }],
  },
  {
    id: 'scanner-unplugged',
    name: 'Finger scanner unplugged',
    story: 'This policy asks for no finger, so the lane still serves.',
    expected: PASSES,
    traveller: () => ({}),
    faults: [{ device: 'fingerprint-scanner', fault: { kind: 'disconnect' } }],
  },
];

/** The form for a scenario. If `holder` cannot play it, uses the first specimen who can. */
export function draftFor(scenario: Scenario, specimens: readonly Specimen[], holder: string): Draft {
  const able = specimens.filter(scenario.fits ?? (() => true));
  const chosen = able.find(({ id }) => id === holder) ?? able[0] ?? specimens[0];
  const id = chosen?.id ?? holder;
  const draft = genuineDraft(id, otherThan(specimens, id));
  return { ...draft, ...scenario.traveller?.(draft, chosen) };
}

function otherThan(specimens: readonly Specimen[], id: string): string {
  const at = specimens.findIndex((specimen) => specimen.id === id);
  return specimens[(at + 1) % specimens.length]?.id ?? id;
}
