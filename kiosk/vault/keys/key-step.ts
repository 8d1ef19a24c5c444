/**
 * Points between which a power cut can come, by name. Tests end the process at each; nothing else hears of them.
 */
export type KeyStep =
  /** The wrapped key is in a draft, synced; its file has no name yet. */
  | 'key-drafted'
  | 'key-kept'
  /** The file is zeros; its name is still there. */
  | 'key-overwritten'
  | 'key-unlinked'
  /** There is a new root, nothing is wrapped under it. */
  | 'root-made'
  | 'key-rewrapped'
  | 'old-wraps-erased'
  | 'root-destroyed';

export type AtStep = (step: KeyStep) => void;
