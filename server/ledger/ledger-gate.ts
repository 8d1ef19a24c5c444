/** The ledger, as far as those need it who make entries. */
export interface LedgerGate {
  /** Resolves once every entry committed so far is durable in the log. Rejects with `StoreError` `unavailable`. */
  settle(): Promise<void>;
}
