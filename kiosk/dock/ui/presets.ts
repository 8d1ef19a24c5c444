/** Travellers worth sending, and what should become of them. */
import type { TravellerRequest } from '../dock-messages.ts';

export interface Preset {
  readonly title: string;
  readonly expect: string;
  readonly icon: 'tick' | 'cross' | 'leave' | 'warning' | 'question';
  readonly traveller: (specimen: string, other: string) => TravellerRequest;
}

const present = (specimen: string): TravellerRequest['scene'] => ({ subject: { kind: 'person', specimen } });

export const PRESETS: readonly Preset[] = [
  {
    title: 'Genuine traveller',
    expect: 'Cleared. Alpha’s passport photo and live picture are from different days.',
    icon: 'tick',
    traveller: (specimen) => ({ scene: present(specimen), document: { holder: specimen }, passage: 'passes' }),
  },
  {
    title: 'Someone else’s passport',
    expect: 'Referred: the faces do not match.',
    icon: 'cross',
    traveller: (specimen, other) => ({ scene: present(other), document: { holder: specimen }, passage: 'passes' }),
  },
  {
    title: 'A picture held up',
    expect: 'Referred: it moves like paper, not like a head.',
    icon: 'cross',
    traveller: (specimen) => ({
      scene: { subject: { kind: 'flat-picture', specimen } },
      document: { holder: specimen },
      passage: 'passes',
    }),
  },
  {
    title: 'Two people',
    expect: 'Advice to stand alone, then referred.',
    icon: 'warning',
    traveller: (specimen, other) => ({
      scene: { subject: { kind: 'two-people', specimens: [specimen, other] } },
      document: { holder: specimen },
      passage: 'passes',
    }),
  },
  {
    title: 'Nobody at the camera',
    expect: 'Advice to step into view, then referred.',
    icon: 'question',
    traveller: (specimen) => ({
      scene: { subject: { kind: 'nobody' } },
      document: { holder: specimen },
      passage: 'passes',
    }),
  },
  {
    title: 'Expired passport',
    expect: 'Referred before any picture is taken.',
    icon: 'cross',
    traveller: (specimen) => ({
      scene: present(specimen),
      document: { holder: specimen, expired: true },
      passage: 'passes',
    }),
  },
  {
    title: 'Chip does not answer',
    expect: 'One more try, then referred.',
    icon: 'warning',
    traveller: (specimen) => ({
      scene: present(specimen),
      document: { holder: specimen, variant: 'chip-dead' },
      passage: 'passes',
    }),
  },
  {
    title: 'Printed zone and chip differ',
    expect: 'Referred before any picture is taken.',
    icon: 'cross',
    traveller: (specimen) => ({
      scene: present(specimen),
      document: { holder: specimen, variant: 'dg1-differs' },
      passage: 'passes',
    }),
  },
  {
    title: 'Turns back in the gate',
    expect: 'Cleared, then reported as turned back.',
    icon: 'leave',
    traveller: (specimen) => ({ scene: present(specimen), document: { holder: specimen }, passage: 'turns-back' }),
  },
  {
    title: 'Someone follows',
    expect: 'Cleared, then reported as tailgating.',
    icon: 'warning',
    traveller: (specimen) => ({ scene: present(specimen), document: { holder: specimen }, passage: 'tailgated' }),
  },
];
