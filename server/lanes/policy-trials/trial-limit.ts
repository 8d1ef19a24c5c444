/** The limit of a request that tries a policy: enough for a document with 32 groups of 300 codes. */
export const TRIAL_LIMIT_BYTES = 131_072;
