/** Points in the answer to a grant between which a power cut can come, by name. Tests end the process at each; nothing else hears of them. */
export type GrantStep =
  /** Its one use is on the disk. */
  | 'grant-spent'
  /** One capture's key is sealed to the officer, in memory. */
  | 'key-sealed'
  /** The viewing is in the chain; nothing has left. */
  | 'viewing-recorded';

export type AtGrantStep = (step: GrantStep) => void;
