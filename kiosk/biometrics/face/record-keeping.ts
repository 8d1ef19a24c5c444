/**
 * Protected records in the analysis thread: use as a reference, creation from pictures, renewal. They exist
 * unencrypted only here, until they are wiped.
 */
import { type Image, lend } from '../../../hardware/device/image.ts';
import type { Comparison } from '../../../models/face/compare.ts';
import type { FaceAnalyser } from '../../../models/face/face-analyser.ts';
import { wipeObservation } from '../../../models/face/face-observation.ts';
import type { FaceTemplate } from '../../../models/face/face-template.ts';
import { averageEmbedding } from '../../../models/face/protection/average-embedding.ts';
import { PROTECTION_KEY_BYTES } from '../../../models/face/protection/constants.ts';
import { type PseudonymousIdentifier, protect } from '../../../models/face/protection/pseudonymous-identifier.ts';
import {
  openRecord,
  type RecordInTransit,
  type RecordKeys,
  renewRecord,
  sealRecord,
} from '../../lists/registration/protected-record.ts';
import type { KeySlot } from '../../vault/captures/key-table.ts';
import type { SealedInTransit } from './analysis-messages.ts';
import { offHeap } from '../../../hardware/host/off-heap.ts';

export interface RecordKeeping {
  /** Sets a record as this traveller's reference, with its key. Returns `false` when it does not open. */
  take(record: RecordInTransit): boolean;
  taken(): boolean;
  compare(probe: FaceTemplate, maximumFalseMatchRate: number): Comparison;
  /** See `FaceAnalysis.protect` and `FaceAnalysis.renew`. */
  protect(
    portrait: SealedInTransit,
    captures: readonly SealedInTransit[],
    keys: RecordKeys,
    maximumFalseMatchRate: number,
  ): Promise<Uint8Array<ArrayBuffer> | undefined>;
  renew(from: RecordInTransit, to: RecordKeys): Uint8Array<ArrayBuffer> | undefined;
  forget(): void;
}

export interface RecordKeepingOptions {
  /** With the models that made the records. `undefined`: records are not compared and not made. */
  readonly analyser: FaceAnalyser | undefined;
  /** The key in a slot of the registered faces' table; not a copy. */
  readonly keyOf: (slot: KeySlot) => Uint8Array;
  readonly opened: <T>(capture: SealedInTransit, use: (image: Image | undefined) => Promise<T>) => Promise<T>;
}

export function createRecordKeeping({ analyser, keyOf, opened }: RecordKeepingOptions): RecordKeeping {
  let identifier: PseudonymousIdentifier | undefined;
  const key = offHeap(PROTECTION_KEY_BYTES);

  const forget = (): void => {
    identifier?.fill(0);
    identifier = undefined;
    key.fill(0);
  };

  const referenceOf = (by: FaceAnalyser, capture: SealedInTransit): Promise<FaceTemplate | undefined> =>
    opened(capture, async (image) => {
      if (image === undefined) return undefined;
      const outcome = await by.reference(lend(image));
      if (outcome.kind !== 'reference') return undefined;
      wipeObservation(outcome.face);
      return outcome.template;
    });

  const matches = (
    by: FaceAnalyser,
    portrait: FaceTemplate,
    capture: SealedInTransit,
    maximumFalseMatchRate: number,
  ): Promise<boolean> =>
    opened(capture, async (image) => {
      if (image === undefined) return false;
      const seen = await by.analyse(lend(image));
      if (seen.kind !== 'face') return false;
      try {
        const probe = await by.embed(lend(image), seen);
        try {
          return by.compare(portrait, probe, maximumFalseMatchRate).kind === 'match';
        } finally {
          probe.wipe();
        }
      } finally {
        wipeObservation(seen);
      }
    });

  return {
    take({ sealed, recordSlot, protectionSlot, context }) {
      forget();
      if (analyser === undefined) return false;
      identifier = openRecord(sealed, keyOf(recordSlot), context);
      if (identifier !== undefined) key.set(keyOf(protectionSlot));
      return identifier !== undefined;
    },
    taken: () => identifier !== undefined,
    compare(probe, maximumFalseMatchRate) {
      return identifier === undefined || analyser === undefined
        ? { kind: 'below-threshold' }
        : analyser.compareProtected(identifier, key, probe, maximumFalseMatchRate);
    },
    async protect(portrait, captures, keys, maximumFalseMatchRate) {
      if (analyser === undefined) return undefined;
      const made: FaceTemplate[] = [];
      const of = await referenceOf(analyser, portrait);
      try {
        if (of === undefined || captures.length === 0) return undefined;
        for (const capture of captures) {
          if (!(await matches(analyser, of, capture, maximumFalseMatchRate))) return undefined;
          const template = await referenceOf(analyser, capture);
          if (template === undefined) return undefined;
          made.push(template);
        }
        const average = averageEmbedding(made.map((template) => template.embedding()));
        const plain = protect(average, keyOf(keys.protectionSlot));
        average.fill(0);
        const sealed = sealRecord(plain, keyOf(keys.recordSlot), keys.context);
        plain.fill(0);
        return sealed;
      } finally {
        for (const template of [...made, ...(of === undefined ? [] : [of])]) template.wipe();
        await analyser.wipe();
      }
    },
    renew: (from, to) => renewRecord(from, to, keyOf),
    forget,
  };
}
