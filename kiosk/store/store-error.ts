/** Nothing could be put on the disk, or read from it. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code = 'unavailable';
}
