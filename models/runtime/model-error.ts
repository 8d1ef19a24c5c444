import { codedError } from '../../hardware/host/coded-error.ts';

/** Reasons for which a model fails to load or run. */
export type ModelErrorCode =
  /** The built model is missing: run `npm run models`. */
  | 'model-missing'
  /** The digest of the built model differs from the manifest's. */
  | 'digest-mismatch'
  /** A tensor's name, shape or length is not what the manifest declares. */
  | 'bad-input'
  /** The runtime refused the model. */
  | 'session-failed'
  /** The runtime failed while computing, or returned tensors that the manifest does not declare. */
  | 'run-failed'
  /** The session was closed. */
  | 'closed';

/** A model that cannot be used. Messages carry names and shapes, never a tensor's values. */
export class ModelError extends codedError<ModelErrorCode>('ModelError') {}
