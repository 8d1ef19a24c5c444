/**
 * The receipt of the traveller who is being served. What it says is fixed the moment the decision is durable and before anything is
 * forgotten; it is signed when they want one. Text of it is on their screen alone, and nowhere once they are gone.
 */
import { keptAtMostMs } from '../../server/contract/judge-traveller-receipt.ts';
import type { Clock } from '../../hardware/clock/clock.ts';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import type { KioskId, TransactionId } from '../../server/contract/field.ts';
import {
  erasureTagOf,
  type ReceiptCode,
  type TravellerReceipt,
  travellerReceiptBytes,
  travellerReceiptSigningInput,
  travellerReceiptText,
} from '../../server/contract/traveller-receipt.ts';
import { errorName } from '../error-name.ts';
import type { LogEvent } from '../events.ts';
import type { ReceiptView } from '../lane/lane-view.ts';
import type { Retention } from '../retention/retention.ts';
import type { Vault } from '../vault/vault.ts';
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
  /** Fixes what a receipt of this transaction says. Call it while the captures' keys are still in memory. */
  decided(
    transaction: { readonly id: TransactionId; readonly code: ReceiptCode },
    outcome: 'cleared' | 'referred',
  ): void;
  /** Signs it, once; never rejects. Does nothing before the decision. */
  make(): Promise<void>;
  view(wanted: boolean): ReceiptView;
  /** What an erasure's report names the receipt by; `undefined` where none was made. */
  tag(): string | undefined;
  /** The traveller is gone. */
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
        // Those of somebody who is cleared die with keys that are in memory alone
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
