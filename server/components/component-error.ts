export type ComponentErrorCode =
  /** A file or folder cannot be read. */
  'absent' | 'malformed' | 'too-large';

export class ComponentError extends Error {
  override readonly name = 'ComponentError';
  readonly code: ComponentErrorCode;

  constructor(code: ComponentErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
