/** What passes between the feed and a console. Everything the feed sends can also be had from the API. */
import { z } from 'zod';
import type { Alarm } from './alarm.ts';
import type { LaneView } from './lane.ts';
import { PAGE_LIMIT } from './limits.ts';
import type { OutcomeView } from './outcome.ts';

/** The first event after each connection: where the feed stands and how the lanes are. */
export interface Hello {
  readonly mode: 'development';
  readonly feedPosition: number;
  readonly serverTime: number;
  readonly lanes: readonly LaneView[];
}

export const catchUpSchema = z.strictObject({
  after: z.int().min(0),
  limit: z.int().min(1).max(PAGE_LIMIT),
});
export type CatchUp = z.infer<typeof catchUpSchema>;

export interface OutcomePage {
  readonly outcomes: readonly OutcomeView[];
  /** The feed's position when the page was read: more is to be had while the last outcome's is lower. */
  readonly feedPosition: number;
}

export type CatchUpAnswer =
  | ({ readonly kind: 'page' } & OutcomePage)
  | { readonly kind: 'refused'; readonly code: 'invalid-query' | 'rate-limited' | 'unavailable' };

export interface ToConsole {
  hello(hello: Hello): void;
  lane(lane: LaneView): void;
  outcome(outcome: OutcomeView): void;
  alarm(alarm: Alarm): void;
}

export interface FromConsole {
  'catch-up'(request: CatchUp, answer: (page: CatchUpAnswer) => void): void;
}
