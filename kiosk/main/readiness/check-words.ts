/** The words of a check in each language of its page. The terminal, the printed record and the log are English. */
import type { DeviceKind } from '../../../hardware/device/device.ts';
import type { IndicatorSignal } from '../../../hardware/device/indicator-signal.ts';
import type { ReadinessValues } from '../../../server/contract/readiness-values.ts';
import type { Drift, ReadinessFault, ReadinessItem } from '../../../server/contract/readiness-vocabulary.ts';
import type { Prompt } from './check-item.ts';

type Words<Key extends string> = { readonly [One in Key]: string };

/** The likely cause of a fault, and the next step. */
export interface Advice {
  readonly cause: string;
  readonly nextStep: string;
}

/** Complete by type. */
export interface CheckWords {
  readonly items: Words<ReadinessItem>;
  /** As `{device}` in the advice. */
  readonly devices: Words<DeviceKind>;
  /** As `{device}` where an item has no device of its own. */
  readonly anyDevice: string;
  /** As `{place}` in the advice, after a device whose place the configuration names. */
  readonly place: string;
  /** Words that are the same for every item. `{device}` and `{place}` are replaced. */
  readonly advice: { readonly [Fault in ReadinessFault]: Advice };
  /** Words for a fault of one item where the general words would mislead. */
  readonly adviceOf: { readonly [Item in ReadinessItem]?: { readonly [Fault in ReadinessFault]?: Advice } };
  /** Label and unit. */
  readonly values: { readonly [Value in keyof Required<ReadinessValues>]: readonly [string, string] };
  readonly drifts: Words<Drift>;
  readonly prompts: Words<Prompt>;
  /** `{signal}` is replaced. */
  readonly lamps: string;
  readonly signals: Words<IndicatorSignal>;
}
