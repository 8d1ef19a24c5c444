/**
 * The first step of a start: completes work that a crash or a lost secure element interrupted, and erases overdue
 * data.
 */
import type { Clock } from '../../../hardware/host/clock.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { ErasureReceipts } from '../../vault/retention/erasure-receipts.ts';
import type { Outbox } from '../../fleet/uplink/outbox.ts';
import type { Reporter } from '../../fleet/uplink/reporter.ts';
import { KEPT_CLASSES } from '../../vault/captures/kept-class.ts';
import type { Vault } from '../../vault/captures/vault.ts';

/**
 * A cleared decision without a passage means that the kiosk stopped while the barrier was or may have been open. The
 * passage is reported as interrupted, because it is unknown. Captures of running transactions cannot be opened,
 * because their keys were only in memory.
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
    // The record and the following ones stay in place for an investigation. The lane works without them
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
