/** Named points at which a power cut is tested: tests end the process at each of them. */
export type KeyStep =
  /** The wrapped key is in a synced draft without its final name. */
  | 'key-drafted'
  | 'key-kept'
  /** The file is overwritten with zeros and not removed yet. */
  | 'key-overwritten'
  | 'key-unlinked'
  /** There is a new root, but nothing is wrapped under it. */
  | 'root-made'
  | 'key-rewrapped'
  | 'old-wraps-erased'
  | 'root-destroyed';

export type AtStep = (step: KeyStep) => void;
