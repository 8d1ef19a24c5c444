import { useSignal } from '@preact/signals';
import type { CourseStanding, PolicyView, TrainingOverview } from '../../people/training/answers.ts';
import { COURSE_IDS } from '../../people/training/vocabulary.ts';
import { Badge } from '../design/badge.tsx';
import { Banner } from '../design/banner.tsx';
import { Field } from '../design/field.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dayOf } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { now } from '../shell/live.ts';
import { mayAct } from '../shell/session.ts';
import { CAUSE_WORDS, COURSE_STATE_WORDS, COURSE_WORDS, courseWords } from '../words-of-training.ts';
import { ALARM_WORDS, ROLE_WORDS } from '../words.ts';
import { COURSE_LOOKS, courseState } from './course-state.ts';
import { PolicyForm } from './policy-form.tsx';
import { RefresherForm } from './refresher-form.tsx';

/** The courses of each person with their validity, and the forms to change the requirements. */
export function Overview() {
  return (
    <Loaded<TrainingOverview> path="/v1/training/overview" away={t('Validity runs on.')}>
      {(overview) => (
        <>
          {overview.isWaived && (
            <Banner tone="caution" icon="warning">
              {t(
                'The policy does not apply to administrators: fewer than two of them could act. Two administrators pass the missing courses.',
              )}
            </Banner>
          )}
          <Policies overview={overview} />
          <People people={overview.people} />
          <Refreshers refreshers={overview.refreshers} />
          {mayAct('training.propose') && <PolicyForm overview={overview} />}
          {mayAct('training.propose') && <RefresherForm people={overview.people} />}
        </>
      )}
    </Loaded>
  );
}

function Policies({ overview: { policy, next } }: { readonly overview: TrainingOverview }) {
  return (
    <section class="panel" aria-labelledby="policy-title">
      <h2 id="policy-title">{t('Courses that duties need')}</h2>
      {policy === null ? <p class="empty">{t('No duty needs a course now.')}</p> : <Policy one={policy} />}
      {next.map((one) => (
        <div key={one.approvedAt}>
          <h3>{t('From {day}', { day: one.fromDay })}</h3>
          <Policy one={one} />
        </div>
      ))}
    </section>
  );
}

function Policy({ one: { requirements, fromDay, graceDays } }: { readonly one: PolicyView }) {
  return (
    <>
      <ul class="training-policy">
        {requirements.length === 0 && <li>{t('No duty needs a course.')}</li>}
        {requirements.map(({ role, courses }) => (
          <li key={role}>
            {t('{duty}: {courses}', { duty: ROLE_WORDS[role], courses: courses.map(courseWords).join(', ') })}
          </li>
        ))}
      </ul>
      <p class="quiet">{t('Since {day}. Days of grace for new people: {days}.', { day: fromDay, days: graceDays })}</p>
    </>
  );
}

function People({ people }: Pick<TrainingOverview, 'people'>) {
  const search = useSignal('');
  const isNarrowed = useSignal(false);
  const wanted = search.value.trim().toLowerCase();
  const found = people.filter(
    ({ displayName, personId, courses }) =>
      (wanted === '' || displayName.toLowerCase().includes(wanted) || personId.includes(wanted)) &&
      (!isNarrowed.value || courses.some((one) => courseState(one, now.value) === 'missing')),
  );
  return (
    <section class="panel" aria-labelledby="people-title">
      <h2 id="people-title">{t('Validity by person')}</h2>
      <div class="filters">
        <Field label={t('Search by name')} value={search} isRequired={false} />
        <label class="training-narrow">
          <input
            type="checkbox"
            checked={isNarrowed.value}
            onChange={({ currentTarget }) => (isNarrowed.value = currentTarget.checked)}
          />
          <span>{t('Only people with a missing course')}</span>
        </label>
      </div>
      {found.length === 0 ? (
        <StatePanel kind="empty" title={t('No person matches.')} />
      ) : (
        <Table
          caption={t('Validity of courses by person')}
          columns={[t('Person'), t('Duties'), ...COURSE_IDS.map((course) => COURSE_WORDS[course])]}
        >
          {found.map(({ personId, displayName, roles, courses }) => (
            <tr key={personId}>
              <th scope="row">
                <bdi>{displayName}</bdi>
              </th>
              <td>{roles.map((role) => ROLE_WORDS[role]).join(', ')}</td>
              {courses.map((one) => (
                <td key={one.course}>
                  <Standing one={one} />
                </td>
              ))}
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

function Standing({ one }: { readonly one: CourseStanding }) {
  const state = courseState(one, now.value);
  return (
    <>
      <Badge {...COURSE_LOOKS[state]} word={COURSE_STATE_WORDS[state]} />
      {one.validUntil !== null && <div class="figures quiet">{t('until {day}', { day: dayOf(one.validUntil) })}</div>}
      {state === 'awaited' && one.askedFrom !== null && (
        <div class="figures quiet">{t('from {day}', { day: dayOf(one.askedFrom) })}</div>
      )}
    </>
  );
}

const alarmTitle = (kind: string): string => (ALARM_WORDS as Readonly<Record<string, string>>)[kind] ?? kind;

function Refreshers({ refreshers }: Pick<TrainingOverview, 'refreshers'>) {
  if (refreshers.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="refreshers-title">
      <h2 id="refreshers-title">{t('Refreshers')}</h2>
      <Table
        caption={t('Refreshers whose day has not passed')}
        columns={[t('Course'), t('People ## of a refresher'), t('By ## a day'), t('Cause'), t('File number')]}
      >
        {refreshers.map(({ id, course, people, role, byDay, cause, reference }) => (
          <tr key={id}>
            <th scope="row">{courseWords(course)}</th>
            <td>
              <bdi>{people === null ? (role === null ? '' : ROLE_WORDS[role]) : people.join(', ')}</bdi>
            </td>
            <td class="figures">{byDay}</td>
            <td>{CAUSE_WORDS[cause]}</td>
            <td>{cause === 'alarm' ? alarmTitle(reference) : <bdi>{reference}</bdi>}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
