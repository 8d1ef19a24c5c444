/** The editable events of one day, with what campaigns need to fit in: the roster, referrals, and handles. */
import type { DetectionEvent } from '../../../../server/oversight/detection/events/event.ts';
import type { Random } from './random.ts';
import type { Person, World } from './world.ts';

export type DraftEvent = { -readonly [Key in keyof DetectionEvent]: DetectionEvent[Key] };

export interface Shift {
  readonly person: Person;
  readonly from: number;
  readonly until: number;
  readonly console: string;
  readonly site: string;
  /** The person moves to another console once. */
  readonly moves?: { readonly at: number; readonly console: string };
}

export function consoleOf({ console, moves }: Shift, at: number): string {
  return moves !== undefined && at >= moves.at ? moves.console : console;
}

export interface ReferralOfDay {
  readonly id: string;
  readonly at: number;
  readonly site: string;
  readonly lane: string;
}

export interface Day {
  readonly number: number;
  readonly from: number;
  readonly world: World;
  readonly random: Random;
  readonly shifts: readonly Shift[];
  events: DraftEvent[];
  /** The latest referrals of some days, oldest first. */
  readonly referrals: ReferralOfDay[];
  newHandle(): string;
  newReferral(): string;
}

export function shiftOf(day: Day, person: string): Shift | undefined {
  return day.shifts.find((shift) => shift.person.id === person);
}

/** A referral from before a time, of the last days. */
export function referralBefore(day: Day, at: number, withinMs = 2 * 86_400_000): ReferralOfDay | undefined {
  const near = day.referrals.filter((one) => one.at < at && one.at > at - withinMs);
  return near.length === 0 ? undefined : day.random.pick(near);
}
