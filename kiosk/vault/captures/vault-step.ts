/** Named points at which a power cut is tested: tests end the process at each of them. */
export type VaultStep =
  /** The capture is sealed and its key wrapped, in memory. */
  | 'capture-sealed'
  /** The rows are committed; keys in memory are not destroyed yet. */
  | 'captures-kept'
  /** The epoch key of the new class exists, but wraps nothing yet. */
  | 'new-class-ready'
  /** A data key is wrapped by the new epoch key, in memory. */
  | 'capture-rewrapped'
  /** The rows have their new class and key; the log still holds the old. */
  | 'rewrap-written'
  | 'rewrap-log-emptied'
  /** Rows are deleted; the log still holds them. */
  | 'rows-erased'
  | 'erase-log-emptied'
  /** Their epoch keys are destroyed as well. */
  | 'erase-done';

export type AtVaultStep = (step: VaultStep) => void;
