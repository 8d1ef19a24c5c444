/** Writing to the disk or reading from it failed. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code = 'unavailable';
}
