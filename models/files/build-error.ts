import { codedError } from '../../hardware/host/coded-error.ts';

/** Reasons for which building a model is refused. */
export type ModelBuildErrorCode =
  /** The command line holds an unknown option. */
  | 'usage'
  /** The npm program could not be started. */
  | 'npm-missing'
  /** The package registry did not answer: no network, no name resolution, a refused or timed-out connection. */
  | 'registry-unreachable'
  /** npm ran and failed for another reason, or named no tarball. */
  | 'npm-failed'
  /** The SHA-512 of a package tarball differs from the manifest's. */
  | 'package-integrity'
  /** A package tarball is not a readable archive, or is larger than allowed. */
  | 'archive-invalid'
  /** A file the manifest names is not in the package. */
  | 'source-missing'
  /** The size or SHA-256 of a source file differs from the manifest's. */
  | 'source-digest'
  /** A source file is truncated, garbage, or breaks a limit of its format. */
  | 'format-invalid'
  /** A source model uses an operator, or a setting of one, that the converter does not support. */
  | 'operator-unsupported'
  /** The converter tried to write an invalid ONNX graph: a defect of the converter. */
  | 'graph-invalid'
  /** The size or SHA-256 of the converted model differs from the manifest's. */
  | 'output-digest'
  /** A finished file could not be put in place. */
  | 'write-failed';

/** Building a model was refused. No partly written file is left behind. */
export class ModelBuildError extends codedError<ModelBuildErrorCode>('ModelBuildError') {}
