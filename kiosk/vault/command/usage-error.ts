/** A command that was given wrong words; its message says which are right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
