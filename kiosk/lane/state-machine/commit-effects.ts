/** Commits decisions before the gate moves, orders before they are carried out, and the results of passages. */
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import type { Passage } from '../../../server/contract/vocabulary.ts';
import { type Decision, decide } from '../../rules/decision/decide.ts';
import { declarationFacts } from '../../rules/decision/declaration-check.ts';
import type { Evidence } from '../../rules/decision/evidence.ts';
import { type Policy, policyDigest } from '../../rules/decision/policy.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { ListCounter } from '../../lists/list-counts/list-counts.ts';
import type { PartnerPseudonyms } from '../../lists/partners/partner-pseudonyms.ts';
import type { Reporter } from '../../fleet/uplink/reporter.ts';
import type { BackgroundTasks } from './background-tasks.ts';
import type { LaneEvent } from './lane.ts';
import type { Transaction } from './transaction.ts';

export interface CommitOptions {
  readonly reporter: Pick<Reporter, 'match' | 'passage'>;
  readonly clock: Clock;
  readonly background: BackgroundTasks;
  readonly dispatch: (event: LaneEvent) => void;
  readonly log: LogEvent;
  /** Called after each decision that is durable. Returns at once and never throws. */
  readonly onDecided: (evidence: Evidence, policy: Policy, decision: Decision) => void;
  /** Keeps the pseudonyms of a traveller whose decision is durable. */
  readonly partners: Pick<PartnerPseudonyms, 'decided'>;
  /** Counts the document of a traveller whose decision is durable, later. */
  readonly listCounts?: Pick<ListCounter, 'decided'> | undefined;
  /** Called after each durable report. */
  readonly onReport: () => void;
}

export interface CommitEffects {
  match(transaction: Transaction | undefined, evidence: Evidence, policy: Policy): void;
  /**
   * Sets the id of the next passage: a transaction's, or that of the answer to an order. The duration of the passage
   * starts with this call.
   */
  opening(id: TransactionId | undefined): void;
  /** Reports the passage of the last release of the gate. */
  passage(passage: Passage): void;
}

export function createCommitEffects(options: CommitOptions): CommitEffects {
  const { reporter, clock, background, dispatch, log, onDecided, partners, onReport } = options;
  let opened: { readonly id: TransactionId | undefined; readonly atMs: number } = { id: undefined, atMs: 0 };

  return {
    match: (transaction, evidence, policy) =>
      background.run(
        'commit-match',
        async () => {
          if (transaction === undefined) throw new TypeError('a decision belongs to a transaction');
          const decision = decide(evidence, policy);
          const { document, faceReference, watchlists } = evidence;
          const facts = {
            document,
            faceReference,
            watchlists,
            declaration: declarationFacts(evidence, policy),
            policyDigest: policyDigest(policy),
          };
          const { sequence } = await reporter.match(transaction, decision, facts);
          log({ event: 'match-reported', sequence, outcome: decision.outcome, reasons: decision.reasons });
          onReport();
          dispatch({ kind: 'match-committed', outcome: decision.outcome });
          onDecided(evidence, policy, decision);
          await partners.decided(transaction.id);
          await options.listCounts?.decided(transaction.id);
        },
        (error) => dispatch({ kind: 'commit-failed', why: whyOf(error) }),
      ),
    opening(id) {
      opened = { id, atMs: clock.monotonicMs() };
    },
    passage(passage) {
      const { id, atMs } = opened;
      const durationMs = clock.monotonicMs() - atMs;
      background.run(
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

/** Without the secure element nothing is signed, and an unsigned decision does not open the gate. */
export function whyOf(error: unknown): 'unsigned' | 'not-durable' {
  return error instanceof DeviceError ? 'unsigned' : 'not-durable';
}
