import type { Clock } from '../../../hardware/host/clock.ts';
import type { ClosingStack } from '../../../hardware/host/closing-stack.ts';
import type { KioskConfig } from '../../platform/config/config.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { KeptTime } from '../storage/kept-time.ts';

/** Passed to every part of a kiosk when it opens. */
export interface Foundation {
  readonly config: KioskConfig;
  /** The machine's clock, with the wall time that can be relied on. */
  readonly clock: Clock;
  readonly time: KeptTime;
  readonly log: LogEvent;
  /** Takes the parts that were opened; the kiosk closes them in reverse order. */
  readonly opened: ClosingStack;
}
