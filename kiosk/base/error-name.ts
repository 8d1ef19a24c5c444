/** What may be logged of an error: its class. Its message may quote what it was about. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
