/** Messages between the feed and a console. The API offers everything that the feed sends. */
import type { Mode } from '../../../hardware/host/mode.ts';
import { z } from 'zod';
import type { AccessRefusal } from '../../platform/access/vocabulary.ts';
import type { Alarm } from '../../records/alarms/answers.ts';
import type { LaneView } from '../../records/kiosks/answers.ts';
import { PAGE_LIMIT } from '../../platform/http/limits.ts';
import type { OutcomePage, OutcomeView } from '../../records/reports/answers.ts';

/** The first event of a connection: the feed's position and the state of the lanes. */
export interface Hello {
  readonly mode: Mode;
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
  /** The latest status of each lane that has reported since the previous such event. */
  lanes(lanes: readonly LaneView[]): void;
  /** A console that has received everything up to `after` is now complete up to this outcome: outcomes in between are not visible to it. */
  outcome(outcome: OutcomeView, after: number): void;
  /** A traveller's withheld outcomes, after the decision, at their original positions. */
  decided(outcomes: readonly OutcomeView[]): void;
  alarm(alarm: Alarm): void;
  /** Referrals or watches of this place have changed; the console reloads them. */
  referrals(place: { readonly site?: string; readonly kioskId?: string }): void;
}

export interface FromConsole {
  'catch-up'(request: CatchUp, answer: (page: CatchUpAnswer) => void): void;
}
