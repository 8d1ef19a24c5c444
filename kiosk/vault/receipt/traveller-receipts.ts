/**
 * The receipt of the current traveller. Its content is fixed when the decision is durable, before keys are destroyed; it is
 * signed on request. Its text is shown only on the screen and is not stored.
 */
import { keptAtMostMs } from '../../../server/contract/judge-traveller-receipt.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { SecureElement } from '../../../hardware/secure-element/secure-element.ts';
import type { KioskId, TransactionId } from '../../../server/contract/field.ts';
import {
  erasureTagOf,
  type ReceiptCode,
  type TravellerReceipt,
  travellerReceiptBytes,
  travellerReceiptSigningInput,
  travellerReceiptText,
} from '../../../server/contract/traveller-receipt.ts';
import { errorName } from '../../platform/base/error-name.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { ReceiptView } from './receipt-view.ts';
import type { Retention } from '../retention/retention.ts';
import type { Vault } from '../captures/vault.ts';
import { goneByOf, issuedAtOf } from './receipt-times.ts';

export interface TravellerReceiptsOptions {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly secureElement: Pick<SecureElement, 'sign'>;
  readonly retention: Pick<Retention, 'digest' | 'limitMs'>;
  readonly vault: Pick<Vault, 'epochKeyIds'>;
  readonly log: LogEvent;
}

export interface TravellerReceipts {
  /** Fixes the content of the receipt. Call it while the captures' keys are still in memory. */
  decided(
    transaction: { readonly id: TransactionId; readonly code: ReceiptCode },
    outcome: 'cleared' | 'referred',
  ): void;
  /** Signs the receipt once. Never rejects; does nothing before the decision. */
  make(): Promise<void>;
  view(wanted: boolean): ReceiptView;
  /** The receipt's tag for the erasure report; `undefined` when there is no receipt. */
  tag(): string | undefined;
  /** Drops the receipt when the traveller leaves. */
  forget(): void;
}

type Told = Pick<TravellerReceipt, 'kioskId' | 'issuedAt' | 'goneBy'>;

export function createTravellerReceipts(options: TravellerReceiptsOptions): TravellerReceipts {
  const { kioskId, clock, secureElement, retention, vault, log } = options;
  let decided: { readonly code: ReceiptCode; readonly statement: Uint8Array; readonly told: Told } | undefined;
  let making: Promise<void> | undefined;
  let text: string | undefined;
  let missed = false;

  return {
    decided({ id, code }, outcome) {
      const nowMs = clock.wallMs();
      const told = {
        kioskId,
        issuedAt: issuedAtOf(nowMs),
        goneBy: goneByOf(nowMs, outcome === 'referred' ? keptAtMostMs(retention.limitMs, outcome) : 0),
      };
      const statement = travellerReceiptBytes({
        version: 1,
        retentionClass: outcome,
        code,
        ...told,
        retentionDigest: retention.digest,
        // The keys of a cleared traveller are in memory only
        keyIds: outcome === 'referred' ? [...vault.epochKeyIds(id)] : [],
      });
      decided = { code, statement, told };
    },
    make() {
      const now = decided;
      if (now === undefined) return Promise.resolve();
      making ??= secureElement.sign(travellerReceiptSigningInput(now.statement)).then(
        (signature) => {
          if (decided === now) text = travellerReceiptText(now.statement, signature);
        },
        (error: unknown) => {
          if (decided === now) missed = true;
          log({
            event: 'step-failed',
            step: 'receipt',
            error: errorName(error),
            code: 'none',
          });
        },
      );
      return making;
    },
    view(wanted) {
      if (!wanted) return { kind: 'offered' };
      if (missed) return { kind: 'missed' };
      return text === undefined || decided === undefined ? { kind: 'wanted' } : { kind: 'made', text, ...decided.told };
    },
    tag: () => (text === undefined || decided === undefined ? undefined : erasureTagOf(decided.code)),
    forget() {
      decided = undefined;
      making = undefined;
      text = undefined;
      missed = false;
    },
  };
}
