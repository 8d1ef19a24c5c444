/** Openings of the gate by order: the answer becomes durable before the gate moves. */
import type { TransactionId } from '../../../server/contract/report.ts';
import type { BackgroundTasks } from './background-tasks.ts';
import { whyOf } from './commit-effects.ts';
import type { Lane, LaneEvent } from './lane.ts';
import { mayOpenForOrder } from './order-transitions.ts';

export interface OrderedOpening {
  /** Id of the answer, which the report of the passage names. */
  readonly answerId: TransactionId;
  /** Makes the answer durable. */
  readonly record: () => Promise<void>;
}

export type OpeningOutcome = 'opening' | 'not-now' | { readonly failed: unknown };

export interface OrderedOpenings {
  open(opening: OrderedOpening): Promise<OpeningOutcome>;
  /** Records the opening that was asked for last, then lets the machine open. */
  commit(): void;
  answerId(): TransactionId | undefined;
  /** A traveller arrived: the opening of an earlier order has ended. */
  forget(): void;
}

export interface OrderedOpeningsOptions {
  readonly lane: () => Lane;
  readonly background: BackgroundTasks;
  readonly dispatch: (event: LaneEvent) => void;
  /** Called when an opening is recorded. */
  readonly onRecorded: () => void;
}

export function createOrderedOpenings({
  lane,
  background,
  dispatch,
  onRecorded,
}: OrderedOpeningsOptions): OrderedOpenings {
  let ordered: (OrderedOpening & { readonly answer: (failed?: unknown) => void }) | undefined;
  return {
    open(opening) {
      if (!mayOpenForOrder(lane())) return Promise.resolve('not-now');
      return new Promise((resolve) => {
        const answer = (failed?: unknown) => resolve(failed === undefined ? 'opening' : { failed });
        ordered = { ...opening, answer };
        dispatch({ kind: 'opening-ordered' });
        if (lane().state.phase !== 'deciding') resolve('not-now');
      });
    },
    commit() {
      const opening = ordered;
      background.run(
        'commit-opening',
        async () => {
          if (opening === undefined) throw new TypeError('an opening belongs to an order');
          await opening.record();
          onRecorded();
          opening.answer();
          dispatch({ kind: 'opening-committed' });
        },
        (error) => {
          opening?.answer(error);
          dispatch({ kind: 'commit-failed', why: whyOf(error) });
        },
      );
    },
    answerId: () => ordered?.answerId,
    forget() {
      ordered = undefined;
    },
  };
}
