export const COMPONENT_FAULTS = [
  /** A file or folder cannot be read. */
  'absent',
  'malformed',
  'too-large',
  /** An export that is older than the one in use. */
  'older',
] as const;
export type ComponentFault = (typeof COMPONENT_FAULTS)[number];

export class ComponentError extends Error {
  override readonly name = 'ComponentError';
  readonly code: ComponentFault;

  constructor(code: ComponentFault, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
