/** A proposal in words. */
export interface Explained {
  /** One sentence. */
  readonly says: string;
  readonly lines: readonly Line[];
  /** Signs that the approver must look at first. */
  readonly warnings?: readonly string[];
}

/** A field, its value, and its value before where the proposal changes it. */
export type Line = readonly [name: string, text: string, before?: string];
