/** Named points in the answer to a grant at which a power cut is tested: tests end the process at each of them. */
export type GrantStep =
  /** The grant's use is on the disk. */
  | 'grant-spent'
  /** One capture's key is sealed to the officer, in memory. */
  | 'key-sealed'
  /** The viewing is in the chain; nothing was sent yet. */
  | 'viewing-recorded';

export type AtGrantStep = (step: GrantStep) => void;
