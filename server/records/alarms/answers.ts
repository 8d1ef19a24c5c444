import { z } from 'zod';
import { ALARM_KINDS } from '../../platform/base/alarm-kinds.ts';
import { type Answer, wallMs } from '../../platform/base/answer.ts';

const alarmSchema = z.strictObject({
  id: z.int(),
  kind: z.enum(ALARM_KINDS),
  /** `null` for an unknown kiosk: the id that an unknown sender claims is not stored. */
  kioskId: z.string().nullable(),
  /** First and last sequence concerned; `null` if there is none. */
  fromSequence: z.int().nullable(),
  toSequence: z.int().nullable(),
  firstAt: wallMs,
  lastAt: wallMs,
  /** Minimum number of occurrences. */
  count: z.int(),
  /** When it was over: a gap was filled, or the condition of a lane ended. */
  filledAt: wallMs.nullable(),
  /**
   * For `tables-differ`: code, kind and ledger index of the difference: `row-altered/duties/17`. For `lane-slow`: the rate, such as
   * `analysed-frames/tenths-per-second/32`. For `lane-drifted`: the first drift and their number, such as `drift/gate-open-time/1`. For
   * `readiness-unapproved`: what is wrong with the approval. For `lane-releases-differ` and `lane-releases-behind`: `releases/TROUBLE`. For
   * `lane-software-returned`: the reason, such as `releases/devices`. For
   * `roll-out-held`: the chart, `shadow` or `left-by-lanes`, such as `roll-out/referrals`. For `release-untaken`: the reason and the release, such as `taken-by-none/notice/main/4`. For `lane-trust-old`: `master-lists/STATE`. For `lane-watchlists-old`: the gravest state
   * and the number of lists, such as `watchlists/missing/2`. For `component-overdue`: the number
   * of the finding, such as `finding/overdue/7`. For `components-differ`: `components/DIFFERENCE/COUNT`. For `shipping-behind`: `shipping/siem`. For `goods-passed-offline`: the verdict and
   * the number of the declaration, such as `goods/used/NUMBER/1`. For `advisories-refused`: `import/FAULT`. For `selection-rules-refused`: the reason, such as `selection-rules/tests-failed`. For
   * `detection-finding`: the rule and the kind of its subject, such as `acts-in-hour/person`. For `lane-order-asked`: the order, such as `order/take-out-of-service`. For `response-stuck`: the response and
   * the kind of its subject, such as `end-sessions/person`. For `breach-deadline-near` and `breach-deadline-passed`: the law and the
   * addressee, such as `eu-gdpr/authority`. For `sharing-delivery-refused`: the reason and the dataset, such as `budget-spent/crossings`. For
   * `sharing-receipt-overdue`: the kind of the delivery and the dataset, such as `counts/crossings`. For `sharing-audit-overdue`: which, and the agreement, such as `audit/monthly-crossings`. For `sharing-list-changed`: which, and the list, such as `list/too-many-changes/stolen/1`. For `legal-conflict`: the framework
   * and the rule, such as `eu-gdpr/law-named`. For `corrective-action-overdue`: the kind and the start of the id, such as `penalty/overdue/3fa91c07/1`. For
   * `training-not-applied`: `role/administrator`, or `course/` and the course. For `proposal-reported`: the kind and the start of the id, such as `proposal/duty-give/3fa91c07/1`. For `session-forged`: the table, such as `session/sessions`. For `rows-adopted`: the number of
   * rows, such as `adoption/rows/1204`. For `witness-lag` and
   * `witness-ahead`: the reason and the witness, such as `witness/it-answered-404/a.example/none`.
   */
  about: z.string().exactOptional(),
});
export type Alarm = Answer<typeof alarmSchema>;

export const alarmListSchema = z.strictObject({
  serverTime: wallMs,
  /** The latest first. */
  alarms: z.array(alarmSchema),
});
export type AlarmList = Answer<typeof alarmListSchema>;
