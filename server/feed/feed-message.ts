/** What passes between the feed and a console. Everything the feed sends can also be had from the API. */
import { z } from 'zod';
import type { AccessRefusal } from '../access/vocabulary.ts';
import type { Alarm } from '../alarms/answers.ts';
import type { LaneView } from '../kiosks/answers.ts';
import { PAGE_LIMIT } from '../http/limits.ts';
import type { OutcomePage, OutcomeView } from '../reports/answers.ts';

/** The first event after each connection: where the feed stands and how the lanes are. */
export interface Hello {
  readonly mode: 'development' | 'production';
  readonly feedPosition: number;
  readonly serverTime: number;
  readonly lanes: readonly LaneView[];
}

export const catchUpSchema = z.strictObject({
  after: z.int().min(0),
  limit: z.int().min(1).max(PAGE_LIMIT),
});
export type CatchUp = z.infer<typeof catchUpSchema>;

export type CatchUpAnswer =
  | ({ readonly kind: 'page' } & OutcomePage)
  | { readonly kind: 'refused'; readonly code: 'invalid-query' | 'rate-limited' | 'unavailable' | AccessRefusal };

export interface ToConsole {
  hello(hello: Hello): void;
  /** The latest word of each lane that has spoken since the last of these. */
  lanes(lanes: readonly LaneView[]): void;
  /** Whoever has all of theirs up to `after` has all of theirs up to this one: what lies between is nobody's or not theirs. */
  outcome(outcome: OutcomeView, after: number): void;
  /** Somebody has decided on a traveller: all that was held back of them, at the positions that it always had. */
  decided(outcomes: readonly OutcomeView[]): void;
  alarm(alarm: Alarm): void;
  /** Something about referrals or watches of this place has changed: the console asks what. */
  referrals(place: { readonly site?: string; readonly kioskId?: string }): void;
}

export interface FromConsole {
  'catch-up'(request: CatchUp, answer: (page: CatchUpAnswer) => void): void;
}
