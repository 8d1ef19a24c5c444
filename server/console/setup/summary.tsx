import type { DutyList } from '../../people/duties/answers.ts';
import type { FleetView } from '../../lanes/fleet/answers.ts';
import type { ProposalPage } from '../../records/proposals/answers.ts';
import type { RecoveryList } from '../../people/people/answers/people.ts';
import { plural, t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { now } from '../shell/live.ts';
import { hashOf } from '../shell/route.ts';
import { mayAct } from '../shell/session.ts';

const SOON_MS = 30 * 86_400_000;
const AWAY = () => t('Lanes continue without it.');

/** The work that waits for this administrator, and duties that end soon. */
export function Summary() {
  return (
    <section class="panel" aria-labelledby="summary-title">
      <h2 id="summary-title">{t('Today')}</h2>
      <ul class="setup-summary">
        <li>
          <Loaded<ProposalPage> path="/v1/proposals" away={AWAY()}>
            {({ proposals }) => {
              const waiting = proposals.filter(({ mayApprove }) => mayApprove).length;
              const own = proposals.filter(({ mayWithdraw }) => mayWithdraw).length;
              return (
                <a href={hashOf('decisions')}>
                  {waiting === 0
                    ? t('No proposal waits for you.')
                    : plural(waiting, '{count} proposal waits for you.', '{count} proposals wait for you.')}{' '}
                  {own > 0 &&
                    plural(
                      own,
                      '{count} of yours waits for another person.',
                      '{count} of yours wait for another person.',
                    )}
                </a>
              );
            }}
          </Loaded>
        </li>
        {mayAct('recovery.approve') && (
          <li>
            <Loaded<RecoveryList> path="/v1/people/recoveries" away={AWAY()}>
              {({ recoveries }) => (
                <a href={hashOf('people')}>
                  {recoveries.length === 0
                    ? t('No person waits for new keys.')
                    : plural(
                        recoveries.length,
                        '{count} person waits for new keys.',
                        '{count} people wait for new keys.',
                      )}
                </a>
              )}
            </Loaded>
          </li>
        )}
        <li>
          <Loaded<DutyList> path="/v1/duties" away={AWAY()}>
            {({ duties }) => {
              const at = now.value;
              const ending = duties.filter(
                ({ validUntil, trainingValidUntil }) =>
                  validUntil > at && Math.min(validUntil, trainingValidUntil) < at + SOON_MS,
              ).length;
              return (
                <a href={hashOf('decisions')}>
                  {ending === 0
                    ? t('No duty or training ends within 30 days.')
                    : plural(
                        ending,
                        '{count} duty or training ends within 30 days.',
                        '{count} duties or trainings end within 30 days.',
                      )}
                </a>
              );
            }}
          </Loaded>
        </li>
        <li>
          <Loaded<FleetView> path="/v1/fleet/kiosks" away={AWAY()}>
            {({ kiosks, codes }) => (
              <a href={hashOf('administration', 'fleet')}>
                {plural(
                  kiosks.filter(({ disabledAt }) => disabledAt === null).length,
                  '{count} kiosk is in service.',
                  '{count} kiosks are in service.',
                )}{' '}
                {codes.length > 0 && plural(codes.length, '{count} code is unused.', '{count} codes are unused.')}
              </a>
            )}
          </Loaded>
        </li>
      </ul>
    </section>
  );
}
