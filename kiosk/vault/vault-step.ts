/** Points in the life of what is kept between which a power cut can come, by name. Tests end the process at each; nothing else hears of them. */
export type VaultStep =
  /** In memory: sealed, and its key wrapped. */
  | 'capture-sealed'
  /** The rows are committed; keys in memory are not destroyed yet. */
  | 'captures-kept'
  /** There is an epoch key of the class that captures are to have; none is wrapped by it. */
  | 'new-class-ready'
  /** A data key is under the new epoch key, in memory. */
  | 'capture-rewrapped'
  /** The rows have their new class and key; the log still holds the old. */
  | 'rewrap-written'
  | 'rewrap-log-emptied'
  /** Rows are deleted; the log still holds them. */
  | 'rows-erased'
  | 'erase-log-emptied'
  /** Their epoch keys are gone as well. */
  | 'erase-done';

export type AtVaultStep = (step: VaultStep) => void;
