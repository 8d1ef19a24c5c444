/** The sentences of messages. Complete by type in each language. */
import type { MessageKind, Severity, SilenceReason } from '../vocabulary.ts';

export type NoticeKind = Exclude<MessageKind, 'raised' | 'over'>;

export interface AlertTexts {
  readonly severities: { readonly [One in Severity]: string };
  readonly reasons: { readonly [Reason in SilenceReason]: string };
  /** Title of a message that is not about an alarm, and the sentences below it. `{…}` are values. */
  readonly notices: { readonly [Kind in NoticeKind]: { readonly title: string; readonly lines: readonly string[] } };
  readonly over: string;
  readonly labels: {
    readonly [Label in
      | 'urgency'
      | 'site'
      | 'lane'
      | 'since'
      | 'until'
      | 'reason'
      | 'times'
      | 'detail'
      | 'next'
      | 'route'
      | 'channel'
      | 'server'
      | 'message'
      | 'alarms'
      | 'sites'
      | 'held']: string;
  };
  readonly allSites: string;
  readonly allAlarms: string;
  readonly ending: string;
}
