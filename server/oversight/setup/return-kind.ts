/** Two administrators return the server to service after a difference between database and ledger. */
import { z } from 'zod';
import { RETURN_TO_SERVICE } from '../../records/ledger/reconcile/reported-differences.ts';
import type { ServerLedger } from '../../records/ledger/server-ledger.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';

const DAY_MS = 86_400_000;

export type ComparedRecord = Pick<ServerLedger, 'tablesAgree' | 'mayReturn' | 'differences' | 'returnToService'>;

/** The differences that the proposer was shown: code, table or type, and row. */
const returnSchema = z.strictObject({ differences: z.array(z.string().min(1).max(200)).max(100) });
type Return = z.infer<typeof returnSchema>;

/**
 * Possible only when a full run has found no difference since the last one: it ends the state and repairs nothing. `onFault` is called if the end cannot
 * be stored; the people then decide again.
 */
export function returnKind(record: ComparedRecord, onFault: (error: unknown) => void): ProposalKind<Return> {
  return {
    kind: RETURN_TO_SERVICE,
    proposeAct: 'record-return.propose',
    approveAct: 'record-return.approve',
    policy: RETURN_TO_SERVICE,
    schema: returnSchema,
    opensForMs: DAY_MS,
    targetsOf: () => Promise.resolve([]),
    before: () => Promise.resolve({ differences: record.differences() }),
    objection: () => Promise.resolve(record.mayReturn() ? undefined : 'still-differs'),
    apply: () =>
      Promise.resolve(
        record.mayReturn()
          ? { kind: 'applied', afterwards: () => void record.returnToService().catch(onFault) }
          : { kind: 'inapplicable', code: 'still-differs' },
      ),
  };
}
