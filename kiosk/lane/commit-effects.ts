/** What is made durable: a decision before the gate moves, an order before it is obeyed, and how the passage ended. */
import { DeviceError } from '../../hardware/device/device-error.ts';
import type { Clock } from '../../hardware/host/clock.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import type { Passage } from '../../server/contract/vocabulary.ts';
import { decide } from '../decision/decide.ts';
import { declarationFacts } from '../decision/declaration-check.ts';
import type { Evidence } from '../decision/evidence.ts';
import { type Policy, policyDigest } from '../decision/policy.ts';
import type { LogEvent } from '../base/events.ts';
import type { Reporter } from '../uplink/reporter.ts';
import type { Beside } from './beside.ts';
import type { LaneEvent } from './lane.ts';
import type { Transaction } from './transaction.ts';

export interface CommitOptions {
  readonly reporter: Pick<Reporter, 'match' | 'passage'>;
  readonly clock: Clock;
  readonly beside: Beside;
  readonly dispatch: (event: LaneEvent) => void;
  readonly log: LogEvent;
  /** Called after each report that became durable. */
  readonly onReport: () => void;
}

export interface CommitEffects {
  match(transaction: Transaction | undefined, evidence: Evidence, policy: Policy): void;
  /** Whose passage comes next: this transaction's, or that of the answer to an order. Its time is measured from the last time this is said. */
  opening(id: TransactionId | undefined): void;
  /** Of whatever the gate was released for last. */
  passage(passage: Passage): void;
}

export function createCommitEffects(options: CommitOptions): CommitEffects {
  const { reporter, clock, beside, dispatch, log, onReport } = options;
  let opened: { readonly id: TransactionId | undefined; readonly atMs: number } = { id: undefined, atMs: 0 };

  return {
    match: (transaction, evidence, policy) =>
      beside.run(
        'commit-match',
        async () => {
          if (transaction === undefined) throw new TypeError('a decision belongs to a transaction');
          const decision = decide(evidence, policy);
          const { document, faceReference } = evidence;
          const facts = {
            document,
            faceReference,
            declaration: declarationFacts(evidence, policy),
            policyDigest: policyDigest(policy),
          };
          const { sequence } = await reporter.match(transaction, decision, facts);
          log({ event: 'match-reported', sequence, outcome: decision.outcome, reasons: decision.reasons });
          onReport();
          dispatch({ kind: 'match-committed', outcome: decision.outcome });
        },
        (error) => dispatch({ kind: 'commit-failed', why: whyOf(error) }),
      ),
    opening(id) {
      opened = { id, atMs: clock.monotonicMs() };
    },
    passage(passage) {
      const { id, atMs } = opened;
      const durationMs = clock.monotonicMs() - atMs;
      beside.run(
        'commit-passage',
        async () => {
          if (id === undefined) throw new TypeError('a passage belongs to a transaction');
          const { sequence } = await reporter.passage(id, passage, durationMs);
          log({ event: 'passage-reported', sequence, passage });
          onReport();
        },
        () => dispatch({ kind: 'fault-raised', fault: 'outbox' }),
      );
    },
  };
}

/** Without the secure element nothing is signed, and what is not signed opens nothing. */
export function whyOf(error: unknown): 'unsigned' | 'not-durable' {
  return error instanceof DeviceError ? 'unsigned' : 'not-durable';
}
