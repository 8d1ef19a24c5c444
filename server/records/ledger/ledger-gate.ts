/** The part of the ledger that makers of entries need. */
export interface LedgerGate {
  /** Resolves once every entry committed so far is durable in the log. Rejects with `StoreError` `unavailable`. */
  settle(): Promise<void>;
}
