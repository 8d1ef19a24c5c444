import { codedError } from '../../../hardware/host/coded-error.ts';

export const COMPONENT_FAULTS = [
  /** A file or folder cannot be read. */
  'absent',
  'malformed',
  'too-large',
  /** An export that is older than the one in use. */
  'older',
] as const;
export type ComponentFault = (typeof COMPONENT_FAULTS)[number];

export class ComponentError extends codedError<ComponentFault>('ComponentError') {}
