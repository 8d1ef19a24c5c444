/** A command with invalid arguments; the message lists the valid ones. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
