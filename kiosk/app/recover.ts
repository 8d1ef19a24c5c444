/** What a start does before anything else: finish what a crash or a lost secure element left open, and erase what is overdue. */
import type { Clock } from '../../hardware/host/clock.ts';
import { errorName } from '../base/error-name.ts';
import type { LogEvent } from '../base/events.ts';
import type { ErasureReceipts } from '../retention/erasure-receipts.ts';
import type { Outbox } from '../uplink/outbox.ts';
import type { Reporter } from '../uplink/reporter.ts';
import { KEPT_CLASSES } from '../vault/kept-class.ts';
import type { Vault } from '../vault/vault.ts';

/**
 * A cleared decision without a passage means the kiosk stopped while the barrier was or may have been open; nobody can say
 * any more who went through, and the report says so. Captures of transactions that were under way died with their keys.
 */
export async function recover(options: {
  readonly outbox: Outbox;
  readonly reporter: Reporter;
  readonly vault: Vault;
  readonly receipts: ErasureReceipts;
  readonly clock: Clock;
  readonly log: LogEvent;
}): Promise<void> {
  const { outbox, reporter, vault, receipts, clock, log } = options;
  await receipts.recover();
  let erasedCaptures = 0;
  for (const retentionClass of KEPT_CLASSES) {
    const overdue = { retentionClass, cause: 'overdue-at-start' } as const;
    erasedCaptures += await receipts.erase(overdue, (atMs) => vault.eraseDue(retentionClass, atMs));
  }
  await reporter.signKept().catch((error: unknown) => {
    // It stays where it is, and what follows it with it: people have to look. The lane can do without
    log({
      event: 'step-failed',
      step: 'sign-kept',
      error: errorName(error),
      code: 'none',
    });
  });
  const open = await outbox.openPassage();
  if (open !== undefined) {
    await reporter.passage(open.transactionId, 'interrupted', Math.min(86_400_000, clock.wallMs() - open.reportedAt));
  }
  if (open !== undefined || erasedCaptures > 0) {
    log({ event: 'recovered', interruptedPassages: open === undefined ? 0 : 1, erasedCaptures });
  }
}
