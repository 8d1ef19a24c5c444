/** Presets of travellers, and the form values of each. Pure. */
import type { Specimen } from './dock-view.ts';
import { type Draft, genuineDraft } from './draft.ts';

export interface Preset {
  readonly id: string;
  readonly name: string;
  /** Expected behaviour of the lane, for newcomers. */
  readonly expect: string;
  readonly change: (draft: Draft, holder: Specimen | undefined) => Partial<Draft>;
  /** Specimens that can play it; default: all. */
  readonly fits?: (specimen: Specimen) => boolean;
}

export const PRESETS: readonly Preset[] = [
  { id: 'genuine', name: 'Genuine traveller', expect: 'The gate opens.', change: () => ({}) },
  {
    id: 'photograph',
    name: 'Different photograph',
    expect: 'The same person on another day: the gate opens.',
    change: () => ({ photograph: 1 }),
    fits: ({ photographs }) => photographs > 1,
  },
  {
    id: 'impostor',
    name: "Someone else's passport",
    expect: 'Two tries at the camera, then the desk.',
    change: ({ companion }) => ({ person: companion }),
  },
  {
    id: 'picture',
    name: 'Picture held up',
    expect: 'A picture does not turn as a head does: the desk.',
    // The last photograph is the live view, and looks at the camera.
    change: (_, holder) => ({ presence: 'flat-picture', photograph: Math.max(0, (holder?.photographs ?? 1) - 1) }),
  },
  {
    id: 'replay',
    name: 'Film on a tablet',
    expect: 'It turns when asked. The desk, where policy wants the screen’s colours to come back.',
    change: () => ({ presence: 'replay' }),
  },
  {
    id: 'two-people',
    name: 'Two people',
    expect: '“One person only”, then the desk.',
    change: () => ({ presence: 'two-people' }),
  },
  {
    id: 'nobody',
    name: 'No traveller passes',
    expect: '“Step in front of the camera”, then the desk.',
    change: () => ({ presence: 'nobody' }),
  },
  {
    id: 'registered',
    name: 'Registered traveller with finger',
    expect:
      'The document of last time: register its fingers first, under a policy that asks for them, and the gate opens.',
    change: () => ({ again: true }),
  },
  {
    id: 'goods',
    name: 'Goods for customs',
    expect: 'There is no doubt: the customs desk, and the lane keeps no picture.',
    change: () => ({ declares: 'goods' }),
  },
  {
    id: 'expired',
    name: 'Expired passport',
    expect: 'The desk, without a face being taken.',
    change: () => ({ expired: true }),
  },
  {
    id: 'altered',
    name: 'Altered portrait',
    expect: 'The signature gives it away: the desk, without a face being taken.',
    change: () => ({ variant: 'portrait-altered' }),
  },
  {
    id: 'copied',
    name: 'Copied chip',
    expect: 'It cannot prove that it is the original: the desk.',
    change: () => ({ variant: 'chip-copied' }),
  },
  {
    id: 'chip',
    name: 'Chip dead',
    expect: '“Please place it again”, then the desk.',
    change: () => ({ variant: 'chip-dead' }),
  },
  {
    id: 'turns-back',
    name: 'Turns back',
    expect: 'Cleared, but the sensor detects no passage, which is reported.',
    change: () => ({ passage: 'turns-back' }),
  },
  {
    id: 'tailgating',
    name: 'Tailgating',
    expect: 'Cleared, but a second person follows, which is reported.',
    change: () => ({ passage: 'tailgated' }),
  },
];

/** The form values of a preset. If `holder` cannot play it, uses the first specimen who can. */
export function draftFor(preset: Preset, specimens: readonly Specimen[], holder: string): Draft {
  const fits = preset.fits ?? (() => true);
  const able = specimens.filter(fits);
  const chosen = able.find(({ id }) => id === holder) ?? able[0] ?? specimens[0];
  const id = chosen?.id ?? holder;
  const draft = genuineDraft(id, someoneElse(specimens, id));
  return { ...draft, ...preset.change(draft, chosen) };
}

function someoneElse(specimens: readonly Specimen[], id: string): string {
  const at = specimens.findIndex((specimen) => specimen.id === id);
  return specimens[(at + 1) % specimens.length]?.id ?? id;
}
