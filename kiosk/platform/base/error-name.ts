/** The class of an error, for the log. Its message is not logged, because it may contain data. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
