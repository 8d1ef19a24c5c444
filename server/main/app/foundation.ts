import type { ClosingStack } from '../../../hardware/host/closing-stack.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../../platform/base/events.ts';
import type { ServerConfig } from '../config/config.ts';

/** Passed to every part of the server when it opens. */
export interface Foundation {
  readonly config: ServerConfig;
  readonly clock: Clock;
  readonly events: Events;
  /** Called when this process has to wait for another one that works on the database. */
  readonly onStandBy?: (() => void) | undefined;
  /** Takes the parts that were opened; the server closes them in reverse order. */
  readonly opened: ClosingStack;
}
