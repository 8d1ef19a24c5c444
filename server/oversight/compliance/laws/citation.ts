/** Where a rule of law stands. Pure: the console imports it. */
export interface Citation {
  /** Article, section or paragraph, as the law numbers it. */
  readonly article: string;
  /** Address of the official text. */
  readonly source: string;
  /**
   * Day on which the rule was compared with a copy of the text; `null`: it was written down without a copy at hand, and a person must
   * compare it with the source before relying on it.
   */
  readonly retrieved: string | null;
}

/** Whether a lawyer has confirmed a set of rules. The rules that come with the program have no such confirmation. */
export interface LegalReview {
  readonly by: string;
  readonly on: string;
}
