/** The traveller's receipt during a transaction: made when the traveller wants one, and named in the report of the erasure. */
import type { TravellerReceipts } from '../../vault/receipt/traveller-receipts.ts';
import type { Lane, Transition } from './lane.ts';
import type { LaneView } from './lane-view.ts';
import type { Transaction } from './transaction.ts';

export interface ReceiptEffects {
  /** A decision was committed. */
  decided(transaction: Transaction, effects: Transition['effects']): void;
  /** Makes the receipt once the traveller wants it. */
  make(): void;
  view(lane: Lane): LaneView['receipt'];
  /** The tag of the receipt, for the report of an erasure; `undefined` when there is no receipt yet. */
  tag(): string | undefined;
  /** The captures of a traveller who is still at the lane were erased without a tag: a receipt that is made later reports it. */
  erasedWithoutTag(isErased: boolean): void;
  /** The traveller has gone. */
  forget(): void;
}

export interface ReceiptEffectsOptions {
  /** `undefined`: this lane gives no receipts. */
  readonly receipts: TravellerReceipts | undefined;
  readonly onCleared: (captures: number, tag: string | undefined) => void;
  readonly notify: () => void;
}

export function createReceiptEffects({ receipts, onCleared, notify }: ReceiptEffectsOptions): ReceiptEffects {
  /** Whether captures were erased of a traveller who may still take a receipt. */
  let untagged = false;

  /** The captures may be erased before the receipt is made. Its tag is then recorded with that erasure. */
  function made(): void {
    const tag = untagged ? receipts?.tag() : undefined;
    if (tag !== undefined) {
      untagged = false;
      onCleared(0, tag);
    }
    notify();
  }

  return {
    decided(transaction, effects) {
      const isKept = effects.some((effect) => effect.kind === 'forget' && effect.captures !== 'destroy');
      receipts?.decided(transaction, isKept ? 'referred' : 'cleared');
    },
    make() {
      void receipts?.make().then(made);
    },
    // A receipt attests only the lane's own decision, so there is none for an opening by order
    view: (lane) => (isUnused(lane) || 'ordered' in lane.state ? undefined : receipts?.view(lane.receiptWanted)),
    tag: () => receipts?.tag(),
    erasedWithoutTag(isErased) {
      untagged = isErased;
    },
    forget() {
      receipts?.forget();
      untagged = false;
    },
  };
}

/** Whether the lane serves no traveller. */
export function isUnused({ state: { phase } }: Lane): boolean {
  return phase === 'starting' || phase === 'idle' || phase === 'emergency' || phase === 'out-of-service';
}
